"""Whom the user does not work for again: the list, and what of it is to be looked at on a day."""

from __future__ import annotations

from datetime import date

from clientguard.domain.records import DoNotEngage
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records


def refusals(db: Connection) -> list[DoNotEngage]:
    """Return everybody on the list, in the order in which they were noted."""
    return find_records(db, DoNotEngage)


def refusals_due(db: Connection, on: date) -> tuple[DoNotEngage, ...]:
    """Return the entries that are to be looked at again by a day, the longest due first."""
    return tuple(find_records(db, DoNotEngage, "t.review_on <= ?", on.isoformat(), order="t.review_on, t.id"))
