"""The journal of a damaged casebook: the entries that still verify, and what they say about each record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clientguard.domain.journal import tree
from clientguard.domain.records import Instant
from clientguard.store.journal import entry_log
from clientguard.store.salvage.damaged_file import DamagedFile, Row

_COLUMNS = ["change", "uid", "ms", "offset", "commitment", "hash"]
_LONGEST = 1 << 40  # entries: a size beyond that is damage


@dataclass(slots=True)
class Told:
    """What the entries say about one record."""

    kind: str = ""
    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    removed: bool = False
    whole: bool = False  # every value since its first entry matches its commitment


@dataclass(slots=True)
class OldEntry:
    """One entry that verifies; `line` is its header, with salt and fields if they match its commitment."""

    seq: int
    change: str
    uid: str
    line: dict[str, Any]


class DamagedJournal:
    """What is left of a damaged casebook's journal."""

    def __init__(self, damaged: DamagedFile) -> None:
        self._damaged = damaged
        self.entries: list[OldEntry] = []
        self.told: dict[str, Told] = {}  # by uid
        self.erasing: set[int] = set()  # the numbers of the erase entries
        self.erased: set[str] = set()  # the uids of records with erased values
        self.first: set[str] = set()  # the uids of all records that were added
        self.missing = 0  # entries that are lost, or differ from their hash

    def read(self) -> None:
        """Read the entries in order."""
        erased = {seq for (seq,) in self._damaged.ask("SELECT seq FROM erasure")[0]}
        values = {
            seq: (salt, text) for seq, salt, text in self._damaged.rows("journal_value", ["salt", "fields"], "seq")
        }
        headers = {row[0]: row for row in self._damaged.rows("journal", _COLUMNS, "seq")}
        for seq in sorted(headers):
            self._take(headers[seq], values.get(seq), is_erased=seq in erased)
        kept, _ = self._damaged.ask("SELECT size FROM journal_tree")
        size = kept[0][0] if kept and isinstance(kept[0][0], int) and kept[0][0] < _LONGEST else 0
        self.missing = max(size, *headers, 0) - len(self.entries)

    def files(self, size: int) -> Iterator[bytes]:
        """Yield the entries as text, one JSON object per line, in files of about `size` bytes."""
        lines: list[bytes] = []
        held = 0
        for entry in self.entries:
            lines.append(tree.canonical(entry.line) + b"\n")
            held += len(lines[-1])
            if held > size:
                yield b"".join(lines)
                lines, held = [], 0
        if lines:
            yield b"".join(lines)

    def _take(self, header: Row, value: tuple[Any, Any] | None, *, is_erased: bool) -> None:
        seq, change, uid, ms, offset, commitment, leaf = header
        try:
            head = entry_log.header(seq, change, uid, Instant(ms, offset), commitment)
        except (TypeError, AttributeError, ValueError):
            return
        if tree.leaf_hash(head) != leaf:
            return
        fields = None if value is None else _opened(value, commitment)
        line: dict[str, Any] = json.loads(head)
        if fields is not None and value is not None:
            line |= {"salt": value[0].hex(), "fields": fields}
        entry = OldEntry(seq, change, uid.hex(), line)
        self.entries.append(entry)
        if fields is None and is_erased:
            self.erased.add(entry.uid)
        self._tell(entry, fields)

    def _tell(self, entry: OldEntry, fields: dict[str, Any] | None) -> None:
        told = self.told.setdefault(entry.uid, Told())
        if fields is None:
            told.whole = False
        match entry.change:
            case "add":
                self.first.add(entry.uid)
                told.whole = fields is not None
                told.kind = str((fields or {}).get("kind", ""))
                told.fields.update(fields or {})
            case "change" | "correct":
                told.fields.update(fields or {})
            case "remove" | "restore":
                told.removed = entry.change == "remove"
            case "erase":
                self.erasing.add(entry.seq)
            case _:
                pass


def _opened(value: tuple[Any, Any], commitment: bytes) -> dict[str, Any] | None:
    """Return the fields of an entry if they are what was written, else None."""
    salt, text = value
    try:
        fields = json.loads(text)
        return fields if tree.commitment(salt, fields) == commitment else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
