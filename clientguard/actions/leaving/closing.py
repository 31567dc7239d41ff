"""Closing a leaving: all is met or excepted, the report is signed or unanswered, and the journal is sealed (P4)."""

from __future__ import annotations

import dataclasses
from datetime import date

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving.stage import set_stage
from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.closing import closed_how, in_the_way, left_undone
from clientguard.domain.records import Document, Leaving
from clientguard.domain.records.kinds.leaving import STEPS
from clientguard.domain.wording import N_, Said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from clientguard.store.views.leaving.closing import closing_case
from clientguard.texts import current


class NotClosableError(KnownError):
    """A leaving cannot be closed yet; `reasons` says all that stands in the way."""

    def __init__(self, reasons: tuple[Said, ...]) -> None:
        super().__init__(
            N_("Leaving is not complete. {first}"),
            kept=N_("Everything so far is saved."),
            todo=N_("Meet or release what is open, then close it."),
            first=reasons[0],
        )
        self.reasons = reasons


def close_leaving(book: Casebook, leaving: int, on: date, *, by: str = "", outcome: str = "") -> Changed:
    """Close a leaving, seal the journal as it then is, and make the client a former client (P4).

    `by` signed the newest report, if that is not noted yet. NotClosableError with everything that stands in the way,
    and nothing written; KnownError if it is closed already, or not there.
    """

    def work(write: Write) -> Changed:
        case = closing_case(write.db, leaving, on, own_calendar(write.db))
        if case.leaving.signed_off:
            raise KnownError(
                N_("This leaving was closed on {date}."), kept=N_("Nothing was changed."), date=case.leaving.signed_off
            )
        if by.strip() and case.paper:
            paper = write.get(Document, case.paper.document.id)
            if not paper.signed_on:
                put_record(write, dataclasses.replace(paper, signed_on=on, signed_by=by.strip()))
                case = closing_case(write.db, leaving, on, own_calendar(write.db))
        if waiting := in_the_way(case, on):
            raise NotClosableError(waiting)
        _seal(write, case, on, outcome)
        return write.changed()

    return book.write(work)


def note_destroyed(book: Casebook, leaving: int, on: date) -> Changed:
    """Note that the record of a client was destroyed on a day, as far as it was to be (P5).

    KnownError if the leaving is not closed; what is destroyed is erased by the user, record by record or all of it.
    """

    def work(write: Write) -> Changed:
        found = write.get(Leaving, leaving)
        if not found.signed_off:
            raise KnownError(
                N_("This leaving is not closed yet."),
                kept=N_("Nothing was changed."),
                todo=N_("Close it first; then its record can be destroyed."),
            )
        put_record(write, dataclasses.replace(found, destroyed_on=on))
        return write.changed()

    return book.write(work)


def _seal(write: Write, case: LeavingCase, on: date, outcome: str) -> None:
    """Note the journal's anchor, and in the leaving how it was closed, with what exceptions, and that anchor."""
    anchor = write.note_anchor("closing")
    put_record(
        write,
        dataclasses.replace(
            write.get(Leaving, case.leaving.id),
            signed_off=on,
            signed_by=case.paper.document.signed_by if case.paper else "",
            outcome=outcome,
            closed_how=closed_how(case),
            exceptions="\n".join(current().say(each) for each in left_undone(case, on)),
            seal=f"{anchor.size}:{anchor.root.hex()}",
            step=STEPS[-1],
        ),
    )
    set_stage(write, case.leaving.client or 0, "former")
