"""Proposals as rows that one goes through by the keyboard: what was answered goes, and the next one is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientguard.domain.communication.proposals.proposal import Proposal
from clientguard.ui.intents import proposal_intents
from clientguard.ui.pages.mail.proposals.row import ProposalRow
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.ui.intents.intents import Intents


class ProposalRows(QWidget):
    """The rows. `emptied`: the last one went while the keyboard was on it."""

    emptied = Signal()

    def __init__(self, session: Session, intents: Intents, parent: QWidget, *, named: bool = False) -> None:
        super().__init__(parent)
        self._session, self._intents = session, intents
        self._named = named
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.rows: list[ProposalRow] = []

    def show_proposals(self, found: Sequence[Proposal]) -> None:
        """Show these; the rows of those that were shown before stay, and so does the keyboard, or it goes on."""
        focused = self.window().focusWidget()
        at = next((place for place, row in enumerate(self.rows) if _is_in(row, focused)), -1)
        kept = {row.proposal: row for row in self.rows}
        rows = [kept.pop(each, None) or self._row(each) for each in found]
        for gone in kept.values():
            gone.hide()
            self._box.removeWidget(gone)
            gone.deleteLater()
        for place, row in enumerate(rows):
            self._box.insertWidget(place, row)
            row.show()
        self.rows = rows
        if at >= 0 and not any(_is_in(row, focused) for row in rows):
            if rows:
                self.focus_row(min(at, len(rows) - 1))
            else:
                self.emptied.emit()

    def focus_row(self, place: int) -> None:
        """Give a row the keyboard."""
        self.rows[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, proposal: Proposal) -> ProposalRow:
        row = ProposalRow(proposal, self, named=self._named, writable=self._session.book.writable)
        row.answered.connect(lambda what: self._answer(what, proposal))
        return row

    def _answer(self, what: str, proposal: Proposal) -> None:
        session, intents = self._session, self._intents
        match what:
            case "confirm":
                proposal_intents.confirm(session, intents, proposal)
            case "dismiss":
                proposal_intents.dismiss(session, intents, proposal)
            case "edit":
                proposal_intents.open_form(session, intents, proposal)
            case _:
                intents.open("message", proposal.message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from row to row with the arrows."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        at = next((place for place, row in enumerate(self.rows) if row.hasFocus()), -1)
        to = at + steps.get(Qt.Key(event.key()), 0)
        if at >= 0 and to != at and 0 <= to < len(self.rows):
            self.focus_row(to)
        else:
            super().keyPressEvent(event)


def _is_in(row: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (focused is row or row.isAncestorOf(focused))
