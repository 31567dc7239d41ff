"""What others can check: the anchor that somebody outside keeps (P5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.ui.intents.record_intents import RecordIntents, this_minute

if TYPE_CHECKING:
    from clientguard.actions.journal.anchors import AnchorMail


class ProofIntents(RecordIntents):
    """What can be done about proof; the actions are imported late, for no first page needs them."""

    def mail_anchor(self) -> None:
        """Show the mail with the journal's anchor, and the ways to send it."""
        from clientguard.actions.journal.anchors import anchor_in_mail

        def show(found: AnchorMail) -> None:
            from clientguard.ui.dialogs.proof.anchor_dialog import AnchorDialog

            AnchorDialog(self._session, found, this_minute, self._window).open()

        at = this_minute()
        self._session.read(lambda db: anchor_in_mail(db, at), show, self, key="open")
