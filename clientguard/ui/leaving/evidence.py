"""Putting a record behind the decision: found by its words, with what it shows (P4.1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.actions import leaving as actions
from clientguard.domain.records import Leaving
from clientguard.errors import KnownError
from clientguard.store.views.client import timeline, timeline_rows
from clientguard.texts import _, current
from clientguard.ui.pages.client import item
from clientguard.ui.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker

KINDS = ("message", "problem", "invoice", "request", "work", "payment")
NEWEST = 400  # records that are offered


class EvidenceDialog(QDialog):
    """Asks which record, and what it shows."""

    def __init__(self, session: Session, leaving: Leaving, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._leaving = leaving
        self.setWindowTitle(_("Add evidence"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(_("Which record stands behind the decision?"), "field"))
        self.picker = Picker(_("Record"))
        self.picker.offer(self._choices())
        self.picker.edited.connect(lambda: self.add.setEnabled(bool(self.picker.chosen())))
        box.addWidget(self.picker)
        box.addWidget(Label(_("What it shows"), "field"))
        self.note = QLineEdit()
        self.note.setAccessibleName(_("What it shows"))
        box.addWidget(self.note)
        self.status = Label("", "error", wrap=True)
        box.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add = button(_("Add evidence"), primary=True)
        self.add.setDefault(True)
        self.add.setEnabled(False)
        self.add.clicked.connect(self._add)
        foot.addWidget(cancel)
        foot.addWidget(self.add)
        box.addLayout(foot)
        self.picker.setFocus()

    def _choices(self) -> list[tuple[int, str, str]]:
        with self._session.book.read() as db:
            found = timeline_rows(db, timeline(db, self._leaving.client or 0, KINDS)[:NEWEST])
        lines = [item(record, found) for record in found.records]
        return [(line.record, " ".join(line.text.split())[:90], line.when) for line in lines]

    def _add(self) -> None:
        record = self.picker.chosen()
        if not record:
            return
        self.add.setEnabled(False)
        book, leaving, note = self._session.book, self._leaving.id, self.note.text().strip()
        self._session.do(
            lambda _job: actions.add_evidence(book, leaving, record, note),
            done=lambda _changed: self.accept(),
            failed=self._failed,
        )

    def _failed(self, error: KnownError) -> None:
        self.add.setEnabled(True)
        self.status.setText(current().error(error))
