"""Letters to a client: drafted from the record, shown, and recorded once they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.store.views.records import any_record
from clientguard.texts import N_, _, current
from clientguard.ui.intents.document_intents import DocumentIntents
from clientguard.ui.intents.record_intents import this_minute

if TYPE_CHECKING:
    from clientguard.actions.communication.letters import LetterDraft
    from clientguard.store.views.lists import Connection


class LetterIntents(DocumentIntents):
    """What can be done about letters."""

    def remind(self, invoice: int) -> None:
        """Draft a reminder of an unpaid invoice (P3.3)."""
        self._draft("reminder", 0, invoice)

    def remind_firmly(self, invoice: int) -> None:
        """Draft a firm reminder of an unpaid invoice (P3.4)."""
        self._draft("reminder-firm", 0, invoice)

    def letter(self, kind: str, client: int) -> None:
        """Draft a letter of a kind to a client."""
        self._draft(kind, client, 0)

    def _draft(self, kind: str, client: int, invoice: int) -> None:
        today = self._session.today()
        from clientguard.actions.communication import letters  # late: no page that is shown first needs Jinja
        from clientguard.ui.dialogs.letters.letter_dialog import letter_place

        def work(db: Connection) -> tuple[LetterDraft, dict[str, Any] | None]:
            owner = client or any_record(db, invoice).client_id or 0
            found = letters.draft_letter(db, kind, owner, today, invoice)
            about = found.facts.invoice.id if found.facts.invoice else 0
            return found, draft(db, letter_place(owner, kind, about))

        self._session.read(work, lambda found: self._show_letter(*found), self, key="open")

    def _show_letter(self, found: LetterDraft, kept: dict[str, Any] | None) -> None:
        if found.lacking:
            self._session.failed.emit(
                KnownError(
                    N_("This letter cannot be drafted yet. {reasons}"),
                    kept=N_("Nothing was written."),
                    reasons=" ".join(current().say(each) for each in found.lacking),
                )
            )
            return
        from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog

        dialog = LetterDialog(self._session, found, kept, this_minute, self._window)
        dialog.paper.connect(self.preview)
        dialog.accepted.connect(lambda: self.said.emit(_("The letter is on record as sent."), None))
        dialog.open()
