"""What the client answered by mail, account by account: ticked once the user confirms it (P4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.actions.leaving import proposals
from clientguard.actions.records import editing
from clientguard.domain.leaving.from_mail.replies import Reply
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.wording import listed
from clientguard.texts import _, _n, current
from clientguard.ui.leaving.hand_over.action_row import ActionRow
from clientguard.ui.pages.page import clear
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import button

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class RepliesPart(QWidget):
    """Answers that mail gives, oldest first; hidden while there are none."""

    def __init__(self, session: Session, intents: Intents, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._intents = session, intents
        self._shown: tuple[Reply, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box.addLayout(self._rows)
        self.rows: list[ActionRow] = []
        self.all = button("")
        self.all.clicked.connect(lambda: self._confirm([each for each in self._shown if each.done]))
        box.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_replies(self, found: tuple[Reply, ...], handovers: Sequence[Handover]) -> bool:
        """Show the answers; return whether the keyboard was here and has nowhere to go on."""
        at = self.window().focusWidget()
        inside = at is not None and self.isAncestorOf(at)
        self._shown = found
        clear(self._rows)
        by_account = {each.account.id: each for each in handovers}
        self.rows = [self._row(each, by_account[each.account]) for each in found if each.account in by_account]
        for row in self.rows:
            self._rows.addWidget(row)
        several = sum(bool(each.done) for each in found)
        self.all.setText(_n("Confirm {count} answer", "Confirm all {count} answers", several))
        self.all.setAccessibleName(self.all.text())
        self.all.setVisible(several > 1)
        self.setVisible(bool(self.rows))
        if inside and self.rows:
            self.rows[0].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return inside and not self.rows

    def _row(self, reply: Reply, handover: Handover) -> ActionRow:
        row = ActionRow(handover.account.name, self)
        done, refused = (
            current().say(listed([step.label for each in keys if (step := handover.step(each))]))
            for keys in (reply.done, reply.refused)
        )
        lines = [_("{date}: “{words}”", date=reply.on, words=reply.words)]
        if done:
            lines.insert(0, done)
        if refused:
            lines.append(_("Not yet: {steps}.", steps=refused))
        chip = (_("the client answered"), "note") if reply.done else (_("the client says no"), "attention")
        row.show_words(handover.account.name, (chip,), lines)
        if reply.done:
            row.add_action(_("Confirm"), lambda: self._confirm([reply]))
        row.add_action(_("Set aside"), lambda: self._set_aside(reply), link=bool(reply.done))
        row.add_action(_("Read mail"), lambda: self._intents.open("message", reply.message), link=True)
        return row

    def _confirm(self, wanted: Sequence[Reply]) -> None:
        book = self._session.book
        confirmed = [(each, _("Mail of {date}: “{words}”", date=each.on, words=each.words)) for each in wanted]
        self._session.do(lambda _job: proposals.confirm_replies(book, confirmed))

    def _set_aside(self, reply: Reply) -> None:
        book = self._session.book
        self._session.do(
            lambda _job: proposals.set_reply_aside(book, reply),
            done=lambda changed: self._intents.said.emit(
                _("The answer was set aside."), lambda: self._take_back(changed.first)
            ),
        )

    def _take_back(self, reference: int) -> None:
        book = self._session.book
        self._session.do(lambda _job: editing.remove_records(book, [reference]))
