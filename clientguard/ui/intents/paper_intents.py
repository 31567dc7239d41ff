"""Papers about money and about what was exchanged: of invoices, statements of account, reports on a span of days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from clientguard.domain.changed import Changed
from clientguard.domain.records import Contract, Invoice, InvoiceLine
from clientguard.domain.wording import Said
from clientguard.store.views.client import current_contract
from clientguard.store.views.drafts import draft
from clientguard.store.views.records import get_record
from clientguard.texts import N_, _, current
from clientguard.ui.intents.document_intents import DocumentIntents
from clientguard.ui.intents.record_intents import RecordIntents

if TYPE_CHECKING:
    from clientguard.actions.money.invoice_paper import InvoicePdf
    from clientguard.store.views.lists import Connection


_Lines = tuple[Invoice, Sequence[InvoiceLine], Sequence[InvoiceLine], dict[str, Any] | None]


class PaperIntents(DocumentIntents, RecordIntents):
    """What can be done about such papers; the actions are imported late, for no first page needs them."""

    def statement(self, about: int) -> None:
        """Make the statement of account of a client, or of the client of a record, until today, and show it."""
        today, book = self._session.today(), self._session.book
        self.said.emit(_("Creating the statement …"), None)
        from clientguard.actions.money import statement

        self._session.do(lambda _job: statement.statement_of(book, about, today), done=self._show_made)

    def record_paper(self, type: str, client: int) -> None:
        """Ask over which days a waiting report, history or chronology of a client goes; make and show it (P1.4)."""
        from clientguard.ui.dialogs.papers.span_dialog import SpanDialog

        def show(contract: Contract | None) -> None:
            dialog = SpanDialog(self._session, type, client, contract, self._window)
            dialog.made.connect(self._show_made)
            dialog.open()

        today = self._session.today()
        self._session.read(lambda db: current_contract(db, client, today), show, self, key="open")

    def invoice_lines(self, invoice: int) -> None:
        """Open the lines of an invoice."""
        from clientguard.actions.money.invoice_paper import proposed_lines
        from clientguard.store.views.papers.invoice import lines_of_invoice
        from clientguard.ui.dialogs.money.lines_dialog import LinesDialog, lines_place

        def work(db: Connection) -> _Lines:
            found = get_record(db, Invoice, invoice)
            return found, lines_of_invoice(db, invoice), proposed_lines(db, found), draft(db, lines_place(invoice))

        def show(found: _Lines) -> None:
            dialog = LinesDialog(self._session, *found, self._window)
            dialog.kept.connect(lambda: self._said(_("The lines are saved."), dialog.told))
            dialog.open()

        self._session.read(work, show, self, key="open")

    def invoice_pdf(self, invoice: int, then: Callable[[], object] | None = None) -> None:
        """Make the PDF of an invoice and show it, or go on; what the record lacks for it is named first."""
        from clientguard.actions.money.invoice_paper import invoice_remarks, make_invoice_pdf
        from clientguard.ui.dialogs.money.paper_dialog import PaperDialog

        today, book = self._session.today(), self._session.book

        def done(made: InvoicePdf) -> None:
            if then:
                then()
            else:
                self._show_made(made)

        def show(found: tuple[Invoice, tuple[Said, ...]]) -> None:
            record, remarks = found
            if not remarks:
                self.said.emit(_("Creating the PDF …"), None)
                self._session.do(lambda _job: make_invoice_pdf(book, invoice, today), done=done)
                return
            dialog = PaperDialog(self._session, record, remarks, self._window)
            dialog.made.connect(done)
            dialog.open()

        self._session.read(
            lambda db: (get_record(db, Invoice, invoice), invoice_remarks(db, invoice, today)), show, self, key="open"
        )

    def late_interest(self, invoice: int) -> None:
        """Open the working of late interest on an invoice, from which its sheet can be made (P3.2)."""
        from clientguard.ui.dialogs.money.interest_dialog import InterestDialog

        def show(found: Invoice) -> None:
            dialog = InterestDialog(self._session, found, self._window)
            dialog.made.connect(self._show_made)
            dialog.rate_wanted.connect(
                lambda error: self.add("law_rate", base=error.base, starts=error.starts, ends=error.ends)
            )
            dialog.days_wanted.connect(lambda: self._start_of_interest(invoice))
            dialog.open()

        self._session.read(lambda db: get_record(db, Invoice, invoice), show, self, key="open")

    def _start_of_interest(self, invoice: int) -> None:
        """Open the part of an invoice's form that decides from which day interest runs, also once it was sent."""
        fields = ("due_agreed", "received_on", "performed_on")

        def show(found: Invoice) -> None:
            title = _("From which day interest runs on {number}", number=found.number)
            self.form(found, title=title, save_word=_("Save"), fields=fields)

        self._session.read(lambda db: get_record(db, Invoice, invoice), show, self, key="open")

    def next_invoice(self, invoice: int) -> None:
        """Add the next invoice of a retainer and open it; offer Undo."""
        from clientguard.actions.money.next_invoice import add_next_invoice

        book = self._session.book

        def done(changed: Changed) -> None:
            self._session.read(lambda db: get_record(db, Invoice, changed.first), lambda new: show(new, changed), self)

        def show(new: Invoice, changed: Changed) -> None:
            text = _("Invoice {number} of {date} was added.", number=new.number, date=new.issued)
            self._said(text, changed.told, lambda: self.remove([new.id]))
            self.form(new)

        self._session.do(lambda _job: add_next_invoice(book, invoice), done=done)

    def _said(self, sentence: str, told: Sequence[Said], undo: Callable[[], object] | None = None) -> None:
        self.said.emit(" ".join([sentence, *map(current().say, told)]), undo)


# What is done about the papers of an invoice: in the menu of its row, and in its form.
INVOICE_PAPERS: tuple[tuple[str, Callable[[PaperIntents, int], None]], ...] = (
    (N_("Lines …"), PaperIntents.invoice_lines),
    (N_("Create the PDF …"), PaperIntents.invoice_pdf),
    (N_("Late interest …"), PaperIntents.late_interest),
    (N_("Add the next one"), PaperIntents.next_invoice),
)
