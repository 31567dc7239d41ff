"""Undoing the last saving of a record, as long as it still is what was saved; and what a removal would leave behind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from clientguard.actions.records import attachments
from clientguard.actions.records.editing import NotValidError, merged, put_record, refuse_fixed, settled
from clientguard.actions.rules.by_kind import rule_of
from clientguard.actions.rules.sealing import refuse_removal, refuse_sealed
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure.scope import referring
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write


@dataclass(frozen=True, slots=True)
class Saving:
    """A record as it was before it was saved (None: it is new) and as it was saved, with the files attached to it.

    `also` is what was saved with it in the same transaction and is undone with it, such as the request that a message
    answers.
    """

    changed: Changed
    before: Record | None
    after: Record
    files: tuple[int, ...] = ()
    also: tuple[Saving, ...] = ()


def save(
    book: Casebook,
    record: Record,
    files: Sequence[AttachmentDraft] = (),
    *,
    read: Record | None = None,
    anyway: bool = False,
) -> Saving:
    """Save a record as `editing.save_record` does, and return what it takes to undo that."""
    return book.write(lambda write: saved(write, record, files, read=read, anyway=anyway))


def saved(
    write: Write,
    record: Record,
    files: Sequence[AttachmentDraft] = (),
    *,
    read: Record | None = None,
    anyway: bool = False,
) -> Saving:
    """Save a record within a transaction, as `save` does."""
    before = write.get(type(record), record.id) if record.id else None
    whole = merged(write, record, read)
    refuse_fixed(before, whole)
    after = put_record(write, whole, anyway=anyway)
    known = set(write.changed().made)
    attachments.keep_files(write, after.id, files)
    changed = write.changed()
    now = write.get(type(after), after.id)
    return Saving(changed, before, now, tuple(each for each in changed.made if each not in known))


def undo(book: Casebook, saving: Saving) -> Changed:
    """Give a record its earlier values, or remove it if it was new, with the files that were attached.

    What was saved with it goes back too. All are entries of the journal like any other. KnownError, with nothing
    written, if a record was changed or removed since, or can only be corrected as it is now, such as a signed document;
    NotValidError if its earlier values are not valid any more, such as a number used again.
    """

    def work(write: Write) -> Changed:
        undone(write, saving)
        return write.changed()

    return book.write(work)


def undone(write: Write, saving: Saving) -> None:
    """Undo a saving within a transaction, as `undo` does."""
    for each in (*reversed(saving.also), saving):
        _undo(write, each)


def _undo(write: Write, saving: Saving) -> None:
    now = write.get(type(saving.after), saving.after.id)
    if now != saving.after:
        raise KnownError(
            N_("“{title}” has been changed since it was saved."),
            kept=N_("Nothing was undone."),
            todo=N_("Open it and change what is wrong."),
            title=lookup.titles(write.db, [now.id]).get(now.id, str(now.id)),
        )
    if saving.before is None:
        refuse_removal(write.db, now)
        write.remove(now.id)
        rule_of(now.kind).removed(write, now)
    else:
        refuse_fixed(now, saving.before)
        refuse_sealed(write.db, now, saving.before)
        problems = tuple(rule_of(now.kind).problems(write.db, saving.before))
        if problems:
            raise NotValidError(problems)
        settled(write, write.change(saving.before), now)
    for each in saving.files:
        write.remove(each)


def hanging(db: Connection, ids: Collection[int]) -> dict[str, int]:
    """Return how many other records belong or link to these, by kind, without removed ones."""
    return referring(db, ids)
