"""What a client's mail proposes, at the head of its timeline: the first few, and the way to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientguard.texts import _
from clientguard.ui.pages.mail.proposals.row import BESIDE
from clientguard.ui.pages.mail.proposals.rows import ProposalRows
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.button import hairline, quiet
from clientguard.ui.widgets.label import Label

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents

MOST = 3  # that are shown here
REST = 220  # points of height that the timeline and the head of the card keep
EACH = (140, 96)  # points of height of one: with its buttons below the words, and beside them


class ProposalCard(QWidget):
    """As many as the section has room for; hidden while there are none. `emptied`: the last went by the keyboard."""

    emptied = Signal()

    def __init__(self, session: Session, intents: Intents, client: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._client = session, client
        self._most = 1
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 10)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Label(_("From your mail"), "section"))
        head.addStretch(1)
        self.all = quiet("")
        self.all.clicked.connect(lambda: intents.go("proposals", client))
        head.addWidget(self.all)
        box.addLayout(head)
        box.addWidget(hairline())
        self.list = ProposalRows(session, intents, self)
        self.list.emptied.connect(self.emptied)
        box.addWidget(self.list)
        session.from_mail.changed.connect(self.show_found)
        self.hide()

    def make_room(self, width: int, height: int) -> None:
        """Show as many as a section of this size has room for."""
        most = max(1, min(MOST, (height - REST) // EACH[width >= BESIDE]))
        if most != self._most:
            self._most = most
            self.show_found()

    def show_found(self) -> None:
        """Show what is proposed of this client by now."""
        found = self._session.from_mail.of(self._client)
        self.list.show_proposals(found[: self._most])  # before it may be hidden: the keyboard goes on from its rows
        self.setVisible(bool(found))
        more = len(found) > self._most
        self.all.setText(_("Show all {count}", count=len(found)))
        self.all.setAccessibleName(_("Show all {count} proposals from the mail of this client", count=len(found)))
        if not more and self.all.hasFocus() and self.list.rows:
            self.list.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.all.setVisible(more)
