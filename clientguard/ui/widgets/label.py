"""Text on the screen. Always plain: Qt would take some user text for mark-up and load files that it names."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def tip(text: str) -> str:
    """Return a text for `setToolTip`, shown as it is, and wrapped when it is long."""
    if not text:
        return ""
    from html import escape

    return f"<p>{escape(text)}</p>"


# "€ 8,250.00", "THB 28,000.00", "28 Nov 2026" and "28 Nov": what one reads at once stands on one line.
_TOGETHER = re.compile(
    r"(?<=[€$£¥₹₩฿]) (?=\d)|(?<=\b[A-Z]{3}) (?=\d)|(?<=\d) (?=[^\W\d_]{3,12}\.? \d{4}\b|[A-Z][a-z]{2}\b)"
)
_YEAR = re.compile(r"(?<=\d\u00a0)([^\W\d_]{3,12}\.?) (?=\d{4}\b)")


def unbroken(text: str) -> str:
    """Return a text whose amounts and dates no line breaks."""
    return _YEAR.sub("\\1\u00a0", _TOGETHER.sub("\u00a0", text))


class Label(QLabel):
    """A label of plain text in one of the house's roles. Where it wraps, no layout can make it lower than its lines."""

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed = self._is_selectable = False
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setText(text)

    def selectable(self) -> Label:
        """Let the text be selected and copied; return the label."""
        self._is_selectable = True
        self._let_select()
        return self

    def _let_select(self) -> None:
        """Take the focus only where there is text."""
        flags = Qt.TextInteractionFlag
        by_hand = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(by_hand if self._words else flags.NoTextInteraction)

    def setText(self, text: str) -> None:
        self._words = text
        super().setText(unbroken(text) if self.wordWrap() else text)
        if self._is_selectable:
            self._let_select()
        self._keep_height()

    def text(self) -> str:
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        self._keep_height()

    def _keep_height(self) -> None:
        if self._placed and self.wordWrap():
            self.setMinimumHeight(0)  # or it would be counted in
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Line(Label):
    """A text on one line, cut with an ellipsis where there is no room; whole in its tip."""

    LEAST = 48  # points of width

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__("", role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def whole(self) -> str:
        """Return the text uncut."""
        return self._whole

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 4, metrics.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.LEAST), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self._whole
        if self._placed:
            shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")
