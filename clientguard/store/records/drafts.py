"""Drafts of unsaved forms, which are not part of the journal."""

from __future__ import annotations

import json
from typing import Any

from clientguard.store.records.write_path import Write


def keep_draft(write: Write, place: str, content: dict[str, Any]) -> None:
    """Keep what was entered in the form at `place`, replacing an earlier draft."""
    write.db.execute(
        "INSERT INTO draft (place, ms, content) VALUES (?, ?, ?)"
        " ON CONFLICT (place) DO UPDATE SET ms = excluded.ms, content = excluded.content",
        (place, write.now().ms, json.dumps(content)),
    )


def drop_draft(write: Write, place: str) -> None:
    """Delete the draft of the form at `place`."""
    write.db.execute("DELETE FROM draft WHERE place = ?", (place,))
