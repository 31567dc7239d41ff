"""Close: nothing stands in the way, and the report is signed, or the client never replied (P4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QSizePolicy

from clientguard.actions.leaving import closing as actions
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.closing import ACCOUNT, Obstacle, closed_how, left_undone, obstacles
from clientguard.domain.leaving.gates import Gate
from clientguard.domain.records import Leaving, Release
from clientguard.domain.records.kinds.leaving import NO_REPLY
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.step import WORDS, Step
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

SHOWN = 8  # of what stands in the way, at once


class CloseStep(Step):
    """The close: what stands in its way, how it ended, and the button that seals the record."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _("Closing seals the record as it stands. What is wrong in it later is corrected, with a reason.")
        )
        self._lines = self.add_lines()
        self._outcome = Label(_("How it ended, for yourself"), "field")
        self.outcome = QLineEdit()
        self.outcome.setAccessibleName(_("How it ended, for yourself"))
        self._outcome.setBuddy(self.outcome)
        self.outcome.textEdited.connect(self.typed)
        self.box.addWidget(self._outcome)
        self.box.addWidget(self.outcome)
        self.finish = self.add_button(button(_("Close and seal"), primary=True), self._close)
        self.box.addStretch()

    def show_saved(self, leaving: Leaving) -> None:
        """Put what is saved into the input."""
        self.outcome.setText(leaving.outcome)

    def texts(self) -> dict[str, str]:
        """Return what stands in the input."""
        return {"outcome": self.outcome.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's text back."""
        self.outcome.setText(texts.get("outcome", self.outcome.text()))

    def fill(self, case: LeavingCase) -> None:
        """Show what stands in the way, or how it was closed."""
        clear(self._lines)
        closed = case.leaving.signed_off is not None
        waiting = obstacles(case, self.session.today())
        if closed:
            self._show_closed(case.leaving)
        elif waiting:
            self._show_waiting(waiting)
        else:
            self._show_ready(case)
        for each in (self._outcome, self.outcome, self.finish):
            each.setVisible(not closed)
        self.finish.setEnabled(not waiting)

    def _show_closed(self, leaving: Leaving) -> None:
        if leaving.closed_how == NO_REPLY:
            text = _("Closed on {date}, without a reply.", date=leaving.signed_off)
        elif leaving.signed_by:
            text = _("Closed on {date}, signed by {name}.", date=leaving.signed_off, name=leaving.signed_by)
        else:
            text = _("Closed on {date}.", date=leaving.signed_off)
        self._lines.addWidget(Banner("met", text))
        for each in leaving.exceptions.splitlines():
            self._lines.addWidget(self._excepted(each))
        if leaving.outcome:
            self._lines.addWidget(Label(leaving.outcome, wrap=True))
        if leaving.seal:
            seal = _("The journal was sealed at {anchor}.", anchor=leaving.seal)
            self._lines.addWidget(Label(seal, "soft", wrap=True).selectable())

    def _show_waiting(self, waiting: tuple[Obstacle, ...]) -> None:
        for each in waiting[:SHOWN]:
            words = current().say(each.words)
            line = StepLine(words, "", StateChip(_("open", "task"), "attention"))
            step, gate = each.step, each.gate
            line.add_action(
                _(WORDS[step]), lambda step=step: self.wanted.emit(step), spoken=_("Go to: {text}", text=words)
            )
            if gate and gate.key.startswith(ACCOUNT):
                line.add_action(
                    _("Leave it out …"),
                    lambda gate=gate: self._release(gate),
                    spoken=_("Leave it out: {text}", text=words),
                    beside=True,
                )
            self._lines.addWidget(line)
        if (more := len(waiting) - SHOWN) > 0:
            self._lines.addWidget(Label(_n("and {count} more", "and {count} more", more), "soft"))

    def _show_ready(self, case: LeavingCase) -> None:
        text = _("Nothing stands in the way.")
        if closed_how(case) == NO_REPLY:
            text = _("Nothing stands in the way. It is closed without a reply.")
        self._lines.addWidget(Banner("met", text))
        for each in left_undone(case, self.session.today()):
            self._lines.addWidget(self._excepted(current().say(each)))

    def _excepted(self, words: str) -> StepLine:
        line = StepLine(words, "", StateChip(_("excepted"), "released"))
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # it has no buttons to grow with
        return line

    def _release(self, gate: Gate) -> None:
        """Ask for the reason why an account is left out."""
        if self.case is None:
            return
        from clientguard.ui.leaving.release import ReleaseDialog, release_facts

        leaving, session = self.case.leaving, self.session
        release = Release(client=leaving.client, leaving=leaving.id, gate=gate.key, on=session.today())
        session.read(
            lambda db: release_facts(db, release),
            lambda facts: ReleaseDialog(session, gate, facts, self.window()).open(),
            self,
            key="release",
        )

    def _close(self) -> None:
        if self.case is None:
            return
        leaving, on, outcome = self.case.leaving.id, self.session.today(), self.outcome.text().strip()
        self.draft.save(
            lambda _job: actions.close_leaving(self.session.book, leaving, on, outcome=outcome),
            done=lambda _changed: self.wanted.emit("after"),
            failed=self.session.failed.emit,
        )
