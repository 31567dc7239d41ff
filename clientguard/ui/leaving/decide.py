"""Decide: the decision on record, with its reasons and the evidence behind it (P4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.records import Evidence
from clientguard.store.views.leaving.case import evidence
from clientguard.texts import _
from clientguard.ui.leaving.evidence import EvidenceDialog, evidence_choices
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents
from clientguard.ui.leaving.step_line import StepLine


class DecideStep(Step):
    """Decide: dated, with reasons, the alternatives considered, and the evidence behind it (P4.1)."""

    fields = ("decided", "reasons", "alternatives")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _(
                "Nobody knows whether it will get better. Write down what happened, as facts, and what else you"
                " considered."
            )
        )
        self.add_form()
        self.add_section(_("Evidence"))
        self._lines = self.add_lines()
        self.add = self.add_button(button(_("Add evidence from the record"), icon="paperclip"), self.choose)
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Show the evidence."""
        self.add.setEnabled(bool(case.leaving.id))
        leaving = case.leaving.id
        if leaving:
            self.session.read(lambda db: evidence(db, leaving), self._show_evidence, self, key="evidence")
        else:
            self._show_evidence(None)

    def _show_evidence(self, found: list[tuple[Evidence, str]] | None) -> None:
        clear(self._lines)
        if found is None:
            self._lines.addWidget(Label(_("Save the decision first, then add what stands behind it."), "soft"))
            return
        for each, title in found:
            line = StepLine(title, each.note)
            line.add_action(_("Take out"), lambda each=each: self.intents.remove([each.id]))
            self._lines.addWidget(line)
        if not found:
            self._lines.addWidget(Label(_("Nothing yet. Messages, problems and invoices can stand behind it."), "soft"))

    def choose(self) -> None:
        """Ask which record stands behind the decision."""
        if self.case is None or not self.case.leaving.id:
            return
        leaving, session, today = self.case.leaving, self.session, self.session.today()
        session.read(
            lambda db: evidence_choices(db, leaving, today),
            lambda found: EvidenceDialog(session, leaving, *found, self.window()).open(),
            self,
            key="choose",
        )
