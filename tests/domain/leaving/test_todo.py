"""What is still to be done when a client leaves, and when a deliverable waits for payment (P4.3, P4.4)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from clientguard import texts
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.gates import Gate, gates
from clientguard.domain.leaving.todo import todos
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Suspension
from tests.domain.leaving.leaving_case import (
    CONTRACT,
    HANDOVER,
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
        ("Pay € 4,800.00 of invoice 2026-041", "client", None),  # its day is past: it says since when instead
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
    found = case(
        **{
            "bills": (invoice(),),
            "accounts": (account("Templates", ownership="mine", clause="clause 9", **own),),
            **whole,
        }
    )
    assert [each for each in todo_lines(found) if "Templates" in each[0]] == [line]


STOP = Suspension(client=7, contract=30, starts=date(2026, 11, 1), reason="Invoice 2026-041 is unpaid.")
CLAUSE = dataclasses.replace(CONTRACT, suspension_clause="Clause 7: work stops until an overdue invoice is paid.")
PAGE = deliverable("Price page", "agreed", due=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"contract": CLAUSE}, ("Deliver Price page, once paid", "us", None)),
        ({}, ("Deliver Price page, once paid", "us", None)),  # the stop has a typed reason
        ({"suspensions": (dataclasses.replace(STOP, reason=""),)}, ("Deliver Price page", "us", PAGE.due)),
        ({"contract": CLAUSE, "bills": (paid(),)}, ("Deliver Price page", "us", PAGE.due)),
        ({"contract": CLAUSE, "releases": (release("payments"),)}, ("Deliver Price page", "us", PAGE.due)),
        (
            {"contract": CLAUSE, "suspensions": (dataclasses.replace(STOP, resumed_on=TODAY),)},
            ("Deliver Price page", "us", PAGE.due),
        ),
        (
            {"contract": dataclasses.replace(CLAUSE, stopped_on=STOP.starts), "suspensions": ()},
            ("Deliver Price page, once paid", "us", None),
        ),
    ],
)
def test_a_deliverable_waits_under_a_stop_only_while_unpaid_and_only_with_a_clause_or_a_reason(
    changed: dict[str, Any], expected: tuple[str, str, date | None]
):
    whole = case(**{"bills": (invoice(),), "deliverables": (PAGE,), "suspensions": (STOP,), **changed})
    assert [each for each in todo_lines(whole) if "Price page" in each[0]] == [expected]
    held = whole.releases == () and expected[2] is None
    assert [name for name in gate("payments", whole).held if name == "Price page"] == (["Price page"] if held else [])


def test_the_payment_gate_says_under_which_clause_a_deliverable_waits():
    whole = case(bills=(invoice(),), contract=CLAUSE, deliverables=(PAGE,), suspensions=(STOP,))
    (held,) = gate("payments", whole).holds
    assert (held.names, SAY(held.why)) == (("Price page",), "work is stopped under Clause 7")


@pytest.mark.parametrize(
    ("contract", "rest", "expected"),
    [
        ({"deposit": 50000, "currency": "EUR"}, {}, ["Refund the deposit of € 500.00, or set it off"]),
        (
            {"fee_type": "hourly", "fee": 8000, "currency": "EUR"},
            {"unbilled": 90},
            ["Send the last invoice"],
        ),
        ({"fee_type": "retainer", "fee": 8000, "currency": "EUR"}, {"unbilled": 90}, []),
        (
            {},
            {"unbilled": 90, "rate": Money(9000, "EUR")},
            [],
        ),  # what the user aims to earn is not the client's to read
    ],
)
def test_the_deposit_and_the_last_invoice_are_still_to_do(
    contract: dict[str, Any], rest: dict[str, Any], expected: list[str]
):
    found = todo_lines(case(contract=dataclasses.replace(CONTRACT, **contract), **rest))
    assert found == [(each, "us", date(2026, 12, 12)) for each in expected]


@pytest.mark.parametrize(("days", "named"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_renewal_within_ninety_days_is_named_to_the_client(days: int, named: bool):
    renews = TODAY + timedelta(days=days)
    found = todos(case(accounts=(handed_over(renews=renews),)), TODAY)
    assert [(each.who, each.by) for each in found] == ([("client", renews)] if named else [])


@pytest.mark.parametrize(
    ("kind", "done", "what", "who"),
    [
        ("domain_dns", (), "Hand over It", "us"),
        ("domain_dns", ("offered_on",), "Sign in to It and confirm", "client"),
        ("domain_dns", ("accepted_on", "tested_on"), "Change the tokens and recovery addresses of It", "us"),
        ("domain_dns", ("accepted_on", "tested_on", "tokens_on"), "Move the billing of It", "client"),
        ("domain_dns", ("accepted_on", "tested_on", "tokens_on", "billing_on"), "Remove our own access to It", "us"),
        ("domain_dns", HANDOVER, "Change the secrets of It that we knew", "client"),
        ("mailing_list", ("offered_on",), "Open It and confirm", "client"),
        ("files", ("accepted_on", "tested_on"), "Delete our own copies of It", "us"),
        ("files", HANDOVER, "", ""),  # only our own proof is missing
    ],
)
def test_the_next_step_of_an_account_is_the_one_that_its_path_needs(
    kind: str, done: tuple[str, ...], what: str, who: str
):
    found = todos(case(RUN_OUT, accounts=(account("It", asset_type=kind, **dict.fromkeys(done, TODAY)),)), TODAY)
    assert [(SAY(each.what), each.who) for each in found] == ([(what, who)] if what else [])
