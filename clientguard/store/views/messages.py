"""Messages that are on record already."""

from __future__ import annotations

from clientguard.store.file.sqlite import Connection


def is_on_record(db: Connection, digest: str, client: int) -> bool:
    """Return whether a client's record holds a message of that digest; removed ones do not count."""
    row = db.execute(
        "SELECT 1 FROM message m JOIN record r ON r.id = m.id"
        " WHERE m.digest = ? AND m.client = ? AND r.removed_seq IS NULL",
        (digest, client),
    ).fetchone()
    return row is not None
