from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.case import LeavingCase, handovers, last_day, notice_ends, released
from clientguard.domain.leaving.gates import Gate, gates
from clientguard.domain.leaving.todo import todos
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Contract
from tests.domain.leaving.leaving_case import (
    CONTRACT,
    LEAVING,
    RUN_OUT,
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
    found = gates(case(RUN_OUT), TODAY)
    assert [(each.key, each.state) for each in found] == [
        ("decision", "met"),
        ("deliverables", "met"),
        ("obligations", "met"),
        ("notice", "met"),
        ("payments", "met"),
        ("sweep", "met"),
    ]
    assert todos(case(RUN_OUT), TODAY) == ()


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
        "Still owed to the client: € 200.00 overpaid on invoice 2026-041, € 1.00 overpaid on invoice 2026-042.",
    )


@pytest.mark.parametrize(
    ("contract", "leaving", "state", "reason"),
    [
        (None, {}, "met", "The contract on record asks for no notice."),
        (Contract(title="Care"), {}, "met", "The contract on record asks for no notice."),
        (Contract(title="Care", notice_days=0), {}, "met", "The contract on record asks for no notice."),
        (CONTRACT, {"notice_given": None}, "open", "30 days of notice are owed, and none has been given yet."),
        (CONTRACT, {}, "open", "Running until 12 Dec 2026: 30 days from 12 Nov 2026."),
        (CONTRACT, {"notice_given": TODAY}, "open", "Running until 22 Dec 2026: 30 days from 22 Nov 2026."),
        (
            dataclasses.replace(CONTRACT, notice_count=3, notice_unit="months", notice_to="quarter"),
            {},
            "open",
            "Running until 31 Mar 2027: 3 months to the end of a quarter from 12 Nov 2026.",
        ),
        (
            dataclasses.replace(CONTRACT, notice_means="by registered letter"),
            {"notice_given": None},
            "open",
            "30 days of notice are owed, and none has been given yet. How it is given: by registered letter.",
        ),
        (CONTRACT, {"last_day": date(2026, 12, 31)}, "open", "Running until 31 Dec 2026: 30 days from 12 Nov 2026."),
        (
            CONTRACT,
            {"notice_given": date(2026, 10, 23)},
            "open",
            "Running until 22 Nov 2026: 30 days from 23 Oct 2026.",
        ),
        (CONTRACT, {"notice_given": date(2026, 9, 1)}, "met", "30 days from 1 Sep 2026: the last day was 1 Oct 2026."),
        (
            CONTRACT,
            {"last_day": date(2026, 12, 1)},
            "open",
            "The last day, 1 Dec 2026, is before the end of the notice on 12 Dec 2026.",
        ),
        (
            CONTRACT,
            {"agreed_last_day": date(2026, 11, 30)},
            "open",
            "Running until 30 Nov 2026, as both sides agreed.",
        ),
        (CONTRACT, {"agreed_last_day": TODAY}, "met", "Both sides agreed on 22 Nov 2026 as the last day."),
        (None, {"agreed_last_day": date(2026, 11, 30)}, "open", "Running until 30 Nov 2026, as both sides agreed."),
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
    assert holds(found) == [(("Templates", "Workbook"), "yours until paid (clause 9)")]
    assert found.free == ("Domain", "Mailing list")
    assert found.not_held == ()


def holds(found: Gate) -> list[tuple[tuple[str, ...], str]]:
    return [(each.names, SAY(each.why)) for each in found.holds]


@pytest.mark.parametrize(
    ("changed", "clause", "expected"),
    [
        ({}, "", []),
        ({"clause": "clause 9"}, "Clause 8: all is handed over.", [(("Templates",), "yours until paid (clause 9)")]),
        ({}, "As clause 8.2 says, templates stay ours.", [(("Templates",), "yours until paid (clause 8.2)")]),
        ({}, "Templates stay ours.", [(("Templates",), "yours until paid (the handover clause)")]),
        (
            {"held_reason": "Both sides agreed to it by mail."},
            "",
            [(("Templates",), "yours until paid, without a clause: Both sides agreed to it by mail.")],
        ),
    ],
)
def test_what_is_yours_is_held_only_under_a_clause_or_for_a_typed_reason(
    changed: dict[str, str], clause: str, expected: list[Any]
):
    contract = dataclasses.replace(CONTRACT, handover_clause=clause)
    whole = case(bills=(invoice(),), contract=contract, accounts=(account("Templates", ownership="mine", **changed),))
    found = gate("payments", whole)
    assert holds(found) == expected
    assert found.not_held == (() if expected else ("Templates",))
    (ruled,) = handovers(whole)
    assert ruled.waits == bool(expected)


@pytest.mark.parametrize("ownership", ["client", "personal"])
@pytest.mark.parametrize("current", [True, False])
def test_what_is_the_clients_is_never_held_whatever_is_owed_and_whatever_a_clause_says(ownership: str, current: bool):
    own = account("Domain", ownership=ownership, clause="clause 9", held_reason="They owe us.")
    contract = dataclasses.replace(CONTRACT, handover_clause="All accounts stay ours until paid.")
    bills = () if current else (invoice(), invoice(number="2026-042", amount=Money(99_000_000, "EUR")))
    whole = case(bills=bills, contract=contract, accounts=(own,))
    assert gate("payments", whole).holds == ()
    assert gate("payments", whole).not_held == ()
    assert gate("payments", whole).free == (() if current else ("Domain",))
    assert [each.waits for each in handovers(whole)] == [False]
    assert not any("once paid" in SAY(each.what) for each in todos(whole, TODAY))


def test_what_was_handed_over_is_not_held_any_more():
    found = gate("payments", case(bills=(invoice(),), accounts=(handed_over("Templates", ownership="mine"),)))
    assert found.holds == ()


def test_nothing_is_held_where_nothing_is_yours():
    found = gate("payments", case(bills=(invoice(),), accounts=OWNED[:3]))
    assert (found.state, found.holds) == ("open", ())


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
