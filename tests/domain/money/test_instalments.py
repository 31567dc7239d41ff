"""An invoice that is paid in parts, one that waits for something, and a discount for paying early (P3.1, P3.2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.milestones import Milestones, milestones_of
from clientguard.domain.money.overdue import overdue_steps
from clientguard.domain.money.receivables import InvoiceFacts, bill, discount_of, open_parts, totals
from clientguard.domain.money.terms import Event
from clientguard.domain.records import Contract, Deliverable
from tests.domain.money.test_receivables import invoice as facts

ISSUED = date(2026, 11, 1)


def invoice(terms: str, **changes: Any) -> InvoiceFacts:
    values = {"issued": ISSUED, "amount": Money(100000, "EUR"), "typed": False, "terms": terms, **changes}
    return facts(**values)


def parts(found: InvoiceFacts, on: date = ISSUED) -> list[tuple[str, int]]:
    return [(str(each.due), each.open.minor) for each in open_parts(found, on)]


def test_an_ordinary_invoice_is_one_part():
    assert parts(invoice("net 30")) == [("2026-12-01", 100000)]
    assert parts(invoice("net 30", paid=40000)) == [("2026-12-01", 60000)]
    assert parts(invoice("net 30", paid=100000, settled=ISSUED)) == []
    assert parts(invoice("")) == [("2026-11-01", 100000)]


def test_payments_cover_the_instalment_that_is_due_first():
    thirds = "40% net 30, 30% net 10, rest net 60"
    assert parts(invoice(thirds)) == [("2026-11-11", 30000), ("2026-12-01", 40000), ("2026-12-31", 30000)]
    assert parts(invoice(thirds, paid=30000)) == [("2026-12-01", 40000), ("2026-12-31", 30000)]
    assert parts(invoice(thirds, paid=50000, written_off=10000)) == [("2026-12-01", 10000), ("2026-12-31", 30000)]


@pytest.mark.parametrize(
    ("paid", "today", "due", "status", "late", "overdue"),
    [
        (0, date(2026, 11, 11), date(2026, 11, 11), "open", 0, 0),
        (0, date(2026, 11, 14), date(2026, 11, 11), "overdue", 3, 30000),
        (10000, date(2026, 11, 14), date(2026, 11, 11), "overdue", 3, 20000),
        (30000, date(2026, 11, 14), date(2026, 12, 11), "open", 0, 0),
        (0, date(2026, 12, 21), date(2026, 11, 11), "overdue", 40, 100000),
        (100000, date(2026, 12, 21), date(2026, 12, 11), "paid", 0, 0),
    ],
)
def test_an_invoice_is_overdue_as_soon_as_an_instalment_is_past_due(paid, today, due, status, late, overdue):
    found = bill(invoice("30% net 10, 70% net 40", paid=paid, settled=date(2026, 11, 20)), today)
    assert (found.due, found.status, found.days_late) == (due, status, late)
    assert (found.overdue, found.open) == (Money(overdue, "EUR"), Money(100000 - paid, "EUR"))
    assert sum(each.minor for each in totals([found]).overdue) == overdue


def test_only_what_is_past_due_is_asked_for():
    (step,) = overdue_steps([bill(invoice("30% net 10, 70% net 40"), date(2026, 11, 14))])
    assert texts.words("en").say(step.why) == "€ 300.00 of € 1,000.00 is past due. It was due on 11 Nov 2026."
    (step,) = overdue_steps([bill(invoice("30% net 10, 70% net 40", paid=40000), date(2027, 1, 14))])
    assert texts.words("en").say(step.why) == "€ 600.00 of € 1,000.00 is open. It was due on 11 Dec 2026."


def test_a_date_entered_by_hand_is_that_of_the_whole_invoice():
    typed = invoice("30% net 10, 70% net 40", due=date(2026, 12, 24), typed=True)
    assert parts(typed) == [("2026-12-24", 100000)]
    # An invoice that was sent keeps its date when the contract gets other terms.
    assert parts(invoice("30% net 10, 70% net 40", due=date(2026, 11, 15))) == [("2026-11-15", 100000)]
    assert len(parts(invoice("30% net 10, 70% net 40", due=date(2026, 12, 11)))) == 2


def test_a_last_instalment_that_a_holiday_moved_keeps_its_date():
    moved = invoice("30% net 10, 70% net 54, next business day", due=date(2026, 12, 28))
    assert parts(moved) == [("2026-11-11", 30000), ("2026-12-28", 70000)]


def test_parts_that_come_to_more_than_the_amount_lower_the_last_ones():
    assert parts(invoice("70%, 500 EUR net 5, 30% net 9, 200 EUR net 20")) == [
        ("2026-11-01", 70000),
        ("2026-11-06", 30000),
    ]


def test_amounts_in_another_currency_leave_the_invoice_whole():
    assert parts(invoice("70% net 10, 200 USD net 20, rest net 30")) == [("2026-12-01", 100000)]


# --- what is waited for ---

DESIGN = Deliverable(
    contract=4, title="Design", state="accepted", delivered_on=date(2026, 11, 10), settled_on=date(2026, 11, 20)
)
SITE = Deliverable(contract=4, title="Site")


def test_what_waits_is_not_due_and_never_overdue():
    waiting = invoice("50% upfront, rest on delivery", paid=50000)
    found = bill(waiting, date(2030, 1, 1))
    assert (found.status, found.due, found.days_late, found.overdue.minor) == ("open", None, 0, 0)
    assert found.waits_for == Event("delivery")
    assert overdue_steps([found]) == []


def test_a_delivery_makes_its_part_due_from_the_day_it_happened():
    waiting = invoice("50% upfront, rest on delivery", milestones=Milestones(None, (DESIGN,)))
    assert parts(waiting, date(2026, 11, 9)) == [("2026-11-01", 50000), ("None", 50000)]
    assert parts(waiting, date(2026, 11, 10)) == [("2026-11-01", 50000), ("2026-11-10", 50000)]


@pytest.mark.parametrize(
    ("event", "day"),
    [
        (Event("signing"), date(2026, 10, 1)),
        (Event("delivery"), None),  # the site is not delivered yet
        (Event("named", "design"), date(2026, 11, 10)),
        (Event("named", "Design delivered"), date(2026, 11, 10)),
        (Event("named", "Design accepted"), date(2026, 11, 20)),
        (Event("named", "Site"), None),
        (Event("named", "Logo"), None),
    ],
)
def test_what_happened_stands_on_record(event: Event, day: date | None):
    contract = Contract(id=4, signed=date(2026, 10, 1))
    other = Deliverable(contract=5, title="Logo", delivered_on=ISSUED)
    assert milestones_of(contract, [DESIGN, SITE, other]).day_of(event) == day


def test_the_delivery_is_that_of_all_that_was_not_dropped():
    dropped = Deliverable(title="Shop", state="dropped", settled_on=ISSUED)
    assert Milestones(None, (DESIGN, dropped)).day_of(Event("delivery")) == date(2026, 11, 10)
    assert Milestones(None, (DESIGN, dropped)).day_of(Event("named", "Shop")) is None
    assert Milestones().day_of(Event("delivery")) is None


# --- a discount for paying early ---


@pytest.mark.parametrize(
    ("paid", "settled", "off", "status"),
    [
        (98000, date(2026, 11, 11), 2000, "paid"),
        (98000, date(2026, 11, 12), 0, "open"),
        (97999, date(2026, 11, 11), 0, "open"),
        (99000, date(2026, 11, 5), 1000, "paid"),
        (100000, date(2026, 11, 5), 0, "paid"),
    ],
)
def test_a_discount_counts_when_the_rest_is_paid_in_time(paid: int, settled: date, off: int, status: str):
    found = invoice("2/10 net 30", paid=paid, settled=settled)
    assert discount_of(found) == bill(found, date(2026, 11, 15)).discount == Money(off, "EUR")
    assert bill(found, date(2026, 11, 15)).status == status
    assert bill(found, date(2026, 11, 15)).written_off.minor == 0


@given(
    amount=st.integers(1, 10**9),
    paid=st.integers(-(10**6), 10**9),
    off=st.integers(0, 10**6),
    terms=st.sampled_from(["net 30", "30% net 15, 70% net 45", "70%, 500 EUR, 30% net 3", "2/10 net 30",
                           "50% upfront, rest on delivery", "33.3% net 1, then 33.3% net 1, then rest net 1"]),
    days=st.integers(0, 100),
)  # fmt: skip
def test_open_parts_come_to_what_is_open(amount: int, paid: int, off: int, terms: str, days: int):
    today = ISSUED + timedelta(days=days)
    found = invoice(terms, amount=Money(amount, "EUR"), paid=paid, written_off=off, settled=ISSUED)
    state = bill(found, today)
    left = open_parts(found, today)
    assert sum(each.open.minor for each in left) == state.open.minor
    assert all(each.open.minor > 0 for each in left)
    known = [each.due for each in left if each.due]
    assert known == sorted(known)
    assert state.overdue.minor + state.not_due.minor == state.open.minor
    assert (state.status == "overdue") == bool(state.overdue.minor)
