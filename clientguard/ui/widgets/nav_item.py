"""One entry of the rail or of the wizard's steps: an icon, a word, and a count where something needs the user."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from clientguard.ui.look.theme import BODY, SECONDARY, font, tokens
from clientguard.ui.widgets.button import Button, tinted
from clientguard.ui.widgets.label import tip

ICON, EDGES = 18, 40  # points: the icon; what stands beside the word, with the icon


class NavItem(Button):
    """Checked where one stands. The word is cut with an ellipsis where there is no room, and whole in the tip."""

    def __init__(self, icon: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.icon_name, self.word, self.token = icon, word, "soft"
        self.badge = 0
        self.narrow = False
        self.setProperty("railitem", True)
        self.setCheckable(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click shows where one is; the ring is for the keyboard
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(word)
        self.toggled.connect(self._tint)
        self._tint()
        self._cut()

    def show_icon(self, icon: str, token: str) -> None:
        """Show another icon; `token` is its colour while one stands elsewhere."""
        self.icon_name, self.token = icon, token
        self._tint()

    def show_word(self, word: str) -> None:
        """Show another word."""
        self.word = word
        self.setAccessibleName(word)
        self._cut()

    def set_badge(self, count: int) -> None:
        """Show a count, or none for 0."""
        self.badge = count
        self.setAccessibleName(f"{self.word} {count}" if count else self.word)
        self._cut()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, or icon and word."""
        self.narrow = narrow
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(ICON + 20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _tint(self) -> None:
        tinted(self, self.icon_name, "accent" if self.isChecked() else self.token)

    def _cut(self) -> None:
        room = self.width() - EDGES - (self._badge_width() + 12 if self.badge else 0)
        metrics = QFontMetrics(font(BODY, bold=True))
        shown = "" if self.narrow else metrics.elidedText(self.word, Qt.TextElideMode.ElideRight, room)
        self.setText(f"  {shown.replace('&', '&&')}" if shown else "")
        self.setToolTip(tip(self.word) if shown != self.word else "")

    def _badge_text(self) -> str:
        return str(self.badge) if self.badge < 100 else "99+"

    def _badge_width(self) -> int:
        return max(20, QFontMetrics(font(SECONDARY - 0.5, bold=True)).horizontalAdvance(self._badge_text()) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.badge:
            return
        ink, ground = tokens().tone("attention")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SECONDARY - 0.5, bold=True))
        width = self._badge_width()
        left = self.width() - width - (0 if self.narrow else 9)
        area = QRectF(left, 0 if self.narrow else self.height() / 2 - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, 9, 9)
        painter.setPen(QColor(ink))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._badge_text())
