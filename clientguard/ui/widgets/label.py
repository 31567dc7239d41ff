"""Text on the screen. Always plain: Qt would take some user text for mark-up and load files that it names."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

from clientguard.texts import _, current
from clientguard.ui.look.theme import is_high
from clientguard.ui.widgets.thai_lines import BREAK, broken_between_words, without_breaks


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


# Two marks on one letter, one on a letter that is high itself, or a vowel below a letter.
_ABOVE, _TONE = "\u0e31\u0e34-\u0e37\u0e47\u0e4d", "\u0e48-\u0e4c"
_STACKED = re.compile(
    f"[{_ABOVE}][{_TONE}]|[\u0e1b\u0e1d\u0e1f\u0e2c][{_ABOVE}{_TONE}]|[{_TONE}]\u0e33|[\u0e38-\u0e3a]"
)


def has_stacked_marks(text: str) -> bool:
    """Return whether a text has Thai marks beyond the lines of the typeface; in Thai these are high enough for all."""
    return not text.isascii() and _STACKED.search(text) is not None and not is_high(current().language)


def _room(height: int) -> tuple[int, int, int]:
    """Return the room above, to the right of and below a line of a height (points) whose marks stack."""
    return ceil(height * 0.17), 0, ceil(height * 0.06)


class Label(QLabel):
    """A label of plain text in one of the house's roles. Where it wraps, no layout can make it lower than its lines."""

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed = self._is_selectable = self._has_room = self._is_broken = False
        self._words = self._spoken = ""
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
        shown = broken_between_words(unbroken(text)) if self.wordWrap() else text
        super().setText(shown)
        self._is_broken = BREAK in shown
        spoken = text if self._is_broken else ""
        if spoken != self._spoken and self.accessibleName() == self._spoken:  # nobody gave it another name
            self.setAccessibleName(spoken)
            self._spoken = spoken
        self._make_room()
        if self._is_selectable:
            self._let_select()
        self._keep_height()

    def text(self) -> str:
        return self._words

    # What is copied has none of the breaks between Thai words.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_broken and event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._is_broken and self.hasSelectedText() and QGuiApplication.clipboard().supportsSelection():
            self._copy(QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not (self._is_broken and self._is_selectable):
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy"), self._copy).setEnabled(self.hasSelectedText())
        menu.popup(event.globalPos())

    def _copy(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        QGuiApplication.clipboard().setText(without_breaks(self.selectedText()), mode)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        self._keep_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def _make_room(self) -> None:
        """Leave room above and below a text with marks on marks, which Qt would cut off."""
        is_stacked = has_stacked_marks(self._words)
        if is_stacked or self._has_room:
            self._has_room = is_stacked
            self.setContentsMargins(0, *(_room(self.fontMetrics().height()) if is_stacked else (0, 0, 0)))

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
        around = self.contentsMargins()
        room = around.top() + around.bottom()
        # A line that is higher by less than a pixel is cut off at the edge of its own height, marks and all.
        high = ceil(QFontMetricsF(self.font()).height()) if room else metrics.height()
        return QSize(metrics.horizontalAdvance(self._whole) + 4, high + room)

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
