"""When a casebook is locked: after a while without a touch, on sleep, by the desktop, and by key."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtDBus import QDBusMessage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from clientguard.ui.app.system_events import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    Message,
    Messages,
    SystemEvents,
    own_session,
)
from tests import factories
from tests.ui.conftest import Person
from tests.ui.keyed import WORDS, asking, drop, gone, guess, is_locked, opened, unlock, within

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def guarded(person: Person, _practice: tuple[Path, dict[str, int]], tmp_path: Path) -> Person:
    """The person with the practice open, which has a passphrase."""
    return opened(person, _practice[0], tmp_path)


class Clocks:
    """Two clocks that go on when they are told to."""

    def __init__(self, person: Person) -> None:
        self.steady, self.wall = 1_000.0, 1_795_000_000.0
        locker = person.app.locked.locker
        assert locker is not None
        self.idle = locker.idle
        self.idle._clocks = (lambda: self.steady, lambda: self.wall)
        self.idle.touched()

    def go(self, steady: float, wall: float | None = None) -> None:
        """Let seconds go by, and the locker look at the clocks."""
        self.steady += steady
        self.wall += steady if wall is None else wall
        self.idle.look()
        QApplication.processEvents()


@pytest.fixture
def clocks(guarded: Person) -> Clocks:
    return Clocks(guarded)


def test_after_fifteen_minutes_without_a_touch_it_is_locked(guarded: Person, clocks: Clocks):
    for _minute in range(14):
        clocks.go(60)
    assert not is_locked(guarded)
    clocks.go(60)
    assert is_locked(guarded)
    unlock(guarded)


@pytest.mark.parametrize("touch", ["key", "mouse", "wheel"])
def test_a_touch_begins_anew(guarded: Person, clocks: Clocks, touch: str):
    clocks.go(14 * 60)
    handle = guarded.window.windowHandle()
    if touch == "key":
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    elif touch == "mouse":
        QTest.mouseMove(handle, QPoint(300, 300))
        QTest.mouseMove(handle, QPoint(310, 310))
    else:
        QTest.wheelEvent(handle, QPoint(300, 300), QPoint(0, 120))
    QApplication.processEvents()
    clocks.go(14 * 60)
    assert not is_locked(guarded)
    clocks.go(60)
    assert is_locked(guarded)
    unlock(guarded)


def test_a_touch_in_a_dialog_counts(guarded: Person, clocks: Clocks):
    dialog = guarded.open_form("client")
    clocks.go(14 * 60)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    QApplication.processEvents()
    clocks.go(14 * 60)
    assert not is_locked(guarded)
    guarded.close_form(dialog)


def test_a_clock_that_is_set_back_postpones_nothing(guarded: Person, clocks: Clocks):
    for _minute in range(15):
        clocks.go(60, -3_600)
    assert is_locked(guarded)
    unlock(guarded)


def test_a_computer_that_slept_is_locked_when_it_wakes_even_before_the_first_key_counts(
    guarded: Person, clocks: Clocks
):
    clocks.go(60, 60 + 120)
    assert is_locked(guarded)
    unlock(guarded)
    clocks.steady += 1
    clocks.wall += 3_600
    QTest.keyClick(guarded.window.windowHandle(), Qt.Key.Key_Shift)
    QApplication.processEvents()
    assert is_locked(guarded)
    unlock(guarded)


def test_off_means_only_when_asked(guarded: Person, clocks: Clocks):
    guarded.settings.auto_lock = 0
    locker = guarded.app.locked.locker
    assert locker is not None
    clocks.go(100_000)
    clocks.go(1, 100_000)
    locker.system_events.left.emit()
    assert not is_locked(guarded)
    guarded.settings.auto_lock = 5  # and from then on it counts
    clocks.go(4 * 60)
    assert not is_locked(guarded)
    clocks.go(60)
    assert is_locked(guarded)
    unlock(guarded)


def test_a_casebook_without_a_passphrase_is_never_locked_and_says_so_when_asked(window: Person):
    clocks = Clocks(window)
    clocks.go(100_000)
    assert not is_locked(window)
    window.press(Qt.Key.Key_L, CTRL_SHIFT, on=window.window)
    assert "This casebook has no passphrase to lock it with. You can set one in Settings." in window.toast()
    assert not is_locked(window)


def test_the_keys_lock_from_the_window_a_dialog_a_question_and_a_menu(guarded: Person):
    guarded.press(Qt.Key.Key_L, CTRL_SHIFT, on=guarded.window)
    guarded.until(lambda: is_locked(guarded))
    unlock(guarded)
    guarded.open_form("client")
    guarded.press(Qt.Key.Key_L, CTRL_SHIFT)
    guarded.until(lambda: is_locked(guarded))
    unlock(guarded)
    dialog = guarded.open_form("client")
    guarded.type("Half typed")

    def press() -> None:
        guarded.until(lambda: isinstance(QApplication.activeWindow(), QMessageBox))
        guarded.press(Qt.Key.Key_L, CTRL_SHIFT)

    within(dialog.reject, press)
    guarded.until(lambda: is_locked(guarded))
    unlock(guarded)
    drop(guarded, guarded.open_form("client"))
    guarded.page("clients").table._menu(QPoint(10, 10))
    guarded.menu()
    QTest.keyClick(guarded.window.windowHandle(), Qt.Key.Key_L, CTRL_SHIFT)
    guarded.until(lambda: is_locked(guarded))
    unlock(guarded)


def test_the_search_box_offers_it_where_it_can_be_done(guarded: Person, tmp_path: Path):
    assert [each for each in guarded.window.commands() if each.word == "Lock now"]
    bare = tmp_path / "bare.casebook"
    factories.firm_book(bare).close()
    guarded.open(bare)
    assert not [each for each in guarded.window.commands() if each.word == "Lock now"]


def test_locking_twice_is_locking_once(guarded: Person):
    book = guarded.book
    guarded.app.lock()
    page = asking(guarded)
    guarded.app.lock()
    guarded.window.lock_wanted.emit()
    assert asking(guarded) is page
    gone(guarded, book)
    guess(guarded, WORDS)
    guarded.until(lambda: guarded.window.session is not None)
    guarded.rest()


# --- what the system tells ---


def system_events(person: Person) -> SystemEvents:
    locker = person.app.locked.locker
    assert locker is not None
    return locker.system_events


def test_sleep_and_the_screen_saver_lock_when_they_begin_not_when_they_end(guarded: Person):
    system_events(guarded).prepare(False)
    assert not is_locked(guarded)
    system_events(guarded).prepare(True)
    assert is_locked(guarded)
    unlock(guarded)
    system_events(guarded).cover(False)
    assert not is_locked(guarded)
    system_events(guarded).cover(True)
    assert is_locked(guarded)
    unlock(guarded)


@pytest.mark.parametrize(
    ("own", "path", "locks"),
    [
        ("2", "/org/freedesktop/login1/session/_32", True),
        ("2", "/org/freedesktop/login1/session/_33", False),
        ("c1", "/org/freedesktop/login1/session/c1", True),
        ("", "/org/freedesktop/login1/session/_33", True),
    ],
)
def test_only_ones_own_session_locks(guarded: Person, own: str, path: str, locks: bool):
    system_events(guarded)._session = own_session(own)
    system_events(guarded).lock(QDBusMessage.createSignal(path, "org.freedesktop.login1.Session", "Lock"))
    assert is_locked(guarded) == locks
    if locks:
        unlock(guarded)


@pytest.mark.parametrize(
    ("message", "what", "locks"),
    [
        (WM_POWERBROADCAST, PBT_APMSUSPEND, True),
        (WM_POWERBROADCAST, 0x12, False),  # it woke
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, True),
        (WM_WTSSESSION_CHANGE, 0x8, False),  # it was unlocked
        (0x0200, PBT_APMSUSPEND, False),  # a move of the mouse
    ],
)
def test_windows_messages_are_understood(guarded: Person, message: int, what: int, locks: bool):
    found = Message(None, message, what, 0)
    hearer = Messages(system_events(guarded))
    assert hearer.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(found)) == (False, 0)
    assert is_locked(guarded) == locks
    if locks:
        unlock(guarded)


def test_other_systems_messages_are_left_alone(guarded: Person):
    assert Messages(system_events(guarded)).nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)


def test_listening_where_no_bus_is_is_quiet(guarded: Person):
    heard = SystemEvents(guarded.window)
    heard.listen()
    heard.listen()
    assert heard._listening
