"""After: what goes on, how long the record is kept, who takes over, and what was learnt (P5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientguard.actions.leaving import closing as actions
from clientguard.domain.leaving.after import Care, aftercare, is_destruction_due
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.records import Leaving
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.leaving.step_line import StepLine
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

SHOWN = 6  # of what goes on, at once


class AfterStep(Step):
    """After: retention, successor, support and lessons; what goes on; the end of the record."""

    fields = ("successor", "support_until", "support_limit", "retain_until", "destroy_on", "lessons")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What goes on after the close, how long you keep the record, and who takes over."))
        self.add_section(_("Still going on"))
        self._care = self.add_lines()
        self.reply = self.add_button(
            button(_("Reply to what was said in public …"), icon="mail"), lambda: self._letter("public-reply")
        )
        self.add_section(_("The end of the record"))
        self._end = self.add_lines()
        self.add_section(_("Who takes over, and how long the record is kept"))
        self.add_form()
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Show what goes on, and what becomes of the record."""
        clear(self._care)
        clear(self._end)
        found = aftercare(case, self.session.today())
        for each in found[:SHOWN]:
            self._care.addWidget(self._line(each, case))
        if (more := len(found) - SHOWN) > 0:
            self._care.addWidget(Label(_n("and {count} more", "and {count} more", more), "soft"))
        if not found:
            self._care.addWidget(Label(_("Nothing: no debt, no account and no data of this client."), "soft"))
        self._end.addWidget(self._destruction(case.leaving))

    def _line(self, care: Care, case: LeavingCase) -> StepLine:
        words = current().say(care.what)
        chip = StateChip(_("as agreed"), "neutral") if care.settled else StateChip(_("open", "task"), "attention")
        line = StepLine(words, "", chip)
        client = case.leaving.client or 0
        if care.place == "money":
            line.add_action(
                _("Payments"),
                lambda: self.intents.go_to_section("money", client),
                spoken=_("Look at: {text}", text=words),
            )
        else:
            line.add_action(
                _("Open", "verb"),
                lambda: self.intents.open(care.place, care.record),
                spoken=_("Look at: {text}", text=words),
            )
        return line

    def _destruction(self, leaving: Leaving) -> StepLine:
        if leaving.destroyed_on:
            return StepLine(_("Destroyed on {date}", date=leaving.destroyed_on), "", StateChip(_("done"), "met"))
        if not leaving.destroy_on:
            detail = _(
                "How long records have to be kept depends on your country and on what they are. Ask your tax adviser,"
                " then enter the day."
            )
            return StepLine(_("No day is set yet"), detail, StateChip(_("open", "task"), "neutral"))
        due = is_destruction_due(leaving.destroy_on, leaving.destroyed_on, self.session.today())
        detail = _(
            "Messages, files, accounts and all else on record of this client. Erase them on the client's page or with"
            " `clientguard erase`; invoices stay as long as the law asks."
        )
        line = StepLine(
            _("To be destroyed on {date}", date=leaving.destroy_on),
            detail,
            StateChip(_("due", "obligation") if due else _("later"), "attention" if due else "neutral"),
        )
        if due and leaving.signed_off:
            line.add_action(_("Note that it is done"), self._destroyed)
        return line

    def _destroyed(self) -> None:
        if self.case is None:
            return
        leaving, on = self.case.leaving.id, self.session.today()
        self.session.do(lambda _job: actions.note_destroyed(self.session.book, leaving, on))

    def _letter(self, kind: str) -> None:
        if self.case is not None:
            self.intents.letter(kind, self.case.leaving.client or 0)
