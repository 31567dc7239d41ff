"""Using a record as evidence for another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.texts import _
from clientguard.ui.intents.navigation import Navigation
from clientguard.ui.session.late_actions import editing

if TYPE_CHECKING:
    from clientguard.ui.dialogs.evidence.use_dialog import UseFacts


class EvidenceIntents(Navigation):
    """What can be done about evidence."""

    def use_as_evidence(self, record: int, passage: str = "") -> None:
        """Ask what a record is evidence for, with the passage that was marked in it; offer Undo (P5.2)."""
        from clientguard.ui.dialogs.evidence.use_dialog import UseDialog, use_facts

        def show(facts: UseFacts) -> None:
            dialog = UseDialog(self._session, facts, passage, self._window)
            dialog.used.connect(self._used)
            dialog.open()

        self._session.read(lambda db: use_facts(db, record), show, self, key="open")

    def _used(self, evidence: int) -> None:
        if not evidence:
            self.said.emit(_("It was evidence for that already."), None)
            return
        book = self._session.book
        self.said.emit(
            _("It is on record as evidence."),
            lambda: self._session.do(lambda _job: editing.remove_records(book, [evidence])),
        )
