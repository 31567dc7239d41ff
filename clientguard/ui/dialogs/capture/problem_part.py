"""What is done about a problem that was published: a measured reply, drafted from its letter (P6.9)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.records.form import Form
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label

REPLY = "public-reply"
PUBLIC = "9"  # the sign of a client that complains in public


class ProblemPart(QWidget):
    """Below the form of a problem, as long as it was said in public. `wanted`: save it, then draft this letter."""

    wanted = Signal(str)

    def __init__(self, session: Session, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        hint = _("Attach a copy of what was published before you answer. Reply once, calmly, with facts only.")
        box.addWidget(Label(hint, "soft", wrap=True))
        self.reply = button(_("Save and draft a reply …"), icon="mail")
        self.reply.setEnabled(session.book.writable)
        self.reply.clicked.connect(lambda: self.wanted.emit(REPLY))
        box.addWidget(self.reply, 0, Qt.AlignmentFlag.AlignLeft)
        if "sign" in form.editors:
            form.editors["sign"].edited.connect(self.read)
        self.hide()

    def read(self) -> None:
        """Show it where the sign says so."""
        self.setVisible("sign" in self._form.editors and self._form.editors["sign"].text() == PUBLIC)
