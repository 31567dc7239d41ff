"""The user's own business."""

from __future__ import annotations

from clientguard.domain.records import Business
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.store.records.lookup import find_records

CURRENCY = "currency"  # the note that holds the currency of a casebook whose business is not entered yet


def business(db: Connection) -> Business | None:
    """Return the business of this casebook, or None if it has not been entered yet."""
    found = find_records(db, Business, limit=1)
    return found[0] if found else None


def usual_currency(db: Connection) -> str:
    """Return the currency of the business; before that is entered, the one that was chosen for the casebook, or ""."""
    firm = business(db)
    return firm.currency if firm else notes.get_note(db, CURRENCY)
