"""A sign on a client's page: its state, its figure, why, what stands behind it, and the user's answer (P6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.domain.judgement.finding import CONDUCT, Finding, Point
from clientguard.texts import N_, _, current
from clientguard.ui.pages.judgement.records_behind import RecordsBehind
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import hairline, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.gate_row import CHIP
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.lead import LeadText
from clientguard.ui.widgets.sparkline import WIDTH, Bar, Sparkline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session

ROOM = 560  # points of width from which there is room for the drawing beside the words
STATES = {
    "none": (N_("No sign"), "neutral"),
    "watch": (N_("To watch"), "note"),
    "raised": (N_("Raised"), "attention"),
}
KEEP = N_(
    "In danger, call the police at once. Keep every message, recording and picture as it is, and write down what was"
    " said, when, and who heard it. Do not meet or answer the person alone."
)


class SignRow(QWidget):
    """One of ten. What was found stands open, the rest is one click away. `folded`: the user opened or closed it."""

    folded = Signal(bool)

    def __init__(
        self, session: Session, intents: Intents, client: int, found: Finding, *, unfolded: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._intents, self._client = session, intents, client
        self.found = found
        self.name = _(CONDUCT[found.sign])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(hairline())
        box.addLayout(self._head())
        self.body = QWidget(self)
        self.behind: RecordsBehind | None = None
        self.answers: list[QPushButton] = []
        box.addWidget(self.body)
        self._is_open = unfolded
        self._fold()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(14)
        self.chip = StateChip(*state_chip(self.found), icon="triangle-alert" if self.found.is_harm else "")
        self.chip.setFixedWidth(max(CHIP, self.chip.sizeHint().width()))
        row.addLayout(_lowered(self.chip, 5))
        words = QVBoxLayout()
        words.setContentsMargins(0, 6, 0, 0)
        words.setSpacing(0)
        words.addWidget(Label(self.name, "strong", wrap=True))
        if self.found.figure:
            words.addWidget(Label(current().say(self.found.figure), "soft", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.drawing: Sparkline | None = None
        if self.found.drawing:
            tone = state_chip(self.found)[1]
            bars = [Bar(each.on, each.value) for each in self.found.drawing]
            self.drawing = Sparkline(bars, drawing_words(self.found.drawing), tone, self)
            row.addLayout(_lowered(self.drawing, 2))
        self.toggle = quiet("")  # its word says what it does: a screen reader would take one that is checked for a box
        self.toggle.clicked.connect(self._turn)
        row.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _fill(self) -> None:
        """Make what is one click away, once it is asked for: most of the ten rows stay folded."""
        box = QVBoxLayout(self.body)
        box.setContentsMargins(self.chip.minimumWidth() + 14, 0, 0, 14)
        box.setSpacing(6)
        if self.found.is_harm:
            box.addWidget(Banner("stop", _(KEEP), icon="triangle-alert"))
        for each in self.found.reasons:
            box.addWidget(Label(current().say(each), wrap=True))
        if not self.found.reasons:
            box.addWidget(Label(_("Nothing on record points to it."), "soft", wrap=True))
        if self.found.clears:
            box.addWidget(LeadText(_("What would clear it:"), current().say(self.found.clears)))
        self.behind = RecordsBehind(self._session, self._intents, self.found.evidence, self.name, self.body)
        box.addWidget(self.behind)
        if self.found.state != "none" or self.found.until:
            box.addLayout(self._answers())

    def _answers(self) -> Flow:
        line = Flow()
        sign, client = self.found.sign, self._client
        for word, act in (
            (_("It is so"), self._intents.accept_sign),
            (_("I doubt it …"), self._intents.doubt_sign),
            (_("Not counted until …"), self._intents.except_sign),
        ):
            made = quiet(word)
            made.setAccessibleName(f"{word}: {self.name}")
            made.setEnabled(self._session.book.writable)
            made.clicked.connect(lambda _checked=False, act=act: act(client, sign))
            self.answers.append(made)
            line.addWidget(made)
        return line

    def _turn(self) -> None:
        self._is_open = not self._is_open
        self._fold()
        self.folded.emit(self._is_open)

    def _fold(self) -> None:
        if self._is_open and self.behind is None:
            self._fill()
        self.toggle.setText(_("Less") if self._is_open else _("Details"))
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {self.name}")
        self.body.setVisible(self._is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the drawing where there is room; the figure says as much."""
        super().resizeEvent(event)
        if self.drawing:
            self.drawing.setVisible(self.width() >= ROOM + WIDTH)


def _lowered(widget: QWidget, by: int) -> QVBoxLayout:
    """Return a part some points below the top of its row, so that its middle is that of the first line of words."""
    box = QVBoxLayout()
    box.setContentsMargins(0, by, 0, 0)
    box.addWidget(widget)
    box.addStretch(1)
    return box


def state_chip(found: Finding) -> tuple[str, str]:
    """Return the word of a sign's state, and its tone."""
    if found.is_harm and found.state == "raised":
        return _("Act now"), "stop"
    if found.state == "none" and found.until:
        return _("Not counted"), "neutral"
    word, tone = STATES[found.state]
    return _(word), tone


def drawing_words(points: Sequence[Point]) -> str:
    """Say what a small drawing shows."""
    ordered = sorted(points, key=lambda each: each.on)
    first, last = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return _("{date}: {value}", date=first.on, value=_figure(first.value))
    return _(
        "{count} times from {first} to {last}: at most {most}, the last time {latest}",
        count=len(ordered),
        first=first.on,
        last=last.on,
        most=_figure(max(each.value for each in ordered)),
        latest=_figure(last.value),
    )


def _figure(value: float) -> str:
    return current().number(round(value)) if value == round(value) else current().number(round(value, 1))
