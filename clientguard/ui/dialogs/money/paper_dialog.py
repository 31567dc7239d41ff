"""What the law may ask of an invoice and the record lacks, said before its PDF is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.money.invoice_paper import InvoicePdf, make_invoice_pdf
from clientguard.domain.changed import Changed
from clientguard.domain.records import Invoice
from clientguard.domain.wording import Said
from clientguard.texts import _, current
from clientguard.ui.dialogs.parties.asking_dialog import AskingDialog
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.label import Label


class PaperDialog(AskingDialog):
    """Names the remarks; the user creates the PDF anyway, or goes back. `made` carries the PDF."""

    made = Signal(object)

    def __init__(self, session: Session, invoice: Invoice, remarks: Sequence[Said], parent: QWidget | None) -> None:
        super().__init__(session, _("{number} as PDF", number=invoice.number), _("Create the PDF"), parent)
        self._invoice = invoice
        self._pdf: InvoicePdf | None = None
        note = _(
            "An invoice may have to say more than is on record. What applies to you, the law of your country says."
        )
        self.body.addWidget(Label(note, "soft", wrap=True))
        for each in remarks:
            self.body.addWidget(Banner("attention", current().say(each)))
        what = _("The PDF is not an e-invoice, and no tax rule of any country is applied.")
        self.body.addWidget(Label(what, "soft", wrap=True))
        self.save.setFocus()

    def action(self) -> Callable[[], Changed]:
        """Return what makes the PDF and keeps it with the invoice."""
        book, invoice, today = self._session.book, self._invoice.id, self._session.today()

        def make() -> Changed:
            self._pdf = make_invoice_pdf(book, invoice, today)
            return self._pdf.changed

        return make

    def carried_out(self) -> None:
        """Hand over the PDF."""
        self.made.emit(self._pdf)
