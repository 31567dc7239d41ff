"""One client: its state, its timeline, and its sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from clientguard.domain.clients import ClientFacts, marks, next_action, state
from clientguard.domain.records import KINDS
from clientguard.domain.records.kinds.parties import DECLINED, NEVER_CLIENTS
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.views.client import facts as read_facts
from clientguard.store.views.client import timeline
from clientguard.texts import _, current
from clientguard.ui.intents import correct_intents
from clientguard.ui.intents.step_actions import STEP_ACTIONS
from clientguard.ui.pages.judgement.client_look import ClientLook, client_look
from clientguard.ui.pages.judgement.glance import Glance
from clientguard.ui.pages.judgement.signs_section import SignsSection
from clientguard.ui.pages.listing import table
from clientguard.ui.pages.mail.proposals.card import ProposalCard
from clientguard.ui.pages.money.of_client import ClientMoney
from clientguard.ui.pages.page import Head, Page, clear
from clientguard.ui.records.table import RecordTable
from clientguard.ui.records.timeline_items import items
from clientguard.ui.session.session import Session
from clientguard.ui.widgets.banner import Banner
from clientguard.ui.widgets.button import quiet
from clientguard.ui.widgets.chip import StateChip
from clientguard.ui.widgets.empty import EmptyState
from clientguard.ui.widgets.flow import Flow
from clientguard.ui.widgets.tabs import Tabs
from clientguard.ui.widgets.timeline import CHUNK, Item, Timeline

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection
    from clientguard.ui.intents.intents import Intents

# The sections of a client's page, in their order, each with its word; a kind names the one that lists it.
WORDS = {
    "timeline": N_("Timeline"),
    "signs": N_("Signs"),
    "contract": N_("Contract"),
    "work": N_("Work"),
    "money": N_("Money"),
    "requests": N_("Requests"),
    "problems": N_("Problems"),
    "accounts": N_("Accounts"),
    "people": N_("People"),
    "files": N_("Files"),
}
# The lists of a section that come first, in this order; then what is added by hand, and what is not.
_FIRST = (
    "contract",
    "request",
    "promise",
    "demand",
    "contact",
    "contact_point",
    "meeting",
    "deliverable",
    "work",
    "advice",
    "result",
)
_PLACE = {name: place for place, name in enumerate(_FIRST)}
_LISTED = sorted(KINDS.values(), key=lambda kind: (_PLACE.get(kind.name, len(_FIRST)), not kind.addable))
SECTIONS = tuple(
    (key, tuple(kind.name for kind in _LISTED if kind.section == key))
    for key in WORDS
    if key not in ("timeline", "signs")
)


def section_words() -> list[tuple[str, str]]:
    """Return each section's key and word."""
    return [(key, _(word)) for key, word in WORDS.items()]


class ClientPage(Page):
    """One client at a time; `show_record` says which."""

    def __init__(self, session: Session, intents: Intents) -> None:
        super().__init__(session, intents)
        self.client = 0
        self._facts: tuple[ClientFacts, date] | None = None  # what is shown
        self._next: tuple[str, int] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self._banner = QVBoxLayout()
        box.addLayout(self._banner)
        self.glance = Glance(intents, self)
        box.addWidget(self.glance)
        self._state = QHBoxLayout()
        self._state.setSpacing(8)
        box.addLayout(self._state)
        self.tabs = Tabs(section_words())
        self.tabs.chosen.connect(self.show_section)
        box.addWidget(self.tabs)
        self._stack = QStackedLayout()
        box.addLayout(self._stack, 1)
        self._sections: dict[str, QWidget] = {}
        self._look: ClientLook | None = None
        self._brings_up = False  # whether a section that was asked for is still to be brought into sight

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.glance.make_room(self.window().height())  # its own height follows from what it shows

    def show_record(self, record: int) -> None:
        """Show a client, at its timeline; where it is gone, the page before."""
        if record != self.client:
            self.client = record
            self.has_facts = False
            self._next = self._look = self._facts = None
            self.glance.show_matters(record, (), 0)
            self.show_head(Head(""))
            for layout in (self._banner, self._state):
                clear(layout)
            while self._stack.count():
                widget = self._stack.widget(0)
                assert widget is not None
                self._stack.removeWidget(widget)
                widget.deleteLater()
            self._sections = {}
            self.show_section("timeline")
        if section := self.intents.take_section():
            self.show_section(section)
            self._brings_up = True
            QTimer.singleShot(0, self, self._bring_up)
        self.refresh()

    def _bring_up(self) -> None:
        """Have the section that was asked for in sight, where the page is higher than its window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.verticalScrollBar().setValue(self.tabs.y())
        self.tabs.buttons[self.tabs.current()].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> dict[str, Any]:
        """Return which client, section and list are shown, and what is selected there."""
        shown = self._stack.currentWidget()
        found = super().place() | {"record": self.client, "section": self.tabs.current()}
        if isinstance(shown, Several):
            found["list"] = shown.tabs.current()
        elif isinstance(shown, TimelineSection):
            found["selected"] = shown.list.chosen()
        return found

    def go_to(self, place: Mapping[str, Any]) -> None:
        """Go to the section, list and row where one was."""
        if place.get("section") in self.tabs.buttons:
            self.show_section(place["section"])
        shown = self._stack.currentWidget()
        if isinstance(shown, Several) and place.get("list") in shown.tabs.buttons:
            shown.show_list(place["list"])
        elif isinstance(shown, TimelineSection) and place.get("selected"):
            shown.choose(place["selected"])
        super().go_to(place)

    def show_section(self, key: str) -> None:
        """Show one section."""
        if key not in self._sections:
            self._sections[key] = self._make(key)
            self._stack.addWidget(self._sections[key])
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._sections[key])
        if isinstance(section := self._sections[key], TimelineSection):
            section.refresh()

    def _make(self, key: str) -> QWidget:
        if key == "timeline":
            return TimelineSection(self.session, self.intents, self.client)
        if key == "signs":
            signs = SignsSection(self.session, self.intents, self.client)
            if self._look:
                signs.show_look(self._look)
            return signs
        kinds = next(kinds for name, kinds in SECTIONS if name == key)
        tables = [
            table(self.session, self.intents, kind, client=self.client, without=(KINDS[kind].client,)) for kind in kinds
        ]
        if key == "money":
            return Several(tables, ClientMoney(self.session, self.client))
        return tables[0] if len(tables) == 1 else Several(tables)

    def refresh(self) -> None:
        """Read the state again."""
        if not self.client:
            return
        client, today = self.client, self.session.today()
        self.read(lambda db: read_facts(db, client, today), lambda found: self._show(found, today), failed=self._gone)
        self.session.read(lambda db: client_look(db, client, today), self._judge, self, key="look")
        if isinstance(section := self._sections.get("timeline"), TimelineSection):
            section.refresh()
        if isinstance(section := self._sections.get("money"), Several) and section.head:
            section.head.refresh()

    def _judge(self, found: ClientLook) -> None:
        """Show what the record says about the client, at the top and in its section."""
        self._look = found
        self.glance.show_matters(self.client, found.matters, len(found.judged.raised))
        if isinstance(section := self._sections.get("signs"), SignsSection):
            section.show_look(found)
        if self._brings_up:  # once more: only now is the page as high as it will be
            self._brings_up = False
            QTimer.singleShot(0, self, self._bring_up)

    def _gone(self, error: KnownError) -> None:
        """Say why the client cannot be shown, and go back."""
        self.client = 0
        self.session.failed.emit(error)
        self.gone.emit()

    def _show(self, found: ClientFacts, today: date) -> None:
        if self._facts == (found, today):  # else the page would jump where it scrolls
            return
        self._facts = found, today
        say = current().say
        chips = tuple((say(mark.text), mark.tone) for mark in marks(found))
        self._next = next_action(found)
        word = _(STEP_ACTIONS[self._next[0]].word) if self._next else ""
        self.show_head(Head(found.client.name, "", chips, word))
        self._show_stop(found)
        clear(self._state)
        states = Flow()
        for mark in state(found, today):
            states.addWidget(StateChip(say(mark.text), mark.tone))
        self._state.addLayout(states, 1)
        offered = Flow()
        if found.client.stage in NEVER_CLIENTS:
            self._add_answers(found, offered)
        elif found.client.stage != "former" and not found.is_leaving:
            self.leave = quiet(_("Leave this client"))
            self.leave.clicked.connect(lambda: self.intents.begin_leaving(self.client))
            offered.addWidget(self.leave)
        if found.client.stage == "former":
            erase = quiet(_("Erase for good"))
            erase.clicked.connect(lambda: correct_intents.open_erasure(self.session, self.intents, self.client))
            offered.addWidget(erase)
        change = quiet(_("Client details"))
        change.clicked.connect(lambda: self.intents.open("client", self.client))
        offered.addWidget(change)
        self._state.addLayout(offered)

    def _add_answers(self, found: ClientFacts, line: Flow) -> None:
        """Offer what can be answered to one who asks for work, besides what its intake sheet says (P7.5)."""
        first = self._next[0] if self._next else ""
        offered: list[tuple[str, Callable[[int], object]]] = []
        if first not in ("accept prospect", "accept with conditions"):
            offered.append((_("Accept the prospect"), self.intents.accept_prospect))
        if first != "decline prospect" and found.client.stage != DECLINED:
            offered.append((_("Decline the prospect …"), self.intents.decline_prospect))
        for word, act in offered:
            button = quiet(word)
            button.clicked.connect(lambda _on=False, act=act: act(self.client))
            line.addWidget(button)

    def _show_stop(self, found: ClientFacts) -> None:
        clear(self._banner)
        contract = found.contract
        if not contract or not contract.stopped_on:
            return
        bill = next((each for each in found.bills if each.facts.id == contract.stopped_for), None)
        text = _(
            "Work has been stopped since {date} because invoice {number} is unpaid. It starts again when the"
            " payment is recorded.",
            date=current().date(contract.stopped_on, "long"),
            number=bill.facts.number if bill else "",
        )
        banner = Banner("stop", text, _("Record payment") if bill else "")
        if bill:
            banner.acted.connect(lambda: self.intents.record_payment(bill.facts.id))
        self._banner.addWidget(banner)

    def act(self) -> None:
        """Do the most urgent next step."""
        if self._next:
            key, record = self._next
            STEP_ACTIONS[key].act(self.intents, record)


class TimelineSection(QWidget):
    """Everything dated, newest first."""

    def __init__(self, session: Session, intents: Intents, client: int) -> None:
        super().__init__()
        self._session = session
        self._client = client
        self._wanted = 0  # a record to be selected when the timeline is there
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        self.card = ProposalCard(session, intents, client, self)
        self.card.emptied.connect(lambda: (self.list if self.list.isVisible() else self._empty).setFocus())
        box.addWidget(self.card)
        self.list = Timeline(self._fetch, _("Timeline"))
        self.list.opened.connect(intents.open)
        self._empty = EmptyState(
            _("Nothing has happened yet. Log a message, or drag a mailbox onto this window."), _("Log message")
        )
        self._empty.acted.connect(lambda: intents.log_message())
        box.addWidget(self.list, 1)
        box.addWidget(self._empty)
        self.list.hide()
        self._empty.hide()

    def refresh(self) -> None:
        """Read the order again, and the first items with it."""
        self._session.from_mail.ask()
        self.card.show_found()
        client, today = self._client, self._session.today()

        def work(db: Connection) -> tuple[list[tuple[int, str]], list[Item]]:
            ids = timeline(db, client)
            return ids, items(db, ids[:CHUNK], today)

        self._session.read(work, lambda found: self._show(*found), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.make_room(self.width(), self.height())

    def choose(self, record: int) -> None:
        """Select a record and show it, as soon as the timeline is there."""
        self._wanted = record
        self.refresh()

    def _show(self, ids: list[tuple[int, str]], first: list[Item]) -> None:
        self.list.show_ids(ids, first)
        self.list.setVisible(bool(ids))
        self._empty.setVisible(not ids)
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = 0

    def _fetch(self, wanted: list[tuple[int, str]], give: Callable[[list[Item]], None]) -> None:
        today = self._session.today()
        self._session.read(lambda db: items(db, wanted, today), give, self, key=wanted[0])


class Several(QWidget):
    """A section of more than one list, each under its word; above them figures, where there are some."""

    def __init__(self, tables: list[RecordTable], head: ClientMoney | None = None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        self.head = head
        if head:
            box.addWidget(head)
        self.tabs = Tabs([(each.kind.name, _(KINDS[each.kind.name].plural)) for each in tables])
        self._stack = QStackedLayout()
        by_kind = {each.kind.name: each for each in tables}
        box.addWidget(self.tabs)
        box.addLayout(self._stack, 1)  # before its lists: without a parent, the first would flash as a window
        for each in tables:
            self._stack.addWidget(each)
        self._tables = by_kind
        self.tabs.chosen.connect(self.show_list)
        self.tabs.choose(tables[0].kind.name)

    def show_list(self, kind: str) -> None:
        """Show one of the lists."""
        self.tabs.choose(kind)
        self._stack.setCurrentWidget(self._tables[kind])
