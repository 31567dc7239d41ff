"""Going from page to page, and the counts beside the names of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clientguard.actions.money.climbing import today_facts
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import Client
from clientguard.domain.today import queue
from clientguard.store.views.client import open_leaving
from clientguard.store.views.records import get_record
from clientguard.ui.session.session import Session

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


class Navigation(QObject):
    """What all intents stand on: the session, the window, and the ways to be heard.

    `going(page, record)`, `badge(page, count)`, `said(sentence, what Undo would do)`.
    """

    going = Signal(str, int)
    badge = Signal(str, int)
    said = Signal(str, object)

    def __init__(self, session: Session, window: QWidget, stage: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.stage = stage  # the part of the window that pages stand in
        self.current_client = 0  # the client that the page in front is about
        self._section = ""  # of the client's page, to be shown when it is gone to
        session.changed.connect(self.count)

    @property
    def window(self) -> QWidget:
        """The window over which dialogs open."""
        return self._window

    def go(self, page: str, record: int = 0) -> None:
        """Show another page, turned to a record."""
        self.going.emit(page, record)

    def go_to_section(self, section: str, client: int) -> None:
        """Show a section of a client's page."""
        self._section = section
        self.go("client", client)

    def take_section(self) -> str:
        """Return the section that was asked for, once; "" where none was."""
        section, self._section = self._section, ""
        return section

    def begin_leaving(self, client: int) -> None:
        """Open the wizard for a client: the leaving that is in progress or ended with it, else its first step."""

        def work(db: Connection) -> int:
            found, left = open_leaving(db, client), get_record(db, Client, client).stage == "former"
            return found.id if found and (left or not found.signed_off) else client

        self._session.read(work, lambda record: self.go("leaving", record), self, key="open")

    def count(self) -> None:
        """Say how many things need the user, whichever page is open."""
        today = self._session.today()

        def work(db: Connection) -> tuple[int, int]:
            facts = today_facts(db, today)
            now = sum(step.section == "now" for step in queue(facts, today))
            return now, sum(bill(each, today).status == "overdue" for each in facts.invoices)

        self._session.read(work, lambda found: self._show_count(*found), self, key="count")

    def _show_count(self, now: int, late: int) -> None:
        self.badge.emit("today", now)
        self.badge.emit("money", late)
