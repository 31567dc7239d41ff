"""Small values that a casebook keeps about itself: not records, not journalled, without any client's data."""

from __future__ import annotations

from clientguard.store.file.sqlite import Connection
from clientguard.store.records.write_path import Write


def put_note(write: Write, name: str, value: str) -> None:
    """Keep a value under a name, replacing the earlier one."""
    write.db.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def get_note(db: Connection, name: str) -> str:
    """Return the value under a name; "" if there is none."""
    row = db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""
