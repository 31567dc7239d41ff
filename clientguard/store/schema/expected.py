"""Comparing a file's tables, indexes and triggers with those of the schema: a dropped guard is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from clientguard.domain.wording import N_, Said, said
from clientguard.store.file import sqlite
from clientguard.store.file.sqlite import Connection

_OWN = ("_sqlite_migrations", "idx__sqlite_migrations", "sqlite_")  # SQLite's and sqlite_utils' own
_SHADOW = "search_index_"  # FTS5's own tables: only their names count, since their SQL depends on its version

Parts = dict[tuple[str, str], str]  # the SQL by type and name


def expected_parts(db: Connection) -> Parts:
    """Return the parts of a connection's schema."""
    found = db.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {
        (str(kind), str(name)): "" if str(name).startswith(_SHADOW) else " ".join(str(sql).split())
        for kind, name, sql in found
        if not str(name).startswith(_OWN)
    }


@cache
def expected(version: int) -> Parts:
    """Return the parts that the first `version` steps create."""
    from clientguard.store.schema.migrations import steps

    db = sqlite.dbapi.connect(":memory:", isolation_level=None)
    try:
        names = sorted(name for each in steps.pending(sqlite.utils(db)) if (name := each.name))
        later = names[version] if version < len(names) else None
        steps.apply(sqlite.utils(db), stop_before=later)
        return expected_parts(db)
    finally:
        db.close()


def differences(db: Connection) -> Iterator[Said]:
    """Yield the tables, indexes and triggers that are missing, altered, or not part of the schema."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    found, told = expected_parts(db), expected(version)
    for kind, name in sorted(told.keys() - found.keys()):
        yield said(N_("Missing from the file: {kind} “{name}”."), kind=kind, name=name)
    for kind, name in sorted(found.keys() - told.keys()):
        yield said(N_("In the file, and not ClientGuard's: {kind} “{name}”."), kind=kind, name=name[:60])
    for kind, name in sorted(key for key in told.keys() & found.keys() if told[key] != found[key]):
        yield said(N_("Altered in the file: {kind} “{name}”."), kind=kind, name=name)
