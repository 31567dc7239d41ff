"""What is done about an invoice that is not simply paid: credited, replaced, disputed, on hold, promised (P3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from clientguard.domain.money.corrected import replacement_of
from clientguard.domain.money.receivables import still_open
from clientguard.domain.records import Invoice, InvoiceHold, Promise, Record, WriteOff
from clientguard.domain.records.kinds.collecting import AGREED, COLLECTOR, DISPUTED
from clientguard.store.views.money import invoices_of
from clientguard.store.views.records import get_record
from clientguard.texts import _
from clientguard.ui.intents.record_intents import RecordIntents, with_told
from clientguard.ui.session.late_actions import allocating, crediting

if TYPE_CHECKING:
    from clientguard.actions.money.allocating import SpreadChoice
    from clientguard.store.views.lists import Connection


class MoneyIntents(RecordIntents):
    """What can be done about what is owed."""

    def dispute(self, invoice: int) -> None:
        """Open the form of a dispute about an invoice."""
        self._hold(invoice, DISPUTED, _("Invoice {number} is disputed"))

    def hold(self, invoice: int) -> None:
        """Open the form in which an invoice is put on hold."""
        self._hold(invoice, AGREED, _("Put invoice {number} on hold"))

    def hand_over(self, invoice: int) -> None:
        """Open the form in which an invoice goes to a collector."""
        self._hold(invoice, COLLECTOR, _("Invoice {number} goes to a collector"))

    def write_off(self, invoice: int) -> None:
        """Open the form in which what is open on an invoice is written off (P6.1)."""
        today = self._session.today()

        def work(db: Connection) -> tuple[WriteOff, str]:
            found = get_record(db, Invoice, invoice)
            (facts,) = invoices_of(db, [invoice])
            off = WriteOff(
                client=found.client, invoice=invoice, on=today, amount=still_open(facts), currency=found.currency
            )
            return off, found.number

        def show(found: tuple[WriteOff, str]) -> None:
            off, number = found
            self.form(off, title=_("Write off {number}", number=number))

        self._session.read(work, show, self, key="open")

    def _hold(self, invoice: int, type_: str, title: str) -> None:
        today = self._session.today()

        def show(found: Invoice) -> None:
            hold = InvoiceHold(client=found.client, invoice=found.id, type=type_, starts=today, currency=found.currency)
            self.form(hold, title=title.format(number=found.number))

        self._session.read(lambda db: get_record(db, Invoice, invoice), show, self, key="open")

    def settle_dispute(self, hold: int) -> None:
        """Open a dispute where its outcome is entered."""
        today = self._session.today()
        fields = ("reason", "amount", "until", "outcome")

        def show(found: InvoiceHold) -> None:
            settled = dataclasses.replace(found, until=today)
            self.form(settled, title=_("Settle the dispute"), save_word=_("Settle"), fields=fields)

        self._session.read(lambda db: get_record(db, InvoiceHold, hold), show, self, key="open")

    def ways_for(self, found: Record) -> Sequence[tuple[str, Callable[[], object]]]:
        """Return what can be done about a record that was sent, in place of a correction."""
        if not isinstance(found, Invoice):
            return ()
        if found.is_credit_note:
            return ((_("Spread it …"), lambda: self.spread(found.id)),)
        return (
            (_("Credit it …"), lambda: self.credit(found.id)),
            (_("Replace it …"), lambda: self.replace_invoice(found.id)),
        )

    def credit(self, invoice: int) -> None:
        """Open the form of a credit note for an invoice."""
        today = self._session.today()

        def show(note: Invoice) -> None:
            self.form(note, title=_("New credit note"), save_word=_("Save credit note"))

        self._session.read(lambda db: crediting.credit_note(db, invoice, today), show, self, key="open")

    def replace_invoice(self, invoice: int) -> None:
        """Open the form of a new invoice that says the same; the old one is credited in full when it is saved."""
        today = self._session.today()

        def work(db: Connection) -> Invoice:
            return crediting.numbered(db, replacement_of(crediting.creditable(db, invoice), today))

        def show(new: Invoice) -> None:
            self.form(new, title=_("Invoice in place of the old one"), save_word=_("Save and credit the old one"))

        self._session.read(work, show, self, key="open")

    def spread(self, payment: int) -> None:
        """Ask which invoices a payment or a credit note is for."""
        from clientguard.ui.dialogs.money.spread_dialog import SpreadDialog

        today = self._session.today()

        def show(found: SpreadChoice) -> None:
            if not found.lines:
                self.said.emit(_("This client has no open invoice that it could count for."), None)
                return
            dialog = SpreadDialog(self._session, found, self._window)
            dialog.spread.connect(lambda: self.said.emit(with_told(_("Payment spread."), dialog.told), None))
            dialog.open()

        self._session.read(lambda db: allocating.spread_choice(db, payment, today), show, self, key="open")

    def note_promise(self, invoice: int) -> None:
        """Open the form of a promise to pay an invoice."""
        today = self._session.today()

        def work(db: Connection) -> Promise:
            found = get_record(db, Invoice, invoice)
            return Promise(client=found.client, invoice=found.id, type="payment", made_on=today)

        self._session.read(work, lambda found: self.form(found, title=_("Note a promise to pay")), self, key="open")
