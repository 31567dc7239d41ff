"""One account on its way to the client: its state, whose it is, the next step, and what else can be done (P4.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from clientguard.actions.leaving import handing_over
from clientguard.domain.changed import Changed
from clientguard.domain.leaving.handover import PROOF, Handover, HandoverState, HandoverStep
from clientguard.domain.records import Checklist, HandoverMark
from clientguard.domain.records.kinds.handover import OWNERSHIP, REQUEST
from clientguard.domain.wording import listed
from clientguard.store.views.records import get_record
from clientguard.texts import N_, _, current
from clientguard.ui.leaving.hand_over.action_row import ActionRow
from clientguard.ui.leaving.hand_over.mark_dialog import MarkDialog, mark_facts
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import quiet

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

# What the row says of each state, and its tone.
STATES: dict[HandoverState, tuple[str, str]] = {
    "waits": (N_("waits"), "stop"),
    "open": (N_("not offered yet"), "neutral"),
    "offered": (N_("offered"), "note"),
    "accepted": (N_("accepted", "account"), "note"),
    "tested": (N_("client signs in"), "note"),
    "removed": (N_("our access removed"), "note"),
    "complete": (N_("handed over"), "met"),
    "no reply": (N_("closed without a reply"), "attention"),
}


class AccountRow(ActionRow):
    """One account. It stays when its facts change, so that the keyboard stays where it is."""

    def __init__(self, handover: Handover, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(handover.account.name, parent)
        self.handover = handover
        self._session, self._intents = session, intents
        self.next = self.add_action("", self._do_next)
        self.details = self.add_action(_("Details"), self.show_details, link=True)
        self.more = quiet(_("More"), self)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.menu)
        self.ways.addWidget(self.more)
        self.show_handover(handover)

    def show_handover(self, handover: Handover, *, closed: bool = False) -> None:
        """Show the account as it is now; once the leaving is closed, nothing is ticked any longer."""
        self.handover = handover
        name = handover.account.name
        owner = next((each for each in OWNERSHIP if each.key == handover.account.ownership), OWNERSHIP[0])
        word, tone = STATES[handover.state]
        self.show_words(name, ((_(owner.label), owner.tone), (_(word), tone)), self._words())
        had_focus = self.next.hasFocus()
        following = self._following()
        proof = handover.next == PROOF and not handover.waits
        said = current().say(following.label) if following else _("Add proof")
        self.next.setText(said)
        self.next.setAccessibleName(f"{said}: {name}")
        self.next.setToolTip(_("Mark as done today") if following else "")
        self.next.setVisible(following is not None or proof)
        self.next.setEnabled(not closed)
        self.more.setEnabled(not closed)
        self.details.setAccessibleName(f"{self.details.text()}: {name}")
        self.more.setAccessibleName(f"{self.more.text()}: {name}")
        if had_focus and self.next.isHidden():
            self.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Take the keyboard at the next thing to do."""
        (self.details if self.next.isHidden() else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _following(self) -> HandoverStep | None:
        """Return the step that can be ticked next; None if it is complete, held, or only proof is missing."""
        step = self.handover.step(self.handover.next)
        return step if step and not step.blocked_by else None

    def _words(self) -> list[str]:
        """Say why it may go on or waits, when the client was asked, and what our access waits for."""
        found, say = self.handover, current().say
        if found.no_reply:
            return [say(found.no_reply)]
        if found.complete:
            return [_("Proof: {proof}", proof=found.account.proof)]
        lines = [" ".join(say(each) for each in (found.why, found.warning) if each)]
        if found.requests:
            lines.append(_("Asked on {dates}, no reply yet.", dates=listed(found.requests)))
        last = next((each for each in found.steps if each.blocked_by and not each.done), None)
        if last and found.may_proceed and found.state != "open":
            lines.append(_("Later: {step}. {reason}", step=say(last.label), reason=say(last.blocked_by[0])))
        return lines

    # --- what can be done ---

    def _do_next(self) -> None:
        step = self._following()
        if step:
            self._tick(step)
        else:
            self._ask_for_proof()

    def _do(self, act: Callable[[], Changed]) -> None:
        self._session.do(lambda _job: act())

    def _tick(self, step: HandoverStep) -> None:
        book, account, today = self._session.book, self.handover.account.id, self._session.today()
        self._do(lambda: handing_over.tick(book, account, step.key, today))

    def _ask_for_proof(self) -> None:
        self._intents.form(
            self.handover.account, fields=("proof",), title=_("Proof of the handover"), save_word=_("Save proof")
        )

    def ask_for_day(self, step: HandoverStep) -> None:
        """Ask on which day a step was done, and for its proof."""
        book, account, label = self._session.book, self.handover.account, current().say(step.label)

        def write(mark: HandoverMark) -> Changed:
            return handing_over.tick(book, account.id, mark.key, mark.done_on or self._session.today(), mark.proof)

        self._ask(step.key, write, title=label, save_word=_("Mark as done"))

    def _ask_about_request(self) -> None:
        """Ask when the client was asked, and how."""
        book, account = self._session.book, self.handover.account.id

        def write(mark: HandoverMark) -> Changed:
            on = mark.done_on or self._session.today()
            return handing_over.note_request(book, account=account, on=on, proof=mark.proof)

        self._ask(REQUEST, write, title=_("The client was asked"), save_word=_("Note the request"))

    def _ask(self, key: str, write: Callable[[HandoverMark], Changed], *, title: str, save_word: str) -> None:
        session, account = self._session, self.handover.account
        mark = HandoverMark(client=account.client, account=account.id, key=key, done_on=session.today())

        def show(facts) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
            MarkDialog(
                session, facts, write, title=title, save_word=save_word, about=account.name, parent=self.window()
            ).open()

        session.read(lambda db: mark_facts(db, mark), show, self, key="mark")

    def _fill_menu(self) -> None:
        """Offer what is done less often: another day, what is optional, undoing, requests, and the record."""
        menu, found, say = self.menu, self.handover, current().say
        book, account, today = self._session.book, found.account.id, self._session.today()
        menu.clear()
        for step in found.steps:
            if not (step.done or step.blocked_by):
                self._offer(_("{step}, on …", step=say(step.label)), lambda step=step: self.ask_for_day(step))
        if not found.waits:
            self._offer(_("Proof …"), self._ask_for_proof)
        menu.addSeparator()
        for step in found.steps:
            if step.done:
                word = _("Undo: {step}, {date}", step=say(step.label), date=current().date(step.done, "short"))
                self._offer(word, lambda step=step: self._do(lambda: handing_over.untick(book, account, step.key)))
        menu.addSeparator()
        if found.account.no_reply_on:
            self._offer(_("Open it again"), lambda: self._do(lambda: handing_over.reopen(book, account)))
        elif not (found.complete or found.waits):
            self._offer(_("The client was asked, on …"), self._ask_about_request)
            self._offer(
                _("Close without a reply"),
                lambda: self._do(lambda: handing_over.close_without_reply(book, account, today)),
            )
        if found.requests:
            word = _("Undo: asked on {date}", date=current().date(found.requests[-1], "short"))
            self._offer(word, lambda: self._do(lambda: handing_over.untick(book, account, REQUEST)))
        menu.addSeparator()
        self._offer(_("Change account"), lambda: self._intents.open("account", account))

    def _offer(self, word: str, act: Callable[[], object]) -> None:
        self.menu.addAction(word).triggered.connect(lambda: act())

    def show_details(self) -> None:
        """Show all steps, with what the checklist of its kind says."""
        from clientguard.ui.leaving.hand_over.account_details import AccountDetails

        def show(own: Checklist | None) -> None:
            AccountDetails(self._session, self.handover, own, self.window()).open()

        if number := self.handover.account.checklist:
            self._session.read(lambda db: get_record(db, Checklist, number), show, self, key="details")
        else:
            show(None)

    def has_focus(self) -> bool:
        """Return whether something in the row has the keyboard."""
        at = self.window().focusWidget()
        return at is not None and self.isAncestorOf(at)
