"""The business in Settings: its form, and the draft of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Business
from clientguard.errors import KnownError
from clientguard.store.views.business import business, usual_currency
from clientguard.store.views.drafts import draft
from clientguard.texts import _, current
from clientguard.ui.records.drafted_form import Draft
from clientguard.ui.records.form import Form
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

PLACE = "business:settings"


class BusinessPart(QWidget):
    """What stands at the head of every paper. What was typed and not saved is a draft, shown until it is saved.

    `discarded` carries the texts that were thrown away, by field: `put_back` has them again.
    """

    discarded = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
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
        self.undo = quiet(_("Discard changes"))
        self.undo.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.save)
        row.addWidget(self.undo)
        row.addStretch()
        box.addLayout(row)
        self.draft = Draft(session, lambda: PLACE, self.form.texts, self)
        self.save.clicked.connect(self._save)
        self.undo.clicked.connect(self._discard)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._edited)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # as in a dialog
            made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self._save)

    def refresh(self) -> None:
        """Read the business again; what is being typed stays, and what was typed and not saved is there again."""
        if not self.draft.is_typed():
            self._session.read(_read, lambda found: self._show(*found), self)

    def _show(self, saved: Business, found: Mapping[str, Any] | None) -> None:
        if self.draft.is_typed() or self.draft.saving:  # since it was asked for
            return
        self._saved_record = saved
        self._show_saved()
        self.form.setEnabled(True)
        if kept := self.draft.take(found):
            self.form.show_texts(kept)
            self.status.setText(_("You started this earlier and did not save it. What you entered is still here."))
        self.undo.setVisible(self.draft.is_typed())

    def unsaved(self) -> Unsaved | None:
        """Return what is typed and not saved; the casebook is about to be locked."""
        return self.draft.unsaved()

    def keep(self) -> None:
        """Keep what was typed and not saved as a draft."""
        self.draft.keep()

    def _edited(self) -> None:
        self.status.setText("")
        self.undo.setVisible(self.draft.is_typed())
        self.draft.touched()

    def _discard(self) -> None:
        self.status.setText("")
        typed = self.form.texts()
        self._show_saved()
        self.undo.hide()
        self.draft.keep()
        self.form.focus_first()
        saved = self.form.texts()
        self.discarded.emit({name: text for name, text in typed.items() if text != saved.get(name)})

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put texts that were discarded back into their fields; what was typed into others since stays."""
        self.form.show_texts({**self.form.texts(), **texts})
        self._edited()

    def _show_saved(self) -> None:
        self.form.show_record(self._saved_record)
        self.draft.settle()

    def _save(self) -> None:
        record = self.form.record()
        if record is None or self.draft.saving:
            return
        self.save.setEnabled(False)
        book, read = self._session.book, self.form.read
        self.draft.save(
            lambda _job: editing.save_record(book, record, read=read), done=self._saved, failed=self._failed
        )

    def _saved(self, _changed: Changed) -> None:
        self.save.setEnabled(True)
        self.undo.hide()
        self.status.setText(_("Saved."))

    def _failed(self, error: KnownError) -> None:
        self.undo.setVisible(self.draft.is_typed())
        self.save.setEnabled(True)
        self.status.setText(current().error(error))
        if isinstance(error, editing.NotValidError):
            self.form.show_problems(error.problems)


def _read(db: Connection) -> tuple[Business, Mapping[str, Any] | None]:
    """Return the business, or what is known of it before it is entered; and the draft of its form."""
    found = business(db) or Business(language="en", currency=usual_currency(db))
    return found, draft(db, PLACE)
