"""Hears from the system that the computer goes to sleep or that its screen is locked. Where nothing tells, it is quiet.

Linux tells on D-Bus (logind, the desktop's screen saver), Windows by messages to the app's windows; elsewhere
`idle.Idle` sees afterwards that the clocks drifted apart.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot

from clientguard.texts import _

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage
    from PySide6.QtWidgets import QWidget

LOGIND = "org.freedesktop.login1"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver")

# Windows' messages (winuser.h, wtsapi32.h)
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
NOTIFY_FOR_THIS_SESSION = 0


class SystemEvents(QObject):
    """`left` is emitted when the user's session is locked, and when the computer goes to sleep."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = own_session(os.environ.get("XDG_SESSION_ID", ""))
        self._messages: Messages | None = None
        self._listening = False
        self._time: QObject | None = None  # logind's leave to delay sleep

    def listen(self) -> None:
        """Begin to listen, once: the libraries for it are loaded only now."""
        if self._listening:
            return
        self._listening = True
        if sys.platform.startswith("linux"):
            self._listen_to_buses()
        elif sys.platform == "win32":
            self._messages = Messages(self)
            application = QCoreApplication.instance()
            assert application is not None
            application.installNativeEventFilter(self._messages)
            register_session_messages(int(self._window.winId()))

    def _listen_to_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        def hear(bus: QDBusConnection, service: str, interface: str, name: str, slot: str) -> None:
            bus.connect(service, "", interface, name, self, SLOT(slot))  # type: ignore[arg-type] - the stub wants bytes

        system = QDBusConnection.systemBus()
        if system.isConnected():
            hear(system, LOGIND, f"{LOGIND}.Manager", "PrepareForSleep", "prepare(bool)")
            hear(system, LOGIND, f"{LOGIND}.Session", "Lock", "lock(QDBusMessage)")
            self._ask_for_time()
        desktop = QDBusConnection.sessionBus()
        if desktop.isConnected():
            for name in SAVERS:
                hear(desktop, name, name, "ActiveChanged", "cover(bool)")

    def _ask_for_time(self) -> None:
        """Ask logind to let sleep wait until this has heard of it: the key is to be gone before.

        It answers with a file that keeps sleep waiting while it is open, which is as long as the answer is held.
        """
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        ask = QDBusMessage.createMethodCall(LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager", "Inhibit")
        ask.setArguments(["sleep", "ClientGuard", _("Locks the casebook"), "delay"])
        self._time = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(ask), self)

    @Slot(bool)
    def prepare(self, begins: bool) -> None:
        """Hear that sleep begins, or that it ended; it waits until this returns."""
        if begins:
            self.left.emit()
            if self._time is not None:
                self._time.deleteLater()
                self._time = None
        elif self._listening:
            self._ask_for_time()

    @Slot(bool)
    def cover(self, begins: bool) -> None:
        """Hear that the screen saver or the desktop's lock begins, or that it ended."""
        if begins:
            self.left.emit()

    @Slot("QDBusMessage")
    def lock(self, message: QDBusMessage) -> None:
        """Hear that a session is locked; another user's is none of ours."""
        if not self._session or message.path() == self._session:
            self.left.emit()

    def hear_windows(self, message: int, what: int) -> None:
        """Hear a message of Windows and its first parameter."""
        if (message, what) in ((WM_POWERBROADCAST, PBT_APMSUSPEND), (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)):
            self.left.emit()


def own_session(name: str) -> str:
    """Return logind's path of the session with that name, or nothing where it is not known.

    It writes all but letters and digits, and a digit at the beginning, as an underscore and two hex digits.
    """
    if not name:
        return ""
    escaped = "".join(
        letter if letter.isascii() and letter.isalnum() and (place or letter.isalpha()) else f"_{ord(letter):02x}"
        for place, letter in enumerate(name)
    )
    return f"/org/freedesktop/login1/session/{escaped}"


def register_session_messages(window: int) -> None:
    """Ask Windows to tell a window when the session is locked; where it refuses, only sleep and idleness count."""
    library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined] - on Windows alone
    ask = library.WTSRegisterSessionNotification
    ask.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
    ask.restype = ctypes.c_int
    ask(window, NOTIFY_FOR_THIS_SESSION)


class Message(ctypes.Structure):
    """The beginning of Windows' MSG: handles and parameters have the size of a pointer."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("what", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class Messages(QAbstractNativeEventFilter):
    """Hands Windows' messages on, and takes none."""

    def __init__(self, system_events: SystemEvents) -> None:
        super().__init__()
        self._system_events = system_events

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:  # noqa: ANN401 - Qt's own
        if bytes(kind) == b"windows_generic_MSG":
            found = Message.from_address(int(message))
            if found.message in (WM_POWERBROADCAST, WM_WTSSESSION_CHANGE):
                self._system_events.hear_windows(found.message, found.what)
        return False, 0
