"""Locks the open casebook: everything of it goes from the screen, it is closed, and its key is dropped.

In order: what runs is cancelled, and ends or rolls back; what was typed and not saved is kept inside the casebook;
every window, dialog and popup is closed without a question; the pages go, and what the app put on the clipboard; the
casebook is closed and the key overwritten. The screen shows the page that unlocks from the first moment on.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from clientguard.errors import KnownError
from clientguard.texts import _, current
from clientguard.ui.app import open_state
from clientguard.ui.app.commands import LOCK_KEYS
from clientguard.ui.app.idle import Idle
from clientguard.ui.app.system_events import SystemEvents

if TYPE_CHECKING:
    from clientguard.settings import Settings
    from clientguard.ui.app.main_window import MainWindow
    from clientguard.ui.app.open_state import OpenState
    from clientguard.ui.pages.unlock import UnlockPage
    from clientguard.ui.session.backup_timer import BackupTimer
    from clientguard.ui.session.session import Session

AT_ONCE = 0.4  # seconds that the screen waits for running work to end; what takes longer is waited for beside it
SHORT = 0.01  # seconds
OFTEN = 50  # milliseconds between two looks whether it has ended
MOST = 50  # popups that one may have open at once


class Locker(QObject):
    """Watches over the open casebook. `wanted` says that it is to be locked: by key, idleness, sleep, or the desktop.

    `finished` says that a casebook that was locked is at rest.
    """

    wanted = Signal()
    finished = Signal()

    def __init__(self, window: MainWindow, settings: Settings, idle: Idle | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._work: tuple[Session, BackupTimer | None, UnlockPage, OpenState] | None = None
        self.open_state: OpenState | None = None  # what could not be kept in the casebook
        self._poll = QTimer(self, interval=OFTEN)
        self._poll.timeout.connect(self._look)
        self.idle = idle or Idle(self)
        self.system_events = SystemEvents(window)
        later = Qt.ConnectionType.QueuedConnection  # not within the event that brought it
        self.idle.looked.connect(self._looked, later)
        self.idle.slept.connect(self._left, later)
        self.idle.keys.connect(self.wanted, later)
        self.system_events.left.connect(self._left)
        self.idle.start()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._give_keys)

    # --- when ---

    def watch(self) -> None:
        """Begin to watch over the casebook that was opened."""
        self.idle.touched()
        if self._guards():
            self.system_events.listen()

    def _guards(self) -> bool:
        """Return whether the open casebook is locked by itself."""
        session = self._window.session
        return session is not None and session.book.key is not None and self._settings.auto_lock > 0

    def _looked(self, seconds: float) -> None:
        if not self._guards():
            self.idle.touched()
            return
        self.system_events.listen()  # the passphrase may have been set since
        if seconds >= self._settings.auto_lock * 60:
            self.wanted.emit()

    def _left(self) -> None:
        if self._guards():
            self.wanted.emit()
        else:
            self.idle.touched()

    def _give_keys(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Let the keys that lock work in a dialog too, which shuts out those of the window behind it."""
        dialog = now.window() if now is not None else None
        own = Qt.FindChildOption.FindDirectChildrenOnly
        if isinstance(dialog, QDialog) and not dialog.findChild(QShortcut, "lock", own):
            made = QShortcut(QKeySequence(LOCK_KEYS), dialog)
            made.setObjectName("lock")
            made.activated.connect(self.wanted)

    # --- how ---

    def lock(self, session: Session, backup_timer: BackupTimer | None, page: UnlockPage) -> None:
        """Lock the casebook of a session, and show its page. It is at rest after this, or when `finished` says so."""
        held = open_state.OpenState(session.book.path)
        try:
            held = open_state.take_open_state(self._window)
        finally:  # whatever went wrong: nothing stays open
            session.cancel()
            if backup_timer:
                backup_timer.stop()
            close_all(self._window)
            forget_clipboard()
            self._window.show_alone(page)
            page.hold(_("Finishing what was in progress …"))
            self._work = session, backup_timer, page, held
            end = time.monotonic() + AT_ONCE
            while not self._is_still() and time.monotonic() < end:
                time.sleep(SHORT)
            self._look()

    def _is_still(self) -> bool:
        if self._work is None:
            return True
        session, backup_timer, _page, _held = self._work
        return session.is_still() and (backup_timer is None or backup_timer.is_still())

    def _look(self) -> None:
        if self._is_still():
            self._shut()
        else:
            self._poll.start()

    def finish(self) -> None:
        """Wait until a casebook that is being locked is at rest."""
        while not self._is_still():
            time.sleep(SHORT)
        self._shut()

    def _shut(self) -> None:
        """Keep what was open inside the casebook, close it, and drop the key."""
        self._poll.stop()
        if self._work is None:
            return
        session, _backup_timer, page, held = self._work
        self._work = None
        book = session.book
        said = ""
        try:
            open_state.keep_open_state(held, book)
            if held.kept and held.forms:
                said = _("What you were entering is kept inside it.")
        except KnownError:
            said = _("What you were entering could not be saved. It is kept until you unlock or close the window.")
        try:
            book.close()
        except KnownError:  # it is whole, but its WAL stays beside it; the next opening takes it in
            pass
        finally:
            if book.key is not None:
                book.key.drop()
        if book.moved:  # what was saved is in a copy; what was typed is put into that one
            said = current().error(book.moved)
            held.path = book.moved.copy or held.path
        self.open_state = None if held.kept else held
        session.deleteLater()
        page.say(said)
        page.hold("")
        if book.key is None:  # the work that was waited for took the passphrase away
            page.open_wanted.emit(book.path)
        QTimer.singleShot(0, gc.collect)  # what was read lies in cycles of widgets that are gone
        self.finished.emit()

    def put_back(self, session: Session) -> None:
        """Go where one was when the casebook was locked."""
        held = self.open_state if self.open_state and self.open_state.path == session.book.path else None
        if held:
            self.open_state = None
        open_state.put_back(self._window, session, held)


def close_all(window: QWidget) -> None:
    """Close every popup, dialog and window but one, without a question. A dialog that somebody waits for is refused.

    What has the property `stays` shows nothing of a casebook: it only forgets what was typed into it.
    """
    QToolTip.hideText()
    for _number in range(MOST):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
        popup.hide()
    for each in QApplication.topLevelWidgets():
        if each is window or each.isHidden():
            continue
        if each.property("stays"):
            each.forget()  # pyright: ignore[reportAttributeAccessIssue] - the guide
        elif isinstance(each, QDialog):
            each.done(QDialog.DialogCode.Rejected)
            _go(each)
        else:
            each.close()
            _go(each)


def _go(window: QWidget) -> None:
    window.hide()
    if window.parent() is not None:
        window.deleteLater()


def forget_clipboard() -> None:
    """Take from the clipboard what the app put there."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
