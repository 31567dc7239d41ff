"""The sweep: every kind of platform is answered with one key, so that nothing is forgotten (P4.4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QRadioButton, QWidget

from clientguard.domain.leaving.sweep import SweepLine
from clientguard.domain.records.kinds.handover import NONE, YES
from clientguard.texts import _, current
from clientguard.ui.widgets.label import Label

NAME = 184  # points: a longer name takes two lines
COLUMN = 340  # points that a column needs at least


class SweepCell(QWidget):
    """One kind of platform and its two answers; the first letter of an answer gives it."""

    answered = Signal(str)

    def __init__(self, line: SweepLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.platform = line.platform
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 16, 1)
        row.setSpacing(10)
        name = current().say(line.name)
        words = Label(name, wrap=True)
        words.setFixedWidth(NAME)
        row.addWidget(words)
        self.choices: dict[str, QRadioButton] = {}
        for key, word in ((YES, _("Yes")), (NONE, _("None"))):
            made = QRadioButton(word, self)
            made.setAccessibleName(_("{platform}: {answer}", platform=name, answer=word))
            made.clicked.connect(lambda _checked=False, key=key: self.answered.emit(key))
            self.choices[key] = made
            row.addWidget(made)
        row.addStretch()

    def show_answer(self, answer: str) -> None:
        """Show what was answered; nothing where there is no answer."""
        for key, made in self.choices.items():
            made.setAutoExclusive(False)  # or the last one could not be taken back
            made.setChecked(key == answer)
            made.setAutoExclusive(True)

    def take_focus(self) -> None:
        """Take the keyboard, at the answer that was given or at the first."""
        chosen = next((each for each in self.choices.values() if each.isChecked()), self.choices[YES])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().lower()
        for key, made in self.choices.items():
            if letter and made.text().lower().startswith(letter):
                self.answered.emit(key)
                return
        super().keyPressEvent(event)


class SweepGrid(QWidget):
    """All kinds of platform, in as many columns as there is room for. `answered`: kind and answer."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setSpacing(0)
        self._columns = 0
        self.cells: dict[str, SweepCell] = {}
        self._given: dict[str, str] = {}  # answers that are being saved

    def show_lines(self, lines: Sequence[SweepLine]) -> None:
        """Show the answers on record; one that is just being saved stays."""
        if [each.platform for each in lines] != list(self.cells):
            self._make(lines)
        for each in lines:
            if self._given.get(each.platform) == each.answer:
                del self._given[each.platform]
            self.cells[each.platform].show_answer(self._given.get(each.platform, each.answer))

    def _make(self, lines: Sequence[SweepLine]) -> None:
        for cell in self.cells.values():
            cell.deleteLater()
        self.cells = {}
        for each in lines:
            cell = self.cells[each.platform] = SweepCell(each, self)
            cell.answered.connect(lambda answer, key=each.platform: self._answer(key, answer))
        self._columns = 0
        self._arrange()

    def _answer(self, platform: str, answer: str) -> None:
        """Show an answer at once, and go on to the next kind that has none."""
        self._given[platform] = answer
        self.cells[platform].show_answer(answer)
        after = list(self.cells)[list(self.cells).index(platform) + 1 :]
        if (at := self._next_open(after)) and self._has_focus():
            at.take_focus()
        self.answered.emit(platform, answer)

    def _next_open(self, platforms: Sequence[str]) -> SweepCell | None:
        cells = [self.cells[each] for each in (*platforms, *self.cells)]
        return next((each for each in cells if not any(made.isChecked() for made in each.choices.values())), None)

    def _has_focus(self) -> bool:
        at = self.window().focusWidget()
        return at is not None and self.isAncestorOf(at)

    def forget(self, platform: str) -> None:
        """Take back an answer that could not be saved."""
        self._given.pop(platform, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the size that one column needs: the others are given up where it is narrow."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def _widest(self) -> int:
        return max((each.minimumSizeHint().width() for each in self.cells.values()), default=0)

    def _arrange(self) -> None:
        """Fill the columns one after the other, as a list is read."""
        columns = max(1, min(3, self.width() // max(COLUMN, self._widest())))
        if columns == self._columns or not self.cells:
            return
        self._columns = columns
        rows = -(-len(self.cells) // columns)
        for number, cell in enumerate(self.cells.values()):
            self._grid.addWidget(cell, number % rows, number // rows)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column < columns))
