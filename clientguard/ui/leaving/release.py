"""Releasing a gate: only with a reason, which is put on record (P4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.casebook import casebooks
from clientguard.actions.leaving import steps as actions
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.gates import Gate
from clientguard.domain.records import KINDS, Release
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.dialogs import unsaved
from clientguard.ui.records.form import Form
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label


def release_place(release: Release) -> str:
    """Return where a draft of the form that releases a gate is kept."""
    return f"release:{release.leaving}:{release.gate}"


class ReleaseDialog(QDialog):
    """Asks for the reason; `kept` is the draft of it."""

    def __init__(
        self, session: Session, gate: Gate, release: Release, kept: Mapping[str, Any] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._release = release
        self.setWindowTitle(_("Release a gate"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(500)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        box.addWidget(Label(current().say(gate.title), "section"))
        box.addWidget(Label(current().say(gate.reason), "soft", wrap=True))
        self.form = Form(KINDS["release"], today=session.today(), parent=self)
        self.form.show_record(release)
        self._texts = self.form.texts()
        self._saving: Job | None = None
        self._kept = kept is not None
        self.form.show_texts(kept or {})
        box.addWidget(self.form)
        self.status = Label("", "error", wrap=True)
        box.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = button(_("Release this gate"), primary=True)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        box.addLayout(foot)
        self.form.focus_first()

    def _save(self) -> None:
        record = self.form.record()
        if not isinstance(record, Release) or record.on is None:
            return
        on, leaving = record.on, record.leaving or 0
        self.save.setEnabled(False)
        book, place = self._session.book, self._place

        def work(_job: Job) -> Changed:
            changed = actions.release_gate(book, leaving, record.gate, record.reason, on)
            casebooks.drop_draft(book, place)
            return changed

        self._saving = self._session.do(work, done=lambda _changed: self.accept(), failed=self._failed)

    @property
    def _place(self) -> str:
        """Where a draft of this form is kept."""
        return release_place(self._release)

    def unsaved(self) -> Unsaved:
        """Return what is entered and not saved; the casebook is about to be locked."""
        texts = self.form.texts()
        again = {"form": "release", "gate": self._release.gate}
        return Unsaved(self._place, texts if texts != self._texts else None, again, self._saving)

    def reject(self) -> None:
        """Close; ask first when a reason was typed."""
        if self.form.texts() == self._texts:
            super().reject()
            return
        answer = unsaved.ask(self, draft=True)
        if answer == "stay":
            return
        book, place, texts = self._session.book, self._place, self.form.texts()
        if answer == "keep":
            self._session.do(
                lambda _job: casebooks.keep_draft(book, place, texts), done=self._close, failed=self._failed
            )
            return
        if self._kept:
            self._session.do(lambda _job: casebooks.drop_draft(book, place))
        super().reject()

    def _close(self, _kept: object) -> None:
        super().reject()

    def _failed(self, error: KnownError) -> None:
        self._saving = None
        self.save.setEnabled(True)
        self.status.setText(current().error(error))
        if isinstance(error, NotValidError):
            self.form.show_problems(error.problems)
