"""The form of what mail proposes, filled in: saving it confirms the proposal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clientguard.actions.communication.proposing import confirming
from clientguard.actions.communication.proposing.confirming import Confirmed
from clientguard.actions.records import attachments
from clientguard.actions.records.undoing import Saving
from clientguard.domain.changed import Changed
from clientguard.domain.communication.proposals.proposal import Proposal
from clientguard.domain.records import Record
from clientguard.texts import _, current
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


class ConfirmDialog(RecordDialog):
    """The record's form below the passage that it comes from; `confirmed` is what it takes to undo."""

    confirmed: Confirmed | None = None

    def __init__(self, session: Session, facts: FormFacts, proposal: Proposal, parent: QWidget | None) -> None:
        self._proposal = proposal
        super().__init__(session, facts, title=_("From your mail"), save_word=_("Confirm"), parent=parent)
        self.form.editors[self._kind.client].setEnabled(False)  # it is whose the message is
        quoted = _("{date}: “{words}”", date=current().date(proposal.on), words=proposal.passage)
        self.body.insertWidget(0, Label(quoted, "soft", wrap=True).selectable())

    def _offer_another(self) -> None:
        """Offer no further one: each proposal is confirmed by itself."""

    def write(self, record: Record) -> Callable[[], Changed | Saving]:
        """Return what confirms the proposal with the record as it was entered."""
        book, proposal, files, read = self._session.book, self._proposal, list(self._files), self._facts.saved
        anyway = self.anyway()

        def confirm() -> Saving:
            kept = attachments.read_files(files, book)
            self.confirmed = confirming.confirm(book, [proposal], record, kept, read=read, anyway=anyway)
            return self.confirmed.saving

        return confirm


def confirm_facts(db: Connection, proposal: Proposal) -> FormFacts:
    """Read what the form of a proposal needs."""
    return form_facts(db, confirming.draft(db, proposal), place=f"proposal:{proposal.id}")
