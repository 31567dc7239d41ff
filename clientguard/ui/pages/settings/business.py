"""The business in Settings: its form, and the draft of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.casebook import casebooks
from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Business
from clientguard.errors import KnownError
from clientguard.store.views.business import business
from clientguard.store.views.drafts import draft
from clientguard.texts import _, current
from clientguard.ui.records.form import Form
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.label import Label

PLACE = "business:settings"
_PAUSE = 1_200  # milliseconds after the last key until the draft is kept


class BusinessPart(QWidget):
    """What stands at the head of every paper. What was typed and not saved is a draft, shown until it is saved."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._texts: dict[str, str] | None = None  # what the form shows of the saved record; None before that
        self._kept = False  # whether there is a draft
        self._saving: Job | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.form = Form(KINDS["business"], today=session.today(), parent=self)
        self.form.setMaximumWidth(560)
        self.form.setEnabled(False)  # until the business was read
        self._saved_record = Business(language="en")
        box.addWidget(self.form)
        self.status = Label("", "soft", wrap=True)
        box.addWidget(self.status)
        self.save = button(_("Save business"), primary=True)
        self.undo = quiet(_("Discard what was not saved"))
        self.undo.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.save)
        row.addWidget(self.undo)
        row.addStretch()
        box.addLayout(row)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(self._discard)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._edited)

    def refresh(self) -> None:
        """Read the business again; what is being typed stays, and what was typed and not saved is there again."""
        if not self.is_typed():
            self._session.read(lambda db: (business(db), draft(db, PLACE)), lambda found: self._show(*found), self)

    def _show(self, saved: Business | None, kept: Mapping[str, Any] | None) -> None:
        if self.is_typed():  # since it was asked for
            return
        self._saved_record = saved or Business(language="en")
        self._show_saved()
        self.form.setEnabled(True)
        self._kept = kept is not None
        if kept:
            self.form.show_texts({name: str(text) for name, text in kept.items()})
            self.status.setText(_("You began this and did not save it. What you entered is here again."))
        self.undo.setVisible(self.is_typed())

    def is_typed(self) -> bool:
        """Return whether the form holds something that is not saved."""
        return self._texts is not None and self.form.texts() != self._texts

    def unsaved(self) -> Unsaved | None:
        """Return what is entered and not saved; the casebook is about to be locked."""
        self._pause.stop()
        held = self._saving is not None or self.is_typed()
        return Unsaved(PLACE, self.form.texts(), saving=self._saving) if held else None

    def keep(self) -> None:
        """Keep what was typed and not saved as a draft."""
        self._pause.stop()
        book = self._session.book
        if self._saving:
            return
        if self.is_typed():
            texts = self.form.texts()
            self._kept = True
            self._session.do(lambda _job: casebooks.keep_draft(book, PLACE, texts))
        elif self._kept:
            self._kept = False
            self._session.do(lambda _job: casebooks.drop_draft(book, PLACE))

    def _edited(self) -> None:
        self.status.setText("")
        self.undo.setVisible(self.is_typed())
        self._pause.start()

    def _discard(self) -> None:
        self.status.setText("")
        self._show_saved()
        self.undo.hide()
        self.keep()
        self.form.focus_first()

    def _show_saved(self) -> None:
        self.form.show_record(self._saved_record)
        self._texts = self.form.texts()

    def _save(self) -> None:
        record = self.form.record()
        if record is None or not self.save.isEnabled():
            return
        self._pause.stop()
        self.save.setEnabled(False)
        book = self._session.book

        def work(_job: Job) -> Changed:
            changed = editing.save_record(book, record)
            casebooks.drop_draft(book, PLACE)
            return changed

        self._texts = None  # what is saved now is what is shown next
        self._saving = self._session.do(work, done=self._saved, failed=self._failed)

    def _saved(self, _changed: Changed) -> None:
        self._saving = None
        self._kept = False
        self._texts = self.form.texts()
        self.save.setEnabled(True)
        self.undo.hide()
        self.status.setText(_("Saved."))

    def _failed(self, error: KnownError) -> None:
        self._saving = None
        self._texts = {}  # whatever stands there is not saved
        self.undo.show()
        self.save.setEnabled(True)
        self.status.setText(current().error(error))
        if isinstance(error, editing.NotValidError):
            self.form.show_problems(error.problems)
