"""The guide for the call in which a client is told: read here, copied, or taken along on paper (P4.7)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.communication import letters
from clientguard.actions.communication.letters import LetterDraft
from clientguard.texts import _, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.flow import Beside, Flow
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label, unbroken


class GuideDialog(Dialog):
    """Shows the guide. `paper` asks for a preview of its PDF, `call_wanted` for the form in which a call is logged."""

    paper = Signal(bytes, str)
    call_wanted = Signal()

    def __init__(self, session: Session, found: LetterDraft, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session, self._found = session, found
        self.setWindowTitle(found.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(460, 320)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        for each in found.remarks:
            box.addWidget(Banner("attention", current().say(each)))
        box.addWidget(Label(found.text.subject, "strong", wrap=True))
        self.guide = ReadText(unbroken(found.text.body))
        self.guide.setAccessibleName(found.title)
        self.guide.setTabChangesFocus(True)
        self.guide.setMinimumHeight(180)
        box.addWidget(self.guide, 1)
        ways = Flow()
        for word, icon, act in (
            (_("On paper …"), "printer", self._show_paper),
            (_("Copy"), "", self._copy),
            (_("Log the call …"), "phone", self._log),
        ):
            made = button(word, icon=icon)
            made.clicked.connect(act)
            ways.addWidget(made)
        box.addLayout(ways)
        foot = Beside(right=True)
        self.status = Label("", "soft", wrap=True)
        foot.addWidget(self.status)
        close = button(_("Close", "window"), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box.addLayout(foot)
        self.resize(620, 680)
        self.guide.setFocus()

    def _show_paper(self) -> None:
        found = self._found
        self._session.do(
            lambda _job: letters.on_paper(found, found.text),
            done=lambda pdf: self.paper.emit(pdf, f"{found.text.subject}.pdf"),
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._found.text.subject}\n\n{self._found.text.body}")
        self.status.setText(_("Copied."))

    def _log(self) -> None:
        self.accept()
        self.call_wanted.emit()
