"""Long work: what is done, how far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label


class ProgressRow(QWidget):
    """A bar between a word and a count, with a button; `cancelled` says that it was pressed, once."""

    cancelled = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(6)
        line = QHBoxLayout()
        self.text, self.count = Label(text, wrap=True), Label("", "soft")
        line.addWidget(self.text, 1)
        line.addWidget(self.count)
        words.addLayout(line)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 0)
        words.addWidget(self.bar)
        row.addLayout(words, 1)
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        row.addWidget(self.cancel)

    def begin(self, text: str) -> None:
        """Show new work, whose length is not known yet."""
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.count.setText("")
        self.bar.setRange(0, 0)
        self.cancel.setText(_("Cancel"))
        self.cancel.setEnabled(True)

    def show_progress(self, done: int, of: int, text: str = "") -> None:
        """Show how far it is; `of` is 0 while nobody knows. `text` says it in words."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.count.setText(text)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(_("Cancelling …"))
        self.cancelled.emit()
