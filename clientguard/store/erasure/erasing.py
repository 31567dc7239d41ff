"""Erasing contents permanently on a lawful request (P5): whole records, or one field of a record (a redaction).

What stays: the journal's headers, an empty row for each record so that links to it hold, and one erase entry that says
which entries lost their values and why. The transaction removes everything except bytes in free pages of the file;
those go when the file is rewritten afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from clientguard.domain.journal import tree
from clientguard.domain.records import KINDS, Contact, Field, Kind, Meeting, Message, Record, Type
from clientguard.domain.records.describe import CLIENT
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.erasure.scope import Scope, drafts, in_parts, losses_of, own_bytes, scope, spare, unneeded
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import blobs, entry_log
from clientguard.store.journal.entry_log import Entry, Part
from clientguard.store.journal.erased import ERASE, is_erased, kinds_text, spans
from clientguard.store.records import kept_texts, notes
from clientguard.store.records.away import exclusions
from clientguard.store.records.columns import columns, field_columns, quoted
from clientguard.store.records.lookup import any_record, erased_error
from clientguard.store.records.write_path import Write

REDACTABLE = {Type.TEXT, Type.LONG, Type.DECIMAL, Type.TERMS}  # always; the next ones only if they are not required
REDACTABLE_OPEN = {Type.DATE, Type.INSTANT, Type.MONEY, Type.NUMBER, Type.MINUTES}
_PENDING = "erasure"

Losses = dict[int, tuple[Entry, set[str]]]  # entries by number, each with the fields that it loses


def write_erasure(write: Write, ids: Collection[int], why: str, keep: Collection[str] = ()) -> tuple[int, Scope]:
    """Erase these records, everything under them, and their entries' values; return the erase entry and the scope.

    A message that stays loses its original if that contains an erased file. Erased messages, meetings and people stay
    away from their clients. Raises KnownError as `scope` does.
    """
    db = write.db
    found = scope(db, ids, keep)
    gone = unneeded(db, found.entries, found.ids, found.originals)
    _keep_away(write, found)
    kinds = {record: kind for kind, members in found.records.items() for record in members}
    added: dict[int, str] = {}
    for marks, part in in_parts(list(kinds)):
        rows = db.execute(
            "SELECT j.seq, r.kind FROM record r JOIN journal j ON j.uid = r.uid AND j.change = 'add'"
            f" WHERE r.id IN ({marks})",
            part,
        ).fetchall()
        added |= dict(rows)
    fields = {"entries": spans(found.entries), "kinds": kinds_text(added), "why": why}
    by = write.entry(ERASE, entry_log.own_uid(db), fields)
    for seq in found.entries:
        _forget(db, seq, by)
    for owner in found.originals:
        record = any_record(db, owner)
        _redact(write, record, losses_of(db, record.uid, set(own_bytes(record.kind))), why)
    blobs.drop_blobs(db, gone)
    db.executemany("DELETE FROM draft WHERE id = ?", [(draft,) for draft in drafts(db, found.ids)])
    kept_texts.forget(write, kinds.values())
    for record, kind in kinds.items():
        _empty(db, KINDS[kind], record, KINDS[kind].fields)
        db.execute("UPDATE record SET removed_seq = ? WHERE id = ?", (by, record))
        write.emptied(record, kind)
    write.purge_words()
    return by, found


def _keep_away(write: Write, found: Scope) -> None:
    """Have what is erased stay away at later imports; an erased client needs nothing kept away."""
    clients = found.records.get(CLIENT, ())
    for client in clients:
        exclusions.forget_client(write, client)
    kinds = (Message.kind.name, Meeting.kind.name, Contact.kind.name)
    gone = (*(each for kind in kinds for each in found.records.get(kind, ())), *found.originals)
    known = (any_record(write.db, each) for each in gone)
    exclusions.exclude(write, (each for each in known if isinstance(each, exclusions.Kept)), clients)


def _forget(db: Connection, seq: int, by: int) -> None:
    db.execute("INSERT INTO erasure (seq, by_seq) VALUES (?, ?)", (seq, by))
    db.execute("DELETE FROM journal_value WHERE seq = ?", (seq,))
    db.execute("DELETE FROM journal_part WHERE seq = ?", (seq,))


def _empty(db: Connection, kind: Kind, record: int, fields: Iterable[Field]) -> None:
    values = {name: empty_cell(declared) for each in fields for name, declared in field_columns(each).items()}
    sets = ", ".join(f"{quoted(name)} = ?" for name in values)
    db.execute(f"UPDATE {quoted(kind.name)} SET {sets} WHERE id = ?", (*values.values(), record))


def empty_cell(declared: str) -> Any:  # noqa: ANN401
    """Return the value of a column with this declaration in an erased record's row."""
    if "NOT NULL" not in declared:
        return None
    return 0 if declared.startswith("INTEGER") else ""


def empty_row(kind: Kind) -> tuple[Any, ...]:
    """Return the row of an erased record."""
    return tuple(empty_cell(declared) for declared in columns(kind).values())


def redactable(kind: Kind) -> tuple[Field, ...]:
    """Return the fields that can be redacted: those that the rest of the record does not depend on."""
    return tuple(
        each
        for each in kind.fields
        if each.alone and (each.type in REDACTABLE or (each.type in REDACTABLE_OPEN and not each.required))
    )


def write_redaction(write: Write, record: int, name: str, why: str) -> tuple[int, int]:
    """Redact one field of a record in every entry that wrote it; return the erase entry, and how many lost the field.

    The reasons for corrections to it go too, and so do digests of the record's texts, since a guess could be tried
    against them, and a message's original, which contains the field. Raises KnownError if the record is removed or
    erased, the field cannot be redacted, or it was never filled in.
    """
    db = write.db
    found = any_record(db, record)
    losing = losses(db, record, name)
    lost = {each for _, fields in losing.values() for each in fields}
    emptied = {(record, each) for each in lost}
    gone = spare(db, lambda seq, field: seq in losing and field in losing[seq][1], emptied=emptied)
    kept_texts.forget(write, [found.kind.name])
    if isinstance(found, exclusions.Kept):
        exclusions.exclude(write, [found])
    by = _redact(write, found, losing, why)
    blobs.drop_blobs(db, gone)
    db.executemany("DELETE FROM draft WHERE id = ?", [(draft,) for draft in drafts(db, {record})])
    write.purge_words()
    return by, len(losing)


def _redact(write: Write, record: Record, losing: Losses, why: str) -> int:
    """Take the fields that entries lose out of them and out of the record; return the erase entry."""
    names = sorted({each for _, lost in losing.values() for each in lost})
    told = {"entries": spans(losing), "fields": " ".join(names), "why": why}
    by = write.entry(ERASE, bytes.fromhex(record.uid), told)
    for entry, lost in losing.values():
        _part(write.db, entry, lost, by)
    _empty(write.db, record.kind, record.id, (each for each in record.kind.fields if each.name in names))
    write.rewritten(any_record(write.db, record.id))
    return by


def losses(db: Connection, record: int, name: str) -> Losses:
    """Return the entries that a redaction changes, with the fields they lose; KnownError as in `write_redaction`."""
    found = any_record(db, record)
    if found.removed is not None:
        raise erased_error() if is_erased(db, found.removed) else _removed()
    _can_go(found.kind, name)
    gone = {name, *(each.name for each in found.kind.fields if each.own_text)}
    losing = losses_of(db, found.uid, gone)
    if not any(name in lost for _, lost in losing.values()):
        raise KnownError(
            N_("This field is empty, and always was."),
            kept=N_("Nothing was redacted."),
            todo=N_("Check in the journal which fields were written."),
        )
    return losing


def _part(db: Connection, entry: Entry, lost: set[str], by: int) -> None:
    """Reduce an entry to the fields that stay, each with its own salt, and only the leaves of the others."""
    fields = entry.fields or {}
    if entry.salt is not None:
        salts = {name: tree.field_salt(entry.salt, name) for name in fields}
    else:
        salts = entry.part.salts if entry.part else {}
    leaves = {name: tree.field_leaf(salts[name], name, fields[name]) for name in lost}
    left = {name: value for name, value in fields.items() if name not in lost}
    earlier = entry.part.lost if entry.part else {}
    part = Part(by, {name: salts[name] for name in left}, {**earlier, **leaves})
    _forget(db, entry.seq, by)
    db.execute("INSERT INTO journal_part (seq, by_seq, parts) VALUES (?, ?, ?)", (entry.seq, by, part.text(left)))


def _can_go(kind: Kind, name: str) -> None:
    allowed = [each.name for each in redactable(kind)]
    if name not in allowed:
        raise KnownError(
            N_("“{field}” cannot be redacted on its own."),
            kept=N_("Nothing was redacted."),
            todo=N_("These can: {fields}. Otherwise erase the whole record."),
            field=name,
            fields=", ".join(allowed),
        )


def _removed() -> KnownError:
    return KnownError(
        N_("This record was removed."),
        kept=N_("Nothing was redacted."),
        todo=N_("Restore it first, or erase all of it."),
    )


@dataclass(frozen=True, slots=True)
class Pending:
    """What is still to be done after erasures: rewriting the file, and deleting older backups and copies."""

    anew: bool = False
    folders: tuple[str, ...] = ()  # places for backups that were out of reach
    copies: tuple[str, ...] = ()  # files beside the casebook

    def __bool__(self) -> bool:
        return self.anew or bool(self.folders) or bool(self.copies)


def pending(db: Connection) -> Pending:
    """Return what is still to be done after erasures."""
    kept = notes.get_note(db, _PENDING)
    if not kept:
        return Pending()
    found: dict[str, Any] = json.loads(kept)
    return Pending(bool(found["anew"]), tuple(found["folders"]), tuple(found["copies"]))


def note_pending(write: Write, left: Pending) -> None:
    """Keep what is still to be done."""
    value = {"anew": left.anew, "folders": list(left.folders), "copies": list(left.copies)}
    notes.put_note(write, _PENDING, json.dumps(value) if left else "")
