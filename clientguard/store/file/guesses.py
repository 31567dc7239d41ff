"""The failed guesses of passphrases, which make the next ones wait. They are kept in the program's own folder.

A guess counts for the file, whatever path leads to it, and it counts before it is tried: programs that guess at the
same time, or are killed in between, share one count and take turns.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from clientguard import output
from clientguard.errors import KnownError
from clientguard.store.file.place import file_id, true_path

FREE = 3  # wrong guesses without a pause
LONGEST = 30.0  # seconds that a guess waits at most, so that nobody can lock the owner out
MOST = 200  # files whose guesses are kept; beyond that, the oldest go
_PATIENCE = 5.0  # seconds to wait for another program that is counting a guess


@dataclass(frozen=True, slots=True)
class _Count:
    """Guesses in a row that were not right, and the moment until which they wait, in seconds since 1970."""

    failed: int = 0
    until: float = 0.0


class Guesses:
    """The counts of all files. If the folder cannot be written, nothing is counted, and nothing waits."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = folder / "guesses.json"
        self._clock = clock

    def failures(self, casebook: Path) -> int:
        """Return how many guesses in a row were not right."""
        return self._all().get(_name(casebook), _Count()).failed

    def begin(self, casebook: Path) -> float:
        """Count a guess that is about to be tried, and return the seconds that it has to wait, right or wrong.

        One guess alone waits 0, then 1, 2, 4 … up to 30; guesses made meanwhile wait after each other, up to 30 too.
        """
        waits = 0.0
        with suppress(OSError, KnownError), self._counting() as counts:
            name, now = _name(casebook), self._clock()
            before = counts.pop(name, _Count())
            beyond = before.failed - FREE
            pause = 0.0 if beyond < 0 else min(LONGEST, 2.0 ** min(beyond, 10))
            waits = min(LONGEST, max(0.0, before.until - now) + pause)
            counts[name] = _Count(before.failed + 1, now + waits)
        return waits

    def right(self, casebook: Path) -> None:
        """Forget the guesses for a file, which was opened."""
        if self.failures(casebook):
            with suppress(OSError, KnownError), self._counting() as counts:
                counts.pop(_name(casebook), None)

    @contextmanager
    def _counting(self) -> Generator[dict[str, _Count]]:
        """Lend the counts to be changed, while no other program reads or changes them. Raises OSError, KnownError."""
        from filelock import FileLock

        self._file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._file.with_suffix(".lock"), timeout=_PATIENCE, is_singleton=False):
            counts = self._all()
            yield counts
            kept = list(counts.items())[-MOST:]
            told = {name: {"failed": each.failed, "until": each.until} for name, each in kept}
            output.write_whole(self._file, json.dumps(told, indent=1).encode(), "")

    def _all(self) -> dict[str, _Count]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return {name: _count(each) for name, each in found.items()}
        except (OSError, ValueError, AttributeError, RecursionError):
            return {}


def _count(told: object) -> _Count:
    """Return a count as it was kept; one that makes no sense is none."""
    match told:
        case {"failed": int(failed), "until": float(until)} if failed >= 0 and math.isfinite(until):
            return _Count(failed, until)
        case _:
            return _Count()


def _name(casebook: Path) -> str:
    path = true_path(casebook)
    found = file_id(path)
    return f"{found.device}:{found.inode}" if found else str(path)
