"""At the top of a client's page: at most three things, with what is wrong, since when, what to do next (P6, P7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.judgement.next_steps import Matter
from clientguard.texts import _, _n
from clientguard.ui.intents.judging.judging_actions import JUDGING_ACTIONS
from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.button import button, hairline, quiet
from clientguard.ui.widgets.flow import Beside
from clientguard.ui.widgets.icon import Icon
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientguard.ui.intents.intents import Intents

REST = 480  # points of a window's height that the rest of it keeps
EACH = 52  # points of height of one


class Glance(QWidget):
    """As many as there is room for; hidden while nothing is raised."""

    def __init__(self, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._intents, self._client = intents, 0
        self._matters: tuple[Matter, ...] = ()
        self._more = 0  # raised signs that are not among the matters
        self._room = 1
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        box.addLayout(self._lines)
        self.signs = quiet("")
        self.signs.clicked.connect(lambda: intents.go_to_section("signs", self._client))
        box.addWidget(self.signs, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(hairline())
        self.hide()

    def show_matters(self, client: int, found: Sequence[Matter], raised: int) -> None:
        """Show what was found of a client, `raised` signs in all."""
        shown, now = (self._client, self._matters, self._more), (client, tuple(found), raised - len(found))
        if shown != now:  # else the page would jump where it scrolls
            self._client, self._matters, self._more = now
            self._show()

    def make_room(self, height: int) -> None:
        """Show as many as a window of this height has room for, and always the first."""
        room = max(1, (height - REST) // EACH)
        if room != self._room:
            self._room = room
            self._show()

    def _show(self) -> None:
        had = next((each for each in self.findChildren(QWidget) if each.hasFocus()), None)
        shown = self._matters[: self._room]
        clear(self._lines)
        for each in shown:
            self._lines.addWidget(self._line(each))
        left = len(self._matters) - len(shown) + self._more
        self.signs.setText(_n("See the signs: {count} more is raised", "See the signs: {count} more are raised", left)
                           if left else _("See the signs and what speaks against them"))  # fmt: skip
        self.setVisible(bool(shown))
        if had and shown and had is not self.signs:
            self.signs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, matter: Matter) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        icon, tone = ("triangle-alert", "stop") if matter.is_harm else ("circle-alert", "attention")
        row.addWidget(Icon(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        what = _(matter.what)
        if matter.since:
            what = _("{what}, since {date}", what=what, date=matter.since)
        words.addWidget(Label(what, "strong", wrap=True))
        words.addWidget(Label(_(matter.step.text), "soft", wrap=True))
        beside = Beside()
        beside.addLayout(words)
        action = JUDGING_ACTIONS[matter.step.action]
        made = button(_(action.word))
        made.setAccessibleName(f"{_(action.word)}: {what}")
        made.clicked.connect(lambda: action.act(self._intents, self._client))
        beside.addWidget(made)
        row.addLayout(beside, 1)
        return line
