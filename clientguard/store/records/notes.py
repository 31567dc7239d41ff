"""Small things that a casebook keeps about itself: no records, no part of the journal, no client's data."""

from __future__ import annotations

from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write


def put_note(write: Write, name: str, value: str) -> None:
    """Keep a value under a name, instead of what was kept there before."""
    write.db.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def get_note(db: Connection, name: str) -> str:
    """Return the value under a name; empty when nothing is kept there."""
    row = db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""
