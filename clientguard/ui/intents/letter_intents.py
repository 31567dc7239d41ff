"""Letters to a client: drafted from the record, shown, and recorded once they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.store.views.records import any_record
from clientguard.texts import N_, _, _n, current
from clientguard.ui.intents.paper_intents import PaperIntents
from clientguard.ui.intents.record_intents import this_minute
from clientguard.ui.widgets.button import quiet

if TYPE_CHECKING:
    from clientguard.actions.communication.letters import LetterDraft
    from clientguard.store.views.lists import Connection
    from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog


class LetterIntents(PaperIntents):
    """What can be done about letters."""

    def remind(self, invoice: int) -> None:
        """Draft the letter of the step that an unpaid invoice comes to on its ladder (P3.3)."""
        self._draft("", 0, invoice)

    def remind_each(self, invoices: Sequence[int]) -> None:
        """Draft the reminders of several unpaid invoices, one after the other (P3.3)."""
        if invoices:
            self._draft("", 0, invoices[0], invoices[1:])

    def remind_firmly(self, invoice: int) -> None:
        """Draft a firm reminder of an unpaid invoice (P3.4)."""
        self._draft("reminder-firm", 0, invoice)

    def letter(self, kind: str, client: int) -> None:
        """Draft a letter of a kind to a client."""
        self._draft(kind, client, 0)

    def chase(self, request: int) -> None:
        """Draft the letter that asks again for the answer to a request (P1.3)."""
        self._draft("chase", 0, request)

    def say_work_goes_on(self, stop: int) -> None:
        """Draft the note to a client that work goes on after a stop (P3.5)."""

        def show(client: int) -> None:
            self.letter("resume", client)

        self._session.read(lambda db: any_record(db, stop).client_id or 0, show, self, key="open")

    def _draft(self, kind: str, client: int, about: int, then: Sequence[int] = ()) -> None:
        today = self._session.today()
        from clientguard.actions.communication import letters  # late: no page that is shown first needs Jinja
        from clientguard.actions.money.climbing import next_letter
        from clientguard.ui.dialogs.letters.letter_dialog import letter_place

        def work(db: Connection) -> tuple[LetterDraft, dict[str, Any] | None]:
            owner = client or any_record(db, about).client_id or 0
            found = letters.draft_letter(db, kind or next_letter(db, about, today), owner, today, about)
            return found, draft(db, letter_place(owner, found.kind, found.subject_of))

        self._session.read(work, lambda found: self._show_letter(*found, then), self, key="open")

    def _show_letter(self, found: LetterDraft, kept: dict[str, Any] | None, then: Sequence[int]) -> None:
        if found.lacking:
            self._session.failed.emit(
                KnownError(
                    N_("This letter cannot be drafted yet. {reasons}"),
                    kept=N_("Nothing was written."),
                    reasons=" ".join(current().say(each) for each in found.lacking),
                )
            )
            return
        if found.is_guide:
            from clientguard.ui.dialogs.letters.guide_dialog import GuideDialog

            guide = GuideDialog(self._session, found, self._window)
            guide.paper.connect(self.preview)
            guide.call_wanted.connect(lambda: self.log_message(found.client))
            guide.open()
            return
        from clientguard.ui.dialogs.letters.letter_dialog import LetterDialog

        dialog = LetterDialog(self._session, found, kept, this_minute, self._window)
        dialog.paper.connect(self.preview)
        dialog.pdf_wanted.connect(
            lambda invoice: self.invoice_pdf(invoice, lambda: self._draft(found.kind, 0, invoice, then))
        )
        if then:
            self._go_on(dialog, then)
        dialog.accepted.connect(lambda: self.said.emit(_("The letter is on record as sent."), None))
        dialog.open()

    def _go_on(self, dialog: LetterDialog, then: Sequence[int]) -> None:
        """Draft the next reminder once this one was sent or skipped; cancelling it ends the row."""
        skip = quiet(_n("Skip it, {count} more", "Skip it, {count} more", len(then)), dialog)
        dialog.foot.insertWidget(1, skip)
        skipped: list[bool] = []
        skip.clicked.connect(lambda: (skipped.append(True), dialog.reject()))
        dialog.finished.connect(lambda result: self.remind_each(then) if result or skipped else None)
