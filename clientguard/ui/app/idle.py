"""How long nobody has touched the app's windows, by two clocks.

The time is added up look by look, by whichever clock went further: a computer that slept counts by the clock on the
wall, and one whose clock is set back counts by the other. Where the clocks drift apart at once, it slept.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

LOOK = 5_000  # milliseconds between two looks at the clocks
LATE = 2 * LOOK / 1000  # seconds after which a look is overdue
GAP = 60.0  # seconds that the clock on the wall is ahead after a look: the computer slept

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletRelease,
        QEvent.Type.NativeGesture,
    }
)
_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Idle(QObject):
    """Watches the system's windows of the app, where each touch arrives once before any widget has it.

    `looked` is emitted with the seconds that nobody touched it, `slept` when the computer did, `keys` when Ctrl+Shift+L
    was pressed where no shortcut takes it: in an open menu or list. A touch may be counted up to one look too early.
    """

    looked = Signal(float)
    slept = Signal()
    keys = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._clocks = (steady, wall)
        self._at = (steady(), wall())
        self.seconds = 0.0
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._follow)  # a new window has the focus before anything else

    def start(self) -> None:
        """Begin to count from now."""
        self.touched()
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def touched(self) -> None:
        """Start counting again: there was input."""
        self._at = tuple(clock() for clock in self._clocks)
        self.seconds = 0.0

    def look(self) -> None:
        """Add up what went by since the last look, and tell of it."""
        before, self._at = self._at, tuple(clock() for clock in self._clocks)
        steady, wall = (now - then for now, then in zip(self._at, before, strict=True))
        self.seconds += max(steady, wall, 0.0)
        if wall - steady > GAP:
            self.slept.emit()
        else:
            self.looked.emit(self.seconds)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice a touch; take nothing but Ctrl+Shift+L."""
        kind = event.type()
        if kind not in _INPUT:
            return False
        if self.seconds or self._clocks[1]() - self._at[1] > LATE:
            self.look()  # who touches it first after a sleep may be somebody else
            self.touched()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _locks(event):
            self.keys.emit()
            return True
        return False

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def _locks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == _KEYS
