"""The dialog that corrects an entry of the journal: the record's form, and the reason, which is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.journal import corrections
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.texts import _
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import FormFacts
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label

WHY = "#why"


def correction_place(record: Record, entry: int) -> str:
    """Return where a draft of a correction is kept."""
    return f"{record.kind.name}:{record.id}:correct e{entry}"


def corrected_fields(record: Record) -> tuple[str, ...]:
    """Return the fields that a correction shows: all of the form."""
    return tuple(each.name for each in record.kind.form_fields)


class CorrectionForm(Form):
    """A record's form under the line that takes the reason."""

    def add_reason(self) -> None:
        """Put the line for the reason above the fields."""
        self.why = QLineEdit(self)
        self.why.setAccessibleName(_("Why the entry was wrong"))
        self.why.textEdited.connect(lambda _text: self.edited.emit())
        self.missing = ErrorLine()
        box = cast("QVBoxLayout", self.layout())
        part = QVBoxLayout()
        part.setSpacing(4)
        part.addWidget(Label(_("Why the entry was wrong"), "field"))
        part.addWidget(self.why)
        part.addWidget(self.missing)
        part.addWidget(Label(_("It stays in the journal, and both entries stay readable."), "secondary", wrap=True))
        box.insertLayout(0, part)

    def show_record(self, record: Record, currency: str = "") -> None:
        self.why.clear()
        super().show_record(record, currency)

    def texts(self) -> dict[str, str]:
        return {**super().texts(), WHY: self.why.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        super().show_texts(texts)
        self.why.setText(texts.get(WHY, ""))

    def focus_first(self) -> None:
        self.why.setFocus()


class CorrectDialog(RecordDialog):
    """Corrects one entry; the record is shown as it stands now."""

    def __init__(self, session: Session, facts: FormFacts, entry: int, parent: QWidget | None = None) -> None:
        self._entry = entry
        super().__init__(
            session,
            facts,
            title=_("Correct entry {seq}", seq=entry),
            save_word=_("Save correction"),
            fields=corrected_fields(facts.record),
            parent=parent,
        )

    @property
    def _place(self) -> str:
        return correction_place(self._record, self._entry)

    def _make_form(self) -> Form:
        made = CorrectionForm(
            self._kind, today=self._session.today(), choices=self._choices, fields=self._fields, parent=self
        )
        made.add_reason()
        return made

    @property
    def _why(self) -> CorrectionForm:
        return cast("CorrectionForm", self.form)

    def _save(self) -> None:
        reason = self._why.why.text().strip()
        self._why.missing.say("" if reason else _("Say why the entry was wrong."))
        if reason:
            super()._save()
        else:
            self._why.why.setFocus()

    def _write(self, record: Record) -> Callable[[], Changed]:
        book, entry, reason = self._session.book, self._entry, self._why.why.text()
        return lambda: corrections.correct_entry(book, record, entry, reason)

    def unsaved(self) -> Unsaved | None:
        found = super().unsaved()
        if found is None:
            return None
        again = {"form": "correct", "id": self._record.id, "entry": self._entry}
        return Unsaved(found.place, found.texts, again, found.saving)
