from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, Totals, bill, is_current, sums, totals

TODAY = date(2026, 11, 22)
INVOICE = InvoiceFacts(
    id=1,
    client=7,
    client_name="Harbour & Finch",
    number="2026-041",
    issued=date(2026, 10, 31),
    due=None,
    terms="",
    amount=Money(480000, "EUR"),
    paid=0,
    settled=None,
)


def invoice(**changes: object) -> InvoiceFacts:
    return dataclasses.replace(INVOICE, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "terms", "expected"),
    [
        (date(2026, 12, 24), "net 30", date(2026, 12, 24)),
        (None, "net 30", date(2026, 11, 30)),
        (None, "1st of next month", date(2026, 11, 1)),
        (None, "", date(2026, 10, 31)),
        (None, "when it suits", date(2026, 10, 31)),
    ],
)
def test_an_invoice_is_due_as_given_else_by_its_terms_else_on_receipt(due: date | None, terms: str, expected: date):
    assert bill(invoice(due=due, terms=terms), TODAY).due == expected


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        (TODAY - timedelta(days=22), "overdue", 22),
        (TODAY - timedelta(days=1), "overdue", 1),
        (TODAY, "open", 0),
        (TODAY + timedelta(days=5), "open", 0),
    ],
)
def test_an_invoice_is_overdue_from_the_day_after_it_was_due(due: date, status: str, late: int):
    found = bill(invoice(due=due), TODAY)
    assert (found.status, found.days_late, found.open) == (status, late, INVOICE.amount)
    assert found.overdue == (INVOICE.amount if late else Money(0, "EUR"))


def test_a_part_payment_leaves_the_rest_open():
    found = bill(invoice(paid=100000, settled=TODAY), TODAY)
    assert (found.status, found.open) == ("overdue", Money(380000, "EUR"))
    assert found.days_late == 22


@pytest.mark.parametrize(
    ("settled", "late"), [(date(2026, 11, 10), 10), (date(2026, 10, 31), 0), (date(2026, 10, 20), 0), (None, 0)]
)
def test_a_paid_invoice_keeps_how_late_it_was_paid(settled: date | None, late: int):
    found = bill(invoice(paid=480000, settled=settled), TODAY)
    assert (found.status, found.days_late, found.open) == ("paid", late, Money(0, "EUR"))
    assert found.credit == Money(0, "EUR")


def test_what_was_paid_beyond_the_amount_is_a_credit_and_not_a_negative_debt():
    found = bill(invoice(paid=500000, settled=TODAY), TODAY)
    assert (found.status, found.open, found.credit) == ("paid", Money(0, "EUR"), Money(20000, "EUR"))


def test_what_is_owed_is_summed_for_each_currency():
    bills = [
        bill(INVOICE, TODAY),
        bill(invoice(id=2, paid=80000), TODAY),
        bill(invoice(id=3, due=date(2026, 12, 1)), TODAY),
        bill(invoice(id=4, amount=Money(9000, "THB"), due=date(2026, 12, 1)), TODAY),
        bill(invoice(id=5, paid=480000, settled=TODAY), TODAY),
    ]
    assert totals(bills) == Totals(owed=(Money(1360000, "EUR"), Money(9000, "THB")), overdue=(Money(880000, "EUR"),))


def test_no_invoices_owe_nothing():
    assert totals([]) == Totals((), ())
    assert is_current([])
    assert sums([]) == ()


def test_a_client_is_current_while_nothing_is_overdue():
    later = bill(invoice(due=date(2026, 12, 1)), TODAY)
    assert is_current([later])
    assert not is_current([later, bill(INVOICE, TODAY)])


@given(
    amount=st.integers(0, 10**9),
    paid=st.integers(-(10**9), 10**9),
    settled=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    due=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    today=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_open_and_credit_account_for_every_cent(amount: int, paid: int, settled: date | None, due: date, today: date):
    found = bill(invoice(amount=Money(amount, "EUR"), paid=paid, settled=settled, due=due), today)
    assert found.open.minor - found.credit.minor == amount - paid
    assert found.days_late >= 0
    assert (found.status == "paid") == (found.open.minor == 0)
    assert (found.status == "overdue") == (found.open.minor > 0 and today > due)
