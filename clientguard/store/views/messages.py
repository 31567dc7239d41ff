"""Messages that are already on record."""

from __future__ import annotations

from clientguard.store.file.sqlite import Connection


def is_on_record(db: Connection, digest: str, client: int) -> bool:
    """Return whether a client's record has a message with this digest; removed ones do not count."""
    row = db.execute(
        "SELECT 1 FROM message m JOIN record r ON r.id = m.id"
        " WHERE m.digest = ? AND m.client = ? AND r.removed_seq IS NULL",
        (digest, client),
    ).fetchone()
    return row is not None
