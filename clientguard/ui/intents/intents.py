"""What any page can ask for: open, add, remove, export, import, pay, answer, report. One place for each intent."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
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
from clientguard.errors import KnownError
from clientguard.store.views.business import business
from clientguard.store.views.money import invoices_of
from clientguard.store.views.records import any_record, get_record, is_erased
from clientguard.store.views.today import today as read_today
from clientguard.texts import _, _n
from clientguard.ui.records.shown import utc_offset
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.actions.leaving.final_report import Made
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
        with self._session.book.read() as db:
            facts = read_today(db)
        self.badge.emit("today", sum(step.section == "now" for step in queue(facts, today)))
        self.badge.emit("money", sum(bill(each, today).status == "overdue" for each in facts.invoices))

    def open(self, kind: str, record: int) -> None:
        """Open a record: a client's page, a leaving's wizard, a file's copy, else its form.

        One that was removed is not opened, but offered back.
        """
        try:
            with self._session.book.read() as db:
                found = any_record(db, record)
                gone = is_erased(db, found.removed)
        except KnownError as error:
            self._session.failed.emit(error)
            return
        if gone:
            self.said.emit(_("This record was erased for good."), None)
        elif found.removed is not None:
            book = self._session.book
            self.said.emit(
                _("This record was removed."),
                lambda: self._session.do(lambda _job: editing.restore_records(book, [record])),
            )
        elif KINDS[kind].own_page and self.here != record:
            self.go(kind, record)
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
        if described.client:
            preset[described.client] = client or self.here or None
        for field in described.fields:
            if field.required and field.type == "date" and field.name not in preset:
                preset[field.name] = self._session.today()
        if described.has("currency"):
            preset.setdefault("currency", self._currency(preset.get("client") or 0))
        self.form(described.record(**preset))

    def _currency(self, client: int) -> str:
        with self._session.book.read() as db:
            own = get_record(db, Client, client).currency if client else ""
            firm = business(db)
        return own or (firm.currency if firm else "")

    def form(self, record: Record, **options: Any) -> RecordDialog:  # noqa: ANN401
        """Open a record in its form, saved or new; `options` are those of the dialog."""
        from clientguard.ui.dialogs.record_dialog import RecordDialog

        dialog = RecordDialog(self._session, record.kind, record, parent=self._window, **options)
        dialog.saved.connect(lambda made, kind=record.kind: self._saved(made, kind.name, new=not record.id))
        dialog.open()
        return dialog

    def _saved(self, record: int, kind: str, *, new: bool) -> None:
        if KINDS[kind].own_page and new:
            self.go(kind, record)
        self.said.emit(_("{kind} saved.", kind=_(KINDS[kind].label)), None)

    def log_message(self) -> None:
        """Open the form of a message, at this moment."""
        import time

        now = Instant(int(time.time() // 60 * 60_000), utc_offset())
        message = Message(client=self.here or None, at=now, channel="call")
        self.form(message, title=_("Log message"), save_word=_("Log message"))

    def record_payment(self, invoice: int) -> None:
        """Open the form of a payment for what is open on an invoice (P3.5)."""
        with self._session.book.read() as db:
            found = get_record(db, Invoice, invoice)
            (facts,) = invoices_of(db, [invoice])
        payment = Payment(
            client=found.client,
            invoice=invoice,
            received=self._session.today(),
            amount=facts.amount.minor - facts.paid,
            currency=found.currency,
        )
        self.form(payment, title=_("Record payment of {number}", number=found.number), save_word=_("Record payment"))

    def answer(self, request: int) -> None:
        """Open a request where its answer is entered (P1.1)."""
        with self._session.book.read() as db:
            found = get_record(db, Request, request)
        answered = dataclasses.replace(found, answered_on=self._session.today())
        fields = ("title", "answered_on", "answer", "rounds")
        self.form(answered, title=_("Log the answer"), save_word=_("Log the answer"), fields=fields)

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
