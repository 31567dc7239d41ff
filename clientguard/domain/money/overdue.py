"""Overdue and disputed invoices, and what they require of the user (P3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clientguard.domain.money.holds import HoldFacts
from clientguard.domain.money.receivables import Bill
from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records.collecting import DISPUTED
from clientguard.domain.wording import N_, Said, counted, said

LONG_LATE = 14  # days late: after this, an unpaid invoice is no longer an oversight (P3.4)


def _overdue(late: Bill) -> Step:
    facts = late.facts
    return Step(
        tone="stop" if late.days_late > LONG_LATE else "attention",
        icon="receipt",
        client=facts.client,
        record=facts.id,
        kind="invoice",
        what=said(N_("{client}: invoice {number} is past due"), client=facts.client_name, number=facts.number),
        why=_why(late),
        since=counted(N_("{count} day late"), N_("{count} days late"), late.days_late),
        days=late.days_late,
        pressing=late.days_late,
        action="send_reminder",
        answers=("record payment",),
        section="now",
        by=late.due,
    )


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


def overdue_steps(bills: Iterable[Bill]) -> list[Step]:
    """Return a step for each overdue invoice: send a reminder (P3.3), or record the payment.

    There is none for what is on hold, disputed or with a collector, nor while a promise to pay it still has time.
    """
    return [_overdue(each) for each in bills if each.takes_reminder]


def dispute_steps(bills: Iterable[Bill], today: date) -> list[Step]:
    """Return a step for each dispute about an unpaid invoice: settle it."""
    return [
        _disputed(each, hold, today)
        for each in bills
        for hold in each.holds
        if hold.type == DISPUTED and each.hold and each.hold.type == DISPUTED
    ]
