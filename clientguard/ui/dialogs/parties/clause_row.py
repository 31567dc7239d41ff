"""One protective clause of a contract: whether it was found, the passage, and the user's answer (P7.5)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientguard.domain.judgement.clauses.check import PROPOSED, CheckedClause
from clientguard.domain.records.kinds.beginning import STATED
from clientguard.texts import _, current
from clientguard.ui.widgets.button import hairline, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label

CHIP = 136  # points: the chips of all rows stand in one column


class ClauseRow(QWidget):
    """A clause. `confirmed`: it stands there as quoted; `missing`: it is not stated; `quoting`: another passage."""

    confirmed = Signal()
    missing = Signal()
    quoting = Signal()

    def __init__(self, label: str, *, writable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._writable = label, writable
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(hairline())
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(14)
        self.chip = StateChip("", "neutral")
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(label, "strong", wrap=True))
        self.passage = Label("", wrap=True).selectable()
        words.addWidget(self.passage)
        self.note = Label("", "soft", wrap=True)
        words.addWidget(self.note)
        words.addLayout(self._answers())
        line.addLayout(words, 1)
        box.addLayout(line)

    def _answers(self) -> Flow:
        ways = Flow()
        self.confirm, self.none, self.quote = quiet(_("Confirm")), quiet(_("Not stated")), quiet("")
        for made, told in ((self.confirm, self.confirmed), (self.none, self.missing), (self.quote, self.quoting)):
            made.clicked.connect(told)
            ways.addWidget(made)
        return ways

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        """The three answers, in their order."""
        return self.confirm, self.none, self.quote

    def show_clause(self, found: CheckedClause) -> None:
        """Show the clause as it is now."""
        is_proposed, is_stated = found.state == PROPOSED, found.state == STATED
        word, tone = _("Nothing found"), "neutral"
        if is_proposed:
            word, tone = _("Proposed"), "note"
        elif is_stated:
            word, tone = _("In the contract"), "met"
        elif found.confirmed_on:
            word, tone = _("Not stated"), "attention"
        self.chip.show_state(word, tone)
        self.chip.setFixedWidth(max(CHIP, self.chip.sizeHint().width()))
        self.passage.setText(f"“{found.passage}”" if found.passage else "")
        self.passage.setVisible(bool(found.passage))
        on = found.confirmed_on
        self.note.setText(_("Confirmed on {date}.", date=current().date(on)) if on else "")
        self.note.setVisible(bool(on))
        self.quote.setText(_("Another passage …") if found.passage else _("Quote a passage …"))
        self.confirm.setVisible(is_proposed)
        self.none.setVisible(is_proposed or is_stated or not on)
        for made in self.buttons:
            made.setAccessibleName(f"{made.text()}: {self._label}")
            made.setEnabled(self._writable)
