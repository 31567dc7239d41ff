"""Putting a record behind the decision: found by its words, with what it shows (P4.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from clientguard.actions.leaving import deciding as actions
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS
from clientguard.store.views.client import timeline
from clientguard.store.views.drafts import draft
from clientguard.texts import _
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.pages.client import items
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

    Choices = list[tuple[int, str, str]]  # id, words and date of each record

OFFERED = tuple(kind.name for kind in KINDS.values() if kind.evidence)
NEWEST = 400  # records that are offered


class EvidenceDialog(DraftedDialog):
    """Asks which record stands `behind` a decision or a leaving, one of `choices`, and what it shows.

    `kept` is the draft of an earlier time.
    """

    def __init__(
        self, session: Session, behind: int, choices: Choices, kept: Mapping[str, Any] | None, parent: QWidget
    ) -> None:
        super().__init__(session, _("Add evidence"), _("Add evidence"), parent)
        self._behind = behind
        self.setMinimumWidth(560)
        self.picker = Picker(_("Record"))
        self.picker.offer(choices)
        self.note = QLineEdit()
        self.note.setAccessibleName(_("What it shows"))
        self.body.setSpacing(8)
        asked = Label(_("Which record stands behind the decision?"), "field")
        asked.setBuddy(self.picker)
        for each in (
            asked,
            self.picker,
            Label(_("What it shows"), "field"),
            self.note,
        ):
            self.body.addWidget(each)
        self.body.addStretch()
        self.begin(kept)
        self.picker.edited.connect(self._ready)
        self.picker.edited.connect(self.touched)
        self.note.textEdited.connect(self.touched)
        self.picker.setFocus()

    @property
    def place(self) -> str:
        """Where a draft of this form is kept."""
        return evidence_place(self._behind)

    def show_saved(self) -> None:
        """Begin with nothing."""
        self.picker.setEditText("")
        self.note.clear()
        self._ready()

    def texts(self) -> dict[str, str]:
        """Return the record by its number and its words, and what it shows."""
        record, words = self.picker.chosen() or 0, self.picker.currentText()
        return {"record": str(record), "words": words, "note": self.note.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back; where its record is not offered any more, the words stay."""
        if not self.picker.choose(int(texts["record"] or 0)):
            self.picker.setEditText(texts["words"])
        self.note.setText(texts["note"])
        self._ready()

    def _ready(self) -> None:
        self.save.setEnabled(bool(self.picker.chosen()))

    def action(self) -> Callable[[Job], Changed] | None:
        """Return what puts the record behind the decision."""
        record = self.picker.chosen()
        if not record:
            return None
        book, behind, note = self._session.book, self._behind, self.note.text().strip()
        return lambda _job: actions.add_evidence(book, behind, record, note)


def evidence_choices(db: Connection, client: int, behind: int, today: date) -> tuple[Choices, dict[str, Any] | None]:
    """Read what can stand behind a decision about a client, the newest first, and the draft of the form that asks."""
    found = items(db, timeline(db, client, OFFERED)[:NEWEST], today)
    choices = [(line.record, " ".join(line.text.split())[:90], line.when) for line in found]
    return choices, draft(db, evidence_place(behind))


def evidence_place(behind: int) -> str:
    """Return where a draft of the form is kept."""
    return f"evidence:{behind}"
