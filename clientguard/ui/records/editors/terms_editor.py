"""The editor of payment terms: read as they are typed, with the usual phrases as buttons (P3.1)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QInputMethodEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from clientguard.domain.money.terms import TermsError, parse_terms, usual_terms
from clientguard.domain.records import Field
from clientguard.domain.wording import Said
from clientguard.texts import _, current
from clientguard.ui.look.theme import theme
from clientguard.ui.records.editors.basic import Editor
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label


class _Lines(QWidget):
    """Buttons on as many lines as they need; no form makes it lower than that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.flow = Flow(self, gap=6)

    def keep_height(self) -> None:
        """Ask for the height of the lines at the width that there is."""
        self.setMinimumHeight(self.flow.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_height()


class TermsEditor(Editor):
    """A line in the terms language: what it comes to stands below, and what cannot be read is underlined."""

    def __init__(self, field: Field, today: date, parent: QWidget | None = None) -> None:
        super().__init__(field, today, parent)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        self._remark = Label("", "strong", wrap=True, parent=self)
        self._remark.hide()
        box.insertWidget(box.indexOf(self.input) + 1, self._remark)
        self._phrases = _Lines(self)
        self.nearest = self._phrase("")
        self.nearest.hide()
        self.phrases = [self._phrase(each) for each in usual_terms(current().language)]
        box.addWidget(self._phrases)

    def _phrase(self, text: str) -> QPushButton:
        made = button(text, parent=self._phrases)
        made.setAccessibleName(_("Enter {phrase}", phrase=text))
        made.clicked.connect(lambda: self._take(made.text()))
        self._phrases.flow.addWidget(made)
        return made

    def _take(self, phrase: str) -> None:
        """Enter a phrase, as if it had been typed, and go on from there."""
        self.set_text(phrase)
        self.input.setFocus()
        self._typed()

    def show_remark(self, message: Said | None) -> None:
        """Show what the terms come to; nothing while they cannot be read."""
        super().show_remark(None if self._unreadable() else message)

    def show_error(self, message: Said | None) -> None:
        """Show what is wrong: where reading stopped is underlined, and the nearest phrase is a button."""
        super().show_error(message)
        wrong = self._unreadable() if message else None
        self._underline(wrong.at if wrong else None)
        near = wrong.nearest if wrong else ""
        self.nearest.setText(near)
        self.nearest.setAccessibleName(_("Enter {phrase}", phrase=near))
        self.nearest.setVisible(bool(near) and near not in usual_terms(current().language))
        self._phrases.keep_height()

    def lock(self) -> None:
        """Let the terms be read and copied, not changed."""
        super().lock()
        self._phrases.hide()

    def _unreadable(self) -> TermsError | None:
        try:
            parse_terms(self.text().strip(), current().language)
        except TermsError as error:
            return error
        return None

    def _underline(self, at: int | None) -> None:
        """Underline the text from a place on: the part that cannot be read; None: nothing."""
        line = self.input
        assert isinstance(line, QLineEdit)
        marks: list[QInputMethodEvent.Attribute] = []
        if at is not None:
            text = line.text()
            start = min(at + len(text) - len(text.lstrip()), len(text))
            wavy = QTextCharFormat()
            wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wavy.setUnderlineColor(QColor(theme().tokens.stop))
            wavy.setForeground(QColor(theme().tokens.stop))
            kind = QInputMethodEvent.AttributeType.TextFormat
            marks = [QInputMethodEvent.Attribute(kind, start - line.cursorPosition(), len(text) - start, wavy)]
        QCoreApplication.sendEvent(line, QInputMethodEvent("", marks))
