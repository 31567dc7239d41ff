"""What stands behind the record of a form: each piece of evidence with its passage, and the way to take it off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.records import editing
from clientguard.store.views.leaving.deciding import Behind
from clientguard.texts import _, _n
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label, Line


class EvidencePart(QWidget):
    """The list below the form; hidden without evidence. `opened` carries the record that is evidence."""

    opened = Signal(int)

    def __init__(self, session: Session, found: Sequence[Behind], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._count = len(found)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.head = Label("", "field")
        box.addWidget(self.head)
        for each in found:
            box.addWidget(self._piece(each))
        self._show_count()

    def _piece(self, each: Behind) -> QWidget:
        piece = QWidget(self)
        box = QVBoxLayout(piece)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        title = " ".join(each.title.split())
        row.addWidget(Line(title, "strong"))
        row.addStretch(1)
        look, off = quiet(_("Open", "verb")), quiet(_("Take off"))
        look.setAccessibleName(_("Open: {title}", title=title))
        off.setAccessibleName(_("Take off: {title}", title=title))
        off.setEnabled(self._session.book.writable)
        look.clicked.connect(lambda: self.opened.emit(each.evidence.about or 0))
        off.clicked.connect(lambda: self._take_off(each.evidence.id, piece))
        row.addWidget(look)
        row.addWidget(off)
        box.addLayout(row)
        shows = " · ".join(filter(None, (f"“{each.evidence.passage}”" if each.evidence.passage else "",
                                         each.evidence.note)))  # fmt: skip
        if shows:
            box.addWidget(Label(shows, "soft", wrap=True))
        return piece

    def _take_off(self, evidence: int, piece: QWidget) -> None:
        def done(_changed: object) -> None:
            piece.hide()
            piece.deleteLater()
            self._count -= 1
            self._show_count()

        book = self._session.book
        self._session.do(lambda _job: editing.remove_records(book, [evidence]), done=done)

    def _show_count(self) -> None:
        self.head.setText(_n("Evidence: {count}", "Evidence: {count}", self._count))
        self.setVisible(bool(self._count))
