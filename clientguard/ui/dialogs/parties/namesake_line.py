"""A line under a name: another record has it already, and can be opened instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientguard.domain.records import Kind
from clientguard.store.views import lists
from clientguard.texts import _
from clientguard.ui.records.editors import Editor
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.error_line import NoticeLine


class NamesakeLine(QWidget):
    """Hidden until the name that was typed is another record's; it stops nobody. `chosen` carries that record."""

    chosen = Signal(int)

    def __init__(self, session: Session, kind: Kind, record: int, editor: Editor) -> None:
        super().__init__(editor)
        self._session = session
        self._kind = kind
        self._record = record
        self._editor = editor
        self._other = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.notice = NoticeLine(self)
        row.addWidget(self.notice, 1)
        self.open = quiet(_("Open the other one"), self)
        self.open.clicked.connect(lambda: self.chosen.emit(self._other))
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        box = editor.layout()
        assert box
        box.addWidget(self)
        editor.edited.connect(self.look)

    def look(self) -> None:
        """Look whether another record has the name that stands in the field."""
        kind, name, record = self._kind, self._editor.text(), self._record
        self._session.read(lambda db: lists.namesakes(db, kind, name, record), self._show, self, key="namesakes")

    def _show(self, others: list[int]) -> None:
        self._other = others[0] if others else 0
        word = _(self._kind.noun)
        self.notice.say(_("There is already a {kind} of this name.", kind=word) if others else "")
        self.setVisible(bool(others))
