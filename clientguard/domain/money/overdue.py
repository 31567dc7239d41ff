"""Overdue invoices, and what they require of the user (P3.3)."""

from __future__ import annotations

from collections.abc import Iterable

from clientguard.domain.money.receivables import Bill
from clientguard.domain.next_step import Step
from clientguard.domain.wording import N_, counted, said

LONG_LATE = 14  # days late: after this, an unpaid invoice is no longer an oversight (P3.4)


def _overdue(late: Bill) -> Step:
    facts = late.facts
    part = late.open < facts.amount
    return Step(
        tone="stop" if late.days_late > LONG_LATE else "attention",
        icon="receipt",
        client=facts.client,
        record=facts.id,
        kind="invoice",
        what=said(N_("{client}: invoice {number} is past due"), client=facts.client_name, number=facts.number),
        why=said(
            N_("{open} of {amount} is open. It was due on {due}.") if part else N_("{open}. It was due on {due}."),
            open=late.open,
            amount=facts.amount,
            due=late.due,
        ),
        since=counted(N_("{count} day late"), N_("{count} days late"), late.days_late),
        days=late.days_late,
        pressing=late.days_late,
        action="send_reminder",
        answers=("record payment",),
        section="now",
        by=late.due,
    )


def overdue_steps(bills: Iterable[Bill]) -> list[Step]:
    """Return a step for each overdue invoice: send a reminder (P3.3), or record the payment."""
    return [_overdue(each) for each in bills if each.status == "overdue"]
