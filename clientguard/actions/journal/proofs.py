"""Proofs of single journal entries, which others can check without the casebook (P5)."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from clientguard.domain.journal import entry_proof, tree
from clientguard.domain.journal.entry_proof import Checked, Older, Opened
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Anchor, Entry

LARGEST = 64 << 20  # bytes of a proof that are read


def prove_entry(book: Casebook, seq: int, fields: Collection[str] = (), older: Anchor | None = None) -> dict[str, Any]:
    """Return the proof of an entry as JSON values, disclosing these of its fields, or all that were not erased.

    With `older`, an anchor that was kept elsewhere, it also shows that the journal continues from that anchor. Raises
    KnownError if there is no such entry or field, the anchor is not from this journal, or the journal is damaged.
    """
    with book.read() as db:
        entry = entry_log.entry_at(db, seq)
        if entry is None:
            raise KnownError(
                N_("There is no entry {seq} in the journal."),
                todo=N_("Choose one that the journal shows."),
                seq=seq,
            )
        leaves = entry_log.leaves(db)
        root = tree.root(leaves)
        shown = _fields(db, entry, fields)
        steps = _older(leaves, older) if older else None
        path = tree.inclusion_path(leaves, seq - 1)
    header = json.loads(entry_log.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment))
    made = entry_proof.document(header, shown, (len(leaves), root), path, steps)
    if not entry_proof.check_document(made).valid:
        raise KnownError(
            N_("Entry {seq} cannot be proved: the journal is damaged."),
            kept=N_("Nothing was changed."),
            todo=N_("Run `clientguard verify`, and restore the newest backup."),
            seq=seq,
        )
    return made


def check_proof(text: str) -> Checked:
    """Check a proof from its JSON text."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    return entry_proof.check_document(found)


def _fields(db: Connection, entry: Entry, wanted: Collection[str]) -> list[Opened | bytes] | None:
    held = entry.fields or {}
    if missing := [name for name in wanted if name not in held]:
        raise KnownError(
            N_("Entry {seq} has no field “{field}”."),
            todo=N_("It has: {fields}."),
            seq=entry.seq,
            field=missing[0],
            fields=", ".join(sorted(held)) or "–",
        )
    if entry.fields is None:
        return None
    leaves: dict[str, Opened | bytes] = dict(entry.part.lost) if entry.part else {}
    for name, value in held.items():
        salt = tree.field_salt(entry.salt, name) if entry.salt else (entry.part.salts[name] if entry.part else b"")
        if wanted and name not in wanted:
            leaves[name] = tree.field_leaf(salt, name, value)
        else:
            text = entry_log.long_value(db, value) if isinstance(value, dict) else None
            leaves[name] = Opened(name, salt, value, text)
    return [leaves[name] for name in sorted(leaves)]


def _older(leaves: list[bytes], older: Anchor) -> Older:
    if older.size > len(leaves) or tree.root(leaves[: older.size]) != older.root:
        raise KnownError(
            N_("The journal does not match the anchor at entry {seq}."),
            kept=N_("Nothing was changed."),
            todo=N_("Check that the anchor belongs to this casebook and is typed as printed."),
            seq=older.size,
        )
    return Older(older.size, older.root, tree.consistency_path(leaves, older.size))
