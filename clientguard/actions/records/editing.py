"""Saving, removing and restoring records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from clientguard.actions.communication import undo_import
from clientguard.actions.records import attachments, merging
from clientguard.actions.rules.by_kind import rule_of
from clientguard.actions.rules.currency import currency_problems, with_currency
from clientguard.actions.rules.places import keep_anyway, open_questions
from clientguard.actions.rules.sealing import refuse_removal, refuse_sealed
from clientguard.actions.rules.time_zone import zone_problems
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, ImportRun, Problem, Record
from clientguard.domain.records.check import check_record
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import erased
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views import messages
from clientguard.store.views.communication import meetings

R = TypeVar("R", bound=Record)


class NotValidError(KnownError):
    """A record cannot be saved as it is; `problems` says which fields are wrong and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            N_("Something is missing or wrong."),
            kept=N_("What you entered is still on the screen."),
            todo=N_("Correct the marked fields, then save again."),
        )
        self.problems = problems


class PasswordError(NotValidError):
    """A field that is to say where a credential is kept looks like a password: it is saved if the user says so."""


def refuse_fixed(before: Record | None, record: Record) -> None:
    """Raise KnownError if a record is to be changed that can only be corrected, such as a signed document (P5).

    Whose a message is, which way it went and how long it took is answered by the user, and can be answered anew.
    """
    if before is None or not before.is_fixed:
        return
    kind = record.kind
    evidence = (each.name for each in kind.form_fields if each.name not in kind.answered)
    if all(getattr(before, name) == getattr(record, name) for name in evidence):
        return
    fixing = kind.field(next(name for name in kind.fixed_by if getattr(before, name) not in (None, "")))
    what = N_("“{title}” can no longer be changed: “{field}” is filled in.")
    if not fixing.form:
        what = N_("“{title}” can no longer be changed: it is kept as it was received or sent.")
    raise KnownError(
        what,
        kept=N_("Nothing was written."),
        todo=kind.instead or N_("If something in it is wrong, correct its entry in the journal, with a reason."),
        title=getattr(before, kind.title),
        field=said(fixing.label),
    )


def merged(write: Write, entered: R, read: Record | None) -> R:
    """Return a record as it is now with what was entered: the fields in which `entered` differs from `read`.

    `read` is the record as it was when it was shown; without it, or for a new record, all of `entered` counts. So what
    was written meanwhile by something else is not written back.
    """
    if read is None or not entered.id:
        return entered
    now = write.get(type(entered), entered.id)
    names = [each.name for each in entered.kind.fields if getattr(entered, each.name) != getattr(read, each.name)]
    return dataclasses.replace(now, **{name: getattr(entered, name) for name in names})


def save_record(
    book: Casebook,
    record: Record,
    files: Sequence[AttachmentDraft] = (),
    *,
    read: Record | None = None,
    anyway: bool = False,
) -> Changed:
    """Save a new record, or the changes to an existing one since it was `read` (`merged`), and attach `files` to it.

    Raises NotValidError with nothing written; PasswordError, unless what looks like a password is kept `anyway`;
    KnownError if the record can only be corrected, as what stood before a seal. A payment that settles the invoice for
    which work was stopped lifts the stop (P3.5).
    """

    def work(write: Write) -> Changed:
        whole = merged(write, record, read)
        refuse_fixed(write.get(type(record), record.id) if record.id else None, whole)
        saved = put_record(write, whole, anyway=anyway)
        attachments.keep_files(write, saved.id, files)
        return write.changed()

    return book.write(work)


def change_record(book: Casebook, record: Record, **values: Any) -> Changed:  # noqa: ANN401
    """Change these fields of a record and no others, even if `record` is out of date."""

    def work(write: Write) -> Changed:
        before = write.get(type(record), record.id)
        changed = dataclasses.replace(before, **values)
        refuse_fixed(before, changed)
        put_record(write, changed)
        return write.changed()

    return book.write(work)


def put_record(write: Write, record: R, *, anyway: bool = False) -> R:
    """Write one record within a transaction, completed and checked as in `save_record`; KnownError if it is sealed."""
    whole = completed(write.db, record, anyway=anyway)
    before = write.get(type(whole), whole.id) if whole.id else None
    refuse_sealed(write.db, before, whole)
    saved = write.change(whole) if whole.id else write.add(whole)
    if anyway:
        keep_anyway(write, saved)
    settled(write, saved, before)
    return saved


def completed(db: Connection, record: R, *, anyway: bool = False) -> R:
    """Return the record completed as in `complete`; NotValidError or PasswordError as in `save_record`."""
    whole = complete(db, record)
    before = lookup.get_record(db, type(whole), whole.id) if whole.id else None
    problems = check_record(whole, before) or (
        *currency_problems(db, whole),
        *zone_problems(whole),
        *rule_of(whole.kind).problems(db, whole),
    )
    if problems:
        raise NotValidError(problems)
    if not anyway and (questions := open_questions(db, whole, before)):
        raise PasswordError(questions)
    return whole


def settled(write: Write, saved: Record, before: Record | None) -> None:
    """Apply the kind's rule to a record that has just been written; `before` is as it was, None if it is new."""
    rule_of(saved.kind).saved(write, saved, before)


def complete(db: Connection, record: R) -> R:
    """Fill in what follows from other records: the currency, and whatever the kind's rule adds."""
    whole = rule_of(record.kind).complete(db, with_currency(db, record))
    assert isinstance(whole, type(record))
    return whole


def remove_records(book: Casebook, ids: Iterable[int]) -> Changed:
    """Remove records, and put back what they had changed; `restore_records` undoes it.

    The stop of work that a removed payment had lifted stands again (P3.5). An import is undone as a whole (KnownError
    as in `undo`).
    """
    wanted = list(ids)

    def work(write: Write) -> Changed:
        for record in wanted:
            if lookup.kind_of(write.db, record) == ImportRun.kind.name:
                undo_import.undo(write, write.get(ImportRun, record))
            else:
                remove_record(write, record)
        return write.changed()

    return book.write(work)


def remove_record(write: Write, record: int) -> None:
    """Remove one record within a transaction, and apply its kind's rule; KnownError if it is sealed."""
    refuse_removal(write.db, lookup.any_record(write.db, record))
    write.remove(record)
    found = lookup.any_record(write.db, record)
    rule_of(found.kind).removed(write, found)


def restore_records(book: Casebook, ids: Iterable[int]) -> Changed:
    """Restore removed records, with the files that were removed after them; an import with its records.

    Restoring a record that was merged undoes the merge. KnownError, with nothing restored, if the merge cannot be
    undone, a record was erased, a message has been imported again in the meantime, or an invoice's number is taken.
    """
    wanted = list(ids)

    def work(write: Write) -> Changed:
        for record in wanted:
            if lookup.kind_of(write.db, record) == ImportRun.kind.name:
                for member in undo_import.redo(write, write.get(ImportRun, record)):
                    _restore(write, member)
            else:
                _restore(write, record)
        return write.changed()

    return book.write(work)


def _restore(write: Write, record: int) -> None:
    removed = lookup.any_record(write.db, record).removed
    if removed is not None and (twin := messages.twin(write.db, record) or meetings.twin(write.db, record)):
        raise KnownError(
            N_("“{title}” was imported again in the meantime, as number {twin}."),
            kept=N_("Nothing was restored."),
            todo=N_("Keep that one, or remove it first."),
            title=lookup.titles(write.db, [record]).get(record, str(record)),
            twin=str(twin),
        )
    if removed is not None:
        refuse_removal(write.db, lookup.any_record(write.db, record))
        merging.restore(write, record)
        found = lookup.any_record(write.db, record)
        rule_of(found.kind).restored(write, found)
    for part, kind in lookup.parts_of(write.db, record):
        gone = write.get(KINDS[kind].record, part).removed
        if removed is not None and gone is not None and gone > removed and not erased.is_erased(write.db, gone):
            write.restore(part)
