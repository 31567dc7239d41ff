"""Putting a record behind the decision: found by its words, with what it shows (P4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.casebook import casebooks
from clientguard.actions.leaving import steps as actions
from clientguard.domain.changed import Changed
from clientguard.domain.records import Leaving
from clientguard.errors import KnownError
from clientguard.store.views.client import timeline
from clientguard.store.views.drafts import draft
from clientguard.texts import _, current
from clientguard.ui.pages.client import items
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

KINDS = ("message", "problem", "invoice", "request", "work", "payment")
NEWEST = 400  # records that are offered


class EvidenceDialog(QDialog):
    """Asks which record, one of `choices`, and what it shows; `kept` is what was entered before."""

    def __init__(
        self,
        session: Session,
        leaving: Leaving,
        choices: list[tuple[int, str, str]],
        kept: Mapping[str, Any] | None,
        parent: QWidget,
    ) -> None:
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
        self.picker.offer(choices)
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
        self._saving: Job | None = None
        self._kept = self._show_draft(kept)
        self.picker.setFocus()

    @property
    def _place(self) -> str:
        """Where a draft of this form is kept, when the casebook is locked before it was saved."""
        return _place(self._leaving)

    def _show_draft(self, kept: Mapping[str, Any] | None) -> bool:
        if kept:
            if not self.picker.choose(int(kept["record"] or 0)):
                self.picker.setEditText(kept["words"])
            self.note.setText(kept["note"])
            self.add.setEnabled(bool(self.picker.chosen()))
        return bool(kept)

    def unsaved(self) -> Unsaved:
        """Return what is entered and not saved; the casebook is about to be locked."""
        record, words, note = self.picker.chosen() or 0, self.picker.currentText(), self.note.text()
        texts = {"record": str(record), "words": words, "note": note}
        return Unsaved(self._place, texts if words or note else None, {"form": "evidence"}, self._saving)

    def reject(self) -> None:
        """Close, and keep nothing of it."""
        book, place = self._session.book, self._place
        if self._kept:
            self._session.do(lambda _job: casebooks.drop_draft(book, place))
        super().reject()

    def _add(self) -> None:
        record = self.picker.chosen()
        if not record:
            return
        self.add.setEnabled(False)
        book, leaving, note, place = self._session.book, self._leaving.id, self.note.text().strip(), self._place

        def work(_job: Job) -> Changed:
            changed = actions.add_evidence(book, leaving, record, note)
            casebooks.drop_draft(book, place)
            return changed

        self._saving = self._session.do(work, done=lambda _changed: self.accept(), failed=self._failed)

    def _failed(self, error: KnownError) -> None:
        self._saving = None
        self.add.setEnabled(True)
        self.status.setText(current().error(error))


def evidence_choices(db: Connection, leaving: Leaving) -> tuple[list[tuple[int, str, str]], dict[str, Any] | None]:
    """Read what can stand behind a leaving, the newest first (id, words, when), and the draft of the form."""
    found = items(db, timeline(db, leaving.client or 0, KINDS)[:NEWEST])
    return [(line.record, " ".join(line.text.split())[:90], line.when) for line in found], draft(db, _place(leaving))


def _place(leaving: Leaving) -> str:
    return f"evidence:{leaving.id}"
