"""What the record says about a client, where each line comes from, and what it advises (P4.1, P7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from clientguard.domain.leaving.deciding.weighing import SOURCES, Advice, Line, Weighing
from clientguard.domain.records.kinds.leaving import TALK
from clientguard.texts import _, current
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.pages.page import clear
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

SHOWN = 20  # records that a line's menu offers


class WeighingPart(QWidget):
    """The lines of the record, each with the way to its records, and the advice below them."""

    def __init__(self, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._intents = intents
        self._names: Mapping[int, str] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        box.addLayout(self._lines)
        self._client = 0
        self.signs = quiet(_("See the signs"))
        self.signs.setAccessibleName(_("See the signs and what speaks against them"))
        self.signs.clicked.connect(lambda: intents.go_to_section("signs", self._client))
        box.addWidget(self.signs, 0, Qt.AlignmentFlag.AlignLeft)
        self.advice = Label("", "strong", wrap=True)
        box.addWidget(self.advice)
        self.talk = quiet(_("Create the conversation sheet"))
        self.talk.clicked.connect(lambda: intents.talk_sheet(self._client))
        box.addWidget(self.talk, 0, Qt.AlignmentFlag.AlignLeft)
        self.talk.hide()

    def show_weighing(self, found: Weighing, names: Mapping[int, str], client: int) -> None:
        """Show the lines of a client; `names` are the titles of their records."""
        self._names, self._client = names, client
        clear(self._lines)
        for each in found.lines:
            self._lines.addWidget(self._line(each))
        if not found.lines:
            self._lines.addWidget(Label(_("Nothing is on record yet that speaks for or against it."), "soft"))

    def show_advice(self, advised: Advice | None) -> None:
        """Show what the record advises, and how to prepare a talk; None where nothing is being decided."""
        self.advice.setVisible(advised is not None)
        self.talk.setVisible(advised is not None and advised.verdict == TALK)
        if advised:
            self.advice.setText(_("What the record advises: {why}", why=current().say(advised.reason)))

    def _line(self, line: Line) -> StepLine:
        words = current().say(line.text)
        row = StepLine(words, _("More than one event.") if line.is_pattern else "")
        if line.records:
            made = row.add_action(
                _("Where from"), lambda: self._offer(line, made), spoken=_("Where from: {line}", line=words),
                beside=True,
            )  # fmt: skip
        return row

    def _offer(self, line: Line, at: QPushButton) -> None:
        """Open the record that a line comes from; of several, let the user choose."""
        kind = SOURCES[line.key]
        if len(line.records) == 1:
            self._intents.open(kind, line.records[0])
            return
        menu = QMenu(at)
        for each in line.records[-SHOWN:]:
            name = self._names.get(each, "").replace("&", "&&")
            menu.addAction(name).triggered.connect(lambda _checked=False, each=each: self._intents.open(kind, each))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))
