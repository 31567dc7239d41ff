"""Which contract an invoice follows from, and the due date that its terms give (P3.1)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientguard.domain.money.agreed import derived_due, due_origin, is_typed, ran_on, source, to_choose
from clientguard.domain.records import Contract, Invoice

OLD = Contract(id=1, client=9, title="Care", starts=date(2025, 1, 1), ends=date(2025, 12, 31), payment_terms="net 60")
NEW = Contract(id=2, client=9, title="Shop", starts=date(2026, 1, 1), payment_terms="net 14")
INVOICE = Invoice(id=3, client=9, number="A1", issued=date(2026, 3, 1))


def issued(on, **values):
    return dataclasses.replace(INVOICE, issued=on, **values)


@pytest.mark.parametrize(
    ("values", "on", "ran"),
    [
        ({}, date(2024, 12, 31), False),
        ({}, date(2025, 1, 1), True),
        ({}, date(2025, 12, 31), True),
        ({}, date(2026, 1, 1), False),
        ({"renews_months": 12}, date(2026, 1, 1), True),
        ({"renews_months": 12, "ended_on": date(2026, 6, 30)}, date(2026, 6, 30), True),
        ({"renews_months": 12, "ended_on": date(2026, 6, 30)}, date(2026, 7, 1), False),
        ({"ended_on": date(2025, 6, 30)}, date(2025, 7, 1), False),
        ({"starts": None, "ends": None}, date(1999, 1, 1), True),
    ],
)
def test_a_contract_runs_from_its_start_until_it_ends(values, on, ran):
    assert ran_on(dataclasses.replace(OLD, **values), on) is ran


def test_an_invoice_takes_the_terms_of_the_contract_that_ran_on_its_date():
    both = (NEW, OLD)
    assert derived_due(issued(date(2025, 12, 31)), both) == date(2026, 3, 1)
    assert derived_due(issued(date(2026, 1, 1)), both) == date(2026, 1, 15)
    assert derived_due(issued(date(2024, 6, 1)), both) is None
    assert derived_due(issued(date(2026, 1, 1), contract=1), both) == date(2026, 3, 2)


def test_of_several_that_ran_one_has_to_be_chosen_unless_their_terms_agree():
    care = dataclasses.replace(OLD, ends=None)
    assert to_choose(INVOICE, (NEW, care)) == [NEW, care]
    assert (source(INVOICE, (NEW, care)), derived_due(INVOICE, (NEW, care))) == (None, None)
    assert to_choose(dataclasses.replace(INVOICE, contract=1), (NEW, care)) == []
    same = dataclasses.replace(care, payment_terms="14 days")
    assert to_choose(INVOICE, (NEW, same)) == []
    assert derived_due(INVOICE, (NEW, same)) == date(2026, 3, 15)
    assert to_choose(INVOICE, (NEW, dataclasses.replace(care, payment_terms=""))) != []


@pytest.mark.parametrize(
    ("before", "due", "typed"),
    [
        (None, None, False),
        (None, date(2026, 3, 15), True),
        ({"due": date(2026, 3, 15)}, date(2026, 3, 15), False),  # what the contract gives
        ({"due": date(2026, 3, 16)}, date(2026, 3, 16), True),  # of an older version, typed then
        ({"due": date(2026, 3, 15), "due_typed": True}, date(2026, 3, 15), True),
        ({"due": date(2026, 3, 15)}, date(2026, 4, 1), True),
        ({"due": date(2026, 3, 15), "due_typed": True}, None, False),
        ({"due": date(2026, 3, 31), "sent_on": date(2026, 3, 1)}, date(2026, 3, 31), False),
    ],
)
def test_a_due_date_is_typed_until_it_is_cleared(before, due, typed):
    old = dataclasses.replace(INVOICE, **before) if before is not None else None
    assert is_typed(old, dataclasses.replace(old or INVOICE, due=due), (NEW,)) is typed


def test_the_form_says_where_a_due_date_comes_from_and_how_to_derive_it_again():
    derived = due_origin(issued(date(2026, 3, 1), due=date(2026, 3, 15)), (NEW,))
    assert derived
    assert str(derived) == (
        "From the contract: 14 days after the invoice, issued on 2026-03-01."
        " It follows the contract until you enter another date."
    )
    typed = due_origin(issued(date(2026, 3, 1), due=date(2026, 3, 15), due_typed=True), (NEW,))
    assert typed
    assert str(typed) == "Clear the field to take it from the contract again: 14 days after the invoice."
    assert due_origin(issued(date(2026, 3, 1), due=date(2026, 3, 15)), ()) is None
    assert due_origin(INVOICE, (NEW,)) is None
