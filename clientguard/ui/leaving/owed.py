"""Owed: what is owed on both sides, and the gates (P4.2, P4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.gates import GATES_OF, Gate, gates
from clientguard.domain.leaving.owed import OwedLine, owed
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import totals
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.owed_actions import OwedActions
from clientguard.ui.leaving.step import Step
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.gate_row import GateRow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

MOST = 5  # lines that a side shows before the rest is asked for


class OwedStep(Step):
    """Owed: what you owe, what the client owes, then the gates (P4.2, P4.3)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What you owe is met first. Until payments are current, only what is yours may wait."))
        self.add_section(_("What you owe"))
        self.ours = self.add_lines()
        add = self.add_button(button(_("Add an obligation"), icon="plus"), lambda: self._acts().add_obligation())
        self.add_section(_("What the client owes"))
        self._sum = Label("", "strong", wrap=True)
        self.box.addWidget(self._sum)
        self.theirs = self.add_lines()
        bill = self.add_button(button(_("Make the last invoice"), icon="receipt"), lambda: self._acts().add_invoice())
        self._after = {self.ours: add, self.theirs: bill}  # what comes after the lines
        self.add_section(_("Conditions", "gates"))
        self._rows = self.add_lines()
        self.box.addStretch()
        self.rows: dict[str, GateRow] = {}
        self._gates: dict[str, Gate] = {}
        self._whole: set[QVBoxLayout] = set()  # the sides of which all lines were asked for
        self._whose = 0

    def _acts(self) -> OwedActions:
        assert self.case is not None
        return OwedActions(self.session, self.intents, self.case, self.window())

    def fill(self, case: LeavingCase) -> None:
        """Show what is owed; the lines of another leaving begin short again."""
        if self._whose != case.leaving.id:
            self._whose = case.leaving.id
            self._whole.clear()
        for made in self._after.values():
            made.setVisible(not case.leaving.signed_off)
        found, money = owed(case, self.session.today()), totals(case.bills)
        self._show_lines(self.ours, found.ours, _("Nothing is on record."))
        self._sum.setText(_sum_in_words(money.owed, money.overdue))
        self._show_lines(self.theirs, found.theirs, "")
        self._show_gates(case)

    def _show_lines(self, box: QVBoxLayout, lines: Sequence[OwedLine], nothing: str) -> None:
        clear(box)
        shown = lines if box in self._whole or len(lines) <= MOST + 1 else _first(lines)
        for each in shown:
            box.addWidget(self._line(each))
        if nothing and not shown:
            box.addWidget(Label(_("Nothing is left to do here.") if lines else nothing, "soft"))
        if rest := lines[len(shown) :]:
            more = quiet(_n("{count} more", "{count} more", len(rest)))
            more.clicked.connect(lambda: self._show_all(box, more, rest))
            box.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self, box: QVBoxLayout, more: QPushButton, rest: Sequence[OwedLine]) -> None:
        """Show the lines that were left out; the keyboard goes to the first button among them, or after them."""
        self._whole.add(box)
        rows = [self._line(each) for each in rest]
        for row in rows:
            box.addWidget(row)
        made = [each for row in rows for each in row.findChildren(QPushButton)]
        target = made[0] if made else self._after[box]
        if target.isEnabled() and not target.isHidden():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        more.hide()
        more.deleteLater()

    def _line(self, line: OwedLine) -> StepLine:
        detail = current().say(line.detail) if line.detail else ""
        row = StepLine(current().say(line.what), detail, StateChip(_(line.word), line.tone))
        for place, (word, act) in enumerate(self._acts().ways(line)):
            row.add_action(word, act, beside=place > 0 or line.settled)
        return row

    def _show_gates(self, case: LeavingCase) -> None:
        clear(self._rows)
        self.rows, self._gates = {}, {}
        for gate in (each for each in gates(case, self.session.today()) if each.key in GATES_OF["owed"]):
            row = GateRow(gate, releasable=not case.leaving.signed_off)
            row.release_wanted.connect(self.release)
            self.rows[gate.key] = row
            self._gates[gate.key] = gate
            self._rows.addWidget(row)

    def release(self, key: str) -> None:
        """Ask for the reason why a gate is released."""
        if self.case is None or key not in self._gates:
            return
        from clientguard.ui.leaving.release import ask_for_release

        ask_for_release(self.session, self._gates[key], self.case.leaving, self)


def _first(lines: Sequence[OwedLine]) -> Sequence[OwedLine]:
    """Return the lines that a long side shows: the first of those that are open."""
    return [each for each in lines if not each.settled][:MOST]


def _sum_in_words(owed: tuple[Money, ...], overdue: tuple[Money, ...]) -> str:
    if not owed:
        return _("Nothing is owed to you.")
    if not overdue:
        return _("{amount} is open, nothing is overdue.", amount=" + ".join(map(current().money, owed)))
    return _("{amount} is overdue.", amount=" + ".join(map(current().money, overdue)))
