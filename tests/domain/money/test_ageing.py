"""Ageing: each open amount in its bucket, and all of them together what is owed (P3.2, P6.1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.ageing import BUCKETS, KEYS, Credit, ageing, all_clients, bucket, filled
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill, sums, totals

TODAY = date(2026, 11, 22)
NAMES = {1: "Tern Textiles", 2: "acorn Ltd", 3: "Birch"}


def invoice(number: int = 1, *, late: int = 0, client: int = 1, amount: int = 100_00, currency: str = "EUR",
            paid: int = 0, off: int = 0) -> InvoiceFacts:  # fmt: skip
    due = TODAY - timedelta(days=late)
    return InvoiceFacts(number, client, NAMES[client], f"R-{number}", due - timedelta(days=14), due, "",
                        Money(amount, currency), paid, None, off)  # fmt: skip


@pytest.mark.parametrize(
    ("late", "key"),
    [(-30, "not_due"), (0, "not_due"), (1, "1_30"), (30, "1_30"), (31, "31_60"), (60, "31_60"), (61, "61_90"),
     (90, "61_90"), (91, "over_90"), (4000, "over_90")],
)  # fmt: skip
def test_an_amount_stands_where_the_days_since_its_due_date_put_it(late, key):
    (row,) = ageing([invoice(late=late)], TODAY)
    assert filled(row) == [(key, Money(100_00, "EUR"))]
    assert row.overdue == (0 if key == "not_due" else 100_00)


def test_what_waits_for_something_is_not_due():
    assert KEYS[bucket(None, TODAY)] == "not_due"


def test_each_client_has_a_row_for_each_currency_in_the_order_of_names():
    rows = ageing(
        [invoice(1), invoice(2, client=2, currency="THB"), invoice(3, client=2, late=5), invoice(4, client=3)], TODAY
    )
    assert [(row.client_name, row.currency) for row in rows] == [
        ("acorn Ltd", "EUR"), ("acorn Ltd", "THB"), ("Birch", "EUR"), ("Tern Textiles", "EUR"),
    ]  # fmt: skip
    assert [(row.currency, row.total, row.overdue) for row in all_clients(rows)] == [
        ("EUR", 300_00, 100_00),
        ("THB", 100_00, 0),
    ]


def test_credit_stands_beside_what_is_owed_and_makes_no_invoice_younger():
    facts = [invoice(1, late=40), invoice(2, amount=50_00, paid=70_00)]
    (row,) = ageing(facts, TODAY, [Credit(1, "Tern Textiles", Money(5_00, "EUR"))])
    assert filled(row) == [("31_60", Money(100_00, "EUR"))]
    assert (row.total, row.credit) == (100_00, 25_00)


def test_a_client_that_only_has_credit_is_listed_with_it():
    (row,) = ageing([], TODAY, [Credit(2, "acorn Ltd", Money(5_00, "EUR"))])
    assert (row.client_name, row.total, row.credit) == ("acorn Ltd", 0, 5_00)


def test_nothing_paid_in_full_or_written_off_is_listed():
    assert ageing([invoice(1, paid=100_00), invoice(2, late=99, paid=40_00, off=60_00)], TODAY) == ()


@given(
    st.lists(
        st.builds(
            invoice,
            st.integers(1, 10**6),
            late=st.integers(-400, 400),
            client=st.sampled_from(sorted(NAMES)),
            amount=st.integers(1, 10**9),
            currency=st.sampled_from(["EUR", "JPY", "KWD"]),
            paid=st.integers(-(10**6), 10**9),
            off=st.integers(0, 10**9),
        )
    ),
    st.integers(-500, 500),
)
def test_ageing_adds_up_to_what_is_owed_and_overdue_on_any_day(facts, days):
    on = TODAY + timedelta(days=days)
    rows = ageing(facts, on)
    known = totals(bill(each, on) for each in facts)
    assert sums(row.money(row.total) for row in rows if row.total) == known.owed
    assert sums(row.money(row.overdue) for row in rows if row.overdue) == known.overdue
    assert all(len(row.amounts) == len(BUCKETS) and min(row.amounts) >= 0 for row in rows)
