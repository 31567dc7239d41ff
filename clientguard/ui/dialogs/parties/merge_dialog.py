"""Merging two clients, or two people of one client: asks which one stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.records.merging import merge
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker


class MergeDialog(QDialog):
    """Asks into which of `others` a record is merged; `merged` carries the one that was chosen, once it is done."""

    merged = Signal(int)

    def __init__(self, session: Session, record: Record, others: list[tuple[int, str]], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._record = record
        name = getattr(record, record.kind.title)
        self.setWindowTitle(_("Merge {name}", name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(_("Which one is the same as “{name}”, and stays?", name=name), "field", wrap=True))
        self.picker = Picker(_(record.kind.label))
        self.picker.offer([each for each in others if each[0] != record.id])
        self.picker.edited.connect(lambda: self.merge_button.setEnabled(bool(self.picker.chosen())))
        box.addWidget(self.picker)
        note = _("Everything of “{name}” goes there, and “{name}” is removed. It can be undone.", name=name)
        box.addWidget(Label(note, "soft", wrap=True))
        self.status = Label("", "error", wrap=True)
        box.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.merge_button = button(_("Merge"), primary=True)
        self.merge_button.setDefault(True)
        self.merge_button.setEnabled(False)
        self.merge_button.clicked.connect(self._merge)
        foot.addWidget(cancel)
        foot.addWidget(self.merge_button)
        box.addLayout(foot)
        self.picker.setFocus()

    def _merge(self) -> None:
        into = self.picker.chosen()
        if not into:
            return
        self.merge_button.setEnabled(False)
        book, record = self._session.book, self._record.id

        def work(_job: object) -> Changed:
            return merge(book, record, into)

        def done(_changed: Changed) -> None:
            self.merged.emit(into)
            self.accept()

        self._session.do(work, done=done, failed=self._failed)

    def _failed(self, error: KnownError) -> None:
        self.merge_button.setEnabled(True)
        self.status.setText(current().error(error))
