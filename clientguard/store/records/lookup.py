"""Reading records by id or by condition, and their titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from clientguard.domain.records import KINDS, Record
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import erased
from clientguard.store.records import cells
from clientguard.store.records.columns import from_row, quoted, select_list

R = TypeVar("R", bound=Record)

ERASED = N_("[erased]")  # shown in place of an erased record's title


def gone_error() -> KnownError:
    """Return the error for a record that does not exist."""
    return KnownError(
        N_("This record is no longer there."),
        kept=N_("What you entered is still on the screen."),
        todo=N_("It may have been removed in the meantime. Look for it in the journal."),
    )


def erased_error() -> KnownError:
    """Return the error for a record that was erased."""
    return KnownError(
        N_("This record was erased for good."),
        kept=N_("Its place in the journal is kept, without its contents."),
        todo=N_("If it is needed after all, enter it again."),
    )


def get_record(db: Connection, cls: type[R], record: int) -> R:
    """Return one record, removed or not; KnownError if there is none of that kind and id."""
    found = find_records(db, cls, "t.id = ?", record, removed=True)
    if not found:
        raise gone_error()
    return found[0]


def find_records(
    db: Connection,
    cls: type[R],
    where: str = "",
    *values: Any,  # noqa: ANN401
    order: str = "t.id",  # ordered by `r.id`, SQLite would scan the records of all kinds
    limit: int = -1,
    removed: bool = False,
) -> list[R]:
    """Return the records of a kind that meet a condition on `t` (its table) and `r` (`record`)."""
    kind = cls.kind
    conditions = [part for part in (where, "" if removed else "r.removed_seq IS NULL") if part]
    rows = db.execute(
        f"SELECT {select_list(kind)} FROM {quoted(kind.name)} t JOIN record r ON r.id = t.id"
        f" WHERE {' AND '.join(conditions) or '1'} ORDER BY {order} LIMIT ?",
        (*values, limit),
    ).fetchall()
    return [from_row(cls, row) for row in rows]


def any_record(db: Connection, record: int) -> Record:
    """Return the record with this id, of any kind; KnownError if there is none."""
    name = kind_of(db, record)
    if name is None:
        raise gone_error()
    return get_record(db, cells.kind(name).record, record)


def kind_of(db: Connection, record: int) -> str | None:
    """Return the name of a record's kind, or None if there is no such record."""
    row = db.execute("SELECT kind FROM record WHERE id = ?", (record,)).fetchone()
    return row[0] if row else None


def kinds_of(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of the kinds of at most 500 records, without those that were removed."""
    marks = ", ".join("?" for _ in ids)
    found = db.execute(f"SELECT id, kind FROM record WHERE id IN ({marks}) AND removed_seq IS NULL", list(ids))
    return dict(found.fetchall())


def parts_of(db: Connection, record: int) -> list[tuple[int, str]]:
    """Return id and kind of the records that are part of a record (its files, mostly), removed or not."""
    return [
        (part, kind.name)
        for kind in KINDS.values()
        if kind.part_of
        for (part,) in db.execute(
            f"SELECT id FROM {quoted(kind.name)} WHERE {quoted(kind.part_of)} = ?", (record,)
        ).fetchall()
    ]


def parts_of_each(db: Connection, records: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Return id and kind of the parts of many records, as `parts_of` does for one."""
    found: dict[int, list[tuple[int, str]]] = {each: [] for each in records}
    for kind in KINDS.values():
        for start in range(0, len(records) if kind.part_of else 0, 500):
            some = records[start : start + 500]
            marks = ", ".join("?" for _ in some)
            link = quoted(kind.part_of)
            sql = f"SELECT {link}, id FROM {quoted(kind.name)} WHERE {link} IN ({marks}) ORDER BY id"
            for record, part in db.execute(sql, tuple(some)).fetchall():
                found[record].append((part, kind.name))
    return found


def kept_digests(db: Connection) -> Iterator[tuple[int, str, str]]:
    """Yield each record that refers to stored bytes, removed or not, with the field and the digest (SHA-256 in hex)."""
    for kind in KINDS.values():
        for field in kind.blobs:
            name = quoted(field.name)
            rows = db.execute(f"SELECT id, {name} FROM {quoted(kind.name)} WHERE {name} <> ''").fetchall()
            yield from ((record, field.name, digest) for record, digest in rows)


def titles(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the title of each record, as lists and links show it; `ERASED` if the title or the record was erased."""
    by_kind: dict[str, list[int]] = {}
    found: dict[int, str] = {}
    for start in range(0, len(ids), 500):
        part = list(ids[start : start + 500])
        marks = ", ".join("?" for _ in part)
        for record, kind, change in db.execute(
            "SELECT r.id, r.kind, j.change FROM record r LEFT JOIN journal j ON j.seq = r.removed_seq"
            f" WHERE r.id IN ({marks})",
            part,
        ).fetchall():
            if change == erased.ERASE:
                found[record] = ERASED
            else:
                by_kind.setdefault(cells.kind(kind).name, []).append(record)
    for kind, members in by_kind.items():
        title = quoted(KINDS[kind].title)
        for start in range(0, len(members), 500):
            part = members[start : start + 500]
            marks = ", ".join("?" for _ in part)
            found |= dict(db.execute(f"SELECT id, {title} FROM {quoted(kind)} WHERE id IN ({marks})", part).fetchall())
        if KINDS[kind].field(KINDS[kind].title).required:  # a required title is only empty if it was erased
            found |= {record: ERASED for record in members if found.get(record) == ""}
    return found
