"""The other reading, before any verdict: what speaks for the client, and our own share (P8.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.judgement.fair import FairLook, FairPoint
from clientguard.texts import _, current
from clientguard.ui.pages.judgement.records_behind import RecordsBehind
from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session

BESIDE = 620  # points of width from which the two are shown side by side


class FairPart(QWidget):
    """Two columns where there is room, else one below the other; each point with the records behind it."""

    def __init__(self, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._intents = session, intents
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._sides: list[QVBoxLayout] = []
        for title in (_("What speaks for the client"), _("Your own share")):
            side = QVBoxLayout()
            side.setSpacing(6)
            side.addWidget(Label(title, "strong", wrap=True))
            points = QVBoxLayout()
            points.setSpacing(8)
            side.addLayout(points)
            side.addStretch(1)
            self._sides.append(points)
            self._columns.addLayout(side, 1)

    def show_look(self, found: FairLook) -> None:
        """Show both sides."""
        nothing = (
            _("Nothing on record. Is it going through a hard time? Write down what you know."),
            _("Nothing on record: no late work, no question left unanswered."),
        )
        for side, points, empty in zip(self._sides, (found.for_them, found.our_share), nothing, strict=True):
            self._fill(side, points, empty)

    def _fill(self, side: QVBoxLayout, points: Sequence[FairPoint], empty: str) -> None:
        clear(side)
        for each in points:
            words = current().say(each.text)
            point = QVBoxLayout()
            point.setSpacing(0)
            point.addWidget(Label(words, wrap=True))
            if each.evidence:
                point.addWidget(RecordsBehind(self._session, self._intents, each.evidence, words))
            side.addLayout(point)
        if not points:
            side.addWidget(Label(empty, "soft", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(32 if beside else 16)
