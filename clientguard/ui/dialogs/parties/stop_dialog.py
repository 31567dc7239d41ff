"""Stopping work under a contract: since when, and for which unpaid invoice (P3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.contracts.stopping import stop_work
from clientguard.domain.changed import Changed
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records import Contract
from clientguard.domain.records.parse import FieldError
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import ChoosingDialog
from clientguard.ui.records.editors import DateEditor
from clientguard.ui.session.session import Session


class StopDialog(ChoosingDialog):
    """Asks since when, and for which of the unpaid `bills`, work is stopped; `stopped` once that is on record."""

    stopped = Signal()

    def __init__(
        self, session: Session, contract: Contract, bills: Sequence[Bill], today: date, parent: QWidget | None
    ) -> None:
        words = current()
        offered = [
            (each.facts.id, _("{number}, due on {date}", number=each.facts.number, date=words.date(each.due, "medium")))
            for each in bills
        ]
        super().__init__(session, _("Stop work"), _("Stop work"), offered, parent)
        self._contract = contract
        self._today = today
        self.since = DateEditor(Contract.kind.field("stopped_on"), today, self)
        self.since.set_value(today, "")
        self.body.addWidget(self.since)
        note = _("The payment that settles it starts work again. Check the contract's suspension clause first.")
        self.ask(_("Which unpaid invoice do you stop work for?"), _("Invoice"), note)
        if len(bills) == 1:
            self.picker.choose(bills[0].facts.id)
            self.picker.edited.emit()

    def action(self) -> Callable[[], Changed] | None:
        """Return what records the stop; None if the day cannot be read."""
        book, contract, invoice, today = self._session.book, self._contract.id, self.chosen, self._today
        try:
            on: date = self.since.value("") or today
        except FieldError as error:
            self.since.show_error(error.said)
            return None
        return lambda: stop_work(book, contract, invoice, on, today)

    def carried_out(self) -> None:
        """Say that it is on record."""
        self.stopped.emit()
