"""Asking why data about a person is kept, which stands on the data report; then the report is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clientguard.actions.privacy import data_report
from clientguard.actions.privacy.data_report import WHY, PersonReport
from clientguard.texts import _
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label


def why_place(contact: int) -> str:
    """Return where a draft of the reason is kept."""
    return f"data_report:{contact}"


class WhyDialog(DraftedDialog):
    """Asks for the reason, where the usual one stands already, or what was `kept` of it. `made` carries the report."""

    made = Signal(object)

    def __init__(
        self, session: Session, contact: int, client: int, kept: Mapping[str, Any] | None, parent: QWidget | None
    ) -> None:
        super().__init__(session, _("Data report"), _("Create the report"), parent)
        self._contact, self._client = contact, client
        self.busy_word = _("Creating the report …")
        word = _("Why you keep data about this person, and for how long. This is printed on the report.")
        self.body.addWidget(Label(word, "field", wrap=True))
        self.why = QPlainTextEdit()
        self.why.setAccessibleName(word)
        self.why.setTabChangesFocus(True)
        self.body.addWidget(self.why, 1)
        self.resize(560, 340)
        self.begin(kept)
        self.why.textChanged.connect(self.touched)
        self.why.moveCursor(QTextCursor.MoveOperation.End)
        self.why.setFocus()

    @property
    def place(self) -> str:
        """Where a draft of the reason is kept."""
        return why_place(self._contact)

    def show_saved(self) -> None:
        """Show the usual reason."""
        self.why.setPlainText(_(WHY))

    def texts(self) -> dict[str, str]:
        """Return the reason."""
        return {"why": self.why.toPlainText()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's reason back."""
        self.why.setPlainText(texts["why"])

    def action(self) -> Callable[[Job], PersonReport]:
        """Return what makes the report."""
        book, today, why = self._session.book, self._session.today(), self.why.toPlainText()
        contact, client = self._contact, self._client
        return lambda job: data_report.data_report(
            book, "", today, client=client, contact=contact, why=why, cancelled=job.is_cancelled
        )

    def saved_as(self, result: PersonReport) -> None:
        """Hand over the report."""
        self.made.emit(result)
