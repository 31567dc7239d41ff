"""What is done about what waits for the client: answered, asked again, closed, kept, submitted again (P1, P2.1)."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from clientguard.domain.records import ApprovalRound, Meeting, Promise, Request
from clientguard.store.views.communication.waiting import rounds_of
from clientguard.store.views.records import get_record
from clientguard.texts import _, current
from clientguard.ui.intents.letter_intents import LetterIntents
from clientguard.ui.intents.record_intents import this_minute
from clientguard.ui.session.late_actions import chasing, editing, meetings

if TYPE_CHECKING:
    from clientguard.domain.records import Message
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.record_dialog import RecordDialog


class WaitingIntents(LetterIntents):
    """What can be done about what waits for the client."""

    def ask_again(self, request: int) -> None:
        """Draft the letter that asks again for what a request asked for; sending it is logged (P1.3)."""
        self._draft("chase", 0, request)

    def log_chase(self, record: int) -> None:
        """Open the form of a message that asks again for a request, or reminds of a promise (P1.3)."""
        now = this_minute()

        def made(dialog: RecordDialog) -> None:
            dialog.save_with = partial(chasing.log_chase, about=record)

        def show(found: Message) -> None:
            self.form(found, title=_("Ask again"), save_word=_("Log message"), made=made)

        self._session.read(lambda db: chasing.chase_of(db, record, now, current().say), show, self, key="open")

    def close_request(self, request: int) -> None:
        """Open a request where it is closed without an answer, with the reason (P1.1)."""
        today = self._session.today()

        def show(found: Request) -> None:
            closed = dataclasses.replace(found, closed_on=today)
            word = _("Close unanswered")
            self.form(closed, title=word, save_word=word, fields=("title", "closed_on", "closed_reason"))

        self._session.read(lambda db: get_record(db, Request, request), show, self, key="open")

    def note_kept(self, promise: int) -> None:
        """Open a promise where it is noted as kept (P3.2)."""
        today = self._session.today()

        def show(found: Promise) -> None:
            kept = dataclasses.replace(found, kept_on=today)
            self.form(kept, title=_("Note as kept"), save_word=_("Note as kept"), fields=("words", "kept_on"))

        self._session.read(lambda db: get_record(db, Promise, promise), show, self, key="open")

    def note_meeting(self, meeting: int, outcome: str) -> None:
        """Note what became of a planned meeting (a key of `OUTCOMES`), and offer Undo (P6.5)."""
        book = self._session.book

        def carry_out(before: Meeting) -> None:
            def undo() -> None:
                self._session.do(
                    lambda _job: editing.change_record(book, before, state=before.state, missed_by=before.missed_by)
                )

            text = _("What became of “{subject}” is noted.", subject=before.subject)
            self._session.do(
                lambda _job: meetings.note_outcome(book, meeting, outcome),
                done=lambda _changed: self.said.emit(text, undo),
            )

        self._session.read(lambda db: get_record(db, Meeting, meeting), carry_out, self, key="open")

    def submit_again(self, request: int) -> None:
        """Open the form of a new round of an approval (P2.1)."""
        today = self._session.today()

        def work(db: Connection) -> ApprovalRound:
            found = get_record(db, Request, request)
            noted = rounds_of(db, [request]).get(request, ())
            what = noted[-1].what if noted else found.title
            return ApprovalRound(client=found.client, request=request, what=what, submitted_on=today)

        self._session.read(work, lambda found: self._round(found, _("Submitted again")), self, key="open")

    def changes_asked(self, request: int) -> None:
        """Open the last round of an approval where the changes are entered; where there is none, a new one (P2.1)."""
        today = self._session.today()

        def work(db: Connection) -> ApprovalRound:
            found = get_record(db, Request, request)
            waits = [each for each in rounds_of(db, [request]).get(request, ()) if not each.answered_on]
            if waits:
                return dataclasses.replace(waits[-1], answered_on=today)
            return ApprovalRound(
                client=found.client,
                request=request,
                what=found.title,
                submitted_on=found.asked_on,
                answered_on=today,
            )

        self._session.read(work, lambda found: self._round(found, _("Changes asked")), self, key="open")

    def _round(self, found: ApprovalRound, title: str) -> None:
        self.form(found, title=title, fields=("what", "submitted_on", "answered_on", "changes_asked"))
