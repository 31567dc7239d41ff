"""The form that both ways to evidence share: a record to be picked, what the evidence says, the passage, a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from clientguard.actions.leaving import deciding as actions
from clientguard.domain.changed import Changed
from clientguard.texts import _
from clientguard.ui.dialogs.drafted_dialog import DraftedDialog
from clientguard.ui.session.jobs import Job
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.inputs import ReadText
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.picker import Picker

Choices = list[tuple[int, str, str]]  # id, words, and what tells a record from others


class EvidenceForm(DraftedDialog):
    """Asks for one of two records, with the passage that matters; a subclass calls `build` at the end of its making."""

    passage_offered = ""  # what the passage begins with

    def build(self, asked: str, choices: Choices, kept: Mapping[str, Any] | None) -> None:
        """Make the inputs: `asked` is the question for the record, `kept` the draft of an earlier time."""
        self.setMinimumWidth(560)
        self.picker = Picker(asked)
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
        self._lay_out(asked)
        self.begin(kept)
        self.picker.edited.connect(self.ready)
        self.picker.edited.connect(self.touched)
        self.note.textEdited.connect(self.touched)
        self.passage.textChanged.connect(self.touched)
        self.picker.setFocus()

    def _lay_out(self, asked: str) -> None:
        self.body.setSpacing(8)
        labels = [Label(each, "field") for each in (asked, _("What the record says"), _("The passage that matters"),
                                                    _("What it shows"))]  # fmt: skip
        inputs = (self.picker, self.words, self.passage, self.note)
        for label, each in zip(labels, inputs, strict=True):
            each.setAccessibleName(label.text())
            label.setBuddy(each)
            self.body.addWidget(label)
            self.body.addWidget(each)
            if each is self.words:
                self.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()

    def named(self, chosen: int) -> tuple[int, int]:
        """Return the record that is supported, and the one that is evidence, once one is chosen."""
        raise NotImplementedError

    def ready(self) -> None:
        """Let it be saved once a record is chosen."""
        self.save.setEnabled(bool(self.picker.chosen()))

    def show_saved(self) -> None:
        """Begin with nothing but the passage that was marked."""
        self.picker.setEditText("")
        self.note.clear()
        self.passage.setPlainText(self.passage_offered)
        self.ready()

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
        self.ready()

    def _take(self) -> None:
        """Take what is marked in the record as the passage; where nothing is marked, all of it."""
        marked = self.words.textCursor().selectedText().replace("\u2029", "\n")
        self.passage.setPlainText(marked or self.words.toPlainText())
        self.passage.setFocus()

    def action(self) -> Callable[[Job], Changed] | None:
        """Return what puts the one record behind the other."""
        record = self.picker.chosen()
        if not record:
            return None
        book, note, passage = self._session.book, self.note.text().strip(), self.passage.toPlainText().strip()
        behind, about = self.named(record)
        return lambda _job: actions.add_evidence(book, behind, about, note, passage)
