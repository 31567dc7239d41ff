"""What a casebook's file consists of, in bytes: parts are removed from a copy, which shrinks by their size."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from clientguard.domain.records import KINDS
from clientguard.store.file import sqlite

OWN = {"record", "blob", "blob_part", *KINDS}
JOURNALLED = """
DELETE FROM blob WHERE lower(hex(sha256)) NOT IN (SELECT sha256 FROM attachment);
DELETE FROM blob_part WHERE id / 64 NOT IN (SELECT id FROM blob)
"""  # the long texts that the journal alone refers to
SEARCH = ("search_index_words", "search_index", "search_entry")
HEADERS = ("journal",)


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes: the file at rest, its records, and what the journal and the search add."""

    file: int
    records: int
    headers: int
    values: int
    search: int


def size_of(path: Path) -> Size:
    """Measure a closed casebook without a passphrase."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(path, copy)
        db = sqlite.dbapi.connect(str(copy), isolation_level=None)
        with closing(db):
            db.execute("PRAGMA foreign_keys = OFF")
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f'DROP TRIGGER "{name}"')
            whole = _bytes(db)
            search = whole - _without(db, SEARCH)
            headers = whole - search - _without(db, HEADERS)
            found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            others = [name for (name,) in found.fetchall() if name not in OWN and name != "journal_value"]
            others_room = whole - search - headers - _without(db, others)
            records = _without(db, ["journal_value"], JOURNALLED)
            values = whole - search - headers - others_room - records
        return Size(path.stat().st_size, records, headers, values, search)


def _without(db: sqlite.Connection, tables: Sequence[str], statements: str = "") -> int:
    for name in tables:
        db.execute(f'DROP TABLE IF EXISTS "{name}"')
    for statement in filter(str.strip, statements.split(";")):
        db.execute(statement)
    return _bytes(db)


def _bytes(db: sqlite.Connection) -> int:
    db.execute("VACUUM")
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return pages * size
