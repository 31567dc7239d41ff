"""The first conversation with someone who asked for work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.records import Intake
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions

_BY_DAY = "t.client = ? AND t.held_on <= ?"
_NEWEST = "t.held_on DESC, t.id DESC"


def newest_intake(db: Connection, client: int, on: date = date.max) -> Intake | None:
    """Return the intake sheet of a client that was filled in last by a day; None without one."""
    found = find_records(db, Intake, _BY_DAY, client, on.isoformat(), order=_NEWEST, limit=1)
    return found[0] if found else None


def newest_intakes(db: Connection, clients: Sequence[int], on: date = date.max) -> dict[int, Intake]:
    """Return the sheet that was filled in last by a day, for each of these clients that has one."""
    return {
        each.client or 0: each
        for marks, part in portions(clients)
        for each in find_records(
            db, Intake, f"?1 <> '' AND t.client IN ({marks}) AND t.held_on <= ?1", on.isoformat(), *part,
            order="t.held_on, t.id",
        )
    }  # fmt: skip
