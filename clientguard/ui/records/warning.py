"""What a form says at its top about what is entered in it: it prevents nothing (P3.4)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.domain.records import Record
from clientguard.domain.wording import Said
from clientguard.texts import current
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import warning
from clientguard.ui.session.late_actions import by_kind
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner


class FormWarning(QWidget):
    """The warning of a form's kind, read again whenever a field that it follows from is edited; hidden without one."""

    def __init__(self, session: Session, record: Record, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._said: Said | None = None
        self.banner: Banner | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()
        warns = by_kind.rule_of(record.kind).warns
        self._tone = warns.tone if warns else "stop"
        for by in warns.by if warns else ():
            if by in form.editors:
                form.editors[by].edited.connect(self._read)

    def _read(self) -> None:
        record = self._form.readable()
        self._session.read(lambda db: warning(db, record), self.show_warning, self, key="warning")

    def show_warning(self, found: Said | None) -> None:
        """Show a warning in place of the one before; None hides it."""
        if found == self._said:
            return
        self._said = found
        if self.banner:
            self._box.removeWidget(self.banner)
            self.banner.deleteLater()
        self.banner = Banner(self._tone, current().say(found)) if found else None
        if self.banner:
            self._box.addWidget(self.banner)
        self.setVisible(bool(found))
