"""Hand over: accounts one by one, and data (P4.3, P4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.leaving import handing_over
from clientguard.actions.records import editing
from clientguard.domain.leaving.case import LeavingCase, handovers
from clientguard.domain.leaving.handover import Handover, HandoverStep
from clientguard.domain.records.handover import OWNERSHIP
from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label, Line

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class HandOverStep(Step):
    """Accounts: one by one, from offered to own access removed, with proof (P4.4)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _("Go through every account: offered, accepted, tested by the client, own access removed, proof kept.")
        )
        self._rows = self.add_lines()
        self.add_button(
            button(_("Add account"), icon="plus"),
            lambda: self.intents.add("account", client=(self.case.leaving.client or 0) if self.case else 0),
        )
        self.box.addStretch()
        self.rows: dict[int, AccountRow] = {}

    def fill(self, case: LeavingCase) -> None:
        """Show every account with its path; who goes along by keyboard stays at the same account."""
        focus = QApplication.focusWidget()
        here = next((key for key, row in self.rows.items() if focus is not None and row.isAncestorOf(focus)), 0)
        clear(self._rows)
        self.rows = {}
        for each in handovers(case):
            row = AccountRow(each, self.session, self.intents)
            self.rows[each.account.id] = row
            self._rows.addWidget(row)
        if here in self.rows:
            self.rows[here].take_focus()
        if not case.accounts:
            self._rows.addWidget(Label(_("No account is on record for this client."), "soft"))

    def settle(self) -> None:
        """Save what is saved when its field is left."""
        for row in self.rows.values():
            row.settle()


class AccountRow(QWidget):
    """One account: whose it is and why it may go on, its steps, and the next one as a button."""

    def __init__(self, handover: Handover, session: Session, intents: Intents) -> None:
        super().__init__()
        self._handover, self._session = handover, session
        self.setProperty("queuerow", True)
        account = handover.account
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 12)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Line(account.name, "strong"))
        owner = next((each for each in OWNERSHIP if each.key == account.ownership), OWNERSHIP[0])
        head.addWidget(StateChip(_(owner.label), owner.tone))
        if handover.complete:
            head.addWidget(StateChip(_("handed over"), "met"))
        elif not handover.may_proceed:
            head.addWidget(StateChip(_("waits"), "stop"))
        head.addStretch()
        change = quiet(_("Open"))
        change.clicked.connect(lambda: intents.open("account", account.id))
        head.addWidget(change)
        box.addLayout(head)
        why = current().say(handover.why)
        if handover.warning:
            why = f"{why} {current().say(handover.warning)}"
        box.addWidget(Label(why, "soft", wrap=True))
        box.addLayout(self._path())
        self.proof = self._proof()
        box.addWidget(self.proof)
        self.refusal = ErrorLine(self)
        box.addWidget(self.refusal)

    def _path(self) -> Flow:
        path = Flow()
        following = True
        self.marks: dict[str, QWidget] = {}
        for step in self._handover.steps:
            if step.done:
                text = _("{step}: {date}", step=current().say(step.label), date=current().date(step.done, "short"))
                path.addWidget(StateChip(text, "met"))
            elif not step.blocked_by:
                made = button(current().say(step.label), primary=False)
                made.setToolTip(_("Mark as done today"))
                made.clicked.connect(lambda _checked=False, step=step: self._mark(step))
                made.setProperty("quiet", not following)
                self.marks[step.key] = made
                path.addWidget(made)
                following = False
            else:
                path.addWidget(StateChip(current().say(step.label), "neutral"))
        return path

    def _proof(self) -> QLineEdit:
        proof = QLineEdit(self._handover.account.proof)
        proof.setPlaceholderText(_("Proof: a confirmation, a screenshot, a message"))
        proof.setAccessibleName(_("Proof"))
        proof.editingFinished.connect(lambda: self._prove(proof.text().strip()))
        return proof

    def take_focus(self) -> None:
        """Go to the next thing to do."""
        target = next(iter(self.marks.values()), self.proof)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, step: HandoverStep) -> None:
        book, account, today = self._session.book, self._handover.account.id, self._session.today()
        self.refusal.say("")
        self._session.do(lambda _job: handing_over.tick(book, account, step.key, today), failed=self._refuse)

    def settle(self) -> None:
        """Save the proof as it stands: it will not be left any more in the usual way."""
        self.proof.blockSignals(True)
        self._prove(self.proof.text().strip())

    def _prove(self, text: str) -> None:
        if text != self._handover.account.proof:
            self._change(proof=text)

    def _change(self, **values: str) -> None:
        book, account = self._session.book, self._handover.account
        self.refusal.say("")
        self._session.do(lambda _job: editing.change_record(book, account, **values), failed=self._refuse)

    def _refuse(self, error: KnownError) -> None:
        if not isinstance(error, editing.NotValidError):
            self._session.failed.emit(error)
            return
        self.refusal.say(" ".join(current().say(each.message) for each in error.problems))
