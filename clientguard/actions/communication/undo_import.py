"""Undoing an import as a whole, and restoring it (P5.1).

The record of the import stays, with the day on which it was undone. Nothing is undone while something hangs on one of
its records: it would lose its ground without a word. The next import of the same mail or table takes these records in
again, since an import that was undone is one to be repeated rightly.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from clientguard.actions.rules.by_kind import rule_of
from clientguard.actions.rules.sealing import refuse_removal
from clientguard.domain.records import ImportRun, Instant
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.erasure.scope import referring
from clientguard.store.journal import entry_log, erased
from clientguard.store.journal.entry_log import Entry
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages

NAMED = 5  # records that a refusal names
COMPLETED = {"original", "in_reply_to", "references"}  # what a later import adds to a message on record


def undo(write: Write, run: ImportRun) -> None:
    """Remove the records of an import, with their files, and note the day; KnownError if something hangs on one.

    Records that were removed or erased already stay as they are. An import that was undone is left alone.
    """
    if run.undone_on is not None:
        return
    living = [record for record, removed in messages.members(write.db, run.id) if removed is None]
    parts = lookup.parts_of_each(write.db, living)
    _refuse_used(write, {each: [part for part, _kind in parts[each]] for each in living}, _last_entry(write, run))
    write.change(dataclasses.replace(run, undone_on=_day(write.now())))
    for record in reversed(living):  # a payment before its invoice, an invoice before its client
        refuse_removal(write.db, lookup.any_record(write.db, record))
        write.remove(record)
        for part, _kind in parts[record]:
            write.remove(part)
        found = lookup.any_record(write.db, record)
        rule_of(found.kind).removed(write, found)
    for part, _kind in lookup.parts_of(write.db, run.id):  # the file itself, where it was kept
        if lookup.any_record(write.db, part).removed is None:
            write.remove(part)


def redo(write: Write, run: ImportRun) -> Sequence[int]:
    """Note that an import is in force again, and return the records that its undoing removed."""
    since = messages.undone_at(write.db, run.id)
    if not since:
        return ()
    write.change(dataclasses.replace(run, undone_on=None))
    files = [(part, lookup.any_record(write.db, part).removed) for part, _kind in lookup.parts_of(write.db, run.id)]
    found = [*messages.members(write.db, run.id), *files]
    return [
        record
        for record, removed in found
        if removed is not None and removed > since and not erased.is_erased(write.db, removed)
    ]


def _last_entry(write: Write, run: ImportRun) -> int:
    """Return the last entry of the import's own transaction: with it, the import itself was added."""
    entries = entry_log.entries_of(write.db, bytes.fromhex(run.uid))
    return min((each.seq for each in entries if each.change == "add"), default=0)


def _refuse_used(write: Write, parts: Mapping[int, Sequence[int]], until: int) -> None:
    used = list(_used(write, parts, until))
    if not used:
        return
    names = lookup.titles(write.db, used[:NAMED])
    raise KnownError(
        N_("This import cannot be undone: {count} of its records were used or changed since ({titles})."),
        kept=N_("Nothing was removed."),
        todo=N_("Remove what refers to them first, or remove the other records one by one."),
        count=len(used),
        titles=", ".join([f"“{names[each]}”" for each in used[:NAMED]] + (["…"] if len(used) > NAMED else [])),
    )


def _used(write: Write, parts: Mapping[int, Sequence[int]], until: int) -> Iterator[int]:
    """Yield the records that something beyond the import hangs on: another record, a file added later, or a change."""
    db = write.db
    everything = {each for record, files in parts.items() for each in (record, *files)}
    referred = bool(referring(db, everything))
    since = messages.entries_since(db, sorted(everything), until)
    changed = {record for record, entry in since if not _is_harmless(entry)}
    for record, files in parts.items():
        own = {record, *files}
        if own & changed or (referred and referring(db, own, everything)):
            yield record


def _is_harmless(entry: Entry) -> bool:
    """Return whether a record is as it was imported: removed and restored, or completed by a later import."""
    if entry.change in ("remove", "restore"):
        return True
    return entry.change == "change" and (entry.fields or {}).keys() <= COMPLETED


def _day(at: Instant) -> date:
    """Return the date that a clock showed."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms, minutes=at.offset)).date()
