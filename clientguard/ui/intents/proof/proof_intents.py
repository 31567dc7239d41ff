"""What others can check: the anchor that somebody outside keeps, and evidence bundles (P5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.domain.records import Bundle
from clientguard.store.views.records import get_record
from clientguard.texts import _
from clientguard.ui.intents.record_intents import RecordIntents, this_minute

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientguard.actions.journal.anchors import AnchorMail
    from clientguard.domain.proof.plan import Plan


class ProofIntents(RecordIntents):
    """What can be done about proof; the actions are imported late, for no first page needs them."""

    def mail_anchor(self, over: QWidget | None = None, given: str = "") -> None:
        """Show the mail with the journal's anchor, or one `given`; `over` is the dialog that asks for it."""
        from clientguard.actions.journal.anchors import anchor_in_mail

        def show(found: AnchorMail) -> None:
            from clientguard.ui.dialogs.proof.anchor_dialog import AnchorDialog

            AnchorDialog(self._session, found, this_minute, over or self._window, given).open()

        at = this_minute()
        self._session.read(lambda db: anchor_in_mail(db, at, given), show, self, key="open")

    def evidence_bundle(self, client: int) -> None:
        """List what goes into the evidence bundle of a client; what is to stay out is chosen there."""
        from clientguard.actions.proof.bundling import Wanted, plan_bundle

        wanted = Wanted(client, self._session.today())

        def show(plan: Plan) -> None:
            from clientguard.ui.dialogs.proof.bundle_dialog import BundleDialog

            dialog = BundleDialog(self._session, wanted, plan, self._window)
            dialog.anchor_wanted.connect(lambda anchor: self.mail_anchor(dialog, anchor))
            dialog.note_wanted.connect(self._note_recipient)
            dialog.open()

        self._session.read(lambda db: plan_bundle(db, wanted), show, self, key="open")

    def _note_recipient(self, bundle: int) -> None:
        """Ask who gets a bundle, and when."""

        def show(found: Bundle) -> None:
            self.form(found, fields=("given_to", "given_on"), title=_("Who gets the bundle?"))

        self._session.read(lambda db: get_record(db, Bundle, bundle), show, self, key="open")
