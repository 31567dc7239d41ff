"""All steps of one account's handover, with what is known of its kind and of the account itself (P4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving import handing_over
from clientguard.actions.leaving.checklists import checklist_of
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.assets import PlatformChecklist, PlatformFact
from clientguard.domain.leaving.case import handovers
from clientguard.domain.leaving.handover import Handover, HandoverStep
from clientguard.domain.records import Checklist, Record
from clientguard.domain.records.kinds.handover import ASSETS
from clientguard.store.views.leaving.case import client_case
from clientguard.texts import N_, _, current
from clientguard.ui.leaving.hand_over.checklist_line import ChecklistLine
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, hairline
from clientguard.ui.widgets.dialog import Dialog
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

# What a checklist says besides its steps, in this order.
SECTIONS = (
    ("proof", N_("What proof looks like")),
    ("breaks", N_("What breaks if our access goes first")),
    ("survives", N_("What stays although our access was removed")),
    ("billing", N_("Billing and renewals")),
    ("recovery", N_("Second factor and recovery")),
    ("limits", N_("Limits and waits")),
)
# What is said of the account itself, in this order.
KNOWN = (
    "owner_of_record",
    "our_role",
    "paid_by",
    "renews",
    "second_factor",
    "recovery_held_by",
    "integrations",
    "kept_at",
)
OWN = ("mistake", "proof", "breaks", "source", "checked_on")  # what the user's own checklist says besides its steps


class AccountDetails(Dialog):
    """The steps in order, ticked here too; the mistake that loses the account; who pays, and who holds what."""

    def __init__(self, session: Session, handover: Handover, own: Checklist | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._handover = session, handover
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Handover of {account}", account=handover.account.name))
        self.setMinimumSize(460, 320)
        self.lines: dict[str, ChecklistLine] = {}
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(8)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll through what is only read
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch()
        self.close_button = button(_("Close", "window"))
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        box.addLayout(foot)
        self._build(checklist_of(handover.account.asset_type, current().language), own)
        self._show_steps(handover)
        self.resize(680, 640)
        self.close_button.setFocus()
        session.changed.connect(self._changed)

    # --- what it says ---

    def _build(self, checklist: PlatformChecklist | None, own: Checklist | None) -> None:
        account = self._handover.account
        kind = next((each.label for each in ASSETS if each.key == account.asset_type), "")
        self.body.addWidget(Label(account.name, "section", wrap=True))
        self._say(", ".join(each for each in (_(kind), account.platform) if each))
        self._say(" ".join(current().say(each) for each in (self._handover.why, self._handover.warning) if each))
        if checklist and checklist.mistake:
            mistake = " ".join(each.text for each in checklist.mistake)
            self.body.addWidget(Banner("attention", mistake, lead=_("What loses the account:")))
        self._head(_("Steps"))
        self._put_steps(self._handover.steps, {})
        if self._handover.checklist:
            self._head(_("Checklist"))
            self._put_steps(self._handover.checklist, _texts(checklist))
        self._put_fields(_("On record about this account"), account, KNOWN)
        if own:
            self._put_fields(_("Your own checklist: {name}", name=own.name), own, OWN)
        if checklist:
            self._put_facts(checklist)
        self.body.addStretch()

    def _put_steps(self, steps: Sequence[HandoverStep], texts: dict[str, tuple[str, str]]) -> None:
        for step in steps:
            text, note = texts.get(step.key, (current().say(step.label), ""))
            line = self.lines[step.key] = ChecklistLine(text, note, self)
            line.ticked.connect(lambda key=step.key: self._tick(key))
            line.unticked.connect(lambda key=step.key: self._untick(key))
            self.body.addWidget(line)

    def _put_fields(self, head: str, record: Record, names: Sequence[str]) -> None:
        """Say what is on record in these fields, under a head if there is anything."""
        facts = [(record.kind.field(name), getattr(record, name)) for name in names]
        if any(value for _field, value in facts):
            self._head(head)
        for field, value in facts:
            if value:
                self._say(_("{field}: {value}", field=_(field.label), value=value))

    def _put_facts(self, checklist: PlatformChecklist) -> None:
        """Say what is known of the kind, and where that comes from."""
        for name, word in SECTIONS:
            facts: tuple[PlatformFact, ...] = getattr(checklist, name)
            if facts:
                self._head(_(word))
            for each in facts:
                self._say(f"• {_with_sources(each)}")
        self._head(_("Sources, checked on {date}", date=checklist.checked))
        self._say(
            _("Look at the platform's own page first: menus and waits change. Without a source: general knowledge.")
        )
        for each in checklist.sources:
            self._say(f"[{each.id}] {each.title} ({each.kind}): {each.address}")

    def _head(self, text: str) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(Label(text, "strong"))
        self.body.addWidget(hairline())

    def _say(self, text: str) -> None:
        if text:
            self.body.addWidget(Label(text, "soft", wrap=True).selectable())

    # --- what is done ---

    def _show_steps(self, handover: Handover) -> None:
        self._handover = handover
        for step in (*handover.steps, *handover.checklist):
            if step.key in self.lines:
                self.lines[step.key].show_step(step)

    def _tick(self, key: str) -> None:
        book, account, today = self._session.book, self._handover.account.id, self._session.today()
        self._session.do(lambda _job: handing_over.tick(book, account, key, today))

    def _untick(self, key: str) -> None:
        book, account = self._session.book, self._handover.account.id
        self._session.do(lambda _job: handing_over.untick(book, account, key))

    def _changed(self, _changed: Changed) -> None:
        """Read the steps again: another one may have to wait no longer."""
        account, today = self._handover.account, self._session.today()

        def work(db: Connection) -> Handover | None:
            found = handovers(client_case(db, account.client or 0, today, own_calendar(db)))
            return next((each for each in found if each.account.id == account.id), None)

        self._session.read(work, lambda found: self._show_steps(found) if found else self.reject(), self, key="steps")


def _texts(checklist: PlatformChecklist | None) -> dict[str, tuple[str, str]]:
    """Return the text of each step by its key, and what is said below it: how long it takes."""
    found: dict[str, tuple[str, str]] = {}
    for each in checklist.steps if checklist else ():
        note = ""
        if each.wait:
            note = _("Wait {days} days after the step before.", days=each.wait)
        elif each.within:
            note = _("Within {days} days of the step before.", days=each.within)
        found[each.key] = (_with_sources(each.fact), note)
    return found


def _with_sources(fact: PlatformFact) -> str:
    return f"{fact.text} [{', '.join(fact.sources)}]" if fact.sources else fact.text
