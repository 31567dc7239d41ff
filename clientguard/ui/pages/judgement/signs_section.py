"""The section of a client's page about its signs: the other reading first, then what the record shows (P6, P8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.domain.records.kinds.judging import PLAN_RESULTS
from clientguard.texts import _, current
from clientguard.ui.pages.judgement.fair_part import FairPart
from clientguard.ui.pages.judgement.pattern_part import PatternPart
from clientguard.ui.pages.judgement.sign_row import SignRow
from clientguard.ui.pages.page import clear, column
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.domain.judgement.finding import Finding
    from clientguard.domain.records import RecoveryPlan
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.pages.judgement.client_look import ClientLook
    from clientguard.ui.session.session import Session


AT_ONCE = 2  # rows that are made in one turn
LEAST = 280  # points of height in which one can read; a lower window scrolls as a whole


class SignsSection(QWidget):
    """One column that scrolls; it shows what the page has read."""

    def __init__(self, session: Session, intents: Intents, client: int) -> None:
        super().__init__()
        self._session, self._intents, self._client = session, intents, client
        self._found: ClientLook | None = None
        self._unfolded: dict[int, bool] = {}  # signs that the user opened or closed
        self.rows: list[SignRow] = []
        self._left: list[Finding] = []  # that have no row yet
        self.plans: list[QWidget] = []
        self.setMinimumHeight(LEAST)
        self._box = column(self)
        self._box.setSpacing(10)
        self._heading(_("Before you judge"))
        told = _("One event says little. Look first at what speaks for the client, and at your own part.")
        self._box.addWidget(Label(told, "soft", wrap=True))
        self.fair = FairPart(session, intents, self)
        self._box.addWidget(self.fair)
        self._plan_lines = QVBoxLayout()
        self._box.addLayout(self._plan_lines)
        self.plan = button(_("Plan a recovery …"), icon="shield-check")
        self.plan.setEnabled(session.book.writable)
        self.plan.clicked.connect(lambda: intents.plan_recovery(client))
        self._box.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        self.patterns = PatternPart(session, intents, client, self)
        self._box.addWidget(self.patterns)
        self._heading(_("Ten signs"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._box.addLayout(self._rows)
        self._box.addStretch()

    def _heading(self, text: str) -> None:
        self._box.addSpacing(8)
        self._box.addWidget(Label(text, "section"))

    def show_look(self, found: ClientLook) -> None:
        """Show what was read; what the user opened stays open, and the keyboard stays at its row."""
        if found == self._found:  # what was unfolded stays
            return
        is_first, self._found = self._found is None, found
        at = self._focused()
        self.fair.show_look(found.judged.fair)
        self._show_plans(found.plans)
        self.patterns.show_patterns(found.judged.patterns)
        clear(self._rows)
        self.rows = []
        self._left = list(found.judged.findings)
        if is_first:  # a few at a time, so that the window goes on; later the page would jump where it scrolls
            self._add_some()
        else:
            self._add_rows(len(self._left))
        back = next((each for each in self.rows if each.found.sign == at), None)
        if back:
            back.toggle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_some(self) -> None:
        """Add some of the rows that are left, and the others in the next turns."""
        self._add_rows(AT_ONCE)
        if self._left:
            QTimer.singleShot(0, self, self._add_some)

    def _add_rows(self, count: int) -> None:
        for each in self._left[:count]:
            unfolded = self._unfolded.get(each.sign, each.state != "none" or each.until is not None)
            row = SignRow(self._session, self._intents, self._client, each, unfolded=unfolded, parent=self)
            row.folded.connect(lambda on, sign=each.sign: self._unfolded.update({sign: on}))
            self.rows.append(row)
            self._rows.addWidget(row)
        del self._left[:count]

    def _focused(self) -> int:
        """Return the sign whose row has the keyboard; 0 where none has."""
        for row in self.rows:
            if row.isAncestorOf(self.focusWidget() or self) and self.isAncestorOf(row):
                return row.found.sign
        return 0

    def _show_plans(self, plans: tuple[RecoveryPlan, ...]) -> None:
        clear(self._plan_lines)
        self.plans = [self._plan_line(each) for each in plans]
        for line in self.plans:
            self._plan_lines.addWidget(line)
        self.plan.setText(" " + (_("Plan another recovery …") if plans else _("Plan a recovery …")))

    def _plan_line(self, plan: RecoveryPlan) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        words = _plan_words(plan)
        row.addWidget(Label(words, wrap=True), 1)
        if not plan.result:
            look = quiet(_("Enter the result"))
            look.setAccessibleName(f"{look.text()}: {words}")
            look.setEnabled(self._session.book.writable)
            look.clicked.connect(lambda: self._intents.look_at_result(plan.id))
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        made = quiet(_("Open", "verb"))
        made.setAccessibleName(_("Open: {record}", record=words))
        made.clicked.connect(lambda: self._intents.open("recovery_plan", plan.id))
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _plan_words(plan: RecoveryPlan) -> str:
    remedy = plan.remedy.rstrip(".")
    if not plan.result:
        return _("Recovery plan: {remedy}. Its result is looked at on {date}.", remedy=remedy, date=plan.due)
    result = current()(next(each.label for each in PLAN_RESULTS if each.key == plan.result))
    if plan.result_on:
        return _("Recovery plan: {remedy}. Result on {date}: {result}.", remedy=remedy, date=plan.result_on,
                 result=result)  # fmt: skip
    return _("Recovery plan: {remedy}. Result: {result}.", remedy=remedy, result=result)
