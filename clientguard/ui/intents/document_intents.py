"""Papers: made, shown inside the app, read, printed and saved from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clientguard.store.views.drafts import draft
from clientguard.texts import _, current
from clientguard.ui.intents.navigation import Navigation

if TYPE_CHECKING:
    from clientguard.actions.communication.papers import RecordPaper
    from clientguard.actions.judgement.papers import Sheet
    from clientguard.actions.leaving.final_report import Made
    from clientguard.actions.leaving.handover_papers import HandoverPaper
    from clientguard.actions.money.interest import InterestPaper
    from clientguard.actions.money.invoice_paper import InvoicePdf
    from clientguard.actions.money.statement import StatementPaper
    from clientguard.actions.privacy.data_report import PersonReport


class DocumentIntents(Navigation):
    """What can be done about papers."""

    def report(self, client: int) -> None:
        """Make the final report and show it (P4.5)."""
        today, book = self._session.today(), self._session.book
        self.said.emit(_("Creating the report …"), None)
        from clientguard.actions.leaving import final_report  # late: no page that is shown first needs it

        self._session.do(lambda _job: final_report.final_report(book, client, today), done=self._show_made)

    def handover_request(self, client: int) -> None:
        """Make the page that the client answers account by account, and show it (P4.4)."""
        today, book = self._session.today(), self._session.book
        self.said.emit(_("Creating the handover request …"), None)
        from clientguard.actions.leaving import handover_papers

        self._session.do(
            lambda _job: handover_papers.make_handover_request(book, client, today), done=self._show_handover_paper
        )

    def certificate(self, client: int) -> None:
        """Make the certificate of what became of the client's data, and show it; say why it is a draft (P4.4)."""
        today, book = self._session.today(), self._session.book
        self.said.emit(_("Creating the certificate …"), None)
        from clientguard.actions.leaving import handover_papers

        self._session.do(
            lambda _job: handover_papers.make_certificate(book, client, today), done=self._show_handover_paper
        )

    def _show_handover_paper(self, made: HandoverPaper) -> None:
        self._show_made(made)
        if made.draft:
            reasons = " ".join(map(current().say, made.open_points))
            self.said.emit(_("It is a draft. {reasons}", reasons=reasons).strip(), None)

    def data_report(self, contact: int, client: int) -> None:
        """Ask why the data is kept, then make the data report on a contact and show it."""
        from clientguard.ui.dialogs.why_dialog import WhyDialog, why_place

        def show(kept: dict[str, Any] | None) -> None:
            dialog = WhyDialog(self._session, contact, client, kept, self._window)
            dialog.made.connect(self._show_made)
            dialog.open()

        self._session.read(lambda db: draft(db, why_place(contact)), show, self, key="open")

    def _show_made(
        self,
        made: Made | HandoverPaper | RecordPaper | PersonReport | StatementPaper | InvoicePdf | InterestPaper | Sheet,
        then: Callable[[], object] | None = None,
    ) -> None:
        self.preview(made.pdf, made.name, then)

    def preview(self, pdf: bytes, name: str, then: Callable[[], object] | None = None) -> None:
        """Show a document inside the app, to read, print or save; call `then` once it is closed."""
        from clientguard.ui.dialogs.preview_dialog import PreviewDialog

        dialog = PreviewDialog(pdf, name, name, self._session.book.path, self._window, made_here=True)
        if then:
            dialog.finished.connect(lambda _result: then())
        dialog.open()
