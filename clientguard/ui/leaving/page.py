"""The wizard of leaving: steps at the side, one at a time, saved at each; it can be left and resumed (P4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from clientguard.actions.casebook import casebooks
from clientguard.actions.leaving import steps as actions
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.gates import LeavingCase, gates, last_day, step_states
from clientguard.domain.records import Client, Leaving
from clientguard.domain.records.leaving import STEPS
from clientguard.errors import KnownError
from clientguard.store.views.drafts import draft
from clientguard.store.views.leaving import case
from clientguard.store.views.records import get_record
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.ending import AccountsStep, ReasonStep, ReportStep, SignOffStep
from clientguard.ui.leaving.step import Step, step_words
from clientguard.ui.leaving.steps import DecideStep, GatesStep, MoneyStep, ObligationsStep
from clientguard.ui.pages.page import Head, Page
from clientguard.ui.session.session import Session
from clientguard.ui.session.unsaved import Unsaved
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.label import Label
from clientguard.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

MAKERS: dict[str, type[Step]] = {
    "decide": DecideStep,
    "obligations": ObligationsStep,
    "money": MoneyStep,
    "gates": GatesStep,
    "accounts": AccountsStep,
    "reason": ReasonStep,
    "report": ReportStep,
    "signoff": SignOffStep,
}


_PAUSE = 1_200  # milliseconds after the last key until the draft is kept


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
        self._wanted = ""  # a step that is to be shown instead of the one where it was left
        self._then: Callable[[], object] | None = None
        self._shown: tuple[int, int, str] | None = None  # leaving, client and step whose facts are on the page
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(24)
        self.stepper = Stepper(step_words(), _("Every step is saved. You can close this and come back."))
        self.stepper.chosen.connect(self._leave_for)
        row.addWidget(self.stepper)
        right = QVBoxLayout()
        right.setSpacing(8)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self._kept = False  # whether a draft of the step that is shown is kept
        self._stack = QStackedWidget()
        self.steps: dict[str, Step] = {}
        for key in STEPS:
            step = MAKERS[key](session, intents)
            step.typed.connect(lambda: self._pause.start())
            self.steps[key] = step
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(step)
            self._stack.addWidget(scroll)
        right.addWidget(self._stack, 1)
        self.status = Label("", "error", wrap=True)
        self.status.hide()
        right.addWidget(self.status)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.setContentsMargins(0, 8, 12, 8)
        self.back = button(_("Back"))
        self.back.clicked.connect(lambda: self._leave_for(self._beside(-1)))
        self.next = button("", primary=True)
        self.next.clicked.connect(lambda: self._leave_for(self._beside(1)))
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.next)
        right.addLayout(foot)
        row.addLayout(right, 1)

    def show_leaving(self, leaving: int) -> None:
        """Show a leaving where it was left."""

        def show(found: Leaving) -> None:
            self.client = found.client or 0
            if self.isVisible():
                self.intents.here = self.client
            step, self._wanted = self._wanted or found.step, ""
            self._show(step if step in STEPS else STEPS[0])

        self._turn_to(leaving, 0)
        self.read(lambda db: get_record(db, Leaving, leaving), show, failed=self._gone)

    def _gone(self, error: KnownError) -> None:
        """Say why the leaving cannot be shown, and go back."""
        self.session.failed.emit(error)
        self.gone.emit()

    def begin(self, client: int) -> None:
        """Show the first step for a client that nobody has decided to leave yet."""
        self._turn_to(0, client)
        self._show(STEPS[0])

    def _turn_to(self, leaving: int, client: int) -> None:
        """Turn from what is shown, which is kept, to another leaving or client."""
        self.keep()
        self.leaving, self.client = leaving, client
        self._shown = self._then = None
        self._wanted = ""
        self.has_facts = False

    def _show(self, step: str) -> None:
        self.here = step
        self._stack.setCurrentIndex(STEPS.index(step))
        self._stack.setEnabled(self._is_shown())  # what is typed before its facts are there would be lost
        self.status.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the case again."""
        if not self.client:
            return
        client, leaving, place, today = self.client, self.leaving, self._place, self.session.today()

        def work(db: Connection) -> tuple[str, Mapping[str, Any] | None, LeavingCase]:
            name, begun = get_record(db, Client, client).name, draft(db, place)
            if leaving:
                return name, begun, case(db, leaving, today)
            empty = Leaving(client=client, decided=today)
            return name, begun, LeavingCase(empty, name, None, (), (), (), (), (), 0)

        self.read(work, lambda found: self._show_case(*found))

    def _show_case(self, name: str, begun: Mapping[str, Any] | None, found: LeavingCase) -> None:
        self._case = found
        self._shown = (self.leaving, self.client, self.here)
        today = self.session.today()
        self._show_head(name)
        self.stepper.show_states(step_states(self._case, today), self.here)
        for key, made in self.stepper.buttons.items():
            made.setEnabled(bool(self.leaving) or key == STEPS[0])
        self._kept = begun is not None
        self.steps[self.here].show_case(self._case, begun)
        self._show_foot()
        self._stack.setEnabled(True)
        then, self._then = self._then, None
        if then:
            then()

    def _show_head(self, name: str) -> None:
        assert self._case is not None
        end = last_day(self._case.leaving, self._case.contract)
        chips: tuple[tuple[str, str], ...] = ()
        if self._case.leaving.signed_off:
            chips = ((_("signed off"), "met"),)
        elif end:
            chips = ((_("last day {date}", date=end), "note"),)
        self.show_head(Head(_("Leaving {client}", client=name), "", chips))

    def _show_foot(self) -> None:
        assert self._case is not None
        self.back.setVisible(self.here != STEPS[0])
        self.next.setVisible(self.here != STEPS[-1])
        if not self.leaving:
            self.next.setText(_("Put the decision on record"))
        elif self.here == "gates":
            waiting = sum(gate.state == "open" for gate in gates(self._case, self.session.today()))
            self.next.setText(
                _n("Go on with {count} open gate", "Go on with {count} open gates", waiting) if waiting else _("Go on")
            )
        else:
            self.next.setText(_("Save and go on"))

    def _beside(self, step: int) -> str:
        return STEPS[max(0, min(len(STEPS) - 1, STEPS.index(self.here) + step))]

    def _leave_for(self, step: str) -> None:
        """Save this step, then show another."""
        if not self._is_shown():
            return
        entered = self.steps[self.here].entered()
        if entered is None:
            self.stepper.show_states(step_states(self._case, self.session.today()), self.here) if self._case else None
            return
        if not self.steps[self.here].form:
            self.keep()
        book, client, place, on = self.session.book, self.client, self._place, entered.decided or self.session.today()
        self._pause.stop()
        has_form = self.steps[self.here].form is not None
        if self.leaving and entered.signed_off:
            self._show(step)
            return

        def work(_job: object) -> Changed:
            if self.leaving:
                changed = actions.save_step(book, entered, step)
            else:
                changed = actions.start_leaving(book, client, on, entered.reasons, entered.alternatives)
            if has_form:
                casebooks.drop_draft(book, place)
            return changed

        done = (lambda _changed: self._saved(step)) if self.leaving else self._started
        self.session.do(work, done=done, failed=self._failed)

    @property
    def _place(self) -> str:
        """Where the draft of this step is kept."""
        return f"leaving:{self.leaving}:{self.here}" if self.leaving else f"leaving:new:{self.client}"

    def keep(self) -> None:
        """Keep what was typed in this step and not gone on with."""
        self._pause.stop()
        step, book, place = self.steps[self.here], self.session.book, self._place
        if not self._is_shown():
            return
        if step.is_typed():
            texts = step.texts()
            self._kept = True
            self.session.do(lambda _job: casebooks.keep_draft(book, place, texts))
        elif self._kept:
            self._kept = False
            self.session.do(lambda _job: casebooks.drop_draft(book, place))

    def unsaved(self) -> Unsaved | None:
        """Return what is entered in this step and not saved; the casebook is about to be locked."""
        self._pause.stop()
        step = self.steps[self.here]
        step.settle()
        return Unsaved(self._place, step.texts()) if self._is_shown() and step.is_typed() else None

    def _is_shown(self) -> bool:
        """Return whether the step shows what it is about, and not what was there before."""
        return self._shown == (self.leaving, self.client, self.here)

    def show_step(self, step: str) -> None:
        """Show a step of the leaving that is shown, or about to be."""
        if step not in STEPS:
            return
        if self.client:
            self._show(step)
        else:
            self._wanted = step

    def when_shown(self, act: Callable[[], object]) -> None:
        """Do something as soon as the step shows what it is about."""
        if self._is_shown():
            act()
        else:
            self._then = act

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep()

    def _started(self, changed: Changed) -> None:
        self.steps["decide"].settled()
        self.leaving = changed.first
        self._show(STEPS[0] if not self.leaving else "decide")

    def _saved(self, step: str) -> None:
        self.steps[self.here].settled()
        self._show(step)

    def _failed(self, error: KnownError) -> None:
        self.status.setText(current().error(error))
        self.status.show()
        form = self.steps[self.here].form
        if form and isinstance(error, NotValidError):
            form.show_problems(error.problems)
        if self._case:
            self.stepper.show_states(step_states(self._case, self.session.today()), self.here)
