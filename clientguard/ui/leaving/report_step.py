"""Report: what was achieved, for the client, and its signature (P4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving import handing_over
from clientguard.actions.leaving import steps as actions
from clientguard.domain.leaving.case import LeavingCase, Paper
from clientguard.store.views.leaving.documents import DocumentState, document_states
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

SHOWN = 5  # of what has changed since, at once


class ReportStep(Step):
    """The report: its words, the paper as it was made last, and its signature (P4.5)."""

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
        self.add_section(_("The paper"))
        self.state = Label("", "soft", wrap=True)
        self.box.addWidget(self.state)
        self._since = QVBoxLayout()
        self.box.addLayout(self._since)
        self.make = self.add_button(button(_("Create and show the report"), icon="printer"), self._make)
        self.add_section(_("The signature"))
        self._signature = self.add_lines()
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Say which version was made last, what has changed on record since, and who signed it."""
        clear(self._since)
        clear(self._signature)
        paper, closed = case.paper, case.leaving.signed_off is not None
        if paper is None:
            made = case.leaving.reported
            self.state.setText(
                _("Version {version} was created on {date}.", version=case.leaving.report_version or 1, date=made)
                if made
                else _("No report has been created yet.")
            )
            self._signature.addWidget(Label(_("Once the report is made, the client signs it."), "soft"))
            return
        document = paper.document
        self.state.setText(
            _("Version {version} was created on {date}.", version=document.version or 1, date=document.made_on)
        )
        if not closed:
            self._read_since(paper)
        if document.file:
            line = StepLine(document.title, _("To read, print or save."))
            line.add_action(_("Show"), lambda: self.intents.show_document(document))
            self._since.addWidget(line)
        self._show_signature(paper, closed=closed)

    def _read_since(self, paper: Paper) -> None:
        number, today = paper.document.id, self.session.today()
        if paper.stale:
            self.session.read(
                lambda db: document_states(db, [number], today, own_calendar(db))[number],
                self._show_since,
                self,
                key="since",
            )

    def _show_since(self, found: DocumentState) -> None:
        text = _("The record has changed since this report was made. Create it again before you hand it over.")
        if found.document.signed_on:
            text = _("The record has changed since this report was made and signed.")
        if found.state == "unknown":
            text = _("This report cannot be compared with the record. Create it again before you hand it over.")
        self._since.insertWidget(0, Banner("attention", text))
        for place, each in enumerate(found.changes[:SHOWN], 1):
            self._since.insertWidget(place, Label(current().say(each.words), "soft", wrap=True))
        if (more := len(found.changes) - SHOWN) > 0:
            self._since.insertWidget(SHOWN + 1, Label(_n("and {count} more", "and {count} more", more), "soft"))

    def _show_signature(self, paper: Paper, *, closed: bool) -> None:
        document = paper.document
        if document.signed_on:
            who = _("{name}, {capacity}", name=document.signed_by, capacity=document.capacity)
            title = _("Signed by {name} on {date}", name=who if document.capacity else document.signed_by,
                      date=document.signed_on)  # fmt: skip
            page = _("The signed page is attached.") if document.signed_page else _("The signed page is not attached.")
            said = f"{document.exceptions} {page}" if document.exceptions else page
            self._signature.addWidget(StepLine(title, said, StateChip(_("signed"), "met")))
            return
        days = ", ".join(current().date(each) for each in paper.requests)
        detail = _("Asked on {days}.", days=days) if days else _("The client has not been asked yet.")
        line = StepLine(_("Not signed yet"), detail, StateChip(_("open", "task"), "attention"))
        line.add_action(_("Note the signature …"), lambda: self.intents.sign(document.id))
        if not closed:
            spoken = _("The client was asked to sign today")
            line.add_action(_("Asked today"), self._note_request, spoken=spoken, beside=True)
        self._signature.addWidget(line)

    def _note_request(self) -> None:
        if self.case is None:
            return
        leaving, on = self.case.leaving.id, self.session.today()
        self.session.do(lambda _job: handing_over.note_request(self.session.book, leaving=leaving, on=on))

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
