"""Tell: the notice and the reason that the client is given (P4.2, P4.6, P4.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.telling.reason import suggestions
from clientguard.domain.leaving.telling.tone import ToneNote
from clientguard.store.views.today import open_requests
from clientguard.texts import _, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.domain.communication.waiting import RequestFacts
    from clientguard.ui.intents.intents import Intents


from clientguard.domain.contracts.words import notice_in_words
from clientguard.domain.leaving.gates import gates


class TellStep(Step):
    """Tell: the notice, the last day, and the reason given, its tone checked (P4.2, P4.6)."""

    fields = ("notice_given", "last_day", "reason")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What you will tell the client: one sentence of facts. A factual reason is not blame."))
        form = self.add_form()
        self._notice = Label("", "soft", wrap=True)
        self.box.addWidget(self._notice)
        self._tone = QVBoxLayout()
        self.box.addLayout(self._tone)
        self.add_section(_("From the record"))
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(4)
        self.box.addLayout(self._suggestions)
        self.box.addStretch()
        form.edited.connect(self._check)

    def fill(self, case: LeavingCase) -> None:
        """Show the sentences that the record suggests, and what the tone check says."""
        client, today = case.leaving.client or 0, self.session.today()
        told = [next(each.reason for each in gates(case, today) if each.key == "notice")]
        if case.contract and not case.leaving.notice_given and (more := notice_in_words(case.contract.agreed, today)):
            told.append(more)
        self._notice.setText(" ".join(current().say(each) for each in told))
        self.session.read(
            lambda db: open_requests(db, client, on=today), lambda found: self._suggest(case, found), self
        )
        self._check()

    def _suggest(self, case: LeavingCase, requests: tuple[RequestFacts, ...]) -> None:
        clear(self._suggestions)
        for each in suggestions(case, requests, self.session.today()):
            text = current().say(each)
            row = QHBoxLayout()
            use = button(_("Use"))
            use.setAccessibleName(_("Use: {sentence}", sentence=text))
            use.clicked.connect(lambda _checked=False, text=text: self._use(text))
            row.addWidget(Label(text, wrap=True), 1)
            row.addWidget(use)
            self._suggestions.addLayout(row)

    def _use(self, text: str) -> None:
        if self.form:
            self.form.editors["reason"].set_text(text)
            self._check()

    def _check(self) -> None:
        text = self.form.editors["reason"].text() if self.form else ""
        self.session.read(lambda _db: harsh_passages(text), self._show_tone, self, key="tone")

    def _show_tone(self, notes: tuple[ToneNote, ...]) -> None:
        clear(self._tone)
        for note in notes[:4]:
            said = current().say(note.why)
            if note.calmer:
                said = _("{why} For example: {calmer}", why=said, calmer=note.calmer)
            self._tone.addWidget(Banner("attention", said))
