"""The beginning of the step: the sweep with its state, what is wrong with it, and the accounts that mail names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.actions.leaving import handing_over, proposals
from clientguard.actions.records import editing
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.from_mail.found_accounts import SORTS, FoundAccount
from clientguard.domain.leaving.gates import Gate, gates
from clientguard.domain.leaving.sweep import SweepLine, sweep
from clientguard.domain.records import Account
from clientguard.domain.records.kinds.handover import ASSETS, NONE, YES
from clientguard.errors import KnownError
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.hand_over.action_row import ActionRow
from clientguard.ui.leaving.hand_over.sweep_grid import SweepGrid
from clientguard.ui.leaving.release import ask_for_release
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button, quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.dialogs.record_dialog import RecordDialog
    from clientguard.ui.intents.intents import Intents

SWEEP = "sweep"  # the key of its gate
SHOWN = 3  # accounts that mail names and that are shown at once


class SweepPart(QWidget):
    """The sweep, folded to one line once every kind is answered, and what mail names."""

    def __init__(self, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._intents = session, intents
        self._case: LeavingCase | None = None
        self._found: tuple[FoundAccount, ...] = ()
        self._unfolded = self._every = False  # whether the user wants to see the answers, and all that mail names
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.state = StateChip("", "neutral")
        head.addWidget(self.state)
        self.words = Label("", "soft", wrap=True)
        head.addWidget(self.words, 1)
        self.change = quiet(_("Change answers"))
        self.change.clicked.connect(self._unfold)
        head.addWidget(self.change)
        box.addLayout(head)
        self.grid = SweepGrid(self)
        self.grid.answered.connect(lambda key, answer: self._answer({key: answer}))
        box.addWidget(self.grid)
        self.rest = button(_("The rest: none"))
        self.rest.setToolTip(_("Where an account is on record, the answer is yes. What mail names stays open."))
        self.rest.clicked.connect(self._answer_rest)
        self.release = quiet(_("Release with a reason"))
        self.release.clicked.connect(self._ask_for_release)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.rest)
        foot.addWidget(self.release)
        foot.addStretch()
        box.addLayout(foot)
        self._wrong = QVBoxLayout()
        self._wrong.setSpacing(0)
        box.addLayout(self._wrong)
        self._mail = QVBoxLayout()
        self._mail.setSpacing(0)
        box.addLayout(self._mail)

    def show_case(self, case: LeavingCase) -> None:
        """Show the answers, and what is wrong with them."""
        if self._case and self._case.leaving.id != case.leaving.id:
            self._unfolded = self._every = False
            self._found = ()
        self._case = case
        lines = sweep(case)
        missing = [each for each in lines if not each.answer]
        at = self.window().focusWidget()
        inside = at is not None and (self.grid.isAncestorOf(at) or at in (self.rest, self.release))
        self.grid.show_lines(lines)
        self._show_head(lines, missing)
        self.change.setVisible(not missing)
        self.grid.setVisible(bool(missing) or self._unfolded)
        self.rest.setVisible(bool(missing))
        for each in (self.grid, self.rest, self.change, self.release):
            each.setEnabled(not case.leaving.signed_off)
        self._show_wrong([each for each in lines if each.answer and each.open])
        if inside and at is not None and at.isHidden():
            self._take_focus()
        elif inside and self.grid.isHidden():
            self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_focus(self) -> None:
        """Take the keyboard where one goes on with the answers."""
        target = self.change if self.rest.isHidden() else self.rest
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self, lines: Sequence[SweepLine], missing: Sequence[SweepLine]) -> None:
        """Say how far the sweep is, or why it was released."""
        gate = self._gate()
        self.release.setVisible(gate.state == "open")
        if gate.state == "released":
            self.state.show_state(_("released"), "released")
            self.words.setText(current().say(gate.reason))
        elif missing:
            self.state.show_state(_n("{count} to answer", "{count} to answer", len(missing)), "attention")
            keys = {"yes": _("Yes")[0], "none": _("None")[0]}
            self.words.setText(
                _("What does the client have? Go through every kind: {yes} for yes, {none} for none.", **keys)
            )
        else:
            met = gate.state == "met"
            self.state.show_state(_("answered") if met else _("open", "task"), "met" if met else "attention")
            yes = sum(each.answer == YES for each in lines)
            self.words.setText(
                _n("The client has {count} kind of platform.", "The client has {count} kinds of platform.", yes)
            )

    def _gate(self) -> Gate:
        """Return the gate of the sweep, as it is judged for the close too."""
        assert self._case is not None
        return next(each for each in gates(self._case, self._session.today()) if each.key == SWEEP)

    def _ask_for_release(self) -> None:
        if self._case:
            ask_for_release(self._session, self._gate(), self._case.leaving, self)

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        if self._case:
            self.show_case(self._case)

    def _show_wrong(self, lines: Sequence[SweepLine]) -> None:
        clear(self._wrong)
        for each in lines:
            assert each.open is not None
            row = ActionRow(current().say(each.name), self)
            row.show_words(row.title, ((_("open", "task"), "attention"),), (current().say(each.open),))
            if each.answer == YES:
                row.add_action(_("Add account"), lambda each=each: self._add(asset_type=each.platform))
            else:
                row.add_action(_("Answer yes"), lambda each=each: self._answer({each.platform: YES}))
            self._wrong.addWidget(row)

    def _add(self, **preset: str) -> None:
        if self._case:
            self._intents.add("account", client=self._case.leaving.client or 0, **preset)

    # --- answering ---

    def _answer(self, answers: dict[str, str]) -> None:
        if not self._case:
            return
        book, leaving, today = self._session.book, self._case.leaving.id, self._session.today()

        def refused(error: KnownError) -> None:
            for each in answers:
                self.grid.forget(each)
            if self._case:
                self.grid.show_lines(sweep(self._case))
            self._session.failed.emit(error)

        self._session.do(
            lambda _job: handing_over.answer_sweep(book, leaving, answers, today),
            failed=refused,
        )

    def _answer_rest(self) -> None:
        """Answer what is open: yes where an account is on record, none elsewhere, nothing where mail names one."""
        if self._case:
            self._answer(self._rest(self._case))

    def _rest(self, case: LeavingCase) -> dict[str, str]:
        named = {each.vendor.platform for each in self._found}
        missing = [each for each in sweep(case) if not each.answer]
        answers = {each.platform: YES if each.accounts else NONE for each in missing}
        return {key: answer for key, answer in answers.items() if answer == YES or key not in named}

    # --- what mail names ---

    def show_found(self, found: tuple[FoundAccount, ...]) -> None:
        """Show the accounts that mail names, the first few of them."""
        self._found = found
        if self._case:
            self.rest.setEnabled(not self._case.leaving.signed_off and bool(self._rest(self._case)))
        inside = self._mail_has_focus()
        clear(self._mail)
        shown = found if self._every else found[:SHOWN]
        for each in shown:
            self._mail.addWidget(self._line(each))
        if len(found) > len(shown):
            more = quiet(_("Show {count} more", count=len(found) - len(shown)))
            more.clicked.connect(self._show_every)
            self._mail.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if inside:
            self._focus_mail()

    def _show_every(self) -> None:
        self._every = True
        self.show_found(self._found)

    def _mail_has_focus(self) -> bool:
        at = self.window().focusWidget()
        widgets = [item.widget() for number in range(self._mail.count()) if (item := self._mail.itemAt(number))]
        return at is not None and any(each is at or each.isAncestorOf(at) for each in widgets if each)

    def _focus_mail(self) -> None:
        """Go on at the first that mail names, else at the answers."""
        item = self._mail.itemAt(0)
        line = item.widget() if item else None
        if isinstance(line, ActionRow):
            line.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._take_focus()

    def _line(self, found: FoundAccount) -> ActionRow:
        kind = next((each.label for each in ASSETS if each.key == found.vendor.platform), "")
        row = ActionRow(_("{name}: {kind}", name=found.vendor.name, kind=_(kind)), self)
        quoted = _("{sort} of {date}: “{words}”", sort=_(SORTS[found.sort]), date=found.on, words=found.passage)
        row.show_words(row.title, ((_("mail names it"), "note"),), (quoted,))
        row.add_action(_("Add account"), lambda: self._add_found(found))
        row.add_action(_("Not ours"), lambda: self._refuse(found), link=True)
        row.add_action(_("Read mail"), lambda: self._intents.open("message", found.message), link=True)
        return row

    def _add_found(self, found: FoundAccount) -> None:
        """Open the form of the account with what the mail says; once it is saved, the mail is linked to it."""
        if not self._case:
            return
        book, vendor = self._session.book, found.vendor
        account = Account(
            client=self._case.leaving.client,
            name=vendor.name,
            asset_type=vendor.platform,
            platform=vendor.name,
            renews=found.renews,
        )

        def link(record: int) -> None:
            self._session.do(lambda _job: proposals.link_mail(book, record, found.message))

        def made(dialog: RecordDialog) -> None:
            dialog.saved.connect(link)

        self._intents.form(account, title=_("Add account"), made=made)

    def _refuse(self, found: FoundAccount) -> None:
        if self._case:
            book, leaving, today = self._session.book, self._case.leaving.id, self._session.today()
            line = _("“{name}” is not proposed again.", name=found.vendor.name)
            self._session.do(
                lambda _job: proposals.refuse_account(book, leaving, found, today),
                done=lambda changed: self._intents.said.emit(line, lambda: self._take_back(changed.first)),
            )

    def _take_back(self, mark: int) -> None:
        book = self._session.book
        self._session.do(lambda _job: editing.remove_records(book, [mark]))
