"""The wizard's steps that carry it out: accounts, reason, final report, sign-off (P4.3–P4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clientguard.actions.leaving import steps as actions
from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.actions.records import editing
from clientguard.domain.leaving.gates import LeavingCase, handovers, in_the_way
from clientguard.domain.leaving.handover import Handover, HandoverStep
from clientguard.domain.leaving.reason import suggestions
from clientguard.domain.leaving.tone import ToneNote
from clientguard.domain.records import Leaving
from clientguard.domain.records.leaving import OWNERSHIP
from clientguard.errors import KnownError
from clientguard.store.views.leaving import DocumentState, documents_of
from clientguard.store.views.today import open_requests
from clientguard.texts import _, current
from clientguard.ui.leaving.step import Step
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.error_line import ErrorLine
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.label import Label, Line

if TYPE_CHECKING:
    from clientguard.domain.communication.waiting import RequestFacts
    from clientguard.ui.intents.intents import Intents


class AccountsStep(Step):
    """Accounts: one by one, from offered to own access removed, with proof (P4.4)."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _("Go through every account: offered, accepted, tested by the client, own access removed, proof kept.")
        )
        self._rows = self.add_lines()
        self.add_button(
            button(_("Add account"), icon="plus"),
            lambda: self.intents.add("account", client=(self.case.leaving.client or 0) if self.case else 0),
        )
        self.box.addStretch()
        self.rows: dict[int, AccountRow] = {}

    def fill(self, case: LeavingCase) -> None:
        """Show every account with its path; who goes along by keyboard stays at the same account."""
        focus = QApplication.focusWidget()
        here = next((key for key, row in self.rows.items() if focus is not None and row.isAncestorOf(focus)), 0)
        clear(self._rows)
        self.rows = {}
        for each in handovers(case):
            row = AccountRow(each, self.session, self.intents)
            self.rows[each.account.id] = row
            self._rows.addWidget(row)
        if here in self.rows:
            self.rows[here].take_focus()
        if not case.accounts:
            self._rows.addWidget(Label(_("No account is on record for this client."), "soft"))

    def settle(self) -> None:
        """Save what is saved when its field is left."""
        for row in self.rows.values():
            row.settle()


class AccountRow(QWidget):
    """One account: whose it is and why it may go on, its steps, and the next one as a button."""

    def __init__(self, handover: Handover, session: Session, intents: Intents) -> None:
        super().__init__()
        self._handover, self._session = handover, session
        self.setProperty("queuerow", True)
        account = handover.account
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 12)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Line(account.name, "strong"))
        owner = next((each for each in OWNERSHIP if each.key == account.ownership), OWNERSHIP[0])
        head.addWidget(StateChip(_(owner.label), owner.tone))
        if handover.complete:
            head.addWidget(StateChip(_("handed over"), "met"))
        elif not handover.may_proceed:
            head.addWidget(StateChip(_("waits"), "stop"))
        head.addStretch()
        change = quiet(_("Open"))
        change.clicked.connect(lambda: intents.open("account", account.id))
        head.addWidget(change)
        box.addLayout(head)
        why = current().say(handover.why)
        if handover.warning:
            why = f"{why} {current().say(handover.warning)}"
        box.addWidget(Label(why, "soft", wrap=True))
        box.addLayout(self._path())
        self.proof = self._proof()
        box.addWidget(self.proof)
        self.refusal = ErrorLine(self)
        box.addWidget(self.refusal)

    def _path(self) -> Flow:
        path = Flow()
        following = True
        self.marks: dict[str, QWidget] = {}
        for step in self._handover.steps:
            if step.done:
                text = _("{step}: {date}", step=_(step.label), date=current().date(step.done, "short"))
                path.addWidget(StateChip(text, "met"))
            elif self._handover.may_proceed:
                made = button(_(step.label), primary=False)
                made.setToolTip(_("Mark as done today"))
                made.clicked.connect(lambda _checked=False, step=step: self._mark(step))
                made.setProperty("quiet", not following)
                self.marks[step.field] = made
                path.addWidget(made)
                following = False
            else:
                path.addWidget(StateChip(_(step.label), "neutral"))
        return path

    def _proof(self) -> QLineEdit:
        proof = QLineEdit(self._handover.account.proof)
        proof.setPlaceholderText(_("Proof: a confirmation, a screenshot, a message"))
        proof.setAccessibleName(_("Proof"))
        proof.editingFinished.connect(lambda: self._prove(proof.text().strip()))
        return proof

    def take_focus(self) -> None:
        """Go to the next thing to do."""
        target = next(iter(self.marks.values()), self.proof)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, step: HandoverStep) -> None:
        self._change(**{step.field: self._session.today()})

    def settle(self) -> None:
        """Save the proof as it stands: it will not be left any more in the usual way."""
        self.proof.blockSignals(True)
        self._prove(self.proof.text().strip())

    def _prove(self, text: str) -> None:
        if text != self._handover.account.proof:
            self._change(proof=text)

    def _change(self, **values: date | str) -> None:
        book, account = self._session.book, self._handover.account
        self.refusal.say("")
        self._session.do(lambda _job: editing.change_record(book, account, **values), failed=self._refuse)

    def _refuse(self, error: KnownError) -> None:
        if not isinstance(error, editing.NotValidError):
            self._session.failed.emit(error)
            return
        self.refusal.say(" ".join(current().say(each.message) for each in error.problems))


class ReasonStep(Step):
    """Reason: a sentence from the record, edited by the user, its tone checked (P4.6)."""

    fields = ("reason",)

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("What you will tell the client: one sentence of facts. A factual reason is not blame."))
        form = self.add_form()
        self._tone = QVBoxLayout()
        self.box.addLayout(self._tone)
        self.add_section(_("From the record"))
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(4)
        self.box.addLayout(self._suggestions)
        self.box.addStretch()
        form.edited.connect(self._check)

    def fill(self, case: LeavingCase) -> None:
        """Show the sentences that the record suggests, and what the tone check says."""
        client, today = case.leaving.client or 0, self.session.today()
        self.session.read(
            lambda db: open_requests(db, client, on=today), lambda found: self._suggest(case, found), self
        )
        self._check()

    def _suggest(self, case: LeavingCase, requests: tuple[RequestFacts, ...]) -> None:
        clear(self._suggestions)
        for each in suggestions(case, requests, self.session.today()):
            text = current().say(each)
            row = QHBoxLayout()
            use = button(_("Use"))
            use.setAccessibleName(_("Use: {sentence}", sentence=text))
            use.clicked.connect(lambda _checked=False, text=text: self._use(text))
            row.addWidget(Label(text, wrap=True), 1)
            row.addWidget(use)
            self._suggestions.addLayout(row)

    def _use(self, text: str) -> None:
        if self.form:
            self.form.editors["reason"].set_text(text)
            self._check()

    def _check(self) -> None:
        text = self.form.editors["reason"].text() if self.form else ""
        self.session.read(lambda _db: harsh_passages(text), self._show_tone, self, key="tone")

    def _show_tone(self, notes: tuple[ToneNote, ...]) -> None:
        clear(self._tone)
        for note in notes[:4]:
            said = current().say(note.why)
            if note.calmer:
                said = _("{why} For example: {calmer}", why=said, calmer=note.calmer)
            self._tone.addWidget(Banner("attention", said))


class ReportStep(Step):
    """Final report: what was achieved, for the client (P4.5)."""

    fields = ("summary", "open_items")

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(
            _(
                "The client's copy holds facts only: no opinions, no signs, no released gates. Results come from the"
                " record."
            )
        )
        self.add_form()
        self.state = Label("", "soft", wrap=True)
        self.box.addWidget(self.state)
        self._since = QVBoxLayout()
        self.box.addLayout(self._since)
        self.make = self.add_button(button(_("Create and show the report"), icon="printer"), self._make)
        self.box.addStretch()

    def fill(self, case: LeavingCase) -> None:
        """Say which version was made last, and what has changed on record since."""
        client, today = case.leaving.client or 0, self.session.today()
        self.session.read(lambda db: documents_of(db, client, today), self._show_since, self)
        made = case.leaving.reported
        self.state.setText(
            _("Version {version} was created on {date}.", version=case.leaving.report_version or 1, date=made)
            if made
            else _("No report has been created yet.")
        )

    def _show_since(self, found: list[DocumentState]) -> None:
        clear(self._since)
        if not found or found[0].state != "older":
            return
        text = _("The record has changed since this report was made. Create it again before you hand it over.")
        if found[0].document.signed_on:
            text = _("The record has changed since this report was made and signed.")
        self._since.addWidget(Banner("attention", text))
        for each in found[0].changes:
            self._since.addWidget(Label(current().say(each.words), "soft", wrap=True))

    def _make(self) -> None:
        entered = self.entered()
        if entered is None or self.case is None:
            return
        client, read = entered.client or 0, self.read()
        self.draft.save(
            lambda _job: actions.save_step(self.session.book, entered, "report", read=read),
            done=lambda _changed: self.intents.report(client),
            failed=self.session.failed.emit,
        )


class SignOffStep(Step):
    """Sign-off: everything is met or released; then the client is a former one."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.add_intro(_("When nothing stands in the way, the client's signature ends it."))
        self._lines = QVBoxLayout()
        self.box.addLayout(self._lines)
        self.box.addWidget(Label(_("Signed off by"), "field"))
        self.by = QLineEdit()
        self.by.setAccessibleName(_("Signed off by"))
        self.by.setPlaceholderText(_("Who confirmed it for the client"))
        self.box.addWidget(self.by)
        self.error = ErrorLine()
        self.box.addWidget(self.error)
        self.by.textEdited.connect(lambda: self.error.say("", self.by))
        self.by.textEdited.connect(self.typed)
        self.box.addWidget(Label(_("How it ended, for yourself"), "field"))
        self.outcome = QLineEdit()
        self.outcome.setAccessibleName(_("How it ended, for yourself"))
        self.outcome.textEdited.connect(self.typed)
        self.box.addWidget(self.outcome)
        self.sign = self.add_button(button(_("Sign off"), primary=True), self._sign)
        self.box.addStretch()

    def show_saved(self, leaving: Leaving) -> None:
        """Put what is saved into the inputs."""
        self.show_texts({"by": leaving.signed_by, "outcome": leaving.outcome})
        self.error.say("", self.by)

    def texts(self) -> dict[str, str]:
        """Return what stands in the inputs."""
        return {"by": self.by.text(), "outcome": self.outcome.text()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put a draft's texts back."""
        self.by.setText(texts.get("by", self.by.text()))
        self.outcome.setText(texts.get("outcome", self.outcome.text()))

    def fill(self, case: LeavingCase) -> None:
        """Show what still stands in the way."""
        clear(self._lines)
        leaving = case.leaving
        if leaving.signed_off:
            text = _("Signed off on {date} by {name}.", date=leaving.signed_off, name=leaving.signed_by)
            self._lines.addWidget(Banner("met", text))
        waiting = () if leaving.signed_off else in_the_way(case, self.session.today())
        for each in waiting:
            self._lines.addWidget(Banner("attention", current().say(each)))
        for part in (self.by, self.outcome, self.sign):
            part.setEnabled(not leaving.signed_off)
        self.sign.setEnabled(not leaving.signed_off and not waiting)

    def _sign(self) -> None:
        if self.case is None:
            return
        leaving, on = self.case.leaving.id, self.session.today()
        by, outcome = self.by.text().strip(), self.outcome.text().strip()
        if not by:
            self.error.say(_("This is required."), self.by)
            self.by.setFocus()
            return
        self.draft.save(
            lambda _job: actions.sign_off(self.session.book, leaving, on, by, outcome),
            done=lambda _changed: None,
            failed=self.session.failed.emit,
        )
