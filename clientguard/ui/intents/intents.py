"""What any page can ask for: open, add, remove, export, import, pay, answer, report. One place for each intent."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from clientguard.actions.leaving import final_report
from clientguard.actions.records import editing, export_csv
from clientguard.domain.changed import Changed
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import KINDS, Attachment, Client, Instant, Invoice, Message, Payment, Record, Request
from clientguard.domain.today import queue
from clientguard.store.views.business import business
from clientguard.store.views.money import invoices
from clientguard.store.views.records import any_record, get_record, is_erased
from clientguard.store.views.today import today as read_today
from clientguard.texts import _, _n
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.records.shown import utc_offset
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.actions.leaving.final_report import Made
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.record_dialog import RecordDialog


class Intents(QObject):
    """Carries out what pages ask for; the window shows what it says."""

    going = Signal(str, int)
    badge = Signal(str, int)
    said = Signal(str, object)  # a sentence, and what Undo would do

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.here = 0  # the client whose page is open
        session.changed.connect(self.count)

    def go(self, place: str, record: int = 0) -> None:
        """Show another page."""
        self.going.emit(place, record)

    def count(self) -> None:
        """Say how many things need the user, whichever page is open."""
        today = self._session.today()

        def work(db: Connection) -> tuple[int, int]:
            facts = read_today(db)
            now = sum(step.section == "now" for step in queue(facts, today))
            return now, sum(bill(each, today).status == "overdue" for each in facts.invoices)

        self._session.read(work, lambda found: self._show_count(*found), self, key="count")

    def _show_count(self, now: int, late: int) -> None:
        self.badge.emit("today", now)
        self.badge.emit("money", late)

    def open(self, kind: str, record: int) -> None:
        """Open a record: a client's page, a leaving's wizard, a file's copy, else its form.

        One that was removed is not opened, but offered back.
        """

        def work(db: Connection) -> tuple[Record, bool]:
            found = any_record(db, record)
            return found, is_erased(db, found.removed)

        self._session.read(work, lambda found: self._open(kind, *found), self, key="open")

    def _open(self, kind: str, found: Record, gone: bool) -> None:
        record = found.id
        if gone:
            self.said.emit(_("This record was erased for good."), None)
        elif found.removed is not None:
            book = self._session.book
            self.said.emit(
                _("This record was removed."),
                lambda: self._session.do(lambda _job: editing.restore_records(book, [record])),
            )
        elif kind == "client" and self.here != record:
            self.go("client", record)
        elif kind == "leaving":
            self.go("leaving", record)
        elif isinstance(found, Attachment):
            self._copy_of(found)
        else:
            self.form(found)

    def _copy_of(self, file: Attachment) -> None:
        from clientguard.actions.records import attachments

        if file.media_type == "application/pdf" and file.size and file.size < 32 << 20:
            self._session.do(
                lambda _job: attachments.read_content(self._session.book, file.id),
                done=lambda got: self._show_file(file, got[1]),
            )
            return
        self._save_copy(file)

    def _show_file(self, file: Attachment, pdf: bytes) -> None:
        if _opens(pdf):
            self.preview(pdf, file.name)
        else:  # damaged, or locked by a password
            self.said.emit(_("{file} cannot be shown here. Save a copy to look at it.", file=file.name), None)
            self._save_copy(file)

    def _save_copy(self, file: Attachment) -> None:
        from clientguard.actions.records import attachments

        target, _filter = QFileDialog.getSaveFileName(self._window, _("Save a copy"), file.name)
        if target:
            self._session.do(lambda _job: attachments.save_copy(self._session.book, file.id, Path(target)))

    def add(self, kind: str, *, client: int = 0, **preset: Any) -> None:  # noqa: ANN401
        """Open an empty form, with what is known filled in."""
        described = KINDS[kind]
        if described.has("client"):
            preset["client"] = client or self.here or None
        for field in described.fields:
            if field.required and field.type == "date" and field.name not in preset:
                preset[field.name] = self._session.today()
        if kind in ("client", "invoice", "payment") and "currency" not in preset:
            owner = preset.get("client") or 0
            self._session.read(
                lambda db: _currency(db, owner),
                lambda code: self.form(described.record(currency=code, **preset)),
                self,
                key="open",
            )
        else:
            self.form(described.record(**preset))

    def form(self, record: Record, opened: Callable[[RecordDialog], object] | None = None, **options: Any) -> None:  # noqa: ANN401
        """Open a record in its form, saved or new; `options` are those of the dialog, which `opened` gets."""
        from clientguard.ui.dialogs.record_dialog import RecordDialog

        def show(found: FormFacts) -> None:
            dialog = RecordDialog(self._session, found, parent=self._window, **options)
            dialog.saved.connect(lambda made: self._saved(made, record.kind.name, new=not record.id))
            dialog.open()
            if opened:
                opened(dialog)

        fields = options.get("fields", ())
        self._session.read(lambda db: form_facts(db, record, fields), show, self, key="open")

    def _saved(self, record: int, kind: str, *, new: bool) -> None:
        if kind == "client" and new:
            self.go("client", record)
        self.said.emit(_("{kind} saved.", kind=_(KINDS[kind].label)), None)

    def log_message(self) -> None:
        """Open the form of a message, at this moment."""
        import time

        now = Instant(int(time.time() // 60 * 60_000), utc_offset())
        message = Message(client=self.here or None, at=now, channel="call")
        self.form(message, title=_("Log message"), save_word=_("Log message"))

    def record_payment(self, invoice: int) -> None:
        """Open the form of a payment for what is open on an invoice (P3.5)."""
        today = self._session.today()

        def work(db: Connection) -> tuple[Payment, str]:
            found = get_record(db, Invoice, invoice)
            facts = next(each for each in invoices(db, found.client or 0) if each.id == invoice)
            payment = Payment(
                client=found.client,
                invoice=invoice,
                received=today,
                amount=facts.amount.minor - facts.paid,
                currency=found.currency,
            )
            return payment, found.number

        def show(found: tuple[Payment, str]) -> None:
            payment, number = found
            title = _("Record payment of {number}", number=number)
            self.form(payment, title=title, save_word=_("Record payment"))

        self._session.read(work, show, self, key="open")

    def answer(self, request: int) -> None:
        """Open a request where its answer is entered (P1.1)."""
        today = self._session.today()
        fields = ("title", "answered_on", "answer", "rounds")

        def show(found: Request) -> None:
            answered = dataclasses.replace(found, answered_on=today)
            self.form(answered, title=_("Log the answer"), save_word=_("Log the answer"), fields=fields)

        self._session.read(lambda db: get_record(db, Request, request), show, self, key="open")

    def remove(self, ids: Sequence[int]) -> None:
        """Remove records, and offer Undo."""
        wanted = list(ids)
        book = self._session.book

        def undo() -> None:
            self._session.do(lambda _job: editing.restore_records(book, wanted))

        def done(_changed: Changed) -> None:
            self.said.emit(_n("{count} record removed.", "{count} records removed.", len(wanted)), undo)

        self._session.do(lambda _job: editing.remove_records(book, wanted), done=done)

    def export(self, kind: str, ids: Sequence[int]) -> None:
        """Write a list as CSV."""
        wanted = list(ids)
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Export the list"), f"{kind}.csv", "CSV (*.csv)")
        if name:
            self._session.do(
                lambda _job: export_csv.export_csv(self._session.book, KINDS[kind], wanted, Path(name)),
                done=lambda count: self.said.emit(
                    _n("{count} record written.", "{count} records written.", count), None
                ),
            )

    def choose_mail(self) -> None:
        """Ask for mail files, then import them."""
        names, _filter = QFileDialog.getOpenFileNames(
            self._window, _("Import mail"), "", _("Mail (*.eml *.mbox *.mbx *.txt);;All files (*)")
        )
        if names:
            self.import_mail([Path(name) for name in names])

    def import_mail(self, paths: Sequence[Path]) -> QDialog:
        """Open the import of mail files; its dialog asks for the client where none is open."""
        from clientguard.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._session, list(paths), self.here, self._window)
        dialog.add_client.connect(lambda: self.add("client"))
        dialog.open()
        return dialog

    def begin_leaving(self, client: int) -> None:
        """Open the wizard's first step for a client."""
        self.go("leave", client)

    def report(self, client: int) -> None:
        """Make the final report and show it (P4.5)."""
        today = self._session.today()
        self.said.emit(_("Making the report …"), None)
        self._session.do(
            lambda _job: final_report.final_report(self._session.book, client, today), done=self._show_report
        )

    def _show_report(self, made: Made) -> None:
        self.preview(made.pdf, made.name)
        if made.boxes:
            self.said.emit(
                _("These characters are not in the typeface, and print as boxes: {text}", text=made.boxes), None
            )

    def preview(self, pdf: bytes, name: str) -> None:
        """Show a document inside the app, to read, print or save."""
        from clientguard.ui.dialogs.preview_dialog import PreviewDialog

        PreviewDialog(pdf, name, name, self._window).open()


def _currency(db: Connection, client: int) -> str:
    """Return the currency that money of a client is in, as far as that is known."""
    own = get_record(db, Client, client).currency if client else ""
    firm = business(db)
    return own or (firm.currency if firm else "")


def _opens(pdf: bytes) -> bool:
    """Return whether a PDF has pages that can be shown."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return False
    pages = len(document)
    document.close()
    return pages > 0
