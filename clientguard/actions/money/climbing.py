"""Where invoices stand on the reminder ladder, and what Today knows of it (P3.3, P3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.collecting.ladder import PRACTICE, STOP, Climbing, LadderStep, Rung
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.today import TodayFacts
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.letters.ladders import shipped_ladder
from clientguard.store.file.sqlite import Connection
from clientguard.store.views import today as today_view
from clientguard.store.views.collecting import ladder as view
from clientguard.store.views.money import invoices, invoices_of


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
