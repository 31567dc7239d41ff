"""The two sheets of judgement: made and shown; after the conversation, its outcome is logged (P7.2, P8.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientguard.domain.records import Decision
from clientguard.domain.records.kinds.leaving import TALK
from clientguard.store.views.leaving.deciding import signed_decision
from clientguard.texts import _, current
from clientguard.ui.intents.paper_intents import PaperIntents

if TYPE_CHECKING:
    from clientguard.actions.judgement.papers import Sheet
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.record_dialog import RecordDialog

AGAIN = 28  # days after which it is looked at whether the conversation changed something


class SheetIntents(PaperIntents):
    """What can be done about the sheets."""

    def welcome_sheet(self, client: int) -> None:
        """Make the page that tells a client how the work goes, and show it (P8.2)."""
        from clientguard.actions.judgement.papers import make_welcome_sheet

        today, book = self._session.today(), self._session.book
        self.said.emit(_("Creating the welcome sheet …"), None)
        self._session.do(lambda _job: make_welcome_sheet(book, client, today), done=self._show_sheet)

    def talk_sheet(self, client: int) -> None:
        """Make the page for a conversation and show it; then ask what came of the conversation (P7.2)."""
        from clientguard.actions.judgement.papers import make_talk_sheet

        today, book = self._session.today(), self._session.book

        def done(made: Sheet) -> None:
            self._show_sheet(made)
            self.said.emit(
                " ".join([*map(current().say, made.told), _("After the conversation, log what came of it.")]),
                None,
            )

        self.said.emit(_("Creating the conversation sheet …"), None)
        self._session.do(lambda _job: make_talk_sheet(book, client, today), done=done)

    def log_talk(self, client: int) -> None:
        """Ask what came of a conversation; it is on record as a signed decision, with a day to look again (P7.2)."""
        from clientguard.actions.leaving.deciding import sign_decision

        today, book = self._session.today(), self._session.book

        def sign(dialog: RecordDialog) -> None:
            dialog.saved.connect(
                lambda number: self._session.do(lambda _job: sign_decision(book, number, today))
            )  # fmt: skip

        def show(standing: Decision | None) -> None:
            outcome = Decision(client=client, verdict=TALK, on=today, review_on=today + timedelta(days=AGAIN),
                               replaces=standing.id if standing else None)  # fmt: skip
            self.form(outcome, fields=("on", "reasons", "alternatives", "review_on"), made=sign,
                      title=_("What came of the conversation?"), save_word=_("Log the outcome"))  # fmt: skip

        def work(db: Connection) -> Decision | None:
            return signed_decision(db, client)

        self._session.read(work, show, self, key="open")

    def _show_sheet(self, made: Sheet) -> None:
        self._show_made(made)
        if made.told:
            self.said.emit(" ".join(map(current().say, made.told)), None)
