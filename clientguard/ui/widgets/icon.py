"""An icon that stands alone."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clientguard.ui.look import icons
from clientguard.ui.look.theme import tokens


class Icon(QWidget):
    """An icon in the ink of a tone or of another token, in whatever look is in use."""

    def __init__(self, name: str, token: str, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.token, self._size = name, token, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, token: str) -> None:
        """Show another one."""
        self.name, self.token = name, token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = getattr(tokens(), self.token)
        painter.drawPixmap(0, 0, icons.pixmap(self.name, colour, self._size, self.devicePixelRatioF()))
