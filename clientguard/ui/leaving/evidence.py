"""Putting a record behind the decision: found by its words, with the passage that matters (P4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from clientguard.domain.records import KINDS
from clientguard.store.views.client import timeline
from clientguard.store.views.drafts import draft
from clientguard.store.views.leaving.deciding import words_of
from clientguard.texts import _
from clientguard.ui.dialogs.evidence.form import Choices, EvidenceForm
from clientguard.ui.records.timeline_items import items
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

OFFERED = tuple(kind.name for kind in KINDS.values() if kind.evidence)
NEWEST = 400  # records that are offered


class EvidenceDialog(EvidenceForm):
    """Asks which record stands `behind` a decision or a leaving, one of `choices`, and what it shows.

    `kept` is the draft of an earlier time.
    """

    def __init__(
        self, session: Session, behind: int, choices: Choices, kept: Mapping[str, Any] | None, parent: QWidget
    ) -> None:
        self._behind = behind
        self._read = 0  # the record whose words are shown
        super().__init__(session, _("Add evidence"), _("Add evidence"), parent)
        self.build(_("Which record stands behind the decision?"), choices, kept)

    @property
    def place(self) -> str:
        """Where a draft of this form is kept."""
        return evidence_place(self._behind)

    def named(self, chosen: int) -> tuple[int, int]:
        """Return the decision, and the record that is chosen."""
        return self._behind, chosen

    def ready(self) -> None:
        """Show what the chosen record says."""
        super().ready()
        record = self.picker.chosen() or 0
        if record != self._read:
            self._read = record
            self.words.setPlainText("")
            if record:
                self._session.read(lambda db: words_of(db, record), self.words.setPlainText, self, key="words")


def evidence_choices(db: Connection, client: int, behind: int, today: date) -> tuple[Choices, dict[str, Any] | None]:
    """Read what can stand behind a decision about a client, the newest first, and the draft of the form that asks."""
    found = items(db, timeline(db, client, OFFERED)[:NEWEST], today)
    choices = [(line.record, " ".join(line.text.split())[:90], line.when) for line in found if line.record != behind]
    return choices, draft(db, evidence_place(behind))


def evidence_place(behind: int) -> str:
    """Return where a draft of the form is kept."""
    return f"evidence:{behind}"
