"""Putting a record behind the decision: found by its words, with the passage that matters (P4.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from clientguard.actions.leaving import deciding as actions
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS
from clientguard.store.views.client import timeline
from clientguard.store.views.drafts import draft
from clientguard.store.views.leaving.deciding import words_of
from clientguard.texts import _
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.pages.client import items
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.inputs import ReadText
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
        self._read: int | None = None  # the record whose words are shown
        self.setMinimumWidth(560)
        self.picker = Picker(_("Record"))
        self.picker.offer(choices)
        self.words = ReadText()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("What the record says"))
        self.words.setMinimumHeight(self.fontMetrics().lineSpacing() * 5 + 20)
        self.take = quiet(_("Take the marked passage"))
        self.take.clicked.connect(self._take)
        self.passage = QPlainTextEdit()
        self.passage.setTabChangesFocus(True)
        self.passage.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 20)
        self.note = QLineEdit()
        self.note.setAccessibleName(_("What it shows"))
        self.body.setSpacing(8)
        asked = Label(_("Which record stands behind the decision?"), "field")
        asked.setBuddy(self.picker)
        whole, matters = Label(_("What the record says"), "field"), Label(_("The passage that matters"), "field")
        whole.setBuddy(self.words)
        matters.setBuddy(self.passage)
        self.passage.setAccessibleName(matters.text())
        for each in (asked, self.picker, whole, self.words):
            self.body.addWidget(each)
        self.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        for each in (matters, self.passage, Label(_("What it shows"), "field"), self.note):
            self.body.addWidget(each)
        self.body.addStretch()
        self.begin(kept)
        self.picker.edited.connect(self._ready)
        self.picker.edited.connect(self.touched)
        self.note.textEdited.connect(self.touched)
        self.passage.textChanged.connect(self.touched)
        self.picker.setFocus()

    @property
    def place(self) -> str:
        """Where a draft of this form is kept."""
        return evidence_place(self._behind)

    def show_saved(self) -> None:
        """Begin with nothing."""
        self.picker.setEditText("")
        self.note.clear()
        self.passage.clear()
        self._ready()

    def texts(self) -> dict[str, str]:
        """Return the record by its number and its words, and what it shows."""
        record, words = self.picker.chosen() or 0, self.picker.currentText()
        passage = self.passage.toPlainText()
        return {"record": str(record), "words": words, "passage": passage, "note": self.note.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft back; where its record is not offered any more, the words stay."""
        if not self.picker.choose(int(texts["record"] or 0)):
            self.picker.setEditText(texts["words"])
        self.note.setText(texts["note"])
        self.passage.setPlainText(texts.get("passage", ""))
        self._ready()

    def _ready(self) -> None:
        record = self.picker.chosen()
        self.save.setEnabled(bool(record))
        if record != self._read:
            self._read = record
            self.words.setPlainText("")
            if record:
                self._session.read(lambda db: words_of(db, record), self.words.setPlainText, self, key="words")

    def _take(self) -> None:
        """Take what is marked in the record as the passage; where nothing is marked, all of it."""
        marked = self.words.textCursor().selectedText().replace("\u2029", "\n")
        self.passage.setPlainText(marked or self.words.toPlainText())
        self.passage.setFocus()

    def action(self) -> Callable[[Job], Changed] | None:
        """Return what puts the record behind the decision."""
        record = self.picker.chosen()
        if not record:
            return None
        book, behind, note = self._session.book, self._behind, self.note.text().strip()
        passage = self.passage.toPlainText().strip()
        return lambda _job: actions.add_evidence(book, behind, record, note, passage)


def evidence_choices(db: Connection, client: int, behind: int, today: date) -> tuple[Choices, dict[str, Any] | None]:
    """Read what can stand behind a decision about a client, the newest first, and the draft of the form that asks."""
    found = items(db, timeline(db, client, OFFERED)[:NEWEST], today)
    choices = [(line.record, " ".join(line.text.split())[:90], line.when) for line in found]
    return choices, draft(db, evidence_place(behind))


def evidence_place(behind: int) -> str:
    """Return where a draft of the form is kept."""
    return f"evidence:{behind}"
