"""Which open requests a message answers: the oldest first, each ticked with one key (P1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.records.from_text import first_line
from clientguard.texts import _, _n, current
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label, tip

FEW = 3  # requests that are offered at once
LONGEST = 56  # characters of a request that are shown


class AnswersPart(QWidget):
    """The check list below the form of a message; hidden where the client owes no answer."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all = False
        self._wanted = True  # whether what is entered can be an answer
        self._ticked: set[int] = set()
        self.boxes: dict[int, QCheckBox] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(Label(_("This answers"), "field"))
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        box.addLayout(self._list)
        self.more = quiet("")
        self.more.clicked.connect(self._show_all)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def offer(self, found: Sequence[RequestFacts]) -> None:
        """Offer these requests; what is ticked stays ticked where it is still among them."""
        for each in self.boxes.values():
            each.hide()
            each.deleteLater()
        self.boxes = {each.id: self._box(each) for each in found}
        self._ticked &= self.boxes.keys()
        self._all = bool(self._ticked & {*list(self.boxes)[FEW:]})
        self._show()

    def _box(self, each: RequestFacts) -> QCheckBox:
        asked = current().date(each.asked_on)
        title = " ".join(each.title.split())
        short = title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
        box = QCheckBox(_("{request} (asked on {date})", request=short, date=asked).replace("&", "&&"), self)
        box.setAccessibleName(_("{request} (asked on {date})", request=first_line(title), date=asked))
        box.setToolTip(tip(title) if short != title else "")
        box.setChecked(each.id in self._ticked)
        box.clicked.connect(lambda on, request=each.id: self._tick(request, on=on))
        self._list.addWidget(box)
        return box

    def _tick(self, request: int, *, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(request)
        self.edited.emit()

    def _show_all(self) -> None:
        self._all = True
        self._show()
        next(each for each in list(self.boxes.values())[FEW:]).setFocus()

    def _show(self) -> None:
        for place, each in enumerate(self.boxes.values()):
            each.setVisible(self._all or place < FEW)
        rest = len(self.boxes) - FEW
        self.more.setText(_n("{count} more open request", "{count} more open requests", max(rest, 0)))
        self.more.setVisible(rest > 0 and not self._all)
        self.setVisible(self._wanted and bool(self.boxes))

    def want(self, wanted: bool) -> None:
        """Say whether what is entered can be an answer at all: a call that was missed is none."""
        self._wanted = wanted
        self._show()

    def ticked(self) -> tuple[int, ...]:
        """Return the requests that are answered."""
        return tuple(each for each in self.boxes if each in self._ticked) if self._wanted else ()

    def tick(self, requests: Iterable[int]) -> None:
        """Tick these, now or as soon as they are offered."""
        self._ticked = set(requests)
        for request, box in self.boxes.items():
            box.setChecked(request in self._ticked)
        self._show()
