"""The timer of an open casebook: when work began, and for which client. It runs on while the program is closed.

The start is kept in the settings of this computer as a moment in UTC, so that no change of the clock's zone or to
daylight saving counts an hour twice. It is forgotten only when its time was saved as work, or discarded.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from clientguard.domain.records import Instant
from clientguard.texts import local

if TYPE_CHECKING:
    from clientguard.settings import Settings

MINUTE = 60_000  # milliseconds
OFTEN = 15_000  # between two looks at the clock


class Running(NamedTuple):
    """What is being timed: since when, in milliseconds of UTC, and for which client (0: not said)."""

    since: int
    client: int


def _now() -> int:
    return int(time.time() * 1000)


class WorkTimer(QObject):
    """Starts, shows and forgets the time of one casebook, which is known by its uid. `ticked`: show it again."""

    ticked = Signal()

    def __init__(
        self, settings: Settings, uid: str, parent: QObject | None = None, clock: Callable[[], int] = _now
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._uid = uid
        self._clock = clock
        self._tick = QTimer(self, interval=OFTEN)
        self._tick.timeout.connect(self.ticked)
        if self.running:
            self._tick.start()

    @property
    def running(self) -> Running | None:
        """What is being timed; None while nothing is."""
        found = self._settings.timers.get(self._uid)
        return Running(*found) if found else None

    def start(self, client: int = 0) -> None:
        """Begin to count now, unless that is being done already."""
        if not self.running:
            self.put_back(Running(self._clock(), client))

    def put_back(self, running: Running) -> None:
        """Count since a moment: what was discarded is wanted after all."""
        self._settings.timers[self._uid] = (running.since, running.client)
        self._settings.save()
        self._tick.start()
        self.ticked.emit()

    def forget(self) -> None:
        """Stop counting: the time was saved as work, or is not wanted."""
        self._settings.timers.pop(self._uid, None)
        self._settings.save()
        self._tick.stop()
        self.ticked.emit()

    def minutes(self) -> int:
        """Return the minutes since the start, at least one: a minute that was begun counts."""
        running = self.running
        return max(1, -(-(self._clock() - running.since) // MINUTE)) if running else 0

    def day(self) -> date | None:
        """Return the date on which the work began, by the clock in use."""
        return local(Instant(self.running.since, 0)).date() if self.running else None
