"""Of when a file is: the date of the record that it belongs to. For one of a client itself, the day it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.records import KINDS, Instant, Kind, Type
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.columns import field_columns, quoted

_DATED = [kind for kind in KINDS.values() if kind.date and not kind.part_of and not kind.own_page]
_KEPT = "record a JOIN journal j ON j.uid = a.uid WHERE a.id = t.id ORDER BY j.seq LIMIT 1"


def order(kind: Kind) -> str:
    """Return the SQL expression, over the table of files as `t`, of when each is, in seconds since 1970."""
    cases = " ".join(f"WHEN '{each.name}' THEN ({_seconds(each)})" for each in _DATED)
    of = f"t.{quoted(kind.part_of)}"
    return (
        f"coalesce((SELECT CASE o.kind {cases} END FROM record o WHERE o.id = {of}), (SELECT j.ms / 1000 FROM {_KEPT}))"
    )


def _seconds(kind: Kind) -> str:
    if kind.field(kind.date).type is Type.INSTANT:
        moment = f"d.{quoted(kind.date + '_ms')} / 1000"
    else:
        moment = f"CAST(strftime('%s', d.{quoted(kind.date)}) AS INTEGER)"
    return f"SELECT {moment} FROM {quoted(kind.name)} d WHERE d.id = o.id"


def dates(db: Connection, kind: Kind, files: Sequence[int]) -> dict[int, date | Instant]:
    """Return of when each of these files (at most 500) is."""
    marks = ", ".join("?" for _ in files)
    rows = db.execute(
        f'SELECT t.id, o.id, o.kind, (SELECT j.ms FROM {_KEPT}), (SELECT j."offset" FROM {_KEPT})'
        f" FROM {quoted(kind.name)} t JOIN record o ON o.id = t.{quoted(kind.part_of)} WHERE t.id IN ({marks})",
        list(files),
    ).fetchall()
    found: dict[int, date | Instant] = {row[0]: cells.moment(row[3], row[4]) for row in rows}
    for each in _DATED:
        owners = {row[1] for row in rows if row[2] == each.name}
        if not owners:
            continue
        days = _of_owners(db, each, sorted(owners))
        found |= {row[0]: days[row[1]] for row in rows if row[1] in days}
    return found


def _of_owners(db: Connection, kind: Kind, owners: Sequence[int]) -> dict[int, date | Instant]:
    field = kind.field(kind.date)
    columns = [quoted(name) for name in field_columns(field)]
    marks = ", ".join("?" for _ in owners)
    rows = db.execute(
        f"SELECT id, {', '.join(columns)} FROM {quoted(kind.name)} WHERE id IN ({marks}) AND {columns[0]} IS NOT NULL",
        list(owners),
    ).fetchall()
    return {row[0]: cells.value(kind, field, row[0], row[1:]) for row in rows}
