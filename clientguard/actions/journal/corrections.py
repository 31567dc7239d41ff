"""Correcting a journal entry: a new entry refers to the old one, and both stay readable (P5)."""

from __future__ import annotations

from clientguard.actions.records.editing import completed, merged, settled
from clientguard.actions.rules.places import keep_anyway
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def correct_entry(
    book: Casebook, record: Record, entry: int, why: str, *, read: Record | None = None, anyway: bool = False
) -> Changed:
    """Save a record as it should have been, as a correction of one of its journal entries, with the reason.

    With `read`, the record as it was when it was shown, only what differs from that is written (`editing.merged`).

    Raises KnownError if there is no reason, nothing differs, the entry did not write to this record, the record was
    removed or erased, or what differs stands in a document that was sent (`Kind.instead`); NotValidError or
    PasswordError as in `save_record`. Nothing is written then.
    """
    reason = why.strip()
    if not reason:
        raise KnownError(
            N_("A correction needs a reason."),
            kept=N_("Nothing was written."),
            todo=N_("Say why the entry was wrong."),
        )

    def work(write: Write) -> Changed:
        whole = completed(write.db, merged(write, record, read), anyway=anyway)
        before = write.get(type(whole), whole.id)
        _refuse_what_stands(before, whole)
        saved = write.correct(whole, entry, reason)
        if anyway:
            keep_anyway(write, saved)
        settled(write, saved, before)
        return write.changed()

    return book.write(work)


def _refuse_what_stands(before: Record, whole: Record) -> None:
    """Refuse to correct what stands in an invoice that was sent; whether and how it was sent can be corrected."""
    kind = before.kind
    if not (kind.instead and before.is_fixed):
        return
    free = {*kind.fixed_by, *kind.answered}
    changed = [each for each in kind.form_fields if getattr(before, each.name) != getattr(whole, each.name)]
    if fixed := next((each for each in changed if each.name not in free), None):
        raise KnownError(
            N_("“{title}” was sent as it is: “{field}” cannot be corrected in it."),
            kept=N_("Nothing was written."),
            todo=kind.instead,
            title=getattr(before, kind.title),
            field=said(fixed.label),
        )
