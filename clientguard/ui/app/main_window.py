"""The window: rail, head, and one page at a time. Pages are made when they are first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.app.page_table import ON_THE_RAIL, PAGES
from clientguard.ui.widgets.on_screen import room_for_window

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from clientguard.domain.casebook.backups import Status
    from clientguard.settings import Settings
    from clientguard.ui.app.commands import Command
    from clientguard.ui.intents.intents import Intents
    from clientguard.ui.pages.page import Page
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session

COLLAPSE = 1000  # points of width under which the rail shows icons alone


def rail_items(where: str) -> list[tuple[str, str, str]]:
    """Return the pages at the `top` or the `foot` of the rail: key, icon, word."""
    return [(row.key, row.icon, _(row.word)) for row in PAGES.values() if row.rail == where]


class MainWindow(QMainWindow):
    """The frame shows at once; `show_session` puts a casebook into it, `show_first_run` the first screen."""

    closing = Signal()
    open_wanted = Signal(object)  # a casebook's path, or None: ask
    new_wanted = Signal()
    restore_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.session: Session | None = None
        self.intents: Intents | None = None
        self.backup_timer: BackupTimer | None = None
        self._trouble: QWidget | None = None
        self.pages: dict[str, QWidget] = {}
        self.stays = False  # whether the window stays once when it is closed: something has to be read first
        self.here = ""
        self._before = ON_THE_RAIL[0]  # where one was before a page that is not in the rail
        self.setWindowTitle("ClientGuard")
        self.setMinimumSize(560, 320)  # less than a window has on the smallest screen
        self.setAcceptDrops(True)
        if not (settings.window and self.restoreGeometry(QByteArray.fromHex(settings.window.encode()))):
            self.resize(1280, 800)
        self.resize(self.size().boundedTo(room_for_window(self)))

    def build(self) -> None:
        """Put rail and head into the window, once it stands: they cost as much time as the window itself."""
        if self.centralWidget():
            return
        from PySide6.QtGui import QIcon
        from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

        from clientguard.ui.look import icons
        from clientguard.ui.look.theme import load_typeface, tokens
        from clientguard.ui.widgets.head import PageHead
        from clientguard.ui.widgets.notices import Notices
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
        self.rail.collapse(self.width() < COLLAPSE)
        row.addWidget(self.rail)
        body = QVBoxLayout()
        body.setContentsMargins(24, 14, 24, 10)
        body.setSpacing(12)
        self.head = PageHead(centre)
        body.addWidget(self.head)
        self._notices = Notices()
        body.addLayout(self._notices)
        self.stack = QStackedWidget(centre)
        body.addWidget(self.stack, 1)
        row.addLayout(body, 1)
        self.setCentralWidget(centre)
        self._opening = ReadingSign(centre)
        self._toast: Any = None
        self.head.show_head("ClientGuard")
        self.head.search.setEnabled(False)
        self.head.log.setEnabled(False)
        self.rail.setEnabled(False)
        self.head.search_wanted.connect(self.search)
        self.head.log_wanted.connect(self.log_message)
        self.head.acted.connect(self._act)
        self._shortcuts()

    def _shortcuts(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        from clientguard.ui.app.commands import fixed_commands

        for each in fixed_commands():
            if each.shortcut:
                made = QShortcut(QKeySequence(each.shortcut), self)
                made.activated.connect(lambda each=each: each.act(self) if self.session else None)

    # --- what is shown ---

    def show_first_run(self, page: QWidget) -> None:
        """Show the first screen instead of a casebook."""
        self.build()
        self.leave_session()
        self._put("first run", page)
        self.stack.setCurrentWidget(page)
        self.head.show_head(_("Welcome"))
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

    def show_session(self, session: Session, backup_timer: BackupTimer | None = None) -> None:
        """Show an open casebook, at the page where one was, and how its `keeper` keeps it."""
        from clientguard.ui.intents.intents import Intents

        self.build()
        self.leave_session()
        self.session = session
        self.backup_timer = backup_timer
        if backup_timer:
            backup_timer.looked.connect(self.show_kept)
        self.intents = Intents(session, self, self.stack)
        self.intents.going.connect(self.go)
        self.intents.badge.connect(self.rail.set_badge)
        self.intents.said.connect(self.say)
        session.failed.connect(self.show_error)
        for part in (self.rail, self.head.search, self.head.log):
            part.setEnabled(True)
            part.show()
        self.setWindowTitle(_("{casebook} – ClientGuard", casebook=session.book.path.stem))
        self.rail.set_status(_("{name}, on this computer", name=session.book.path.name))
        self.intents.count()
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
        for banner in shown.findChildren(QWidget, "notice"):
            self._notices.take_away(banner)
        if self.intents:
            self.intents.deleteLater()
        self.session = self.intents = self.backup_timer = self._trouble = None
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
        page = self._page(name)
        page.show_record(record)
        self._before = self.here if self.here in ON_THE_RAIL else self._before
        self.here = name
        self.intents.current_client = page.client
        self.stack.setCurrentWidget(page)
        self._read_head(page)
        row = PAGES[name]
        self.rail.choose(row.under or name)
        if row.rail:
            self.settings.page = name
        page.take_focus()

    def _page(self, name: str) -> Page:
        if name not in self.pages:
            assert self.session is not None
            assert self.intents is not None
            page = PAGES[name].load(self)(self.session, self.intents)
            page.head_changed.connect(lambda: self._read_head(page))
            page.gone.connect(lambda: self.go(self._before))
            self._put(name, page)
        return self.pages[name]  # type: ignore[return-value]

    def _put(self, name: str, page: QWidget) -> None:
        self.pages[name] = page
        self.stack.addWidget(page)

    @property
    def page_in_front(self) -> Page | None:
        """The page of the open casebook that is shown."""
        return self.pages.get(self.here)  # type: ignore[return-value]

    def _read_head(self, page: Page) -> None:
        if self.stack.currentWidget() is page:
            head = page.head()
            self.head.show_head(head.title, head.subtitle, head.chips, head.action)

    # --- what is said ---

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say a sentence at the foot of the window."""
        from PySide6.QtWidgets import QStyle

        from clientguard.ui.widgets.toast import Toast

        if self._toast is None:
            hint = QStyle.StyleHint.SH_Widget_Animation_Duration
            self._toast = Toast(self, motion=self.style().styleHint(hint, None, self) > 0)
        self._toast.say(text, undo)

    def undo(self) -> None:
        """Undo what the sentence at the foot offers to, while it is there."""
        if self._toast is not None and self._toast.undo.isVisible():
            self._toast.undo.click()

    def say_opening(self, text: str) -> None:
        """Say, where it takes a moment, that a casebook is being opened; "" takes the sentence away."""
        self.build()
        self._opening.begin(text) if text else self._opening.end()

    def show_error(self, error: KnownError) -> None:
        """Show an error above the page until it is closed."""
        self.notify("attention", current().error(error), _("Close"))

    def notify(self, tone: str, text: str, action: str, act: Callable[[], object] | None = None) -> None:
        """Say a sentence above the page until its button is pressed, which does what it says."""
        self.build()
        banner = self._notices.add(tone, text, action)
        banner.acted.connect(lambda: self._notices.take_away(banner))
        if act:
            banner.acted.connect(act)

    def show_kept(self, status: Status) -> None:
        """Say how the casebook is backed up: at the foot of the rail, and above the page while there is a problem."""
        from clientguard.ui.session.backup_timer import short

        if not self.session:
            return
        tone = {"red": "stop", "amber": "attention"}.get(status.state, "soft")
        self.rail.set_status(short(status, self.session.today()), tone)
        text = current().say(status.trouble) if status.trouble else ""
        if self._trouble and self._trouble.accessibleName() == text and self._trouble.property("banner") == tone:
            return
        if self._trouble:
            self._notices.take_away(self._trouble)
            self._trouble = None
        if text:
            banner = self._trouble = self._notices.add(tone, text, _("Settings"))
            banner.acted.connect(lambda: self.go("settings"))

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

    def _act(self) -> None:
        page = self.stack.currentWidget()
        if page and self.session:
            page.act()  # type: ignore[attr-defined]

    def log_message(self) -> None:
        """Open the form of a message."""
        if self.intents:
            self.intents.log_message()

    def search(self) -> None:
        """Open the search and command box."""
        if not self.session or not self.intents:
            return
        from clientguard.ui.app.commands import read_client_commands
        from clientguard.ui.dialogs.search_box import SearchBox

        box = SearchBox(self.session, self.commands(), self)
        box.opened.connect(self.intents.open)
        read_client_commands(self, lambda found: box.offer(self._entries(found)), box)
        box.open()

    def commands(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what the command box offers: icon, word, what it does."""
        from clientguard.ui.app.commands import commands

        return self._entries(commands(self))

    def _entries(self, found: Iterable[Command]) -> list[tuple[str, str, Callable[[], object]]]:
        return [(each.icon, each.word(), lambda each=each: each.act(self)) for each in found]

    # --- the window itself ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.session and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.intents:
            event.acceptProposedAction()
            self.intents.import_mail(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.centralWidget():
            self.rail.collapse(self.width() < COLLAPSE)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.window = bytes(self.saveGeometry().toHex().data()).decode()
        self.closing.emit()
        if self.stays:
            self.stays = False
            event.ignore()
            return
        super().closeEvent(event)
