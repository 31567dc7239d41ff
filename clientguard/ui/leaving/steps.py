"""The wizard's steps that look and decide: decide, obligations, money, gates (P4.1–P4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.records import editing
from clientguard.domain.contracts.words import notice_in_words
from clientguard.domain.leaving.gates import Gate, LeavingCase, gates
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, totals, waiting_for
from clientguard.domain.records import Deliverable, Evidence, Obligation, Release
from clientguard.store.views.leaving import evidence
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.evidence import EvidenceDialog, evidence_choices
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.gate_row import GateRow
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class Line(QWidget):
    """A row of a step: a word or two, and what can be done."""

    def __init__(self, title: str, detail: str, chip: StateChip | None = None) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 6, 0, 6)
        self.row.setSpacing(12)
        if chip:
            self.row.addWidget(chip)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, wrap=True))
        if detail:
            words.addWidget(Label(detail, "soft", wrap=True))
        self.row.addLayout(words, 1)

    def add_action(self, text: str, act) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        """Put a button at the end."""
        made = button(text)
        made.clicked.connect(lambda: act())
        self.row.addWidget(made)


class DecideStep(Step):
    """Decide: dated, with reasons, the alternatives considered, and the evidence behind it (P4.1)."""

    fields = ("decided", "reasons", "alternatives")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _(
                "Nobody knows whether it will get better. Write down what happened, as facts, and what else you"
                " considered."
            )
        )
        self.add_form()
        self.add_section(_("Evidence"))
        self._lines = self.add_lines()
        self.add = self.add_button(button(_("Add evidence from the record"), icon="paperclip"), self.choose)
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Show the evidence."""
        self.add.setEnabled(bool(case.leaving.id))
        leaving = case.leaving.id
        if leaving:
            self.session.read(lambda db: evidence(db, leaving), self._show_evidence, self, key="evidence")
        else:
            self._show_evidence(None)

    def _show_evidence(self, found: list[tuple[Evidence, str]] | None) -> None:
        clear(self._lines)
        if found is None:
            self._lines.addWidget(Label(_("Save the decision first, then add what stands behind it."), "soft"))
            return
        for each, title in found:
            line = Line(title, each.note)
            line.add_action(_("Take out"), lambda each=each: self.intents.remove([each.id]))
            self._lines.addWidget(line)
        if not found:
            self._lines.addWidget(Label(_("Nothing yet. Messages, problems and invoices can stand behind it."), "soft"))

    def choose(self) -> None:
        """Ask which record stands behind the decision."""
        if self.case is None or not self.case.leaving.id:
            return
        leaving, session, today = self.case.leaving, self.session, self.session.today()
        session.read(
            lambda db: evidence_choices(db, leaving, today),
            lambda found: EvidenceDialog(session, leaving, *found, self.window()).open(),
            self,
            key="choose",
        )


class ObligationsStep(Step):
    """Obligations: deliverables, refunds, promises and the notice period are met first (P4.2)."""

    fields = ("notice_given", "last_day")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What you owe is met first: deliverables, refunds, promises, and the notice period."))
        self.add_form()
        self._notice = Label("", "soft", wrap=True)
        self.box.addWidget(self._notice)
        self.add_section(_("Deliverables"))
        self._deliverables = self.add_lines()
        self.add_section(_("Refunds, credits and promises"))
        self._obligations = self.add_lines()
        self.add_button(button(_("Add an obligation"), icon="plus"), self._add)
        self.box.addStretch()

    def _add(self) -> None:
        if self.case:
            self.intents.add("obligation", client=self.case.leaving.client or 0)

    def fill(self, case: LeavingCase) -> None:
        """Show what is owed."""
        today = self.session.today()
        told = [next(each.reason for each in gates(case, today) if each.key == "notice")]
        if case.contract and not case.leaving.notice_given and (more := notice_in_words(case.contract.agreed, today)):
            told.append(more)
        self._notice.setText(" ".join(current().say(each) for each in told))
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

    def _deliverable(self, record: Deliverable) -> Line:
        choice = record.kind.field("state").choice(record.state)
        chip = StateChip(_(choice.label), choice.tone) if choice else None
        line = Line(record.title, _("due {date}", date=record.due) if record.due else "", chip)
        if record.state in ("agreed", "delivered"):
            today = self.session.today()
            line.add_action(_("Mark accepted"), lambda: self._change(record, state="accepted", settled_on=today))
            line.add_action(_("Open"), lambda: self.intents.open("deliverable", record.id))
        return line

    def _obligation(self, record: Obligation) -> Line:
        chip = StateChip(_("met") if record.met_on else _("open"), "met" if record.met_on else "attention")
        line = Line(record.what, record.note, chip)
        if not record.met_on:
            line.add_action(_("Mark met"), lambda: self._change(record, met_on=self.session.today()))
        return line

    def _change(self, record: Deliverable | Obligation, **values: Any) -> None:  # noqa: ANN401
        self.session.do(lambda _job: editing.change_record(self.session.book, record, **values))


class MoneyStep(Step):
    """Money: what is owed, invoice by invoice (P4.3)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _("Payments are current when nothing is overdue. Until then only what is contractually yours may wait.")
        )
        self._sum = Label("", "section", wrap=True)
        self.box.addWidget(self._sum)
        self._lines = self.add_lines()
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Show the invoices that are not paid."""
        clear(self._lines)
        found = totals(case.bills)
        self._sum.setText(self._words(found.owed, found.overdue))
        for bill in case.bills:
            if bill.is_unpaid:
                self._lines.addWidget(self._line(bill))

    def _words(self, owed: tuple[Money, ...], overdue: tuple[Money, ...]) -> str:
        if not owed:
            return _("Nothing is owed to you.")
        money = " + ".join(current().money(each) for each in overdue)
        if not overdue:
            total = " + ".join(current().money(each) for each in owed)
            return _("{amount} is open, nothing is overdue.", amount=total)
        return _("{amount} is overdue.", amount=money)

    def _line(self, bill: Bill) -> Line:
        late = bill.status == "overdue"
        chip = StateChip(_("overdue") if late else _("open"), "attention" if late else "neutral")
        detail = _("due {date}", date=bill.due)
        if bill.waits_for:
            detail = _("waits for {event}", event=bill.waits_for.say())
        if late:
            detail = _n("due {date}, {count} day late", "due {date}, {count} days late", bill.days_late, date=bill.due)
        if waits := waiting_for(bill):
            detail = _("{detail}, {waits}", detail=detail, waits=current().say(waits))
        line = Line(_("{number}: {amount}", number=bill.facts.number, amount=bill.open), detail, chip)
        line.add_action(_("Record payment"), lambda: self.intents.record_payment(bill.facts.id))
        return line


class GatesStep(Step):
    """Gates: what must be true before handover is complete, and what may be held back until it is (P4.3)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What must be true before handover is complete, and what may be held back until it is."))
        self.add_section(_("Conditions"))
        self._rows = self.add_lines()
        self.box.addStretch()
        self.rows: dict[str, GateRow] = {}
        self._gates: dict[str, Gate] = {}

    def fill(self, case: LeavingCase) -> None:
        """Show every gate."""
        clear(self._rows)
        self.rows, self._gates = {}, {}
        for gate in gates(case, self.session.today()):
            row = GateRow(gate)
            row.release_wanted.connect(self.release)
            self.rows[gate.key] = row
            self._gates[gate.key] = gate
            self._rows.addWidget(row)

    def release(self, key: str) -> None:
        """Ask for the reason why a gate is released."""
        if self.case is None or key not in self._gates:
            return
        from clientguard.ui.leaving.release import ReleaseDialog, release_facts

        gate, leaving, session = self._gates[key], self.case.leaving, self.session
        release = Release(client=leaving.client, leaving=leaving.id, gate=gate.key, on=session.today())
        session.read(
            lambda db: release_facts(db, release),
            lambda facts: ReleaseDialog(session, gate, facts, self.window()).open(),
            self,
            key="release",
        )
