"""Drafts of unsaved forms."""

from __future__ import annotations

from typing import Any

from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import form


def draft(db: Connection, place: str) -> dict[str, Any] | None:
    """Return the draft of the form at `place`, or None if there is none."""
    row = db.execute("SELECT content FROM draft WHERE place = ?", (place,)).fetchone()
    return form(row[0]) if row else None
