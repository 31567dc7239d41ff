from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.case import LeavingCase, handovers, last_day, notice_ends, released
from clientguard.domain.leaving.closing import in_the_way, step_states
from clientguard.domain.leaving.gates import Gate, gates
from clientguard.domain.leaving.todo import todos
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Contract
from clientguard.domain.records.leaving import STEPS
from tests.domain.leaving.leaving_case import (
    CONTRACT,
    LEAVING,
    TODAY,
    account,
    case,
    deliverable,
    handed_over,
    invoice,
    obligation,
    paid,
    release,
)

SAY = texts.words("en").say


def gate(key: str, of: LeavingCase) -> Gate:
    return next(each for each in gates(of, TODAY) if each.key == key)


def seen(key: str, of: LeavingCase) -> tuple[str, str]:
    found = gate(key, of)
    return found.state, SAY(found.reason)


def test_a_leaving_with_nothing_in_its_way_has_all_gates_met():
    found = gates(case(), TODAY)
    assert [(each.key, each.state) for each in found] == [
        ("decision", "met"),
        ("deliverables", "met"),
        ("obligations", "met"),
        ("notice", "met"),
        ("payments", "met"),
    ]
    assert in_the_way(case(), TODAY) == ()
    assert todos(case(), TODAY) == ()


@pytest.mark.parametrize(
    ("leaving", "evidence", "state", "reason"),
    [
        ({}, 17, "met", "Decided on 12 Nov 2026, with 17 records behind it."),
        ({}, 1, "met", "Decided on 12 Nov 2026, with 1 record behind it."),
        (
            {"alternatives": " "},
            2,
            "met",
            "Decided on 12 Nov 2026, with 2 records behind it. No alternative is written down.",
        ),
        ({"reasons": " "}, 17, "open", "No reasons are written down yet."),
        ({}, 0, "open", "Nothing from the record stands behind it yet."),
    ],
)
def test_the_decision_rests_on_reasons_and_on_the_record(
    leaving: dict[str, Any], evidence: int, state: str, reason: str
):
    assert seen("decision", case(leaving, evidence=evidence)) == (state, reason)


@pytest.mark.parametrize(
    ("states", "state", "reason"),
    [
        ((), "met", "None was agreed."),
        (("accepted",), "met", "The one agreed is accepted, or dropped in writing."),
        (("accepted", "dropped"), "met", "All 2 are accepted, or dropped in writing."),
        (("accepted", "delivered", "agreed"), "open", "Not accepted or dropped yet: Page 2, Page 3."),
    ],
)
def test_what_was_agreed_has_to_be_accepted_or_dropped(states: tuple[str, ...], state: str, reason: str):
    agreed = tuple(deliverable(f"Page {number}", each) for number, each in enumerate(states, 1))
    assert seen("deliverables", case(deliverables=agreed)) == (state, reason)


def test_what_is_owed_to_the_client_is_met_first():
    refund, copy = obligation("Refund of May"), obligation("Print files", met_on=TODAY)
    assert seen("obligations", case(obligations=(refund, copy))) == (
        "open",
        "Still owed to the client: Refund of May.",
    )
    assert seen("obligations", case(obligations=(copy,))) == ("met", "The one on record is met.")
    assert seen("obligations", case(obligations=(copy, copy))) == ("met", "All 2 are met.")
    assert seen("obligations", case()) == ("met", "No refund, credit or promise is on record.")


def test_what_the_client_paid_too_much_is_owed_back():
    assert seen("obligations", case(bills=(paid(paid=500000), paid(paid=480100, number="2026-042")))) == (
        "open",
        "€ 201.00 was overpaid and is to be refunded: 2026-041, 2026-042.",
    )


@pytest.mark.parametrize(
    ("contract", "leaving", "state", "reason"),
    [
        (None, {}, "met", "The contract on record asks for no notice."),
        (Contract(title="Care"), {}, "met", "The contract on record asks for no notice."),
        (Contract(title="Care", notice_days=0), {}, "met", "The contract on record asks for no notice."),
        (CONTRACT, {"notice_given": None}, "open", "30 days of notice are owed, and none has been given yet."),
        (CONTRACT, {}, "met", "30 days from 12 Nov 2026: the last day is 12 Dec 2026."),
        (
            dataclasses.replace(CONTRACT, notice_count=3, notice_unit="months", notice_to="quarter"),
            {},
            "met",
            "3 months to the end of a quarter from 12 Nov 2026: the last day is 31 Mar 2027.",
        ),
        (
            dataclasses.replace(CONTRACT, notice_means="by registered letter"),
            {"notice_given": None},
            "open",
            "30 days of notice are owed, and none has been given yet. How it is given: by registered letter.",
        ),
        (CONTRACT, {"last_day": date(2026, 12, 31)}, "met", "30 days from 12 Nov 2026: the last day is 31 Dec 2026."),
        (CONTRACT, {"notice_given": date(2026, 9, 1)}, "met", "30 days from 1 Sep 2026: the last day was 1 Oct 2026."),
        (
            CONTRACT,
            {"last_day": date(2026, 12, 1)},
            "open",
            "The last day, 1 Dec 2026, is before the end of the notice on 12 Dec 2026.",
        ),
    ],
)
def test_the_notice_period_of_the_contract_is_kept(
    contract: Contract | None, leaving: dict[str, Any], state: str, reason: str
):
    assert seen("notice", case(leaving, contract=contract)) == (state, reason)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (None, date(2026, 12, 12)),
        (date(2027, 1, 31), date(2026, 12, 12)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 10, 31), date(2026, 11, 12)),
    ],
)
def test_the_notice_ends_with_a_contract_that_ends_earlier(ends: date | None, expected: date):
    contract = dataclasses.replace(CONTRACT, ends=ends)
    assert notice_ends(LEAVING, contract) == expected
    assert last_day(LEAVING, contract) == expected


def test_the_last_day_is_the_one_that_was_set_else_the_end_of_the_notice():
    assert last_day(dataclasses.replace(LEAVING, last_day=date(2026, 12, 31)), CONTRACT) == date(2026, 12, 31)
    assert last_day(dataclasses.replace(LEAVING, notice_given=None), CONTRACT) is None
    assert last_day(LEAVING, None) is None


OWNED = (
    account("Domain", ownership="client"),
    account("Mailing list", ownership="personal"),
    account("Hosting", ownership="resold", clause="clause 4"),
    account("Templates", ownership="mine", clause="clause 9"),
    account("Workbook", ownership="mine", clause="clause 9"),
)


def test_while_money_is_overdue_only_what_is_yours_until_paid_is_held():
    found = gate("payments", case(bills=(invoice(),), accounts=OWNED))
    assert found.state == "open"
    assert SAY(found.reason) == "€ 4,800.00 is overdue: 2026-041."
    assert found.held == ("Templates", "Workbook")
    assert found.held_why is not None
    assert SAY(found.held_why) == "yours until paid (clause 9)"
    assert found.free == ("Domain", "Mailing list")


def test_what_is_held_without_a_clause_says_no_clause():
    found = gate("payments", case(bills=(invoice(),), accounts=(account(ownership="mine"),)))
    assert found.held_why is not None
    assert SAY(found.held_why) == "yours until paid"


def test_what_was_handed_over_is_not_held_any_more():
    found = gate("payments", case(bills=(invoice(),), accounts=(handed_over("Templates", ownership="mine"),)))
    assert (found.held, found.held_why) == ((), None)


def test_nothing_is_held_where_nothing_is_yours():
    found = gate("payments", case(bills=(invoice(),), accounts=OWNED[:3]))
    assert (found.state, found.held, found.held_why) == ("open", (), None)


def test_several_currencies_are_named_side_by_side():
    bills = (invoice(), invoice(number="2026-042", amount=Money(900000, "THB")))
    assert SAY(gate("payments", case(bills=bills)).reason) == "€ 4,800.00, THB 9,000.00 is overdue: 2026-041, 2026-042."


def test_payments_are_current_while_nothing_is_overdue():
    assert seen("payments", case()) == ("met", "Nothing is owed.")
    assert seen("payments", case(bills=(invoice(due=date(2026, 11, 30)),))) == (
        "met",
        "€ 4,800.00 is open but not yet due.",
    )


def test_a_released_gate_keeps_its_reason_and_holds_nothing():
    leaving = case(bills=(invoice(),), accounts=OWNED, releases=(release("payments"),))
    found = gate("payments", leaving)
    assert found.state == "released"
    assert SAY(found.reason) == (
        "€ 4,800.00 is overdue: 2026-041. Released on 20 Nov 2026: “Nothing of ours is in it.”"
    )
    assert found.held == ()
    assert found.free == ("Domain", "Mailing list", "Templates", "Workbook")
    assert released(leaving, "payments") == release("payments")
    assert released(leaving, "notice") is None


def test_a_gate_that_was_released_and_then_met_is_met():
    assert gate("payments", case(releases=(release("payments"),))).state == "met"


def test_one_release_opens_no_other_gate():
    found = case({"notice_given": None}, bills=(invoice(),), releases=(release("payments"),))
    assert (gate("payments", found).state, gate("notice", found).state) == ("released", "open")


@pytest.mark.parametrize(
    ("bills", "releases", "may"),
    [((), (), True), ((invoice(),), (), False), ((invoice(),), (release("payments"),), True)],
)
def test_what_is_yours_until_paid_goes_over_once_payments_are_current_or_released(
    bills: tuple[Any, ...], releases: tuple[Any, ...], may: bool
):
    found = handovers(case(bills=bills, releases=releases, accounts=OWNED))
    assert [each.may_proceed for each in found] == [True, True, True, may, may]


def test_each_step_of_the_wizard_has_its_state():
    assert step_states(case(), TODAY) == dict.fromkeys(STEPS, "met") | {"close": "open", "after": "open"}
    assert step_states(case({"signed_off": TODAY}), TODAY)["close"] == "met"
    assert tuple(step_states(case(), TODAY)) == STEPS


@pytest.mark.parametrize(
    ("changed", "open_steps"),
    [
        (case({"reasons": ""}), {"decide"}),
        (case({"notice_given": None}), {"tell"}),
        (case(bills=(invoice(),)), {"owed"}),
        (case(accounts=(account(),)), {"hand_over"}),
        (case({"reason": " "}), {"tell"}),
        (case({"reported": None}), {"report"}),
    ],
)
def test_what_is_missing_shows_at_its_step(changed: LeavingCase, open_steps: set[str]):
    states = step_states(changed, TODAY)
    assert {step for step, state in states.items() if state == "open"} == open_steps | {"close", "after"}


def test_a_release_shows_at_its_step():
    states = step_states(case(bills=(invoice(),), releases=(release("payments"),)), TODAY)
    assert (states["owed"], states["tell"]) == ("released", "met")


def test_what_stands_in_the_way_of_the_sign_off_is_said():
    found = in_the_way(
        case({"reason": "", "reported": None}, bills=(invoice(),), accounts=(account("Ad account"),)), TODAY
    )
    assert [SAY(each) for each in found] == [
        "Gate still open: Payments current. € 4,800.00 is overdue: 2026-041.",
        "Not handed over yet: Ad account.",
        "The reason for the client has not been written yet.",
        "The final report has not been created yet.",
    ]


def todo_lines(of: LeavingCase) -> list[tuple[str, str, date | None]]:
    return [(SAY(each.what), each.who, each.by) for each in todos(of, TODAY)]


def test_what_is_still_to_do_is_derived_from_the_record():
    end = date(2026, 12, 12)
    leaving = case(
        accounts=(
            account("Domain"),
            account("Shop", offered_on=TODAY),
            account("Ad account", offered_on=TODAY, accepted_on=TODAY, tested_on=TODAY),
            handed_over("Mail"),
        ),
        deliverables=(
            deliverable("Price page", "agreed", due=date(2026, 12, 1)),
            deliverable("Launch page", "delivered"),
            deliverable("Logo", "dropped"),
        ),
        obligations=(obligation("Refund of May", due=date(2026, 11, 30)), obligation("Copy", met_on=TODAY)),
        bills=(invoice(), paid(number="2026-040", paid=490000)),
    )
    assert todo_lines(leaving) == [
        ("Pay € 4,800.00 of invoice 2026-041", "client", date(2026, 10, 31)),
        ("Settle: Refund of May", "us", date(2026, 11, 30)),
        ("Deliver Price page", "us", date(2026, 12, 1)),
        ("Hand over Domain", "us", end),
        ("Sign in to Shop and confirm", "client", end),
        ("Remove our own access to Ad account", "us", end),
        ("Pay back € 100.00 of invoice 2026-040", "us", end),
        ("Accept Launch page", "client", None),
    ]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, ("Hand over Templates, once paid", "us", None)),
        ({"offered_on": TODAY}, ("Hand over Templates, once paid", "us", None)),
        ({"releases": (release("payments"),)}, ("Hand over Templates", "us", date(2026, 12, 12))),
        ({"bills": (paid(),)}, ("Hand over Templates", "us", date(2026, 12, 12))),
    ],
)
def test_what_is_held_is_to_be_handed_over_once_paid_and_what_is_released_now(changed, line):
    own = {name: changed[name] for name in changed if name == "offered_on"}
    whole = {name: changed[name] for name in changed if name != "offered_on"}
    found = case(**{"bills": (invoice(),), "accounts": (account("Templates", ownership="mine", **own),), **whole})
    assert [each for each in todo_lines(found) if "Templates" in each[0]] == [line]


def test_while_work_is_stopped_a_deliverable_has_no_day():
    stopped = dataclasses.replace(CONTRACT, stopped_on=date(2026, 11, 1))
    page = deliverable("Price page", "agreed", due=date(2026, 12, 1))
    found = case(contract=stopped, deliverables=(page,))
    assert todo_lines(found) == [("Deliver Price page, once paid", "us", None)]


@pytest.mark.parametrize(("days", "named"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_renewal_within_ninety_days_is_named_to_the_client(days: int, named: bool):
    renews = TODAY + timedelta(days=days)
    found = todos(case(accounts=(handed_over(renews=renews),)), TODAY)
    assert [(each.who, each.by) for each in found] == ([("client", renews)] if named else [])
