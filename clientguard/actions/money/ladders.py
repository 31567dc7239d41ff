"""The reminder ladder: its facts for Today, and editing its steps for all clients or for one (P3.3, P3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.money.collecting.ladder import PRACTICE, STOP, Climbing, LadderStep, Rung
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.records import DunningStep
from clientguard.domain.today import TodayFacts
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.letters.ladders import SHIPPED, shipped_ladder
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import today as today_view
from clientguard.store.views.collecting import ladder as view
from clientguard.store.views.money import invoices, invoices_of

NAMES = SHIPPED


@dataclass(frozen=True, slots=True)
class Climb:
    """An invoice, and where it stands on its ladder."""

    owed: Bill
    rung: Rung


def today_facts(db: Connection, on: date) -> TodayFacts:
    """Return the facts for Today, with the ladder that holds."""
    return today_view.today(db, on, shipped_ladder(PRACTICE))


def ladder_of(db: Connection, client: int = 0) -> tuple[LadderStep, ...]:
    """Return the steps that hold for a client, or for all without a ladder of their own."""
    return view.ladders(db, shipped_ladder(PRACTICE)).of(client)


def has_own(db: Connection, client: int = 0) -> bool:
    """Return whether the user edited the steps of a client, or those of all."""
    found = view.ladders(db, ())
    return client in found.by_client if client else bool(found.own)


def climbs(db: Connection, client: int, today: date) -> list[Climb]:
    """Return where each unpaid invoice of a client, or of all, stands on its ladder."""
    facts = invoices(db, client, on=today, unpaid=True)
    known = view.climbing(db, facts, shipped_ladder(PRACTICE), today)
    bills = [bill(each, today) for each in facts]
    return [Climb(each, known.rung(each)) for each in bills]


def rung_of(db: Connection, invoice: int, today: date) -> Rung:
    """Return where an invoice stands on its ladder; KnownError if it is no longer on record."""
    facts = invoices_of(db, [invoice], today)
    if not facts:
        raise KnownError(N_("This invoice is no longer on record."), kept=N_("Nothing was changed."))
    return climbing_of(db, invoice, today).rung(bill(facts[0], today))


def next_letter(db: Connection, invoice: int, today: date) -> str:
    """Return the letter that an invoice's ladder comes to: the one of its next step, else a reminder.

    A stop of work is a step of its own, so before it is made a firm reminder stands in for its letter.
    """
    found = rung_of(db, invoice, today)
    if found.step is None or not found.step.letter or (found.step.letter == STOP and not found.is_stopped):
        return "reminder-firm" if found.last else "reminder"
    return found.step.letter


def climbing_of(db: Connection, invoice: int, today: date) -> Climbing:
    """Return what is known of the ladder for one invoice."""
    return view.climbing(db, invoices_of(db, [invoice], today), shipped_ladder(PRACTICE), today)


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
