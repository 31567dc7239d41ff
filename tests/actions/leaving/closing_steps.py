"""What tests of the close share: a leaving from which nothing is missing any more."""

from __future__ import annotations

from clientguard.actions.leaving import deciding, final_report, signing, steps
from clientguard.actions.records import editing
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Leaving
from clientguard.store.casebook.open_casebook import Casebook
from tests import factories
from tests.factories import TODAY, ago

GATES = ("decision", "notice", "sweep", "payments", "obligations", "deliverables")


def begin(book: Casebook, client: int) -> int:
    """Decide to leave a client, and write the reason for it; return the leaving."""
    number = deciding.start_leaving(book, client, ago(40), "Invoice R-1 unpaid.", "A talk.").first
    leaving = factories.read(book, Leaving, number)
    editing.change_record(book, leaving, reason="We cannot meet your needs because …")
    return number


def release_all(book: Casebook, leaving: int) -> None:
    """Release what is open, whatever it is."""
    from clientguard.domain.leaving.closing import conditions
    from clientguard.store.views.leaving.case import case

    with book.read() as db:
        open_ = [
            each.key for each in conditions(case(db, leaving, TODAY, monday_to_friday), TODAY) if each.state == "open"
        ]
    for key in open_:
        steps.release_gate(book, leaving, key, "Agreed.", TODAY)


def sign(book: Casebook, client: int, by: str = "Joan Field") -> int:
    """Make the report and note its signature; return the document."""
    made = final_report.final_report(book, client, TODAY)
    signing.note_signed(book, made.document, TODAY, by)
    return made.document


def ready(book: Casebook, client: int) -> int:
    """Bring a leaving to where only the close is missing; return it."""
    number = begin(book, client)
    release_all(book, number)
    sign(book, client)
    return number
