"""Long work: how far it is, in words and as a bar, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from clientguard.texts import _
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label


class ProgressRow(QWidget):
    """A sentence, a bar, a button; `cancelled` says that it was pressed, once for each `begin`."""

    cancelled = Signal()

    def __init__(self, cancel: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = cancel or _("Cancel")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.text = Label("", "soft")
        self.bar = QProgressBar(self, textVisible=False)
        self.cancel = button(self._word)
        self.cancel.clicked.connect(self._cancel)
        for each in (self.text, self.bar, self.cancel):
            row.addWidget(each)
        row.setStretch(1, 1)

    def begin(self, text: str = "") -> None:
        """Show new work, whose length is not known yet."""
        self.show_progress(0, 0, text)
        self.cancel.setText(self._word)
        self.cancel.setEnabled(True)

    def show_progress(self, done: int, of: int, text: str) -> None:
        """Show how far it is, and say it; `of` is 0 while nobody knows."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.setAccessibleName(text)
        self.text.setText(text)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(_("Stopping …"))
        self.cancelled.emit()
