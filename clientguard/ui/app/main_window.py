"""The window: rail, head, and one page at a time. Pages are made when they are first shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientguard.texts import _
from clientguard.ui.app.page_table import ON_THE_RAIL, PAGES, rail_items
from clientguard.ui.app.window.taking import TakingWindow
from clientguard.ui.widgets.on_screen import place_of, take_place

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from clientguard.settings import Settings
    from clientguard.ui.app.window.command import Command
    from clientguard.ui.app.window.history import Visit
    from clientguard.ui.dialogs.search_box import Offer
    from clientguard.ui.pages.page import Page
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session

COLLAPSE = 1000  # points of width under which the rail shows icons alone


class MainWindow(TakingWindow):
    """The frame shows at once; `show_session` puts a casebook into it, `show_first_run` the first screen."""

    closing = Signal()
    open_wanted = Signal(object)  # a casebook's path, or None: ask
    new_wanted = Signal()
    restore_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.pages: dict[str, QWidget] = {}
        self.stays = False  # whether the window stays once when it is closed: something has to be read first
        self.here = ""
        self.setWindowTitle("ClientGuard")
        take_place(self, settings.window)

    def build(self) -> None:
        """Put rail and head into the window, once it stands: they cost as much time as the window itself."""
        if self.centralWidget():
            return
        from PySide6.QtGui import QIcon
        from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

        from clientguard.ui.app.window import timing
        from clientguard.ui.app.window.field import FocusedField
        from clientguard.ui.app.window.history import History
        from clientguard.ui.app.window.menu_bar import MenuBar
        from clientguard.ui.look import icons
        from clientguard.ui.look.theme import load_typeface, tokens
        from clientguard.ui.widgets.head import PageHead
        from clientguard.ui.widgets.notices import Notices
        from clientguard.ui.widgets.page_stack import PageStack
        from clientguard.ui.widgets.rail import Rail
        from clientguard.ui.widgets.reading_sign import ReadingSign

        load_typeface()
        self.setWindowIcon(QIcon(icons.pixmap("shield-check", tokens().accent, 64)))
        centre = QWidget(self)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail("ClientGuard", rail_items("top"), rail_items("foot"), centre)
        self.rail.chosen.connect(lambda key: self.go(key))
        self.rail.timer_wanted.connect(lambda: timing.toggle(self))
        row.addWidget(self.rail)
        body = self._body = QVBoxLayout()
        body.setSpacing(12)
        self.head = PageHead(centre)
        body.addWidget(self.head)
        self._notices = Notices()
        body.addLayout(self._notices)
        self.stack = PageStack(centre)
        body.addWidget(self.stack, 1)
        row.addLayout(body, 1)
        self._collapse()
        self.setCentralWidget(centre)
        self._opening = ReadingSign(centre)
        self.head.show_head("ClientGuard")
        self.head.search.setEnabled(False)
        self.head.log.setEnabled(False)
        self.rail.setEnabled(False)
        self.head.search_wanted.connect(self.search)
        self.head.log_wanted.connect(self.log_message)
        self.head.acted.connect(self._act)
        self.head.back_wanted.connect(self.back)
        self.field = FocusedField(self)
        self.history = History()
        self.menus = MenuBar(self, self)
        self.setMenuBar(self.menus)
        self.show_timer()

    # --- what is shown ---

    def show_first_run(self, page: QWidget) -> None:
        """Show the first screen instead of a casebook."""
        self.build()
        self.leave_session()
        self._put("first run", page)
        self.stack.setCurrentWidget(page)
        self.head.show_head(_("Welcome", "greeting"))
        for part in (self.rail, self.head.search, self.head.log):  # nothing can be done with them yet
            part.hide()

    def show_alone(self, page: QWidget) -> None:
        """Show the page of a locked casebook, and nothing else: no title, count or sentence tells what is in it."""
        self.build()
        self.leave_session()
        self.rail.hide()
        self.head.hide()
        self.head.show_head("ClientGuard")
        if self._toast is not None:
            self._toast.deleteLater()
            self._toast = None
        self.setWindowTitle("ClientGuard")
        self._put("unlock", page)
        self.stack.setCurrentWidget(page)

    def show_session(self, session: Session, backup_timer: BackupTimer | None = None, uid: str = "") -> None:
        """Show an open casebook, at the page where one was, and how its `keeper` keeps it."""
        from clientguard.ui.intents.intents import Intents
        from clientguard.ui.session.work_timer import WorkTimer

        self.build()
        self.leave_session()
        self.session = session
        self.menus.show_what_works()
        self.backup_timer = backup_timer
        if backup_timer:
            backup_timer.looked.connect(self.show_kept)
        self.intents = Intents(session, self, self.stack.stage)
        self.intents.going.connect(self.go)
        self.intents.badge.connect(self.rail.set_badge)
        self.intents.said.connect(self.say)
        session.failed.connect(self.show_error)
        session.settled.connect(self.take_back)
        for part in (self.rail, self.head.search, self.head.log):
            part.setEnabled(True)
            part.show()
        self.setWindowTitle(_("{casebook} – ClientGuard", casebook=session.book.path.stem))
        self.rail.set_status(_("{name}, on this computer", name=session.book.path.name))
        self.intents.count()
        self.timer = WorkTimer(self.settings, uid, session)
        self.timer.ticked.connect(self.show_timer)
        self.show_timer()
        self.go(self.settings.page if self.settings.page in ON_THE_RAIL else "today")

    def leave_session(self) -> None:
        """Take every page away."""
        shown = self.centralWidget()
        if not shown:
            return
        self.rail.show()
        self.head.show()
        self.stack.hide()  # or each page in turn would be shown, and read, as the one before it goes
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.stack.show()
        self.pages = {}
        self.here = ""
        self.history.clear()
        self.head.show_back(shown=False)
        for banner in shown.findChildren(QWidget, "notice"):
            self._notices.take_away(banner)
        if self.intents:
            self.intents.deleteLater()
        self.session = self.intents = self.backup_timer = self.timer = self._trouble = None
        self.menus.show_what_works()
        self.show_timer()
        self._undone.clear()
        self.rail.set_status("")
        self.rail.choose("")
        for key in ON_THE_RAIL:
            self.rail.set_badge(key, 0)
        for part in (self.head.search, self.head.log):
            part.setEnabled(False)

    def go(self, name: str, record: int = 0) -> None:
        """Show a page; those that are about a record need it."""
        if not self.session or not self.intents:
            return
        self.history.visit(name, record, self._place())
        self._show(name, record)

    def _place(self) -> dict[str, Any]:
        """Return where one is on the page in front."""
        return self.page_in_front.place() if self.page_in_front else {}

    def _show(self, name: str, record: int) -> None:
        page = self._page(name)
        page.show_record(record)
        self.here = name
        self.intents_of_page(page.client)
        self.stack.setCurrentWidget(page)
        self._read_head(page)
        row = PAGES[name]
        self.rail.choose(row.under or name)
        if row.rail:
            self.settings.page = name
        self.head.show_back(shown=True, enabled=self.history.has_before)
        page.take_focus()

    def intents_of_page(self, client: int) -> None:
        """Have what is asked for be about the client of the page in front."""
        if self.intents:
            self.intents.current_client = client

    def back(self) -> None:
        """Show the page that was shown before, where one was on it."""
        self._show_again(self.history.back(self._place()))

    def forward(self) -> None:
        """Show the page that one went back from."""
        self._show_again(self.history.forward(self._place()))

    def _show_again(self, visit: Visit | None) -> None:
        if visit and self.session:
            self._show(visit.page, visit.record)
            if self.page_in_front and visit.place:
                self.page_in_front.go_to(visit.place)

    def _leave_gone(self) -> None:
        """Show the page before: what this one was about does not exist any more."""
        if (visit := self.history.leave()) is not None:
            self._show_again(visit)
        else:
            self.go(ON_THE_RAIL[0])

    def _page(self, name: str) -> Page:
        if name not in self.pages:
            assert self.session is not None
            assert self.intents is not None
            page = PAGES[name].load(self)(self.session, self.intents)
            page.head_changed.connect(lambda: self._read_head(page))
            page.gone.connect(self._leave_gone)
            self._put(name, page)
        return self.pages[name]  # type: ignore[return-value]

    def _put(self, name: str, page: QWidget) -> None:
        self.pages[name] = page
        self.stack.addWidget(page)

    @property
    def shown(self) -> QWidget:
        """What is shown, also where no casebook is open."""
        return self.stack.currentWidget() or self

    @property
    def page_in_front(self) -> Page | None:
        """The page of the open casebook that is shown."""
        return self.pages.get(self.here)  # type: ignore[return-value]

    def _read_head(self, page: Page) -> None:
        if self.stack.currentWidget() is page:
            head = page.head()
            self.head.show_head(head.title, head.subtitle, head.chips, head.action)

    # --- what can be done from anywhere ---

    def ask_to_open(self, path: Path | None) -> None:
        """Ask for another casebook to be opened; None: one that is chosen then."""
        self.open_wanted.emit(path)

    def ask_for_new(self) -> None:
        """Ask for a new casebook."""
        self.new_wanted.emit()

    def ask_for_passphrase(self) -> None:
        """Ask for a passphrase of the open casebook, over whatever page is shown."""
        self._page("settings").passphrase.ask_to_set()  # type: ignore[attr-defined]

    def ask_to_lock(self) -> None:
        """Ask for the open casebook to be locked."""
        self.lock_wanted.emit()

    def ask_to_restore(self) -> None:
        """Ask for a backup of the open casebook to be restored."""
        self.restore_wanted.emit()

    @property
    def takes_casebooks(self) -> bool:
        """Whether another casebook can be opened just now: not while one is restored or repaired."""
        return self.session is not None or hasattr(self.stack.currentWidget(), "open_wanted")

    def back_up(self) -> None:
        """Back up the open casebook into its folders, and say how it went."""
        from clientguard.domain.casebook.backups import Event

        if self.backup_timer and self.backup_timer.look(Event.ASKED):
            self.say_backing_up()

    def go_to_filter(self) -> None:
        """Go to the filter of the page in front; where it has none, to the search box."""
        page = self.page_in_front
        if page is None or not page.go_to_filter():
            self.search()

    def add_here(self) -> None:
        """Add what the page in front lists; where it lists nothing, ask what."""
        kind = self.page_in_front.adds() if self.page_in_front else ""
        if kind and self.intents:
            self.intents.add(kind)
        else:
            self.search(_("Add") + " ")

    def show_help(self, topic: str) -> None:
        """Show what the Help menu has under a topic."""
        from clientguard.ui.app.window.help import show_topic

        show_topic(self, self, topic)

    def quit(self) -> None:
        """Close the window, as its frame does."""
        self.close()

    def _act(self) -> None:
        page = self.stack.currentWidget()
        if page and self.session:
            page.act()  # type: ignore[attr-defined]

    def log_message(self) -> None:
        """Open the form of a message."""
        if self.intents:
            self.intents.log_message()

    def search(self, words: str = "") -> None:
        """Open the search and command box, with words typed into it."""
        if not self.session or not self.intents:
            return
        from clientguard.ui.app.window.client_commands import read_client_commands
        from clientguard.ui.dialogs.search_box import SearchBox

        box = SearchBox(self.session, self.commands(), self)
        box.opened.connect(self.intents.open)
        read_client_commands(self, lambda found: box.offer(self._offers(found)), box)
        if words:
            box.input.setText(words)
        box.open()

    def commands(self) -> list[Offer]:
        """Return what the command box offers."""
        from clientguard.ui.app.commands import commands

        return self._offers(commands(self))

    def _offers(self, found: Iterable[Command]) -> list[Offer]:
        from clientguard.ui.dialogs.search_box import Offer

        return [Offer(each.icon, each.word(), lambda each=each: each.act(self), each.shortcut) for each in found]

    # --- the window itself ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close what is on top at Escape: the sentence at the foot, else a page that is not on the rail."""
        from PySide6.QtCore import Qt  # not before the first window

        if event.key() != Qt.Key.Key_Escape or not self.session:
            super().keyPressEvent(event)
        elif self._toast is not None and self._toast.isVisible():
            self._toast.hide()
        elif not PAGES[self.here].rail:
            self.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.centralWidget():
            self._collapse()

    def _collapse(self) -> None:
        """Leave a narrow window to the page: icons in the rail, narrow margins."""
        narrow = self.width() < COLLAPSE
        self.rail.collapse(narrow)
        self._body.setContentsMargins(*((14, 10, 14, 8) if narrow else (24, 14, 24, 10)))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.window = place_of(self)
        self.closing.emit()
        if self.stays:
            self.stays = False
            event.ignore()
            return
        super().closeEvent(event)
