"""The reminder ladder: what an unpaid invoice comes to next, and when nothing is to be sent (P3.3, P3.4)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.money.amount import Money
from clientguard.domain.money.collecting.ladder import (
    Climbing,
    Ladders,
    LadderStep,
    SentStep,
    Stoppable,
    rung,
)
from clientguard.domain.money.holds import HoldFacts, PromiseFacts
from clientguard.domain.money.overdue import overdue_steps
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.letters.ladders import SHIPPED, shipped_ladder

DUE = date(2026, 10, 1)
INVOICE = InvoiceFacts(1, 7, "Mill", "R-1", date(2026, 9, 1), DUE, "", Money(100_00, "EUR"), 0, None)
PRACTICE, FORMAL = shipped_ladder("practice"), shipped_ladder("formal")
CARE = Stoppable(True)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def climb(days, steps=PRACTICE, sent=(), stop=CARE, **facts):
    today = after(days)
    return rung(bill(dataclasses.replace(INVOICE, **facts), today), steps, sent, today, stop)


def letters(steps, stop=CARE, days=3000):
    """Return what is sent, with the day, if each step is carried out on its day until `days` after the due date."""
    sent, found = [], []
    for day in range(-10, days):
        now = climb(day, steps, sent, stop)
        if now.is_due:
            found.append((day, now.step.letter))
            sent.append(SentStep(now.step.key, after(day)))
    return found


def test_the_practice_is_a_polite_note_and_then_a_stop():
    """P3.3, P3.4; and once nothing more can be sent, the decision about a collector or a write-off."""
    assert letters(PRACTICE, days=60) == [(1, "reminder"), (7, "stop"), (45, "")]


def test_the_formal_ladder_begins_before_the_due_date_and_ends_with_a_decision():
    assert letters(FORMAL, days=60) == [
        (-3, "courtesy"),
        (2, "reminder"),
        (7, "reminder-date"),
        (14, "reminder-firm"),
        (21, "stop-notice"),
        (28, "stop"),
        (30, "before-action"),
        (45, ""),
    ]


def test_a_polite_note_comes_first_however_late_it_is():
    found = climb(50)
    assert (found.step.letter, found.day, found.is_due) == ("reminder", after(1), True)


def test_a_client_that_got_the_note_late_is_not_hurried_to_the_stop():
    found = climb(50, sent=[SentStep("practice/+1", after(50))])
    assert (found.step.letter, found.day, found.is_due) == ("stop", after(56), False)


def test_a_note_before_the_due_date_is_not_sent_after_it():
    assert climb(1, FORMAL).step.letter == "reminder"
    assert climb(-4, FORMAL).is_due is False
    assert climb(-3, FORMAL).is_due is True


def test_what_was_sent_counts_also_after_the_ladder_was_changed():
    found = climb(9, FORMAL, [SentStep("practice/+1", after(1))])
    assert found.step.letter == "reminder"  # of day 2: the note of the practice came before it
    found = climb(9, FORMAL, [SentStep("mine/+7", after(8))])
    assert (found.step.letter, found.day) == ("reminder-firm", after(15))


def test_work_is_not_stopped_before_the_contract_allows_it():
    found = climb(9, sent=[SentStep("practice/+1", after(1))], stop=Stoppable(True, 14))
    assert (found.step.letter, found.day, found.is_due) == ("stop", after(14), False)


def test_without_a_contract_there_is_nothing_to_stop():
    found = climb(9, sent=[SentStep("practice/+1", after(1))], stop=Stoppable())
    assert (found.step.letter, found.day) == ("", after(45))


def test_once_work_is_stopped_its_letter_is_what_is_left():
    stopped = Stoppable(True, None, after(8))
    found = climb(9, stop=stopped)
    assert (found.step.letter, found.is_stopped, found.is_due) == ("stop", True, True)
    found = climb(9, sent=[SentStep("practice/+7", after(8))], stop=stopped)
    assert found.step.letter == ""
    assert climb(40, stop=stopped).step.letter == "", "a client knows by then"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"paid": 100_00, "settled": DUE}, "It is paid."),
        ({"written_off": 100_00}, "It is written off."),
        ({"holds": (HoldFacts(9, "disputed", "Wrong", after(1), None, False),)}, "disputed"),
        ({"holds": (HoldFacts(9, "agreed", "Holiday", after(1), after(30), False),)}, "on hold until"),
        ({"holds": (HoldFacts(9, "collector", "Gone", after(1), None, False),)}, "with a collector"),
        ({"promises": (PromiseFacts(9, 1, "Friday", "Joan", after(1), after(12)),)}, "promised for"),
    ],
)
def test_nothing_is_sent_where_something_speaks_against_it_and_it_is_said(facts, why):
    found = climb(10, **facts)
    assert (found.step, found.is_due) == (None, False)
    assert why in str(found.why_none)


def test_a_broken_promise_and_a_hold_that_ended_let_the_ladder_go_on():
    assert climb(10, promises=(PromiseFacts(9, 1, "Friday", "Joan", after(1), after(9)),)).is_due
    assert climb(31, holds=(HoldFacts(9, "agreed", "Holiday", after(1), after(30), False),)).is_due


@given(paid=st.integers(0, 99_99), disputed=st.integers(0, 99_99), days=st.integers(1, 200))
def test_neither_a_part_payment_nor_a_dispute_about_a_part_silences_the_rest(paid, disputed, days):
    holds = (HoldFacts(9, "disputed", "One hour", after(0), None, False, disputed),) if disputed else ()
    found = climb(days, paid=paid, holds=holds)
    assert (found.step is not None) == (paid + disputed < 100_00)


STEPS = st.lists(
    st.builds(
        LadderStep,
        st.just("mine"),
        st.integers(-20, 120),
        st.just("factual"),
        st.just("mail"),
        st.sampled_from(["courtesy", "reminder", "reminder-firm", "stop-notice", "stop", "before-action"]),
    ),
    max_size=6,
    unique_by=lambda each: each.offset,
)


@given(steps=STEPS, allowed=st.none() | st.integers(0, 90))
def test_each_step_is_taken_at_most_once_in_order_and_never_early(steps, allowed):
    sent: list[SentStep] = []
    for day in range(-25, 400):
        now = climb(day, steps, sent, Stoppable(True, allowed))
        if now.is_due:
            assert day >= now.step.offset
            assert now.step.offset > (sent[-1].offset if sent else -99)
            assert now.step.letter != "stop" or day >= max(1, allowed or 0)
            sent.append(SentStep(now.step.key, after(day)))
    assert len(sent) <= len(steps) + 1
    assert not steps or sent, "an invoice that nobody pays comes to an end"


@given(steps=STEPS, days=st.integers(-25, 300), gap=st.integers(0, 60))
def test_the_same_facts_on_a_later_day_never_lead_back(steps, days, gap):
    first, then = climb(days, steps), climb(days + gap, steps)
    if first.step and then.step and first.step.offset > 0:
        assert (first.step, first.day) == (then.step, then.day)


def test_the_calendar_ends_somewhere():
    far = dataclasses.replace(INVOICE, issued=date.max, due=date.max)
    assert rung(bill(far, date.max), FORMAL, (), date.max, CARE).step is not None


def test_a_ladder_of_a_client_goes_before_that_of_all_and_that_before_what_ships():
    mine, hers = PRACTICE[:1], FORMAL[:2]
    assert Ladders(PRACTICE).of(7) == PRACTICE
    assert Ladders(PRACTICE, mine).of(7) == mine
    assert Ladders(PRACTICE, mine, {7: hers}).of(7) == hers
    assert Ladders(PRACTICE, mine, {7: hers}).of(8) == mine


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_has_each_day_once_and_only_letters_that_there_are(name):
    from clientguard.letters.template import KINDS as LETTERS

    steps = shipped_ladder(name)
    assert sorted({each.offset for each in steps}) == [each.offset for each in steps]
    assert {each.letter for each in steps} <= {*LETTERS, ""}
    assert all(SentStep(each.key, DUE).offset == each.offset for each in steps)
    assert SentStep("nonsense", DUE).offset is None


# --- on Today ---


def on_today(days, sent=(), stop=CARE, steps=PRACTICE, **facts):
    today = after(days)
    climbing = Climbing(today, Ladders(steps), {1: tuple(sent)}, {7: stop})
    return overdue_steps([bill(dataclasses.replace(INVOICE, **facts), today)], climbing)


def test_today_asks_for_the_reminder_first_and_for_the_payment_second():
    (step,) = on_today(3)
    assert (step.action, step.answers, step.section) == ("send_reminder", ("record payment",), "now")


def test_today_says_what_comes_next_while_it_has_time():
    (step,) = on_today(3, [SentStep("practice/+1", after(2))])
    assert (step.section, step.action, step.answers) == ("next", "record payment", ("stop work",))
    assert str(step.why).endswith("The last letter went out on 2026-10-03. Next, on 2026-10-09: Stop of work.")


def test_today_asks_to_stop_work_and_then_for_the_letter_about_it():
    sent = [SentStep("practice/+1", after(1))]
    (step,) = on_today(8, sent)
    assert (step.action, step.section) == ("stop work", "now")
    assert str(step.what) == "Mill: stop work until invoice R-1 is paid"
    (step,) = on_today(9, sent, Stoppable(True, None, after(8)))
    assert (step.action, step.section) == ("send_reminder", "now")
    assert "the letter that says so has not gone out" in str(step.why)


def test_today_asks_in_the_end_what_becomes_of_it():
    (step,) = on_today(80, [SentStep("practice/+7", after(8))])
    assert (step.action, step.answers) == ("write off", ("to collector", "record payment"))


def test_a_note_before_the_due_date_stands_on_today_only_where_the_ladder_has_one():
    assert on_today(-2) == []
    (step,) = on_today(-2, steps=FORMAL)
    assert (step.action, step.tone, str(step.what)) == ("send_reminder", "note", "Mill: invoice R-1 is due soon")
    assert on_today(-5, steps=FORMAL) == []
