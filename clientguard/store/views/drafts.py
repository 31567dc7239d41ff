"""Forms that were begun and not saved."""

from __future__ import annotations

import json
from typing import Any

from clientguard.store.file.sqlite import Connection


def draft(db: Connection, place: str) -> dict[str, Any] | None:
    """Return what was entered in the form at `place` and not saved; None when there is nothing."""
    row = db.execute("SELECT content FROM draft WHERE place = ?", (place,)).fetchone()
    return json.loads(row[0]) if row else None
