"""The dialog that corrects an entry of the journal: the record's form, and the reason, which is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.journal import corrections
from clientguard.actions.records.undoing import Saving
from clientguard.domain.changed import Changed
from clientguard.domain.records import Record
from clientguard.texts import _
from clientguard.ui.dialogs.record_dialog import RecordDialog
from clientguard.ui.records.form import Form
from clientguard.ui.records.form_facts import FormFacts, form_facts
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

WHY = "#why"


def correction_facts(db: Connection, record: Record, entry: int) -> FormFacts:
    """Read what the form of a correction needs: all fields, and a draft of its own."""
    fields = tuple(each.name for each in record.kind.form_fields)
    return form_facts(db, record, fields, f"{record.kind.name}:{record.id}:correct e{entry}")


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
            parent=parent,
        )

    def _make_form(self) -> Form:
        made = CorrectionForm(
            self._kind, today=self._session.today(), choices=self._choices, fields=self._fields, parent=self
        )
        made.add_reason()
        return made

    @property
    def _why(self) -> CorrectionForm:
        return cast("CorrectionForm", self.form)

    def action(self) -> Callable[[Job], Changed | Saving] | None:
        """Return what writes the correction; the reason is needed."""
        reason = self._why.why.text().strip()
        self._why.missing.say("" if reason else _("Say why the entry was wrong."))
        if reason:
            return super().action()
        self._why.why.setFocus()
        return None

    def write(self, record: Record) -> Callable[[], Changed]:
        """Return what writes the record as a correction of the entry."""
        book, entry, reason, read = self._session.book, self._entry, self._why.why.text(), self._facts.saved
        anyway = self.anyway()
        return lambda: corrections.correct_entry(book, record, entry, reason, read=read, anyway=anyway)
