"""Forms of records: add, change, answer, record a payment, log a message; and removing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clientguard.actions.records import editing
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Client, Instant, Invoice, Message, Payment, Record, Request
from clientguard.errors import KnownError
from clientguard.store.views.business import business
from clientguard.store.views.money import invoices_of
from clientguard.store.views.records import get_record
from clientguard.texts import _, _n
from clientguard.ui.intents.navigation import Navigation
from clientguard.ui.records.shown import utc_offset

if TYPE_CHECKING:
    from clientguard.ui.dialogs.record_dialog import RecordDialog


class RecordIntents(Navigation):
    """What can be done with records."""

    def add(self, kind: str, *, client: int = 0, **preset: Any) -> None:  # noqa: ANN401
        """Open an empty form, with what is known filled in."""
        described = KINDS[kind]
        if described.client:
            preset[described.client] = client or self.current_client or None
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
        message = Message(client=self.current_client or None, at=now, channel="call")
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

    def move_message(self, message: int) -> None:
        """Ask which client a message belongs to, and give it to that one."""
        from clientguard.ui.dialogs.move_dialog import MoveDialog

        try:
            with self._session.book.read() as db:
                found = get_record(db, Message, message)
        except KnownError as error:
            self._session.failed.emit(error)
            return
        MoveDialog(self._session, found, self._window).open()

    def remove(self, ids: Sequence[int]) -> None:
        """Remove records, and offer Undo."""
        wanted = list(ids)
        book = self._session.book

        def undo() -> None:
            self._session.do(lambda _job: editing.restore_records(book, wanted))

        def done(_changed: Changed) -> None:
            self.said.emit(_n("{count} record removed.", "{count} records removed.", len(wanted)), undo)

        self._session.do(lambda _job: editing.remove_records(book, wanted), done=done)
