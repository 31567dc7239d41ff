"""A row with what can be done about it: at its end where there is room, else below its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label, Line

LEAST = 200  # points of width for the words
BESIDE = 600  # points of width from which the buttons are next to the words


class ActionRow(QWidget):
    """A title with chips, lines of words below it, and buttons, each called after what it does and to what."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("queuerow", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = title
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 10, 0, 10)
        self._box.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._head = Flow(gap=10)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        words.addLayout(self._head)
        words.addLayout(self._lines)
        self._box.addLayout(words, 1)
        self.ways = Flow(gap=8)
        self._box.addLayout(self.ways)
        self.buttons: list[QPushButton] = []
        self.show_words(title, (), ())

    def show_words(self, title: str, chips: Sequence[tuple[str, str]], lines: Sequence[str]) -> None:
        """Show a title, chips of word and tone, and lines of soft words."""
        self.title = title
        clear(self._head)
        self._head.addWidget(Line(title, "strong"))
        for word, tone in chips:
            self._head.addWidget(StateChip(word, tone))
        clear(self._lines)
        for each in lines:
            self._lines.addWidget(Label(each, "soft", wrap=True))

    def add_action(self, word: str, act: Callable[[], object], *, link: bool = False) -> QPushButton:
        """Put a button at the end, as a link where it is not the main thing, and return it."""
        made = quiet(word, self) if link else button(word, parent=self)
        made.setAccessibleName(f"{word}: {self.title}")
        made.clicked.connect(lambda: act())
        self.buttons.append(made)
        self.ways.addWidget(made)
        return made

    def minimumSizeHint(self) -> QSize:
        """Return the least size with the buttons below the words: there they go where it is narrow."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), max(self.ways.minimumSize().width(), LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
