"""The wizard of leaving: steps at the side, one at a time, saved at each; it can be left and resumed (P4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.case import LeavingCase, last_day, step_of
from clientguard.domain.leaving.closing import step_states
from clientguard.domain.leaving.gates import GATES_OF, gates
from clientguard.domain.records import Client, Leaving, Record
from clientguard.domain.records.kinds.leaving import STEP_ALIASES
from clientguard.errors import KnownError
from clientguard.store.views.client import open_leaving
from clientguard.store.views.drafts import draft
from clientguard.store.views.leaving.case import case_before
from clientguard.store.views.leaving.closing import closing_case
from clientguard.store.views.records import any_record, get_record
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.after import AfterStep
from clientguard.ui.leaving.close import CloseStep
from clientguard.ui.leaving.decide import DecideStep
from clientguard.ui.leaving.hand_over.hand_over_step import HandOverStep
from clientguard.ui.leaving.owed import OwedStep
from clientguard.ui.leaving.report_step import ReportStep
from clientguard.ui.leaving.step import WORDS, Step, draft_place
from clientguard.ui.leaving.tell import TellStep
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button, set_primary
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the wizard: its key, as the leaving keeps it, and the class that shows it."""

    key: str
    step: type[Step]


ROWS = (
    StepRow("decide", DecideStep),
    StepRow("owed", OwedStep),
    StepRow("tell", TellStep),
    StepRow("hand_over", HandOverStep),
    StepRow("report", ReportStep),
    StepRow("close", CloseStep),
    StepRow("after", AfterStep),
)
COLLAPSE = 640  # points of width under which the steps show icons alone
STEPS = tuple(each.key for each in ROWS)


class LeavingPage(Page):
    """One leaving, or the decision to begin one.

    Going on saves the step. What was typed and not gone on with is kept as a draft: after a pause, and when the page
    is left for another.
    """

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.leaving = 0
        self.client = 0
        self.here = STEPS[0]
        self._case: LeavingCase | None = None
        self._record = 0  # what was asked for: a leaving, or the client of one that is not begun yet
        self._wanted = ""  # a step that is to be shown instead of the one where it was left
        self._shown: tuple[int, int, str] | None = None  # leaving, client and step whose facts are on the page
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(14)
        words = [(each.key, _(WORDS[each.key])) for each in ROWS]
        self.stepper = Stepper(words, _("Every step is saved. You can close this and come back."))
        self.stepper.chosen.connect(self._leave_for)
        self._side = QScrollArea(self)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setWidgetResizable(True)
        self._side.setWidget(self.stepper)
        box.addWidget(self._side)
        right = QVBoxLayout()
        right.setSpacing(8)
        self._stack = QStackedWidget(self)  # parents first: what is moved later is styled again
        self.steps: dict[str, Step] = {}
        for row in ROWS:
            step = self.steps[row.key] = row.step(session, intents)
            step.key = row.key
            step.wanted.connect(self._leave_for)
            step.changed_by_user.connect(self._show_foot)
            scroll = QScrollArea(self._stack)
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields have it, and what has it is scrolled to
            scroll.setWidget(step)
            self._stack.addWidget(scroll)
        decide = self.steps[STEPS[0]]
        assert isinstance(decide, DecideStep)
        self.decide = decide
        self.decide.signed.connect(self._decided)
        self.decide.refused.connect(self._failed)
        right.addWidget(self._stack, 1)
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        right.addWidget(self.status)
        self.back = button(_("Back"))
        self.back.clicked.connect(lambda: self._leave_for(self._beside(-1)))
        self.next = button("", primary=True)
        self.next.clicked.connect(self._go_on)
        right.addLayout(self._foot())
        box.addLayout(right, 1)

    def _foot(self) -> QHBoxLayout:
        """Return the row with the buttons that go back and on."""
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.setContentsMargins(0, 8, 12, 8)
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.next)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stepper.collapse(self.width() < COLLAPSE)
        self._side.setFixedWidth(self.stepper.width() + self._side.verticalScrollBar().sizeHint().width())

    def show_record(self, record: int) -> None:
        """Show a leaving where it was left, or, for a client, the first step of one that is not begun yet."""
        self.keep()
        self._record = record
        self.leaving = self.client = 0
        self._shown = None
        self._wanted = ""
        self.has_facts = False
        self._stack.setEnabled(False)  # what is typed before its facts are there would be lost
        self.read(lambda db: any_record(db, record), self._turn_to, failed=self._gone)

    def _turn_to(self, found: Record) -> None:
        if isinstance(found, Leaving):
            self.leaving, self.client = found.id, found.client or 0
            step = self._wanted or step_of(found)
        else:
            self.leaving, self.client, step = 0, found.id, STEPS[0]
        self._wanted = ""
        if self.isVisible():
            self.intents.current_client = self.client
        self._show(step if step in STEPS else STEPS[0])

    def _gone(self, error: KnownError) -> None:
        """Say why the leaving cannot be shown, and go back."""
        self.session.failed.emit(error)
        self.gone.emit()

    def place(self) -> dict[str, Any]:
        """Return which leaving is shown, or for which client one is begun, and at which step."""
        return super().place() | {"record": self._record, "step": self._wanted or self.here}

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Show the step that was shown."""
        self.show_step(place.get("step", ""))
        super().go_to(place)

    def _show(self, step: str) -> None:
        if self._has_focus_inside():  # the step goes, and the focus would go to the rail
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.here = step
        self._stack.setCurrentIndex(STEPS.index(step))
        self._stack.setEnabled(self._is_shown())  # what is typed before its facts are there would be lost
        self.status.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the case again."""
        if not self.client:
            return
        client, leaving, today = self.client, self.leaving, self.session.today()
        place, step = draft_place(self.here, leaving, client), self.steps[self.here]

        def work(db: Connection) -> tuple[str, Mapping[str, Any] | None, LeavingCase, Any]:
            name, begun = get_record(db, Client, client).name, draft(db, place)
            found = closing_case(db, leaving, today, own_calendar(db)) if leaving else case_before(db, client, today)
            return name, begun, found, step.read_more(db, found, today)

        self.read(work, lambda found: self._show_case(*found))

    def _show_case(self, name: str, begun: Mapping[str, Any] | None, found: LeavingCase, more: object) -> None:
        self._case = found
        self._shown = (self.leaving, self.client, self.here)
        today = self.session.today()
        self._show_head(name)
        self.stepper.show_states(step_states(self._case, today), self.here)
        for key, made in self.stepper.buttons.items():
            made.setEnabled(bool(self.leaving) or key == STEPS[0])
        step, inside = self.steps[self.here], self._has_focus_inside()
        step.take_more(more)
        step.show_case(self._case, begun)
        self._show_foot()
        self._stack.setEnabled(True)
        if inside and not self._has_focus_inside():  # what had it is done, such as a gate that was released
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.hasFocus():  # the step has just been gone to
            self._focus_step()

    def _focus_step(self) -> None:
        """Take the keyboard where one goes on: in the form of the step, else at the button that goes on."""
        form = self.steps[self.here].form
        if form and form.isEnabled():
            form.focus_first()
        elif self.next.isVisible():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.decide.standing.isVisible():
            self.decide.standing.anew.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus_inside(self) -> bool:
        """Return whether a part of the step has the focus of the window, whether or not a dialog is over it."""
        at = self.window().focusWidget()
        return at is not None and self.steps[self.here].isAncestorOf(at)

    def _show_head(self, name: str) -> None:
        assert self._case is not None
        end = last_day(self._case.leaving, self._case.contract)
        chips: tuple[tuple[str, str], ...] = ()
        if self._case.leaving.signed_off:
            chips = ((_("closed"), "met"),)
        elif end:
            chips = ((_("last day {date}", date=end), "note"),)
        title = _("Leaving {client}", client=name) if self.leaving else _("Deciding about {client}", client=name)
        self.show_head(Head(title, "", chips))

    def _show_foot(self) -> None:
        assert self._case is not None
        self.back.setVisible(self.here != STEPS[0])
        shown = self.here != STEPS[-1] and (bool(self.leaving) or self._is_deciding())
        if not shown and self.next.hasFocus():  # the button goes, and the focus would go to the rail
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.next.setVisible(shown)
        if self._is_deciding():
            self.next.setText(_("Sign the decision"))
        elif self.here == "owed":
            shown = [each for each in gates(self._case, self.session.today()) if each.key in GATES_OF["owed"]]
            waiting = sum(gate.state == "open" for gate in shown)
            self.next.setText(
                _n("Go on with {count} open gate", "Go on with {count} open gates", waiting) if waiting else _("Go on")
            )
        else:
            self.next.setText(_("Go on") if self.here == "close" else _("Save and go on"))
        set_primary(self.next, self.here != "close")  # there, the one that closes is

    def _beside(self, step: int) -> str:
        return STEPS[max(0, min(len(STEPS) - 1, STEPS.index(self.here) + step))]

    def _is_deciding(self) -> bool:
        """Return whether a decision is being written: the way on is to sign it."""
        return self.here == STEPS[0] and self.decide.is_open()

    def _go_on(self) -> None:
        if self._is_deciding():
            if self._is_shown():
                self.decide.sign()
        else:
            self._leave_for(self._beside(1))

    def _leave_for(self, step: str) -> None:
        """Save this step, then show another."""
        shown = self.steps[self.here]
        if shown.draft.saving or not self._is_shown():
            return
        closed = self._case is not None and self._case.leaving.signed_off is not None
        if closed and self.here != "after":  # it is only looked at; what comes after the close is still kept
            self._show(step)
            return
        work = shown.saving("after" if closed else step)
        if work is None:
            self._show_states()
            return
        if not shown.form:
            self.keep()
        shown.draft.pause.stop()
        save = shown.draft.save if shown.form else self.session.do
        save(work, done=lambda _changed: self._show(step), failed=self._failed)

    def keep(self) -> None:
        """Keep what was typed in this step and not gone on with."""
        self.steps[self.here].draft.keep()

    def unsaved(self) -> Unsaved | None:
        """Return what is entered in this step and not saved; the casebook is about to be locked."""
        step = self.steps[self.here]
        step.settle()
        return step.draft.unsaved()

    def _is_shown(self) -> bool:
        """Return whether the step shows what it is about, and not what was there before."""
        return self._shown == (self.leaving, self.client, self.here)

    def show_step(self, step: str) -> None:
        """Show a step of the leaving that is shown, or about to be; the names of earlier versions are known."""
        step = STEP_ALIASES.get(step, step)
        if step not in STEPS:
            return
        if self.leaving:
            self._show(step)
        elif not self.client:  # it is being read
            self._wanted = step

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep()

    def _decided(self, _changed: Changed) -> None:
        """Show the leaving that the decision began or goes on with, else what was decided about the client."""
        client = self.client
        self.session.read(lambda db: open_leaving(db, client), self._show_decided, self, key="decided")

    def _show_decided(self, found: Leaving | None) -> None:
        self.leaving = found.id if found and not found.signed_off else 0
        self._record = self.leaving or self.client
        self._show(STEPS[0])

    def _failed(self, error: KnownError) -> None:
        self.status.setText(current().error(error))
        self.status.show()
        form = self.steps[self.here].form
        if form and isinstance(error, NotValidError):
            form.show_problems(error.problems)
        self._show_states()

    def _show_states(self) -> None:
        if self._case:
            self.stepper.show_states(step_states(self._case, self.session.today()), self.here)
