"""What every step of the wizard shares: it shows a case, says what its form entered, and keeps the draft of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clientguard.actions.leaving import steps as actions
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.records import KINDS, Leaving, Record
from clientguard.texts import N_
from clientguard.ui.records.drafted_form import Draft
from clientguard.ui.records.form import Form
from clientguard.ui.session.jobs import Job
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import hairline
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents


# The words of the steps, in their order.
WORDS = {
    "decide": N_("Decide", "step"),
    "owed": N_("Owed", "step"),
    "tell": N_("Tell the client"),
    "hand_over": N_("Hand over"),
    "report": N_("Report", "step"),
    "close": N_("Close", "client"),
    "after": N_("Afterwards"),
}


class Step(QWidget):
    """One step. `fields` are those of the leaving that its form enters.

    `typed`: something was entered; `wanted` carries the key of another step that the user goes to from here;
    `changed_by_user`: what the wizard shows around the step may be different now.
    """

    fields: tuple[str, ...] = ()
    typed = Signal()
    wanted = Signal(str)
    changed_by_user = Signal()

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__()
        self.key = ""  # its row in the wizard's table
        self.session = session
        self.intents = intents
        self.case: LeavingCase | None = None
        self.form: Form | None = None
        self._loaded: tuple[int, ...] | None = None  # what the form shows, as `whose` says
        self.draft = Draft(session, self._place, self.texts, self)
        self.typed.connect(self.draft.touched)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 12, 12)
        self.box.setSpacing(10)

    def add_intro(self, text: str) -> None:
        """Say what the step is for."""
        self.box.addWidget(Label(text, "soft", wrap=True))

    def add_section(self, text: str) -> None:
        """Put a section's title."""
        self.box.addSpacing(6)
        self.box.addWidget(Label(text, "section", wrap=True))
        self.box.addWidget(hairline())

    def add_lines(self) -> QVBoxLayout:
        """Put the place of a list, filled in `fill`, and return it."""
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.box.addLayout(lines)
        return lines

    def add_button(self, made: QPushButton, act: Callable[[], object]) -> QPushButton:
        """Put a button on a row of its own, and return it."""
        made.clicked.connect(lambda: act())
        self.box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def add_form(self) -> Form:
        """Put the form of this step's fields."""
        self.form = Form(KINDS["leaving"], today=self.session.today(), fields=self.fields, parent=self)
        self.form.edited.connect(self.typed)
        self.box.addWidget(self.form)
        return self.form

    def show_case(self, case: LeavingCase, draft: Mapping[str, Any] | None = None) -> None:
        """Show a case, and what was entered before and not saved; what the user is typing stays."""
        self.case = case
        whose = self.whose(case)
        if self._loaded != whose or not (self.draft.saving or self.draft.is_typed()):
            self.show_saved(case.leaving)
            self._loaded = whose
            self.draft.settle()
            self.show_texts(self.draft.take(draft))
        self.fill(case)

    def whose(self, case: LeavingCase) -> tuple[int, ...]:
        """Return what the form is of: the leaving and the client."""
        return (case.leaving.id, case.leaving.client or 0)

    @staticmethod
    def read_more(db: Connection, case: LeavingCase, today: date) -> Any:  # noqa: ANN401, ARG004
        """Read what the step shows beyond the case; `take_more` gets it before the case is shown."""
        return None

    def take_more(self, found: Any) -> None:  # noqa: ANN401
        """Take what `read_more` has read."""

    def show_saved(self, leaving: Leaving) -> None:
        """Put what is saved into the inputs."""
        if self.form:
            self.form.show_record(leaving)

    def texts(self) -> dict[str, str]:
        """Return what stands in the inputs: what a draft keeps."""
        return self.form.texts() if self.form else {}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts back."""
        if self.form:
            self.form.show_texts(texts)

    def fill(self, case: LeavingCase) -> None:
        """Show what is not the form."""

    def entered(self) -> Leaving | None:
        """Return the leaving as the form has it; None when a field is wrong; the case's own without a form."""
        if self.case is None:
            return None
        if self.form is None:
            return self.case.leaving
        record = self.form.record()
        return record if isinstance(record, Leaving) else None

    def read(self) -> Record | None:
        """Return the leaving as it was when its fields were filled: what differs from it was entered."""
        if self.form:
            return self.form.read
        return self.case.leaving if self.case else None

    def saving(self, step: str) -> Callable[[Job], Changed] | None:
        """Return what saves this step, and that the leaving is at another; None when a field is wrong."""
        entered = self.entered()
        return None if entered is None else self.at_step(entered, step)

    def at_step(self, entered: Leaving, step: str) -> Callable[[Job], Changed]:
        """Return what saves a leaving as entered, and that it is at a step."""
        book, read = self.session.book, self.read()
        return lambda _job: actions.save_step(book, entered, step, read=read)

    def _place(self) -> str:
        shown = self.case.leaving if self.case else Leaving()
        return draft_place(self.key, shown.id, shown.client or 0)

    def settle(self) -> None:
        """Save at once what is saved when its field is left: the casebook is about to be locked."""


def draft_place(step: str, leaving: int, client: int) -> str:
    """Return where the draft of a step is kept; before the decision is on record, with the client."""
    return f"leaving:{leaving}:{step}" if leaving else f"leaving:new:{client}"
