"""The journal's side of a bundle: which entries are shown, which of their fields, and what ties files to them (P5)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clientguard.domain.journal import tree
from clientguard.domain.journal.entry_proof import Older, Opened
from clientguard.domain.journal.paths import Paths
from clientguard.domain.proof.people import Outsiders
from clientguard.domain.proof.veil import Veil
from clientguard.domain.records import Kind, Record
from clientguard.exchange.bundle.parts import Entry as Shown
from clientguard.exchange.bundle.parts import Journal, Proof
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Entry
from clientguard.store.views.proof import entries as views

MOST_ANCHORS = 200  # earlier ones that are shown, the newest of them
TIES = frozenset({"sha256", "original", "body"})  # fields whose value is a file of the bundle, or its digest


class Disclosed:
    """The entries of the records in a bundle, read again each time they are gone through: memory does not grow."""

    def __init__(self, db: Connection, records: Mapping[int, Record], veil: Veil, outsiders: Outsiders) -> None:
        self._db = db
        self._veil = veil
        self._outsiders = outsiders
        self._kinds: dict[bytes, tuple[int, Kind]] = {
            bytes.fromhex(each.uid): (each.id, each.kind) for each in records.values()
        }
        self._numbers = views.numbers_of(db, list(records))
        self._paths = Paths(views.leaves(db))

    @property
    def count(self) -> int:
        """How many entries are shown."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[Shown]:
        """Yield each entry with its open fields and its path, by rising number."""
        for each in views.entries_at(self._db, self._numbers):
            header = json.loads(entry_log.header(each.seq, each.change, each.uid, each.at, each.commitment))
            yield Shown(header, self._fields(each), self._paths.inclusion(each.seq - 1))

    def journal(self) -> Journal:
        """Return the journal's end, these entries, and the anchors that were given out before."""
        older = [
            Older(each.size, each.root, self._paths.consistency(each.size))
            for each in views.anchors(self._db, MOST_ANCHORS)
            if 0 < each.size < self._paths.size and self._paths.root_at(each.size) == each.root
        ]
        return Journal(self._paths.size, self._paths.root, self, older)

    def ties(self) -> dict[tuple[int, str], Proof]:
        """Return which entry's field vouches for a file, by record and field: the last one that wrote it."""
        found: dict[tuple[int, str], Proof] = {}
        for each in views.entries_at(self._db, self._numbers):
            record, kind = self._kinds[each.uid]
            for name in TIES & (each.fields or {}).keys():
                if not self._veil.closes(kind, name):
                    how = "text" if name == "body" else "digest"
                    found[record, name] = Proof(each.seq, name, how)
        return found

    def _fields(self, entry: Entry) -> list[Opened | bytes] | None:
        if entry.fields is None:
            return None
        kind = self._kinds[entry.uid][1]
        leaves: dict[str, Opened | bytes] = dict(entry.part.lost) if entry.part else {}
        for name, value in entry.fields.items():
            salt = tree.field_salt(entry.salt, name) if entry.salt else (entry.part.salts[name] if entry.part else b"")
            text = self._open_text(kind, name, value)
            if text is None:
                leaves[name] = tree.field_leaf(salt, name, value)
            else:
                leaves[name] = Opened(name, salt, value, text if isinstance(value, dict) else None)
        return [leaves[name] for name in sorted(leaves)]

    def _open_text(self, kind: Kind, name: str, value: Any) -> str | None:  # noqa: ANN401
        """Return what a field says, "" where that is no text; None if it stays closed."""
        if self._veil.closes(kind, name):
            return None
        whole = entry_log.long_value(self._db, value)
        if not isinstance(whole, str):
            return ""
        if self._veil.shows(whole) or self._outsiders.are_named(kind, name, whole):
            return None
        return whole
