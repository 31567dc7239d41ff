"""The reminders and calls by which payment was asked for, and the minutes that they took."""

from __future__ import annotations

from clientguard.domain.money.lateness import Collecting
from clientguard.domain.records.kinds.collecting import STEP_LETTERS
from clientguard.store.file.sqlite import Connection

_LETTERS = ", ".join(f"'{each.key}'" for each in STEP_LETTERS)


def collecting(db: Connection, client: int) -> Collecting:
    """Return what asking a client for payment took so far (P6.1)."""
    found = db.execute(
        "SELECT count(*), coalesce(sum(m.minutes), 0) FROM message m"
        " JOIN record r ON r.id = m.id AND r.removed_seq IS NULL"
        f" WHERE m.client = ? AND (m.dunning_step <> '' OR m.template IN ({_LETTERS}))",
        (client,),
    ).fetchone()
    return Collecting(found[0], found[1])
