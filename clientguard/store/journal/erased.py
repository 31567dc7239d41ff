"""What erase entries say: which entries lost their values, or some fields, and what the emptied records were.

An erase entry contains no personal data. Its fields: `entries` (numbers, such as `3-9,12`), `why`, and either `kinds`
(the kinds of the records that were emptied, each with the numbers of the entries that added them, such as `client:3
message:4-9`) or `fields` (the names of the fields that were redacted).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Entry

ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Told:
    """What one erase entry says. Without `fields`, the entries lost everything."""

    seq: int
    entries: tuple[int, ...]
    fields: frozenset[str]
    kinds: Mapping[int, str]  # by the entry that added the record


def spans(numbers: Iterable[int]) -> str:
    """Return numbers in order, such as `3-9,12`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def numbers_of(text: str, below: int) -> list[int]:
    """Return the numbers that `spans` wrote, all less than `below`; ValueError if the text is not such a list."""
    found: list[int] = []
    for run in text.split(",") if text else ():
        low, dash, high = run.partition("-")
        first, last = int(low), int(high) if dash else int(low)
        if not (found[-1] if found else 0) < first <= last < below:  # rising, and only earlier entries
            raise ValueError(text)
        found += range(first, last + 1)
    return found


def kinds_text(added: Mapping[int, str]) -> str:
    """Return kinds with the entries that added their records, such as `client:3 message:4-9`."""
    by_kind: dict[str, list[int]] = {}
    for seq, kind in added.items():
        by_kind.setdefault(kind, []).append(seq)
    return " ".join(f"{kind}:{spans(by_kind[kind])}" for kind in sorted(by_kind))


def told(db: Connection, entry: Entry) -> Told:
    """Return what an erase entry says; ValueError if it cannot be understood."""
    fields = entry.fields or {}
    try:
        texts = {name: str(entry_log.long_value(db, fields.get(name, ""))) for name in ("entries", "fields", "kinds")}
    except (KeyError, ValueError) as error:  # its long text is gone
        raise ValueError(entry.seq) from error
    kinds: dict[int, str] = {}
    for part in texts["kinds"].split():
        kind, _, runs = part.partition(":")
        kinds |= dict.fromkeys(numbers_of(runs, entry.seq), kind)
    return Told(entry.seq, tuple(numbers_of(texts["entries"], entry.seq)), frozenset(texts["fields"].split()), kinds)


def erase_entries(db: Connection) -> list[Entry]:
    """Return all erase entries, oldest first."""
    found = db.execute("SELECT seq FROM journal WHERE change = ? ORDER BY seq", (ERASE,)).fetchall()
    return [each for (seq,) in found if (each := entry_log.entry_at(db, seq))]


def is_erased(db: Connection, removed: int | None) -> bool:
    """Return whether the entry that removed a record (`record.removed_seq`) erased it."""
    if removed is None:
        return False
    return db.execute("SELECT 1 FROM journal WHERE seq = ? AND change = ?", (removed, ERASE)).fetchone() is not None
