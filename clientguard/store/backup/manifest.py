"""A backup's manifest: what the backup held when it was verified, in `NAME.json` next to `NAME.casebook`."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientguard import __version__
from clientguard.domain.records import Instant
from clientguard.store.file import keys, sqlite
from clientguard.store.file.keys import Key
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.records import notes

FORMAT = 1
LARGEST = 1 << 20  # bytes: a larger manifest is not read


@dataclass(frozen=True, slots=True)
class Content:
    """What a casebook holds at one moment: its uid, the journal's anchor, the schema, and a digest of each table.

    The digests of a locked casebook are keyed: anyone can read its manifest, and a plain digest would confirm a guess.
    """

    casebook: str
    size: int
    root: str
    schema: int
    tables: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, the digest (SHA-256, hex) and size in bytes of its file, and when it was made.

    `salt` (hex) is that of a locked backup: the only other copy is on its first page, which may be torn.
    """

    content: Content
    sha256: str
    bytes: int
    at: Instant
    salt: str = ""
    version: str = __version__

    def text(self) -> str:
        """Return the manifest as JSON; `encryption` is null for a casebook without a passphrase."""
        return json.dumps(
            {
                "format": FORMAT,
                "casebook": self.content.casebook,
                "journal": {"size": self.content.size, "root": self.content.root},
                "schema": self.content.schema,
                "tables": self.content.tables,
                "file": {"sha256": self.sha256, "bytes": self.bytes},
                "moment": {"ms": self.at.ms, "offset": self.at.offset},
                "version": self.version,
                "encryption": {"kdf": keys.SCHEME, "salt": self.salt} if self.salt else None,
            },
            indent=1,
        )


def path_of(backup: Path) -> Path:
    """Return the path of a backup's manifest."""
    return backup.with_suffix(".json")


def read_manifest(backup: Path, *, strict: bool = False) -> Manifest | None:
    """Return the manifest next to a backup; None if there is none that can be read.

    With `strict`, a drive that cannot read it raises OSError.
    """
    path = path_of(backup)
    try:
        if path.stat().st_size > LARGEST:
            return None
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return _parsed(found)
    except FileNotFoundError:
        return None
    except OSError:
        if strict:
            raise
        return None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _parsed(found: dict[str, Any]) -> Manifest:
    edge, file, moment = found["journal"], found["file"], found["moment"]
    tables = {str(name): str(digest) for name, digest in found["tables"].items()}
    content = Content(str(found["casebook"]), int(edge["size"]), str(edge["root"]), int(found["schema"]), tables)
    at = Instant(int(moment["ms"]), int(moment["offset"]))
    salt = str(bytes.fromhex(found["encryption"]["salt"]).hex()) if found.get("encryption") else ""
    return Manifest(content, str(file["sha256"]), int(file["bytes"]), at, salt, str(found["version"]))


def content(db: Connection, seal: bytes = b"") -> Content:
    """Return what the connection's snapshot holds; the digests are keyed with `seal` if there is one.

    Raises SQLite's errors, and ValueError if the edge of the journal is damaged.
    """
    edge = entry_log.frontier(db)
    schema: int = db.execute("PRAGMA user_version").fetchone()[0]
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    # A virtual table keeps its rows in ordinary tables, which are listed as well.
    names = [name for name, sql in found if not (sql or "").upper().startswith("CREATE VIRTUAL")]
    tables = {name: _digest(db, name, seal) for name in names}
    return Content(uid(db), edge.size, edge.root().hex(), schema, tables)


def uid(db: Connection) -> str:
    """Return the casebook's own uid in hex; empty if it has none."""
    return notes.get_note(db, "uid")


def content_of(path: Path, key: Key | None = None, *, sealed: bool = True) -> Content:
    """Return what a closed file holds; without `sealed`, the digests are plain ones. Errors as in `content`."""
    db = sqlite.connect(path, key=key)
    try:
        db.execute("BEGIN")
        return content(db, key.seal() if key and sealed else b"")
    finally:
        db.close()


def file_digest(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(db: Connection, table: str, seal: bytes) -> str:
    """Return a digest of every value of a table, in the order of its rows."""
    made = hmac.new(seal, digestmod="sha256") if seal else hashlib.sha256()
    name = table.replace('"', '""')
    for row in db.execute(f'SELECT * FROM "{name}"'):
        cells: list[bytes] = []
        for value in row:
            data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
            # Type and length go before each value, so that different rows never give the same bytes.
            cells += (b"%s %d " % (type(value).__name__.encode(), len(data)), data)
        cells.append(b"\n")
        made.update(b"".join(cells))
    return made.hexdigest()
