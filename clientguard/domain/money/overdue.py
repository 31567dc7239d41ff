"""Overdue and disputed invoices, and what they require of the user (P3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clientguard.domain.money.collecting.ladder import STOP, Climbing, Rung
from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.money.receivables import Bill
from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records.kinds.collecting import DISPUTED, STEP_LETTERS
from clientguard.domain.wording import N_, Said, counted, said

PAST_DUE = N_("{client}: invoice {number} is past due")
LONG_LATE = 14  # days late: after this, an unpaid invoice is no longer an oversight (P3.4)


def _overdue(late: Bill, found: Rung | None) -> Step:
    """Return the step for an unpaid invoice: the one that its ladder comes to, else a reminder."""
    facts = late.facts
    action, what = _to_do(late, found)
    waits = found is not None and found.step is not None and not found.is_due
    early = late.status == "open"
    return Step(
        tone="note" if early else "stop" if late.days_late > LONG_LATE else "attention",
        icon="receipt",
        client=facts.client,
        record=facts.id,
        kind="invoice",
        what=said(PAST_DUE if waits else what, client=facts.client_name, number=facts.number),
        why=_on_the_ladder(_why(late), found, waits=waits),
        since=since_days(0) if early else counted(N_("{count} day late"), N_("{count} days late"), late.days_late),
        days=late.days_late,
        pressing=late.days_late,
        action="record payment" if waits else action,
        answers=(action,) if waits else _others(action),
        section="next" if waits else "now",
        by=late.due,
    )


def _to_do(late: Bill, found: Rung | None) -> tuple[str, str]:
    """Return the action of the next step, and what it says."""
    if found is None or found.step is None or late.status == "open":
        soon = N_("{client}: invoice {number} is due soon")
        return "send_reminder", soon if late.status == "open" else PAST_DUE
    if not found.step.letter:
        return "write off", N_("{client}: decide what becomes of invoice {number}")
    if found.step.letter == STOP and not found.is_stopped:
        return "stop work", N_("{client}: stop work until invoice {number} is paid")
    return "send_reminder", PAST_DUE


def _others(action: str) -> tuple[str, ...]:
    return ("to collector", "record payment") if action == "write off" else ("record payment",)


def _on_the_ladder(reason: Said, found: Rung | None, *, waits: bool) -> Said:
    """Return the reason with what went before on the ladder, and what comes next if that has time."""
    if found is None or found.step is None:
        return reason
    if found.is_stopped and found.step.letter == STOP:
        return said(N_("{reason} Work is stopped; the letter that says so has not gone out."), reason=reason)
    if found.last:
        reason = said(N_("{reason} The last letter went out on {date}."), reason=reason, date=found.last)
    if waits:
        letter = next(
            (each.label for each in STEP_LETTERS if each.key == found.step.letter), N_("Collector or write-off")
        )
        reason = said(N_("{reason} Next, on {date}: {step}."), reason=reason, date=found.day, step=said(letter))
    return reason


def _why(late: Bill) -> Said:
    """Return what can be asked for, since when, and what was promised: the reason for a reminder."""
    text = N_("{open}. It was due on {due}.")
    if late.not_due.minor:
        text = N_("{open} of {amount} is past due. It was due on {due}.")
    elif late.demanded < late.facts.amount:
        text = N_("{open} of {amount} is open. It was due on {due}.")
    reason = said(text, open=late.demanded, amount=late.facts.amount, due=late.due)
    if late.promise is None:
        return reason
    return said(N_("{reason} It was promised for {date} and not paid."), reason=reason, date=late.promise.due)


def _disputed(owed: Bill, hold: HoldFacts, today: date) -> Step:
    facts, days = owed.facts, (today - hold.starts).days
    return Step(
        tone="attention" if days > LONG_LATE else "note",
        icon="receipt",
        client=facts.client,
        record=hold.id,
        kind="invoice_hold",
        what=said(N_("{client}: invoice {number} is disputed"), client=facts.client_name, number=facts.number),
        why=said(N_("{amount}: “{reason}”"), amount=owed.disputed, reason=" ".join(hold.reason.split())),
        since=since_days(days),
        days=days,
        pressing=days,
        action="settle dispute",
        section="now",
        by=hold.until,
    )


def overdue_steps(bills: Iterable[Bill], climbing: Climbing | None = None) -> list[Step]:
    """Return the next step of each overdue invoice on its ladder, else a reminder (P3.3, P3.4); or record the payment.

    There is none for what is on hold, disputed or with a collector, nor while a promise to pay it still has time. An
    invoice that is not due yet has one if its ladder begins before that day.
    """
    steps: list[Step] = []
    for each in bills:
        if not each.takes_reminder and each.status != "open":
            continue
        found = climbing.rung(each) if climbing else None
        if each.takes_reminder or (found and found.step and found.step.offset <= 0 and found.is_due):
            steps.append(_overdue(each, found))
    return steps


def dispute_steps(bills: Iterable[Bill], today: date) -> list[Step]:
    """Return a step for each dispute about an unpaid invoice: settle it."""
    return [
        _disputed(each, hold, today)
        for each in bills
        for hold in each.holds
        if hold.type == DISPUTED and each.hold and each.hold.type == DISPUTED
    ]
