"""The quick check of a casebook at each opening."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clientguard.domain.journal import tree
from clientguard.store.file import sqlite
from clientguard.store.file.keys import Key
from clientguard.store.file.plain_errors import damaged, explain
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log

if TYPE_CHECKING:
    pass


TAIL = 200  # entries whose hashes are compared at each opening; `verify` compares all


def sound(path: Path, key: Key | None = None, *, lend: Callable[[Connection | None], object] | None = None) -> None:
    """Raise KnownError if SQLite's quick check or the end of the journal shows that the file is damaged.

    `lend` gets the connection before it is used, and None before it is closed, so that another thread can interrupt it.
    """
    db = sqlite.connect(path, key=key)
    try:
        if lend:
            lend(db)
        if sqlite.problems(db, "quick_check(1)") or not tail_holds(db):
            raise damaged(path)
    except sqlite.Error as error:  # the queries are right, so the file must be damaged
        raise explain(error, path) or damaged(path) from error
    finally:
        if lend:
            lend(None)
        db.close()


def tail_holds(db: Connection) -> bool:
    """Return whether the last entries match their hashes, and end where the stored tree ends."""
    try:
        edge = entry_log.frontier(db)
    except ValueError:
        return False
    newest: int = db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]
    if edge.size != newest:
        return False
    for entry in entry_log.entries(db, after=max(0, newest - TAIL)):
        head = entry_log.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment)
        if tree.leaf_hash(head) != entry.hash:
            return False
    return True


def foreign_keys(db: Connection, path: Path) -> None:
    """Raise KnownError if a link points at nothing."""
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(path)
