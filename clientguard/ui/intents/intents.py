"""What any page can ask for, in one object that pages get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.domain.records import KINDS, Attachment, Document, Invoice, Record
from clientguard.store.views.records import any_record, get_record, is_erased
from clientguard.texts import _
from clientguard.ui.intents.evidence_intents import EvidenceIntents
from clientguard.ui.intents.file_intents import FileIntents
from clientguard.ui.intents.judging.judging_intents import JudgingIntents
from clientguard.ui.intents.judging.sheet_intents import SheetIntents
from clientguard.ui.intents.money_intents import MoneyIntents
from clientguard.ui.intents.paper_intents import INVOICE_PAPERS
from clientguard.ui.intents.proof.proof_intents import ProofIntents
from clientguard.ui.intents.waiting_intents import WaitingIntents
from clientguard.ui.session.late_actions import editing

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.record_dialog import RecordDialog


class Intents(FileIntents, MoneyIntents, EvidenceIntents, WaitingIntents, JudgingIntents, SheetIntents, ProofIntents):
    """Carries out what pages ask for; the window shows what it says."""

    def open(self, kind: str, record: int) -> None:
        """Open a record: a client's page, a leaving's wizard, a file, else its form.

        Evidence is opened to be read, not changed. One that was removed is not opened, but offered back.
        """

        def work(db: Connection) -> tuple[Record, bool]:
            found = any_record(db, record)
            if isinstance(found, Attachment) and found.of and found.removed is None:
                owner = any_record(db, found.of)
                if isinstance(owner, Document) and owner.file == found.id:  # the paper itself
                    return owner, False
            return found, is_erased(db, found.removed)

        self._session.read(work, lambda found: self._open(kind, *found), self, key="open")

    def open_any(self, record: int) -> None:
        """Open a record of whatever kind."""

        def show(found: Record) -> None:
            self.open(found.kind.name, found.id)

        self._session.read(lambda db: any_record(db, record), show, self, key="open")

    def go_to_owner(self, file: int) -> None:
        """Open the record that a file belongs to."""

        def work(db: Connection) -> tuple[str, int]:
            owner = any_record(db, get_record(db, Attachment, file).of or 0)
            return owner.kind.name, owner.id

        self._session.read(work, lambda owner: self.open(*owner), self, key="open")

    def this_answers(self, message: int) -> None:
        """Ask which open request a message answers, and close that one (P1.1)."""
        from clientguard.ui.intents import proposal_intents  # late: Today proposes nothing at first

        proposal_intents.answers(self._session, self, message)

    def _open(self, kind: str, found: Record, gone: bool) -> None:
        if gone:
            self.said.emit(_("This record was erased for good."), None)
        elif found.removed is not None:
            book, record = self._session.book, found.id
            self.said.emit(
                _("This record was removed."),
                lambda: self._session.do(lambda _job: editing.restore_records(book, [record])),
            )
        elif KINDS[kind].own_page and self.current_client != found.id:
            self.go(kind, found.id)
        elif isinstance(found, Attachment):
            self.open_file(found.id, found.name)
        elif isinstance(found, Document) and found.file:
            self.show_document(found)
        elif found.is_fixed:
            from clientguard.ui.intents import correct_intents

            correct_intents.open_to_read(self._session, self, found, self.ways_for(found), self._reading)
        else:
            self.form(found, made=self._offer)

    def wire(self, dialog: RecordDialog) -> None:
        """Carry out what a form asks for besides saving: what is evidence is opened, the letter drafted."""
        super().wire(dialog)
        dialog.evidence_wanted.connect(self.open_any)
        dialog.letter_wanted.connect(self.letter)

    def _reading(self, dialog: RecordDialog) -> None:
        self.wire(dialog)
        self._offer(dialog)

    def _offer(self, dialog: RecordDialog) -> None:
        """Put what is done about the papers of an invoice into its form."""
        record = dialog.record
        for word, act in INVOICE_PAPERS if isinstance(record, Invoice) else ():
            dialog.offer(_(word), lambda act=act: act(self, record.id))
