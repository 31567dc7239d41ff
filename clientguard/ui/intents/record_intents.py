"""Forms of records: add, change, answer, record a payment, log a message; and removing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from clientguard.domain.changed import Changed
from clientguard.domain.communication.threads import answer_to
from clientguard.domain.money.receivables import still_open
from clientguard.domain.records import (
    KINDS,
    Client,
    ImportRun,
    Instant,
    Invoice,
    Message,
    Payment,
    Record,
    Request,
    Work,
)
from clientguard.domain.records.parse import plain
from clientguard.domain.records.repeated import repeated
from clientguard.domain.wording import Said
from clientguard.store.views import lists
from clientguard.store.views.business import usual_currency
from clientguard.store.views.money import invoices_of
from clientguard.store.views.records import any_record, get_record, titles
from clientguard.texts import _, _n, current, offset_now
from clientguard.ui.intents.capture_intents import open_capture
from clientguard.ui.intents.navigation import Navigation
from clientguard.ui.session.late_actions import editing, move_message, undoing

if TYPE_CHECKING:
    from clientguard.actions.records.undoing import Saving
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.capture.capture_dialog import CaptureDialog
    from clientguard.ui.dialogs.record_dialog import RecordDialog
    from clientguard.ui.records.form_facts import Choice, FormFacts


class RecordIntents(Navigation):
    """What can be done with records."""

    def add(self, kind: str, *, client: int = 0, **preset: Any) -> None:  # noqa: ANN401
        """Open an empty form, with what is known filled in."""
        described = KINDS[kind]
        if described.record is Message and not preset:
            self.log_message(client)
            return
        if described.client:
            preset[described.client] = client or self.current_client or None
        for field in described.fields:
            if field.required and field.type == "date" and field.name not in preset:
                preset[field.name] = self._session.today()
        if not described.has("currency") or "currency" in preset:
            self.form(described.record(**preset))
            return
        owner = preset.get("client") or 0

        def show(code: str) -> None:
            preset["currency"] = code
            self.form(described.record(**preset))

        self._session.read(lambda db: _currency(db, owner), show, self, key="open")

    def form(
        self,
        record: Record,
        *,
        fields: tuple[str, ...] = (),
        title: str = "",
        save_word: str = "",
        made: Callable[[RecordDialog], object] | None = None,
        undone: Callable[[], str] | None = None,
    ) -> None:
        """Open a record in its form, saved or new, as soon as what it shows is read; call `made` with the form.

        `undone` is called when saving was undone, and returns what to say besides.
        """
        from clientguard.ui.dialogs.record_dialog import RecordDialog

        def saved(number: int, dialog: RecordDialog) -> None:
            self._saved(number, record.kind.name, dialog, new=not record.id, undone=undone)
            if dialog.another and dialog.saving:
                self.form(repeated(dialog.saving.after), title=title, save_word=save_word)

        from clientguard.ui.records.form_facts import form_facts  # late: Today needs no form

        def show(facts: FormFacts) -> None:
            dialog = RecordDialog(self._session, facts, title=title, save_word=save_word, parent=self._window)
            dialog.saved.connect(lambda number: saved(number, dialog))
            if made:
                made(dialog)
            self.wire(dialog)
            dialog.open()

        self._session.read(lambda db: form_facts(db, record, fields), show, self, key="open")

    def wire(self, dialog: RecordDialog) -> None:
        """Carry out what a form asks for besides saving."""
        dialog.other.connect(lambda other: self.go(dialog.record.kind.name, other))

    def _saved(
        self, record: int, kind: str, dialog: RecordDialog, *, new: bool, undone: Callable[[], str] | None
    ) -> None:
        if KINDS[kind].own_page and new and not dialog.another:
            self.go(kind, record)
        sentence = _("{kind} saved.", kind=_(KINDS[kind].label))
        saving = dialog.saving  # what is fixed now cannot be changed back, but a new record can be removed
        undo = self._undo_of(saving, undone) if saving and not (saving.before and saving.after.is_fixed) else None
        self.said.emit(with_told(sentence, dialog.told), undo)

    def _undo_of(self, saving: Saving, undone: Callable[[], str] | None) -> Callable[[], None]:
        """Return what undoes a saving, and then says so."""
        book, record = self._session.book, saving.after
        word = _(record.kind.label)

        def done(changed: Changed) -> None:
            new = saving.before is None
            if new and self.current_client == record.id:
                self.go("clients")
            sentence = _("{kind} removed again.", kind=word) if new else _("{kind} is as it was before.", kind=word)
            line = " ".join(filter(None, (sentence, undone() if undone else "")))
            self.said.emit(with_told(line, changed.told), None)

        def undo() -> None:
            self._session.do(lambda _job: undoing.undo(book, saving), done=done)

        return undo

    def log_message(self, client: int = 0, chip: str = "") -> None:
        """Open the dialog in which anything is logged, at this moment: a call, unless another `chip` is named."""

        def made(dialog: CaptureDialog) -> None:
            dialog.saved.connect(lambda number: saved(number, dialog))
            self.wire(dialog)

        def saved(number: int, dialog: CaptureDialog) -> None:
            self._saved(number, dialog.record.kind.name, dialog, new=True, undone=None)
            if dialog.another:
                self.log_message(dialog.saving.after.client_id or 0 if dialog.saving else 0, dialog.capture.key)

        wanted = client or self.current_client
        open_capture(self._session, self, self._window, wanted, this_minute, made, chip)

    def log_time(
        self, client: int, on: date | None, minutes: int, then: Callable[[], object], undone: Callable[[], str]
    ) -> None:
        """Open the form of work with the time that was counted; call `then` once it is saved, `undone` if undone."""
        work = Work(client=client or None, on=on, minutes=minutes)

        def made(dialog: RecordDialog) -> None:
            dialog.saved.connect(lambda _record: then())
            counted = plain(work.kind.field("minutes"), minutes)
            if dialog.form.editors["minutes"].text() != counted:  # a draft has what was counted by then
                dialog.form.editors["minutes"].set_text(counted)

        self.form(work, title=_("Log the time"), made=made, undone=undone)

    def record_payment(self, invoice: int) -> None:
        """Open the form of a payment for what is open on an invoice (P3.5)."""
        today = self._session.today()

        def work(db: Connection) -> tuple[Payment, str]:
            found = get_record(db, Invoice, invoice)
            (facts,) = invoices_of(db, [invoice])
            payment = Payment(
                client=found.client,
                invoice=invoice,
                received=today,
                amount=still_open(facts),
                currency=found.currency,
            )
            return payment, found.number

        def show(found: tuple[Payment, str]) -> None:
            payment, number = found
            title = _("Record payment for {number}", number=number)
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

    def answer_message(self, message: int) -> None:
        """Open the form of the answer to a message, at this moment, with what follows from the message."""
        now = this_minute()

        def show(found: Message) -> None:
            self.form(answer_to(found, now), title=_("Log the answer"), save_word=_("Log the answer"))

        self._session.read(lambda db: get_record(db, Message, message), show, self, key="open")

    def move_message(self, message: int) -> None:
        """Ask which client a message belongs to, and give it to that one; offer Undo."""
        from clientguard.ui.dialogs.parties.move_dialog import MoveDialog

        def work(db: Connection) -> tuple[Message, list[tuple[int, str]]]:
            return get_record(db, Message, message), lists.choices(db, KINDS["client"])

        def show(found: tuple[Message, list[tuple[int, str]]]) -> None:
            dialog = MoveDialog(self._session, *found, self._window)
            dialog.moved.connect(lambda: self._moved(found[0], dialog.told))
            dialog.open()

        self._session.read(work, show, self, key="open")

    def _moved(self, before: Message, told: Sequence[Said]) -> None:
        """Say where a message went; Undo brings back what was moved, or removed because the other client has it."""
        book = self._session.book

        def undo() -> None:
            back = (lambda: editing.restore_records(book, [before.id])) if told else move_back
            self._session.do(lambda _job: back(), done=lambda changed: self._say_told(changed.told))

        def move_back() -> Changed:
            return move_message.move_message(book, before.id, before.client or 0)

        line = "" if told else _("“{subject}” was moved.", subject=before.subject)
        self.said.emit(with_told(line, told), undo)

    def _say_told(self, told: Sequence[Said]) -> None:
        if told:
            self.said.emit(with_told("", told), None)

    def merge(self, record: int) -> None:
        """Ask which client or person is the same as this one, and merge it into that one; offer Undo."""
        from clientguard.ui.dialogs.parties.merge_dialog import MergeDialog
        from clientguard.ui.records.form_facts import told_apart

        def work(db: Connection) -> tuple[Record, list[Choice]]:
            found = any_record(db, record)
            return found, told_apart(db, found.kind, (found.client_id or 0) if found.kind.name != "client" else 0)

        def show(found: tuple[Record, list[Choice]]) -> None:
            dialog = MergeDialog(self._session, *found, self._window)
            dialog.merged.connect(lambda into: self._merged(found[0], into, dialog.told))
            dialog.open()

        self._session.read(work, show, self, key="open")

    def _merged(self, gone: Record, into: int, told: Sequence[Said]) -> None:
        book, record = self._session.book, gone.id
        if self.current_client == record:
            self.go(gone.kind.name, into)
        name = getattr(gone, gone.kind.title)
        self.said.emit(
            with_told(_("“{name}” was merged.", name=name), told),
            lambda: self._session.do(lambda _job: editing.restore_records(book, [record])),
        )

    def remove(self, ids: Sequence[int]) -> None:
        """Remove records, and offer Undo; where others hang on them, say how many and ask first."""
        wanted = list(ids)

        def work(db: Connection) -> tuple[str, dict[str, int], bool]:
            kinds = [any_record(db, each).kind for each in wanted]
            title = titles(db, wanted[:1]).get(wanted[0], "")
            runs = ImportRun.kind in kinds  # these go with their messages
            return title, {} if runs else undoing.hanging(db, wanted), Client.kind in kinds

        self._session.read(work, lambda found: self._ask_to_remove(wanted, *found), self, key="open")

    def _ask_to_remove(self, wanted: list[int], title: str, hanging: dict[str, int], owner: bool) -> None:
        from clientguard.ui.dialogs.parties.remove_dialog import RemoveDialog

        if hanging:
            dialog = RemoveDialog(self._session, wanted, title, hanging, owner=owner, parent=self._window)
            dialog.removed.connect(lambda: self._removed(wanted, dialog.told))
            dialog.open()
            return
        book = self._session.book
        self._session.do(
            lambda _job: editing.remove_records(book, wanted), done=lambda changed: self._removed(wanted, changed.told)
        )

    def _removed(self, wanted: list[int], told: Sequence[Said]) -> None:
        if self.current_client in wanted:
            self.go("clients")
        line = _n("{count} record removed.", "{count} records removed.", len(wanted))
        self.said.emit(with_told(line, told), lambda: self.restore(wanted))

    def restore(self, ids: Sequence[int]) -> None:
        """Restore removed records, and say so."""
        book, wanted = self._session.book, list(ids)

        def done(changed: Changed) -> None:
            line = _n("{count} record restored.", "{count} records restored.", len(wanted))
            self.said.emit(with_told(line, changed.told), None)

        self._session.do(lambda _job: editing.restore_records(book, wanted), done=done)


def this_minute() -> Instant:
    """Return the minute that it is."""
    import time

    return Instant(int(time.time() // 60 * 60_000), offset_now())


def with_told(sentence: str, told: Sequence[Said]) -> str:
    """Return a sentence with those about what else followed."""
    return " ".join(each for each in (sentence, *map(current().say, told)) if each)


def _currency(db: Connection, client: int) -> str:
    """Return the currency that money of a client, or of the only one, is in, as far as that is known."""
    client = client or lists.only_one(db, Client.kind)
    own = get_record(db, Client, client).currency if client else ""
    return own or usual_currency(db)
