"""Report: what was achieved, for the client (P4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from clientguard.actions.leaving import steps as actions
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.records.documents import FINAL_REPORT
from clientguard.store.views.leaving.documents import DocumentState, documents_of
from clientguard.texts import _, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class ReportStep(Step):
    """Final report: what was achieved, for the client (P4.5)."""

    fields = ("summary", "open_items")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _(
                "The client's copy holds facts only: no opinions, no signs, no released gates. Results come from the"
                " record."
            )
        )
        self.add_form()
        self.state = Label("", "soft", wrap=True)
        self.box.addWidget(self.state)
        self._since = QVBoxLayout()
        self.box.addLayout(self._since)
        self.make = self.add_button(button(_("Create and show the report"), icon="printer"), self._make)
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Say which version was made last, and what has changed on record since."""
        client, today = case.leaving.client or 0, self.session.today()
        self.session.read(lambda db: documents_of(db, client, today), self._show_since, self)
        made = case.leaving.reported
        self.state.setText(
            _("Version {version} was created on {date}.", version=case.leaving.report_version or 1, date=made)
            if made
            else _("No report has been created yet.")
        )

    def _show_since(self, found: list[DocumentState]) -> None:
        clear(self._since)
        found = [each for each in found if each.document.type == FINAL_REPORT]
        if not found or found[0].state != "older":
            return
        text = _("The record has changed since this report was made. Create it again before you hand it over.")
        if found[0].document.signed_on:
            text = _("The record has changed since this report was made and signed.")
        self._since.addWidget(Banner("attention", text))
        for each in found[0].changes:
            self._since.addWidget(Label(current().say(each.words), "soft", wrap=True))

    def _make(self) -> None:
        entered = self.entered()
        if entered is None or self.case is None:
            return
        client, read = entered.client or 0, self.read()
        self.draft.save(
            lambda _job: actions.save_step(self.session.book, entered, "report", read=read),
            done=lambda _changed: self.intents.report(client),
            failed=self.session.failed.emit,
        )
