"""What became of a planned meeting: one answer to the question of Today (P6.5)."""

from __future__ import annotations

import dataclasses

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.communication.waiting.meetings import OUTCOMES
from clientguard.domain.records import Meeting
from clientguard.domain.records.kinds.communication import PLANNED
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write


def note_outcome(book: Casebook, meeting: int, outcome: str) -> Changed:
    """Note that a planned meeting was held, missed by one side, or cancelled (a key of `OUTCOMES`).

    KnownError, with nothing written, if that was noted before.
    """
    state, by = OUTCOMES[outcome]

    def work(write: Write) -> Changed:
        found = write.get(Meeting, meeting)
        if found.state != PLANNED:
            raise KnownError(
                N_("What became of “{subject}” has been noted already."),
                kept=N_("Nothing was changed."),
                todo=N_("Open the meeting to change it."),
                subject=found.subject,
            )
        put_record(write, dataclasses.replace(found, state=state, missed_by=by))
        return write.changed()

    return book.write(work)
