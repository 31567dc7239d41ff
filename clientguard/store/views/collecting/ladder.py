"""The steps of the reminder ladder: those that the user edited, and those that were carried out (P3.3, P3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from clientguard.domain.money.collecting.ladder import Climbing, Ladders, LadderStep, SentStep, Stoppable
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.domain.records import Contract, DunningStep
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions

_SENT = """
SELECT f.about, m.dunning_step, m.at_ms, m.at_offset
FROM reference f JOIN record fr ON fr.id = f.id AND fr.removed_seq IS NULL
JOIN message m ON m.id = f.source JOIN record mr ON mr.id = m.id AND mr.removed_seq IS NULL
WHERE f.about IN ({marks}) AND m.dunning_step <> ''
"""


def climbing(db: Connection, bills: Iterable[InvoiceFacts], shipped: tuple[LadderStep, ...], on: date) -> Climbing:
    """Return what is known of the ladder for these invoices on a day; `shipped` holds where the user edited none."""
    found = list(bills)
    clients = sorted({each.client for each in found})
    return Climbing(
        on, ladders(db, shipped), sent_steps(db, [each.id for each in found], on), stoppable(db, clients, on)
    )


def ladders(db: Connection, shipped: tuple[LadderStep, ...]) -> Ladders:
    """Return the ladders that hold, of all clients and of single ones."""
    by_client: dict[int, list[LadderStep]] = {}
    for each in find_records(db, DunningStep, order="t.offset_days, t.id"):
        by_client.setdefault(each.client or 0, []).append(in_ladder(each))
    own = tuple(by_client.pop(0, ()))
    return Ladders(shipped, own, {client: tuple(steps) for client, steps in by_client.items()})


def in_ladder(step: DunningStep) -> LadderStep:
    """Return a step that the user edited as a step of a ladder."""
    return LadderStep(step.ladder, step.offset_days or 0, step.tone, step.channel, step.template)


def sent_steps(db: Connection, invoices: Sequence[int], on: date = date.max) -> dict[int, tuple[SentStep, ...]]:
    """Return which steps were carried out for these invoices by a day."""
    found: dict[int, list[SentStep]] = {}
    for marks, part in portions(invoices):
        for about, step, ms, offset in db.execute(_SENT.format(marks=marks), part).fetchall():
            day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms, minutes=offset)).date()
            if day <= on:
                found.setdefault(about, []).append(SentStep(step, day))
    return {invoice: tuple(steps) for invoice, steps in found.items()}


def stoppable(db: Connection, clients: Sequence[int], on: date = date.max) -> dict[int, Stoppable]:
    """Return how work for these clients can be stopped under their newest contract; only those that have one."""
    found: dict[int, Stoppable] = {}
    for marks, part in portions(clients):
        for each in find_records(db, Contract, f"t.client IN ({marks})", *part, order="t.starts, t.id"):
            before = found.get(each.client or 0)
            stopped = each.stopped_on if each.stopped_on and each.stopped_on <= on else None
            since = stopped or (before.stopped_on if before else None)
            found[each.client or 0] = Stoppable(True, each.suspension_days, since)
    return found
