"""Lateness by billing cycle: later and later is found from the third cycle on, one late invoice is not (P3.2, P8.1)."""

from __future__ import annotations

import dataclasses
import importlib.util
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.money.lateness import RECENT, Trend, cycles, trend, trends, with_lateness
from clientguard.domain.money.overdue import overdue_steps
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.next_step import Step

TODAY = date(2026, 11, 22)
SAY = texts.words("en").say
OPEN = "open"


def invoice(number: int, issued: date, net: int = 14, late: int | None = None, client: int = 7) -> InvoiceFacts:
    """Return an invoice that was paid so many days after it was due, or is not paid."""
    due = issued + timedelta(days=net)
    settled = None if late is None else max(issued, due + timedelta(days=late))
    return InvoiceFacts(number, client, "Kestrel", f"R-{number}", issued, due, "", Money(100_00, "EUR"),
                        0 if late is None else 100_00, settled)  # fmt: skip


def monthly(*days: int | str) -> list[InvoiceFacts]:
    """Return an invoice a month, paid so many days late; those that are `open` were due 10, 40, 70 … days ago."""
    count = len(days)
    found: list[InvoiceFacts] = []
    for place, late in enumerate(days):
        issued = TODAY - timedelta(days=24 + 30 * (count - 1 - place))
        found.append(invoice(place + 1, issued, late=None if late == OPEN else int(late)))
    return found


def look(facts: list[InvoiceFacts], on: date = TODAY) -> Trend | None:
    return trend([bill(each, on) for each in facts])


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((2, 9, 21), "Paid 2, 9 and 21 days late: later each time."),
        ((0, 4, 9), "Paid on time, then 4 and 9 days late: later each time."),
        ((0, 0, 0, 2, 5, 11), "Paid 2, 5 and 11 days late: later each time."),
        ((9, 8, 12), "Paid 9, 8 and 12 days late."),
        ((0, 5, OPEN), "Paid on time, then late by 5 and 10 days so far: later each time."),
        ((5, 9, OPEN), "Late by 5, 9 and 10 days so far: later each time."),
        ((0, 16, 30, OPEN), "Paid on time, then 16 and 30 days late: later each time."),
    ],
)
def test_later_and_later_is_found_with_its_figure_from_the_third_cycle_on(days, sentence):
    found = look(monthly(*days))
    assert found is not None
    assert SAY(found.figure) == sentence
    assert found.evidence == tuple(each.invoices[0] for each in found.cycles)


@pytest.mark.parametrize(
    "days",
    [
        (),
        (40,),
        (5, 20),  # two cycles
        (0, 0, 0, 60),  # one late invoice
        (0, 0, OPEN),
        (3, 3, 3, 2, 3),  # the bank's days
        (0, 5, 9, 0),  # back on time
        (0, 16, 1, 0, 19, 2),  # now and then, not later and later
    ],
)
def test_one_late_invoice_or_a_few_days_are_no_trend(days):
    assert look(monthly(*days)) is None


def test_the_finding_names_the_invoices_that_show_it():
    found = look(monthly(0, 1, 2, 9, 21))
    assert found is not None
    assert (found.client, found.evidence, found.in_a_row) == (7, (3, 4, 5), 2)


def test_an_invoice_that_has_just_become_due_takes_nothing_away():
    facts = [*monthly(0, 5, 12), invoice(9, TODAY - timedelta(days=15))]
    found = look(facts)
    assert found is not None
    assert found.evidence == (1, 2, 3)
    assert look([*facts[:-1], dataclasses.replace(facts[-1], paid=100_00, settled=TODAY)]) is None


def test_invoices_of_one_week_are_one_cycle_and_as_late_as_the_latest_of_them():
    first = TODAY - timedelta(days=90)
    facts = [
        invoice(n, first + timedelta(days=days), late=late) for n, days, late in ((1, 0, 9), (2, 2, 30), (3, 6, 8))
    ]
    (only,) = cycles(bill(each, TODAY) for each in facts)
    assert (only.invoices, only.numbers, only.days_late, only.running) == ((1, 2, 3), ("R-1", "R-2", "R-3"), 30, False)
    assert look(facts) is None
    assert len(cycles(bill(invoice(n, first + timedelta(days=7 * n), late=0), TODAY) for n in range(3))) == 3


def test_what_was_written_off_is_left_out():
    facts = monthly(0, 9, OPEN)
    off = dataclasses.replace(facts[-1], written_off=100_00)
    assert [each.days_late for each in cycles(bill(each, TODAY) for each in [*facts[:-1], off])] == [0, 9]


@pytest.mark.parametrize(
    ("type_", "amount", "days"),
    [("agreed", None, 4), ("disputed", None, 4), ("collector", None, 24), ("disputed", 50_00, 24)],
)
def test_days_on_hold_or_in_dispute_are_not_late(type_, amount, days):
    (facts,) = monthly(24)
    assert facts.due
    wait = HoldFacts(1, type_, "", facts.due - timedelta(days=1), facts.due + timedelta(days=20), False, amount)
    (only,) = cycles([bill(dataclasses.replace(facts, holds=(wait,)), TODAY + timedelta(days=60))])
    assert only.days_late == days


def test_only_the_last_invoices_count():
    facts = monthly(*[9] * 3, *[0] * RECENT)
    assert len(cycles(bill(each, TODAY) for each in facts)) == RECENT


def steps(facts: list[InvoiceFacts]) -> list[Step]:
    bills = [bill(each, TODAY) for each in facts]
    return with_lateness(overdue_steps(bills), trends(bills))


def test_a_client_that_owes_nothing_has_a_step_that_presses_once_it_is_far_gone():
    mild, grave = monthly(0, 4, 9), [dataclasses.replace(each, client=8) for each in monthly(0, 6, 15, 26)]
    first, second = steps([*mild, *grave])
    assert SAY(first.what) == "Kestrel pays later each time"
    assert SAY(first.why) == "Paid on time, then 4 and 9 days late: later each time."
    assert SAY(first.since) == "late 2 times in a row"
    assert (first.kind, first.client, first.action, first.section) == ("client", 7, "look at payments", "next")
    assert (second.client, second.section, second.tone) == (8, "now", "attention")


def test_a_client_that_owes_something_is_told_of_once_with_its_overdue_invoice():
    first, second = steps(monthly(0, 5, OPEN, OPEN))
    assert (first.kind, second.kind) == ("invoice", "invoice")
    assert SAY(first.why).endswith("Paid on time, then late by 5 and 40 days so far: later each time.")
    assert "so far" not in SAY(second.why)


# --- properties ---

STRENGTH = {None: 0, "late": 1, "very late": 2}
gaps = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([0, 7, 14, 30, 60]), st.none() | st.integers(-20, 60)),
                min_size=1, max_size=RECENT + 3)  # fmt: skip


def strength(facts: list[InvoiceFacts]) -> int:
    """Return what is found on today's day: payments that are still to come are not known."""
    known = [each if not each.settled or each.settled <= TODAY else dataclasses.replace(each, paid=0, settled=None)
             for each in facts if each.issued <= TODAY]  # fmt: skip
    found = look(known)
    return STRENGTH[found.how if found else None]


@given(gaps, st.data())
def test_paying_earlier_never_raises_it(drawn, data):
    issued, facts = TODAY - timedelta(days=sum(gap for gap, _, _ in drawn)), []
    for number, (gap, net, late) in enumerate(drawn):
        issued += timedelta(days=gap)
        facts.append(invoice(number, issued, net, late))
    which = data.draw(st.integers(0, len(facts) - 1))
    before = facts[which]
    latest = min(before.settled or TODAY, TODAY)
    earlier = data.draw(st.dates(min(before.issued, latest), latest))
    paid = dataclasses.replace(before, paid=100_00, settled=earlier)
    assert strength([*facts[:which], paid, *facts[which + 1 :]]) <= strength(facts)


@given(gaps)
def test_fewer_than_two_late_cycles_are_never_a_trend(drawn):
    issued, facts = TODAY - timedelta(days=400), []
    for number, (gap, net, late) in enumerate(drawn):
        issued += timedelta(days=gap)
        facts.append(invoice(number, issued, net, min(late or 0, 3)))
    facts[0] = dataclasses.replace(facts[0], paid=0, settled=None)
    assert look(facts) is None


# --- histories, written before there was a detector ---


def histories(corpus) -> list[tuple[str, Any]]:
    folder = corpus.parent / "research" / "histories"
    if not folder.is_dir():
        pytest.skip("the histories are not beside the project")
    spec = importlib.util.spec_from_file_location("histories_read", folder / "read.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return [(path.stem, module.read(path)) for path in sorted(folder.glob("*.txt"))]


def facts_of(story: Any) -> list[InvoiceFacts]:
    """Return the invoices of a history with what was paid on them by the day on which it is judged."""
    judged = story.head["judged"]
    found: list[InvoiceFacts] = []
    for number, each in enumerate(each for each in story.events if each.kind == "invoice" and each.on <= judged):
        payments = [pay for pay in story.events if pay.kind == "payment" and pay.on <= judged
                    and pay.values.get("invoice") == f"@{each.label}"]  # fmt: skip
        paid = sum(int(Decimal(pay.values["amount"]) * 100) for pay in payments)
        amount = Money(int(Decimal(each.values["amount"]) * 100), each.values["currency"])
        found.append(InvoiceFacts(number, 1, "", each.label, each.on, each.values["due"], "", amount, paid,
                                  max((pay.on for pay in payments), default=None)))  # fmt: skip
    return found


def test_the_histories_are_told_apart(corpus):
    raised, quiet = [], []
    for name, story in histories(corpus):
        found = look(facts_of(story), story.head["judged"])
        expected = story.signs.get(1, story.signs.get("other"))
        if "yes" in story.kinds.get("eventually", ()):
            raised.append(name)
            assert found, name
        elif expected == ("none",):
            quiet.append(name)
            assert found is None, name
    assert (len(raised) >= 2, len(quiet) >= 60) == (True, True)
