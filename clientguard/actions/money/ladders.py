"""Editing the steps of the reminder ladder, for all clients or for one (P3.3, P3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientguard.actions.money.climbing import has_own, ladder_of
from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.money.collecting.ladder import LadderStep
from clientguard.domain.records import DunningStep
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.letters.ladders import SHIPPED, shipped_ladder
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.collecting import ladder as view

NAMES = SHIPPED


def own_or_shipped(db: Connection, client: int = 0) -> list[DunningStep]:
    """Return the steps for a client, or for all, as records: those that the user edited, else those that hold instead.

    What holds instead, the steps of all or those that ship, is not saved yet.
    """
    where, values = _of(client)
    own = lookup.find_records(db, DunningStep, where, *values, order="t.offset_days, t.id")
    return own or [_record(each, client) for each in ladder_of(db, client)]


def take_over(book: Casebook, client: int = 0) -> list[DunningStep]:
    """Save the steps that hold for a client, or for all, unless they have their own, and return them as records."""
    with book.read() as db:
        steps = None if has_own(db, client) else ladder_of(db, client)
    if steps is not None:
        keep_steps(book, steps, client)
    with book.read() as db:
        return own_or_shipped(db, client)


def keep_records(book: Casebook, steps: Iterable[DunningStep], client: int = 0) -> Changed:
    """Keep these of the steps for a client, or for all, and no others; with none, the usual ones hold again."""
    return keep_steps(book, [view.in_ladder(each) for each in steps], client)


def use_ladder(book: Casebook, name: str, client: int = 0) -> Changed:
    """Begin with a ladder that ships for a client, or for all without one of their own; what was edited gives way."""
    return keep_steps(book, shipped_ladder(name), client)


def keep_steps(book: Casebook, steps: Sequence[LadderStep], client: int = 0) -> Changed:
    """Replace the steps for a client, or for all without steps of their own; with none, the usual ones hold again.

    KnownError with nothing written if two steps come on one day.
    """
    _check_days(steps)

    def work(write: Write) -> Changed:
        where, values = _of(client)
        before = lookup.find_records(write.db, DunningStep, where, *values)
        held = {view.in_ladder(each): each.id for each in before}
        for step, record in held.items():
            if step not in steps:
                write.remove(record)
        for step in sorted(steps, key=lambda each: each.offset):
            if step not in held:
                put_record(write, _record(step, client))
        return write.changed()

    return book.write(work)


def _of(client: int) -> tuple[str, list[int]]:
    """Return the condition for the steps of a client, or of all, and its values."""
    return ("t.client = ?", [client]) if client else ("t.client IS NULL", [])


def _record(step: LadderStep, client: int) -> DunningStep:
    return DunningStep(
        client=client or None,
        ladder=step.ladder,
        offset_days=step.offset,
        tone=step.tone,
        channel=step.channel,
        template=step.letter,
    )


def _check_days(steps: Iterable[LadderStep]) -> None:
    days = [each.offset for each in steps]
    twice = next((each for each in days if days.count(each) > 1), None)
    if twice is not None:
        raise KnownError(
            N_("Two steps come on the same day: {days} days after the due date."),
            kept=N_("Nothing was changed."),
            todo=N_("Enter a different number of days for one of them."),
            days=twice,
        )
