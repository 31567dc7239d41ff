"""The calm sign that something is being read: it comes only when that takes a moment, so that nothing flickers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from clientguard.texts import _
from clientguard.ui.widgets.label import Label

PATIENCE = 150  # milliseconds that nobody notices
TOP = 24  # points below the upper edge of what it lies over


class ReadingSign(Label):
    """A sentence over the middle of its parent, from `begin` until `end`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "soft", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._over = parent
        self.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show)
        parent.installEventFilter(self)

    def begin(self, text: str = "") -> None:
        """Say, unless it ends soon, that something is being read."""
        self.setText(text or _("Reading …"))
        self._place()
        if not self.isVisible() and not self._patience.isActive():
            self._patience.start()

    def end(self) -> None:
        """Take the sign away."""
        self._patience.stop()
        self.hide()

    def _show(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        over = self._over
        wanted = self.sizeHint()
        width = min(wanted.width(), over.width())
        self.setGeometry((over.width() - width) // 2, TOP, width, wanted.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False
