"""Reads off the screen: a few threads ask the casebook, and what they find arrives on the thread of the screen."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from clientguard.errors import Cancelled, KnownError

if TYPE_CHECKING:
    from clientguard.actions.casebook.casebooks import Casebook
    from clientguard.store.views.lists import Connection

    Slot = tuple[int, Hashable]  # who asked, and for what

THREADS = 2  # a list's figures may take a while; what is typed into the search box does not wait for them


class _Reading:
    """One read that was asked for. `dropped`: nobody waits for it any more."""

    def __init__(
        self,
        slot: Slot,
        work: Callable[[Connection], Any],
        done: Callable[[Any], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        self.slot = slot
        self.work: Callable[[Connection], Any] | None = work
        self.done: Callable[[Any], object] | None = done
        self.failed: Callable[[KnownError], object] | None = failed
        self.dropped = False
        self.db: Connection | None = None  # while it is read from
        self.result: Any = None
        self.error: BaseException | None = None


class Readings(QObject):
    """The reads of one open casebook. A newer one of the same owner and key takes the place of an older one."""

    _arrived = Signal(object)

    def __init__(self, book: Casebook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self._turn = threading.Condition()
        self._waiting: deque[_Reading] = deque()
        self._under_way = 0  # threads that are reading
        self._ended = False
        self._threads: list[threading.Thread] = []
        self._asked: dict[Slot, _Reading] = {}  # those whose outcome has not arrived
        self._owners: set[int] = set()
        self._arrived.connect(self._deliver)

    def ask(
        self,
        work: Callable[[Connection], Any],
        done: Callable[[Any], object],
        failed: Callable[[KnownError], object],
        owner: QObject,
        key: Hashable,
    ) -> None:
        """Have `work` read, then call `done` with what it returned, unless `owner` is gone by then."""
        if self._ended:
            return
        self._watch(owner)
        reading = _Reading((id(owner), key), work, done, failed)
        older = self._asked.pop(reading.slot, None)
        if older:
            self._drop(older)
        self._asked[reading.slot] = reading
        with self._turn:
            self._waiting.append(reading)
            self._turn.notify()
        if len(self._threads) < THREADS:
            thread = threading.Thread(target=self._run, name=f"reading {len(self._threads) + 1}", daemon=True)
            self._threads.append(thread)
            thread.start()

    @property
    def busy(self) -> bool:
        """Whether something that was asked for has not arrived."""
        return bool(self._asked)

    def is_still(self) -> bool:
        """Return whether no thread is reading, or about to."""
        with self._turn:
            return not self._under_way and not self._waiting

    def end(self) -> None:
        """Drop everything that was asked for, and read nothing more."""
        self._ended = True
        for each in list(self._asked.values()):
            self._drop(each)
        self._asked.clear()
        with self._turn:
            self._turn.notify_all()

    def wait(self) -> None:
        """Wait until the threads have ended; after `end`."""
        for each in self._threads:
            each.join()

    # --- owners ---

    def _watch(self, owner: QObject) -> None:
        """Drop what an owner asked for when it goes."""
        number = id(owner)
        if number not in self._owners:
            self._owners.add(number)
            owner.destroyed.connect(lambda: self._gone(number))

    def _gone(self, number: int) -> None:
        self._owners.discard(number)
        for slot in [each for each in self._asked if each[0] == number]:
            self._drop(self._asked.pop(slot))

    def _drop(self, reading: _Reading) -> None:
        with self._turn:
            reading.dropped = True
            if reading in self._waiting:
                self._waiting.remove(reading)
            if reading.db is not None:
                reading.db.interrupt()

    # --- the threads ---

    def _run(self) -> None:
        while reading := self._next():
            try:
                reading.result = self._read(reading)
            except BaseException as error:  # noqa: BLE001 - it is raised again on the screen's thread
                reading.error = error
            with self._turn:
                self._under_way -= 1
            self._arrived.emit(reading)
            del reading  # what it holds of the screen is let go of there

    def _next(self) -> _Reading | None:
        with self._turn:
            self._turn.wait_for(lambda: self._waiting or self._ended)
            if not self._waiting:
                return None
            self._under_way += 1
            return self._waiting.popleft()

    def _read(self, reading: _Reading) -> Any:  # noqa: ANN401
        assert reading.work is not None
        with self._book.read() as db:
            with self._turn:
                if reading.dropped:
                    raise Cancelled
                reading.db = db
            try:
                return reading.work(db)
            finally:
                with self._turn:
                    reading.db = None

    # --- the screen's thread ---

    def _deliver(self, reading: _Reading) -> None:
        if self._asked.get(reading.slot) is reading:
            del self._asked[reading.slot]
        done, failed, error = reading.done, reading.failed, reading.error
        reading.work = reading.done = reading.failed = None
        match error:
            case None | Cancelled() | KnownError() if reading.dropped:
                return
            case None if done:
                done(reading.result)
            case KnownError() if failed:
                failed(error)
            case BaseException():
                raise error
