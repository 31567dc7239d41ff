"""The two sheets of judgement: made and shown; after the conversation, its outcome is logged (P7.2, P8.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from clientguard.domain.judgement.finding import CONDUCT
from clientguard.domain.records import Contract, Decision
from clientguard.domain.records.kinds.leaving import TALK
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving.deciding import signed_decision
from clientguard.texts import _, current
from clientguard.ui.intents.paper_intents import PaperIntents

if TYPE_CHECKING:
    from clientguard.actions.judgement.papers import Sheet
    from clientguard.actions.judgement.reading import Judged
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.record_dialog import RecordDialog

AGAIN = 28  # days after which it is looked at whether the conversation changed something


class SheetIntents(PaperIntents):
    """What can be done about the sheets."""

    def welcome_sheet(self, client: int) -> None:
        """Make the page that tells a client how the work goes, and show it; of several contracts, ask which (P8.2)."""
        from clientguard.store.views.judgement.papers import running_contracts

        today = self._session.today()

        def show(found: list[Contract]) -> None:
            if len(found) <= 1:
                self._make_welcome(client)
                return
            from clientguard.ui.dialogs.judgement.welcome_dialog import WelcomeDialog

            dialog = WelcomeDialog(self._session, client, found, today, self._window)
            dialog.made.connect(self._show_sheet)
            dialog.open()

        self._session.read(lambda db: running_contracts(db, client, today), show, self, key="open")

    def _make_welcome(self, client: int) -> None:
        from clientguard.actions.judgement.papers import make_welcome_sheet

        today, book = self._session.today(), self._session.book
        self.said.emit(_("Creating the welcome sheet …"), None)
        self._session.do(lambda _job: make_welcome_sheet(book, client, today), done=self._show_sheet)

    def talk_sheet(self, client: int) -> None:
        """Make the page for a conversation and show it; then ask what came of the conversation (P7.2)."""
        from clientguard.actions.judgement.papers import make_talk_sheet

        today, book = self._session.today(), self._session.book

        def remind() -> None:
            self.said.emit(_("After the conversation, log what came of it: the menu Record has a line for it."), None)

        self.said.emit(_("Creating the conversation sheet …"), None)
        self._session.do(
            lambda _job: make_talk_sheet(book, client, today), done=lambda made: self._show_sheet(made, remind)
        )

    def log_talk(self, client: int) -> None:
        """Ask what came of a conversation; it is on record as a signed decision, with a day to look again (P7.2).

        What concerned the user is filled in from the signs that are raised. While the client is being left, such a
        decision would call the leaving off, so it is taken in the leaving itself.
        """
        from clientguard.actions.judgement.reading import judged
        from clientguard.actions.leaving.deciding import sign_decision

        today, book = self._session.today(), self._session.book

        def sign(dialog: RecordDialog) -> None:
            dialog.saved.connect(lambda number: self._session.do(lambda _job: sign_decision(book, number, today)))

        def work(db: Connection) -> tuple[bool, Decision | None, Judged]:
            leaving = open_leaving(db, client)
            is_leaving = leaving is not None and not leaving.signed_off
            return is_leaving, signed_decision(db, client), judged(db, client, today)

        def show(found: tuple[bool, Decision | None, Judged]) -> None:
            is_leaving, standing, judgement = found
            if is_leaving:
                self.begin_leaving(client)
                self.said.emit(
                    _("This client is being left. If the conversation changed that, decide again here."), None
                )
                return
            outcome = Decision(client=client, verdict=TALK, on=today, review_on=today + timedelta(days=AGAIN),
                               replaces=standing.id if standing else None, reasons=_concerns(judgement))  # fmt: skip
            self.form(outcome, fields=("on", "reasons", "alternatives", "review_on"), made=sign,
                      title=_("What came of the conversation?"), save_word=_("Log the outcome"))  # fmt: skip

        self._session.read(work, show, self, key="open")

    def _show_sheet(self, made: Sheet, then: Callable[[], object] | None = None) -> None:
        self._show_made(made, then)
        if made.told:
            self.said.emit(" ".join(map(current().say, made.told)), None)


def _concerns(found: Judged) -> str:
    """Return the signs that are raised, one a line, each with its figure."""
    words = current()
    figures = ((words(CONDUCT[each.sign]), each.figure) for each in found.raised)
    return "\n".join(f"{name}: {words.say(figure)}" if figure else name for name, figure in figures)
