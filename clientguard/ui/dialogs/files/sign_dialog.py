"""Noting the signature on a document: who signed it, as what, with which exceptions, and the signed page (P4.5)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clientguard.actions.leaving import signing
from clientguard.actions.records import attachments
from clientguard.domain.changed import Changed
from clientguard.domain.records import Document, Record
from clientguard.texts import _
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form_facts import FormFacts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label


class SignDialog(RecordDialog):
    """The form of a document's signature; the first file that is attached is the signed page."""

    def __init__(self, session: Session, facts: FormFacts, parent: QWidget) -> None:
        words = _("Note the signature")
        super().__init__(session, facts, title=words, save_word=words, parent=parent)
        hint = _("Attach the page that was signed, as a scan or a photograph.")
        self.body.insertWidget(self.body.count() - 1, Label(hint, "soft", wrap=True))

    def write(self, record: Record) -> Callable[[], Changed]:
        """Return what notes the signature."""
        assert isinstance(record, Document)
        book, paths = self._session.book, list(self._files)
        return lambda: signing.note_signed(
            book,
            record.id,
            record.signed_on,
            record.signed_by,
            capacity=record.capacity,
            exceptions=record.exceptions,
            page=attachments.read_files(paths, book),
        )
