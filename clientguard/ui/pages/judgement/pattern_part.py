"""The patterns that the record shows, each with what to do now, in order, one click from the letter (P1–P3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.judgement.patterns import KIND_NAMES, Pattern, Play
from clientguard.texts import _, current
from clientguard.ui.intents.judging.judging_actions import ABOUT_ONE_ACTIONS, JUDGING_ACTIONS
from clientguard.ui.pages.judgement.records_behind import RecordsBehind
from clientguard.ui.pages.judgement.sign_row import STATES
from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.button import hairline, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.session.session import Session

NUMBER = 20  # points of width of a step's number


class PatternPart(QWidget):
    """A card for each pattern that is raised or to be watched; hidden while there is none."""

    def __init__(self, session: Session, intents: Intents, client: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._intents, self._client = session, intents, client
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(10)
        box.addWidget(Label(_("What to do now"), "section"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        box.addLayout(self._cards)
        self.hide()

    def show_patterns(self, found: Sequence[Pattern]) -> None:
        """Show those of the patterns that the record shows."""
        shown = [each for each in found if each.state != "none"]
        clear(self._cards)
        for each in shown:
            self._cards.addWidget(self._card(each))
        self.setVisible(bool(shown))

    def _card(self, found: Pattern) -> QWidget:
        card = QWidget()
        box = QVBoxLayout(card)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(6)
        box.addWidget(hairline())
        head = QHBoxLayout()
        head.setSpacing(14)
        name = _(KIND_NAMES[found.kind])
        word, tone = STATES[found.state]
        head.addWidget(StateChip(_(word), tone), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(name, "strong", wrap=True), 1)
        box.addLayout(head)
        for each in found.reasons:
            box.addWidget(Label(current().say(each), "soft", wrap=True))
        box.addWidget(RecordsBehind(self._session, self._intents, found.evidence, name))
        for number, play in enumerate(found.playbook, 1):
            box.addLayout(self._play(number, play))
        return card

    def _play(self, number: int, play: Play) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        place = Label(_("{number}.", number=number), "strong")
        place.setMinimumWidth(NUMBER)
        row.addWidget(place)
        words = current().say(play.what)
        row.addWidget(Label(words, wrap=True), 1)
        about = play.about or self._client
        action = (ABOUT_ONE_ACTIONS if play.about else JUDGING_ACTIONS).get(play.letter or play.command)
        if action:
            made = quiet(_(action.word))
            made.setAccessibleName(f"{_(action.word)}: {words}")
            made.clicked.connect(lambda: action.act(self._intents, about))
            row.addWidget(made)
        return row
