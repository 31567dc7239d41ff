"""Owed: what is owed on both sides, and the gates (P4.2, P4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientguard.actions.records import editing
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.gates import GATES_OF, Gate, gates
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, totals, waiting_for
from clientguard.domain.records import Deliverable, Obligation
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.gate_row import GateRow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents
from clientguard.ui.leaving.step_line import StepLine


class OwedStep(Step):
    """Owed: deliverables, refunds, promises and money, then the gates (P4.2, P4.3)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What you owe is met first. Until payments are current, only what is yours may wait."))
        self.add_section(_("Deliverables"))
        self._deliverables = self.add_lines()
        self.add_section(_("Refunds, credits and promises"))
        self._obligations = self.add_lines()
        self.add_button(button(_("Add an obligation"), icon="plus"), self._add)
        self.add_section(_("Money"))
        self._sum = Label("", "strong", wrap=True)
        self.box.addWidget(self._sum)
        self._bills = self.add_lines()
        self.add_section(_("Conditions"))
        self._rows = self.add_lines()
        self.box.addStretch()
        self.rows: dict[str, GateRow] = {}
        self._gates: dict[str, Gate] = {}

    def _add(self) -> None:
        if self.case:
            self.intents.add("obligation", client=self.case.leaving.client or 0)

    def fill(self, case: LeavingCase) -> None:
        """Show what is owed."""
        clear(self._deliverables)
        for each in case.deliverables:
            self._deliverables.addWidget(self._deliverable(each))
        if not case.deliverables:
            self._deliverables.addWidget(Label(_("None was agreed."), "soft"))
        clear(self._obligations)
        for each in case.obligations:
            self._obligations.addWidget(self._obligation(each))
        if not case.obligations:
            self._obligations.addWidget(Label(_("None is on record."), "soft"))
        clear(self._bills)
        found = totals(case.bills)
        self._sum.setText(self._words(found.owed, found.overdue))
        for bill in case.bills:
            if bill.is_unpaid:
                self._bills.addWidget(self._bill(bill))
        self._show_gates(case)

    def _deliverable(self, record: Deliverable) -> StepLine:
        choice = record.kind.field("state").choice(record.state)
        chip = StateChip(_(choice.label), choice.tone) if choice else None
        line = StepLine(record.title, _("due {date}", date=record.due) if record.due else "", chip)
        if record.state in ("agreed", "delivered"):
            today = self.session.today()
            line.add_action(_("Mark accepted"), lambda: self._change(record, state="accepted", settled_on=today))
            line.add_action(_("Open"), lambda: self.intents.open("deliverable", record.id))
        return line

    def _obligation(self, record: Obligation) -> StepLine:
        chip = StateChip(_("met") if record.met_on else _("open"), "met" if record.met_on else "attention")
        line = StepLine(record.what, record.note, chip)
        if not record.met_on:
            line.add_action(_("Mark met"), lambda: self._change(record, met_on=self.session.today()))
        return line

    def _change(self, record: Deliverable | Obligation, **values: Any) -> None:  # noqa: ANN401
        self.session.do(lambda _job: editing.change_record(self.session.book, record, **values))

    def _words(self, owed: tuple[Money, ...], overdue: tuple[Money, ...]) -> str:
        if not owed:
            return _("Nothing is owed to you.")
        money = " + ".join(current().money(each) for each in overdue)
        if not overdue:
            total = " + ".join(current().money(each) for each in owed)
            return _("{amount} is open, nothing is overdue.", amount=total)
        return _("{amount} is overdue.", amount=money)

    def _bill(self, bill: Bill) -> StepLine:
        late = bill.status == "overdue"
        chip = StateChip(_("overdue") if late else _("open"), "attention" if late else "neutral")
        detail = _("due {date}", date=bill.due)
        if bill.waits_for:
            detail = _("waits for {event}", event=bill.waits_for.say())
        if late:
            detail = _n("due {date}, {count} day late", "due {date}, {count} days late", bill.days_late, date=bill.due)
        if waits := waiting_for(bill):
            detail = _("{detail}, {waits}", detail=detail, waits=current().say(waits))
        line = StepLine(_("{number}: {amount}", number=bill.facts.number, amount=bill.open), detail, chip)
        line.add_action(_("Record payment"), lambda: self.intents.record_payment(bill.facts.id))
        return line

    def _show_gates(self, case: LeavingCase) -> None:
        clear(self._rows)
        self.rows, self._gates = {}, {}
        for gate in (each for each in gates(case, self.session.today()) if each.key in GATES_OF["owed"]):
            row = GateRow(gate)
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
