"""Asking on which day a step of a handover was done, and for its proof; then it is ticked (P4.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clientguard.domain.changed import Changed
from clientguard.domain.records import HandoverMark, Record
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


def mark_facts(db: Connection, mark: HandoverMark) -> FormFacts:
    """Read what the form needs: the draft of this step of this account."""
    return form_facts(db, mark, ("done_on", "proof"), f"handover:{mark.account}:{mark.key}")


class MarkDialog(RecordDialog):
    """Asks for the day and the proof; `act` says what is written with them."""

    def __init__(
        self,
        session: Session,
        facts: FormFacts,
        act: Callable[[HandoverMark], Changed],
        *,
        title: str,
        save_word: str,
        about: str,
        parent: QWidget,
    ) -> None:
        super().__init__(session, facts, title=title, save_word=save_word, parent=parent)
        self._act = act
        self.body.insertWidget(0, Label(about, "section", wrap=True))

    def write(self, record: Record) -> Callable[[], Changed]:
        """Return what ticks the step."""
        assert isinstance(record, HandoverMark)
        return lambda: self._act(record)
