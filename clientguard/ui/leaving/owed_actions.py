"""What can be done about each line of what is owed: the next thing first (P4.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from clientguard.actions.records import editing
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.owed import DEPOSIT, OwedLine, unbilled_line
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Deliverable, HandoverMark, Payment, Record
from clientguard.domain.records.kinds.collecting import DISPUTED
from clientguard.texts import _, current
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

Way = tuple[str, Callable[[], object]]


class OwedActions:
    """Carries out what the lines of a case offer; `parent` is what its dialogs stand over."""

    def __init__(self, session: Session, intents: Intents, case: LeavingCase, parent: QWidget) -> None:
        self._session, self._intents, self._case, self._parent = session, intents, case, parent
        self._client = case.leaving.client or 0

    def ways(self, line: OwedLine) -> Sequence[Way]:
        """Return what can be done about a line, the next thing first; nothing about what is settled.

        Once the leaving is closed, only money, and what the client promised, may still come in.
        """
        if self._case.leaving.signed_off and line.about in ("deliverable", "obligation"):
            return ()
        match line.about:
            case "deliverable" if not line.settled:
                return self._of_deliverable(line)
            case "obligation" if not line.settled:
                return ((_("Mark met"), lambda: self._change(self._obligation(line), met_on=self._session.today())),)
            case "overpaid" | "account":
                return ((_("Record the refund"), lambda: self._refund(line)),)
            case "deposit" if line.settled:
                return ((_("Take back"), lambda: self._intents.remove([line.record])),)
            case "deposit":
                return ((_("Settle the deposit"), lambda: self._settle_deposit(line)),)
            case "invoice":
                return self._of_invoice(line)
            case "promise":
                return ((_("Mark kept"), lambda: self._change(self._promise(line), kept_on=self._session.today())),)
            case _:
                return ()

    def _of_deliverable(self, line: OwedLine) -> Sequence[Way]:
        record = next(each for each in self._case.deliverables if each.id == line.record)
        return (
            (_("Mark accepted"), lambda: self._settle(record, "accepted", _("Mark accepted"))),
            (_("Drop in writing"), lambda: self._settle(record, "dropped", _("Drop in writing"))),
        )

    def _settle(self, record: Deliverable, state: str, title: str) -> None:
        """Ask when a deliverable was accepted or dropped, and by whom."""
        settled = replace(record, state=state, settled_on=record.settled_on or self._session.today())
        self._intents.form(
            settled,
            title=title,
            save_word=title,
            fields=("settled_on", "settled_by"),
            made=lambda dialog: _head(dialog, record.title),
        )

    def _of_invoice(self, line: OwedLine) -> Sequence[Way]:
        pay: Way = (_("Record payment"), lambda: self._intents.record_payment(line.record))
        bill = next(each for each in self._case.bills if each.facts.id == line.record)
        if bill.hold and bill.hold.type == DISPUTED:
            dispute = bill.hold.id
            return (pay, (_("Settle the dispute"), lambda: self._intents.settle_dispute(dispute)))
        return (pay,)

    def _obligation(self, line: OwedLine) -> Record:
        return next(each for each in self._case.obligations if each.id == line.record)

    def _promise(self, line: OwedLine) -> Record:
        return next(each for each in self._case.promises if each.id == line.record)

    def _change(self, record: Record, **values: Any) -> None:  # noqa: ANN401
        self._session.do(lambda _job: editing.change_record(self._session.book, record, **values))

    def _refund(self, line: OwedLine) -> None:
        """Open the form of a refund: a payment below zero, of the invoice or of the credit on account."""
        amount = line.amount or Money(0, "")
        refund = Payment(
            client=self._client,
            invoice=line.record or None,
            received=self._session.today(),
            amount=-amount.minor,
            currency=amount.currency,
            detail=_("Refund"),
        )
        fields = ("received", "amount", "currency", "detail")
        self._intents.form(
            refund,
            title=_("Record the refund"),
            save_word=_("Save the refund"),
            fields=fields,
            made=lambda dialog: _head(dialog, current().say(line.what)),
        )

    def _settle_deposit(self, line: OwedLine) -> None:
        """Ask when and how the deposit was refunded or set off."""
        leaving, session, today = self._case.leaving.id, self._session, self._session.today()
        mark = HandoverMark(client=self._client, leaving=leaving, key=DEPOSIT, done_on=today)

        def show(facts: FormFacts) -> None:
            dialog = RecordDialog(
                session, facts, title=_("Settle the deposit"), save_word=_("Mark it settled"), parent=self._parent
            )
            _head(dialog, current().say(line.what), _("Refunded, or set off against an invoice: say which."))
            dialog.open()

        place = f"deposit:{leaving}"
        session.read(lambda db: form_facts(db, mark, ("done_on", "proof"), place), show, self._parent, key="deposit")

    def add_obligation(self) -> None:
        """Open the form of something else that is owed to the client."""
        self._intents.add("obligation", client=self._client)

    def add_invoice(self) -> None:
        """Open the form of the last invoice, with what the work since the one before comes to where that is agreed."""
        preset: dict[str, Any] = {"contract": self._case.contract.id if self._case.contract else None}
        work = unbilled_line(self._case)
        if work and work.amount and not work.private:
            preset |= {"amount": work.amount.minor, "currency": work.amount.currency}
        self._intents.add("invoice", client=self._client, **preset)


def _head(dialog: RecordDialog, title: str, detail: str = "") -> None:
    """Put what a form is about at its top."""
    dialog.body.insertWidget(0, Label(title, "section", wrap=True))
    if detail:
        dialog.body.insertWidget(1, Label(detail, "soft", wrap=True))
