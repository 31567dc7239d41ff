"""What mail proposes for the record, read in the background once somebody asks, a portion of the mail at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from clientguard.actions.communication.proposing.noticed import KnownMail
    from clientguard.actions.communication.proposing.proposals import Proposed
    from clientguard.domain.changed import Changed
    from clientguard.domain.communication.proposals.proposal import Proposal
    from clientguard.store.views.lists import Connection

    Read = Callable[[Callable[[Connection], Proposed], Callable[[Proposed], None], QObject], None]  # `Session.read`

LATER = 2_000  # milliseconds: what a page shows at once comes before what it only counts
_SHOWN = frozenset({"message", "request", "promise", "demand", "meeting", "reference", "client", "leaving"})
_SIDES = frozenset({"client", "contact", "contact_point", "business"})  # who is on a client's side, and who is not


class FromMail(QObject):
    """The proposals of all clients as far as their mail was read. `changed`: they are others now, or all was read.

    Nothing is read before `ask`, or a while after `ask_later`: opening a casebook and Today wait for none of it.
    """

    changed = Signal()

    def __init__(self, read: Read, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._ask, self._today = read, today
        self._known: KnownMail | None = None
        self._asked = False
        self.proposals: tuple[Proposal, ...] = ()
        self.is_whole = False  # whether all of the mail was read
        self._dropped: set[str] = set()  # of which something becomes just now
        self.timer = QTimer(self, singleShot=True, interval=LATER)
        self.timer.timeout.connect(self.ask)

    def ask(self) -> None:
        """Begin to read, if that was not done."""
        if not self._asked:
            self._asked = True
            self._read()

    def ask_later(self) -> None:
        """Begin to read once what is shown has had time to be shown."""
        if not self._asked and not self.timer.isActive():
            self.timer.start()

    def of(self, client: int) -> tuple[Proposal, ...]:
        """Return those of one client; 0 stands for all."""
        return tuple(each for each in self.proposals if client in (0, each.client))

    def drop(self, gone: Proposal) -> None:
        """Show a proposal no more: something becomes of it just now."""
        self._dropped.add(gone.id)
        self.proposals = tuple(each for each in self.proposals if each.id != gone.id)
        self.changed.emit()

    def bring_back(self, proposal: Proposal) -> None:
        """Show a proposal again, if it is still made: what became of it was undone, or could not be done."""
        self._dropped.discard(proposal.id)
        if self._asked:
            self._read()

    def hear(self, changed: Changed) -> None:
        """Read again what may be proposed otherwise now, if that was asked for."""
        if self._asked and changed.kinds & (_SHOWN | _SIDES):
            if self._known is not None and changed.kinds & _SIDES:
                self._known.forget()
            self._read()

    def _read(self) -> None:
        today = self._today()

        def work(db: Connection) -> Proposed:
            # Late: a window opens sooner without the rules.
            from clientguard.actions.communication.proposing.noticed import KnownMail
            from clientguard.actions.communication.proposing.proposals import proposed

            known = self._known = self._known or KnownMail()
            return proposed(db, known, today)

        self._ask(work, self._show, self)

    def _show(self, found: Proposed) -> None:
        self._dropped &= {each.id for each in found.proposals}
        proposals = tuple(each for each in found.proposals if each.id not in self._dropped)
        if (proposals, found.is_whole) != (self.proposals, self.is_whole):
            self.proposals, self.is_whole = proposals, found.is_whole
            self.changed.emit()
        if not found.is_whole:
            self._read()
