"""The user's own business."""

from __future__ import annotations

from clientguard.domain.records import Business
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records


def business(db: Connection) -> Business | None:
    """Return the business of this casebook, or None if it has not been entered yet."""
    found = find_records(db, Business, limit=1)
    return found[0] if found else None
