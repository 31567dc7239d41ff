"""The quick check of a casebook that can be read already: it runs beside the reading, and writing waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from clientguard.store.casebook.refusals import closed
from clientguard.store.file import plain_errors
from clientguard.store.file.keys import Key
from clientguard.store.file.sqlite import Connection, Error
from clientguard.store.verify import quick

LARGE = 64 << 20  # bytes; a smaller file is checked before it is opened, in no more time than anybody notices


class SoundCheck:
    """One check on a thread of its own; `passed` runs there when the file is whole."""

    def __init__(self, path: Path, key: Key | None, passed: Callable[[], object]) -> None:
        self._path = path
        self._key = key
        self._passed = passed
        self._end: Future[None] = Future()
        self._guard = threading.Lock()
        self._db: Connection | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="casebook check", daemon=True)
        self._thread.start()

    def is_running(self) -> bool:
        """Return whether the outcome is still to come."""
        return not self._end.done()

    def wait(self) -> None:
        """Wait for the outcome; KnownError when the file is damaged, or was closed before it was known."""
        self._end.result()

    def then(self, told: Callable[[BaseException | None], object]) -> None:
        """Call `told` with the outcome, from the check's thread; at once when it is there already."""
        self._end.add_done_callback(lambda end: told(end.exception()))

    def stop(self) -> None:
        """Give the check up, and wait until its connection is closed."""
        with self._guard:
            self._stopped = True
            if self._db is not None:
                self._db.interrupt()
        self._thread.join()

    def _run(self) -> None:
        try:
            with plain_errors.reading(self._path):
                quick.sound(self._path, self._key, lend=self._lend)
            self._passed()
        except BaseException as error:  # noqa: BLE001 - it is raised again in `wait`
            self._end.set_exception(closed() if self._stopped else error)
        else:
            self._end.set_result(None)

    def _lend(self, db: Connection | None) -> None:
        """Take note of the connection that checks, and of its end."""
        with self._guard:
            self._db = db
            if db is not None and self._stopped:
                with suppress(Error):
                    db.close()  # what is asked of it next fails
