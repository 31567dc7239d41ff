"""Parts of a dialog that show a heading and a count, and unfold: what they hold is built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clientguard.texts import _, _n
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label

MOST = 50  # rows that are shown at a time
INDENT = 24


@dataclass(frozen=True, slots=True)
class Tick:
    """A row with a box: what it stands for, the word beside the box, what else is said of it, and how it begins."""

    key: object
    word: str
    detail: str = ""
    on: bool = True


class Unfolding(QWidget):
    """A heading that unfolds what `make` returns; `role` is how the heading is written."""

    def __init__(self, word: str, make: Callable[[], QWidget], *, role: str = "section") -> None:
        super().__init__()
        self.word, self._make, self._role = word, make, role
        self.body: QWidget | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.put_word()
        self.count = Label("", "soft")
        self.toggle = quiet("")  # its word says what it does: a screen reader would take one that is checked for a box
        self.toggle.clicked.connect(self._turn)
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.head.addWidget(self.toggle)
        box.addLayout(self.head)
        self._say()

    def put_word(self) -> None:
        """Put the heading into the head."""
        self.head.addWidget(Label(self.word, self._role))

    def _turn(self) -> None:
        if self.body is None:
            self.body = self._make()
            self.body.setParent(self)
            self.body.setContentsMargins(INDENT, 0, 0, 8)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.body)
            self.body.show()
        else:
            self.body.setVisible(not self.body.isVisible())
        self._say()

    def _say(self) -> None:
        is_open = self.body is not None and self.body.isVisibleTo(self)
        self.toggle.setText(_("Less") if is_open else _("Details"))
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {self.word}")


class Ticks(QWidget):
    """Rows with a box each, some at a time. `ticked` has the state of every row, seen or not; `changed` tells of it."""

    changed = Signal()

    def __init__(self, rows: Sequence[Tick], ticked: dict[object, bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticked = ticked
        self._rest = list(rows)
        self.boxes: dict[object, QCheckBox] = {}
        box = QVBoxLayout(self)
        box.setSpacing(6)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        box.addLayout(self._grid)
        self.more = quiet("")
        self.more.clicked.connect(self._show_more)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_more()

    def _show_more(self) -> None:
        shown, self._rest = self._rest[:MOST], self._rest[MOST:]
        for each in shown:
            row = len(self.boxes)
            made = QCheckBox(each.word.replace("&", "&&"))
            made.setAccessibleName(" ".join(filter(None, (each.word, each.detail))))
            made.setChecked(self._ticked.get(each.key, each.on))
            made.toggled.connect(lambda on, key=each.key: self._turn(key, on=on))
            self.boxes[each.key] = made
            self._grid.addWidget(made, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(each.detail, "soft", wrap=True), row, 1)
        self.more.setText(_n("Show {count} more", "Show {count} more", len(self._rest)))
        self.more.setVisible(bool(self._rest))

    def _turn(self, key: object, *, on: bool) -> None:
        self._ticked[key] = on
        self.changed.emit()

    def show_ticked(self) -> None:
        """Show the state of the rows after it was changed elsewhere."""
        for key, made in self.boxes.items():
            made.blockSignals(True)
            made.setChecked(self._ticked.get(key, True))
            made.blockSignals(False)


class TickedPart(Unfolding):
    """Rows of one sort under a box that ticks all of them."""

    changed = Signal()

    def __init__(self, word: str, rows: Sequence[Tick]) -> None:
        self._rows = rows
        self.ticked: dict[object, bool] = {each.key: each.on for each in rows}
        super().__init__(word, self._list)
        self.show_count()

    def put_word(self) -> None:
        """Put the box for all into the head, with the heading as its word."""
        self.all = QCheckBox(self.word.replace("&", "&&"))
        self.all.setTristate(True)
        self.all.clicked.connect(self._tick_all)
        self.head.addWidget(self.all)

    def _list(self) -> Ticks:
        self.list = Ticks(self._rows, self.ticked)
        self.list.changed.connect(self._changed)
        return self.list

    def _tick_all(self) -> None:
        on = not all(self.ticked.values())
        self.ticked.update(dict.fromkeys(self.ticked, on))
        if isinstance(self.body, Ticks):
            self.body.show_ticked()
        self._changed()

    def _changed(self) -> None:
        self.show_count()
        self.changed.emit()

    def show_count(self) -> None:
        """Show how many are ticked, in the box for all and beside it."""
        ticked = sum(self.ticked.values())
        states = Qt.CheckState
        state = (
            states.Checked if ticked == len(self.ticked) else states.PartiallyChecked if ticked else states.Unchecked
        )
        self.all.setCheckState(state)
        whole = ticked == len(self.ticked)
        self.count.setText(str(ticked) if whole else _("{some} of {all}", some=ticked, all=len(self.ticked)))
