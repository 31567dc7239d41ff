"""A letter as it would be, beside the template that is edited: for a client and an invoice on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.communication import letter_preview
from clientguard.actions.communication.letter_preview import LetterPreview, TemplateToEdit
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.error_line import NoticeLine
from clientguard.ui.widgets.inputs import Choice, ReadText
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

PAUSE = 300  # milliseconds after the last key until the letter is shown


class LetterPreviewPane(QWidget):
    """Shows what comes of the words. `shown`: they can be used; `wrong(error)`: they cannot, and the last stay here."""

    shown = Signal()
    wrong = Signal(object)

    def __init__(self, session: Session, found: TemplateToEdit, words: Callable[[], tuple[str, str]]) -> None:
        super().__init__()
        self._session, self._found, self._words = session, found, words
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.client = Picker()
        self.client.offer(found.clients)
        self.client.choose(found.first)
        self.client.edited.connect(self._other_client)
        self.invoice = Choice()
        self.invoice.activated.connect(self.refresh)
        if found.clients:
            self._add(_("Preview for"), self.client)
            if "invoice" in found.ships.needs:
                self._add(_("About invoice"), self.invoice)
        self.subject = Label("", "strong", wrap=True).selectable()
        self.letter = ReadText()
        self.letter.setAccessibleName(_("Preview"))
        self.letter.setTabChangesFocus(True)
        self.letter.setMinimumHeight(220)
        self.note = NoticeLine()
        for each in (self.subject, self.letter, self.note):
            self._box.addWidget(each)
        self._box.setStretchFactor(self.letter, 1)
        self._read_invoices()

    def soon(self) -> None:
        """Show the letter again after a pause: something was typed."""
        self._pause.start()

    def refresh(self) -> None:
        """Show the letter as the words are now."""
        self._pause.stop()
        template, today = self._found.ships, self._session.today()
        (subject, body), client, invoice = self._words(), self.client.chosen() or 0, self.invoice.currentData() or 0

        def work(db: Connection) -> LetterPreview:
            return letter_preview.preview_letter(
                db, template.kind, template.language, subject, body, client, today, invoice
            )

        self._session.read(work, self._show, self, key="preview", failed=self._failed)

    def _add(self, word: str, field: QWidget) -> None:
        label = Label(word, "field")
        label.setBuddy(field)
        field.setAccessibleName(word)
        self._box.addWidget(label)
        self._box.addWidget(field)

    def _other_client(self) -> None:
        self.invoice.clear()
        self._read_invoices()

    def _read_invoices(self) -> None:
        client, today = self.client.chosen() or 0, self._session.today()
        self._session.read(
            lambda db: letter_preview.preview_invoices(db, client, today) if client else (), self._offer, self, key="of"
        )

    def _offer(self, invoices: tuple[tuple[int, str], ...]) -> None:
        self.invoice.clear()
        self.invoice.addItem(_("The one that is overdue longest"), 0)
        for each, number in invoices:
            self.invoice.addItem(number, each)
        self.refresh()

    def _show(self, preview: LetterPreview) -> None:
        self.subject.setText(preview.text.subject)
        self.letter.setPlainText(preview.text.body)
        reasons = " ".join(current().say(each) for each in preview.made_up)
        self.note.say(_("{reasons} What is missing is made up here.", reasons=reasons) if reasons else "")
        self.shown.emit()

    def _failed(self, error: KnownError) -> None:
        self.note.say(_("The preview shows the last text that could be used."))
        self.wrong.emit(error)
