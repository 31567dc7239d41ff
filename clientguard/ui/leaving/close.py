"""Close: nothing stands in the way, and both sides signed, or the client never replied (P4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from clientguard.actions.leaving import steps as actions
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.closing import in_the_way
from clientguard.domain.records import Leaving
from clientguard.texts import _, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class CloseStep(Step):
    """Sign-off: everything is met or released; then the client is a former one."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("When nothing stands in the way, the client's signature ends it."))
        self._lines = QVBoxLayout()
        self.box.addLayout(self._lines)
        self.box.addWidget(Label(_("Signed off by"), "field"))
        self.by = QLineEdit()
        self.by.setAccessibleName(_("Signed off by"))
        self.by.setPlaceholderText(_("Who confirmed it for the client"))
        self.box.addWidget(self.by)
        self.error = ErrorLine()
        self.box.addWidget(self.error)
        self.by.textEdited.connect(lambda: self.error.say("", self.by))
        self.by.textEdited.connect(self.typed)
        self.box.addWidget(Label(_("How it ended, for yourself"), "field"))
        self.outcome = QLineEdit()
        self.outcome.setAccessibleName(_("How it ended, for yourself"))
        self.outcome.textEdited.connect(self.typed)
        self.box.addWidget(self.outcome)
        self.sign = self.add_button(button(_("Sign off"), primary=True), self._sign)
        self.box.addStretch()

    def show_saved(self, leaving: Leaving) -> None:
        """Put what is saved into the inputs."""
        self.show_texts({"by": leaving.signed_by, "outcome": leaving.outcome})
        self.error.say("", self.by)

    def texts(self) -> dict[str, str]:
        """Return what stands in the inputs."""
        return {"by": self.by.text(), "outcome": self.outcome.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts back."""
        self.by.setText(texts.get("by", self.by.text()))
        self.outcome.setText(texts.get("outcome", self.outcome.text()))

    def fill(self, case: LeavingCase) -> None:
        """Show what still stands in the way."""
        clear(self._lines)
        leaving = case.leaving
        if leaving.signed_off:
            text = _("Signed off on {date} by {name}.", date=leaving.signed_off, name=leaving.signed_by)
            self._lines.addWidget(Banner("met", text))
        waiting = () if leaving.signed_off else in_the_way(case, self.session.today())
        for each in waiting:
            self._lines.addWidget(Banner("attention", current().say(each)))
        for part in (self.by, self.outcome, self.sign):
            part.setEnabled(not leaving.signed_off)
        self.sign.setEnabled(not leaving.signed_off and not waiting)

    def _sign(self) -> None:
        if self.case is None:
            return
        leaving, on = self.case.leaving.id, self.session.today()
        by, outcome = self.by.text().strip(), self.outcome.text().strip()
        if not by:
            self.error.say(_("This is required."), self.by)
            self.by.setFocus()
            return
        self.draft.save(
            lambda _job: actions.sign_off(self.session.book, leaving, on, by, outcome),
            done=lambda _changed: None,
            failed=self.session.failed.emit,
        )
