"""The user's own business."""

from __future__ import annotations

from clientguard.domain.records import Business
from clientguard.store.records import find
from clientguard.store.sqlite import Connection


def business(db: Connection) -> Business | None:
    """Return the business of this casebook; None until it was entered."""
    found = find(db, Business, limit=1)
    return found[0] if found else None
