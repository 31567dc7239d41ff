from __future__ import annotations

from datetime import timedelta

import pytest

from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts, PromiseFacts
from clientguard.domain.money.overdue import dispute_steps, overdue_steps
from clientguard.domain.money.receivables import bill, in_order, totals, waiting_for
from clientguard.texts import current
from tests.domain.money.test_receivables import INVOICE, TODAY, invoice

LATE = TODAY - timedelta(days=20)


def days(count: int):
    return TODAY + timedelta(days=count)


def hold(type_: str = "disputed", *, starts=-5, until=None, settled=False, amount=None) -> HoldFacts:
    return HoldFacts(9, type_, "Half of it is missing", days(starts), until and days(until), settled, amount)


def promised(due: int, *, made=-10, kept=None, of=INVOICE.id) -> PromiseFacts:
    return PromiseFacts(8, of, "By then", "Ana", days(made), days(due), None if kept is None else days(kept))


def words(found) -> str:
    waits = waiting_for(found)
    return current().say(waits) if waits else ""


@pytest.mark.parametrize(
    ("held", "on", "stands"),
    [
        (hold(), -6, False),
        (hold(), -5, True),
        (hold(), 400, True),
        (hold(until=3), 3, True),
        (hold(until=3), 4, False),
        (hold(until=3, settled=True), 2, True),
        (hold(until=3, settled=True), 3, False),
    ],
)
def test_a_hold_stands_through_its_last_day_or_until_it_was_settled(held, on, stands):
    assert held.stands(days(on)) is stands


def test_what_is_disputed_is_still_owed_but_only_the_rest_is_demanded():
    found = bill(invoice(due=LATE, holds=(hold(amount=100_00),)), TODAY)
    assert (found.status, found.open) == ("overdue", INVOICE.amount)
    assert totals([found]).overdue == (INVOICE.amount,)
    assert found.disputed == Money(100_00, "EUR")
    assert found.demanded == Money(4700_00, "EUR")
    assert words(found) == "€ 100.00 of it disputed"
    (step,) = overdue_steps([found])
    assert current().say(step.why).startswith("€ 4,700.00 of € 4,800.00 is open.")


def test_a_disputed_part_never_comes_to_more_than_is_open():
    found = bill(invoice(due=LATE, paid=4750_00, holds=(hold(amount=100_00),)), TODAY)
    assert found.disputed == found.open == Money(50_00, "EUR")
    assert found.demanded.minor == 0


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (hold(), "disputed"),
        (hold("agreed", until=8), "on hold until 30 Nov 2026"),
        (hold("agreed"), "on hold"),
        (hold("collector"), "with a collector"),
    ],
)
def test_no_reminder_is_due_while_an_invoice_is_held_up_and_the_debt_stays(held, told):
    found = bill(invoice(due=LATE, holds=(held,)), TODAY)
    assert overdue_steps([found]) == []
    assert (found.open, found.demanded.minor, words(found)) == (INVOICE.amount, 0, told)


def test_a_dispute_is_a_step_until_it_is_settled():
    open_, settled = (
        bill(invoice(due=LATE, holds=(each,)), TODAY) for each in (hold(starts=-5), hold(until=-1, settled=True))
    )
    (step,) = dispute_steps([open_, settled], TODAY)
    assert (step.kind, step.record, step.action, step.days) == ("invoice_hold", 9, "settle dispute", 5)
    assert current().say(step.why) == "€ 4,800.00: “Half of it is missing”"
    assert len(overdue_steps([open_, settled])) == 1


def test_nothing_holds_up_what_is_paid():
    found = bill(invoice(due=LATE, paid=4800_00, settled=LATE, holds=(hold(),), promises=(promised(-3),)), TODAY)
    assert (found.hold, found.promise, found.promise_broken) == (None, None, False)
    assert dispute_steps([found], TODAY) == []


def test_a_promise_pauses_the_reminders_through_its_day_and_is_broken_after_it():
    fresh, broken = (bill(invoice(due=LATE, promises=(promised(due),)), TODAY) for due in (0, -1))
    assert overdue_steps([fresh]) == []
    assert (fresh.is_promised, fresh.promise_broken, words(fresh)) == (True, False, "promised for 22 Nov 2026")
    (step,) = overdue_steps([broken])
    assert current().say(step.why).endswith("It was promised for 21 Nov 2026 and not paid.")
    assert words(broken) == "promised for 21 Nov 2026 and not paid"


def test_the_promise_that_was_made_last_counts_and_one_that_was_kept_does_not():
    older, newer = promised(-5, made=-10), promised(5, made=-4)
    assert bill(invoice(due=LATE, promises=(newer, older)), TODAY).is_promised
    assert bill(invoice(due=LATE, promises=(newer, older)), days(-4)).is_promised
    assert bill(invoice(due=LATE, promises=(older,)), TODAY).promise_broken
    assert not bill(invoice(due=LATE, promises=(promised(-5, kept=-6),)), TODAY).promise_broken


def test_a_promise_about_all_of_them_is_about_those_that_there_were():
    assert promised(1, of=0, made=-10).covers(77, days(-10))
    assert not promised(1, of=0, made=-10).covers(77, days(-9))
    assert not promised(1, of=1).covers(77, days(-20))


def test_without_an_order_of_the_law_the_oldest_is_paid_first_and_due_ones_before_those_that_are_not():
    first, late, later = (
        bill(invoice(id=number, due=due), TODAY) for number, due in ((3, LATE), (2, days(-3)), (1, days(9)))
    )
    with_collector = bill(invoice(id=4, due=days(-1), holds=(hold("collector"),)), TODAY)
    not_due = bill(invoice(id=5, due=days(5), holds=(hold("collector"),)), TODAY)
    every = [later, not_due, late, with_collector, first]
    assert [each.facts.id for each in in_order(every)] == [3, 2, 4, 5, 1]
    assert [each.facts.id for each in in_order(every, ("due", "burdensome", "oldest"))] == [4, 3, 2, 5, 1]
