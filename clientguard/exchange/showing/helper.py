"""Reading files in a helper process: what makes a reader endless, huge or crash ends that process, not the program.

One helper reads file after file, each handed over through a pipe, so that nothing of a locked casebook touches the
drive. It has a limit of time for each file everywhere, and of memory where the system keeps one (Linux). A helper that
ended over a file is replaced for the next.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import clientguard
from clientguard.domain.wording import N_
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.showing.words import FileWords, words_of

COMMAND = "--read-files"  # what starts the program as a helper
SECONDS = 20.0  # for one file, its way through the pipe included
START = 60.0  # for a helper to begin on a busy computer
MEMORY = 1 << 30  # bytes
_LOOK = 0.05  # seconds between two looks at the clock and at whether the user cancelled
_SIZE = struct.Struct("<IQ")  # of what the file is called, and of its bytes
_ANSWER = struct.Struct("<Q")
_READY = b"\1"

Cancel = Callable[[], bool]


def _never() -> bool:
    return False


class Helper:
    """A helper process, begun at the first file; to be used in a `with` block, by one thread."""

    def __init__(self, cancelled: Cancel = _never, seconds: float = SECONDS) -> None:
        self._cancelled = cancelled
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the helper."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self._end()

    def read(self, name: str, media_type: str, data: bytes) -> FileWords:
        """Return the words of a file, whatever it does to its reader.

        Raises Cancelled at once when the user cancels, and KnownError if no helper can be started.
        """
        process = self._process or self._begin()
        told = json.dumps([name, media_type]).encode()
        with _Guard(process, self._seconds, self._cancelled) as guard:
            answer = _asked(process, _SIZE.pack(len(told), len(data)) + told, data)
        if self._cancelled():
            self._end()
            raise Cancelled
        if answer is None:
            self._end()
            return FileWords("too long" if guard.is_late else "too large")
        outcome, text = json.loads(answer)
        return FileWords(outcome, text)

    def _begin(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise _not_started() from error
        self._process = process
        with _Guard(process, START, self._cancelled):
            ready = _read(process.stdout, len(_READY))
        if self._cancelled():
            self._end()
            raise Cancelled
        if ready != _READY:
            self._end()
            raise _not_started()
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)
            process.wait()


class _Guard:
    """Kills a process that has not answered in time, or whose answer nobody waits for any more."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, cancelled: Cancel) -> None:
        self._process = process
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="helper guard", daemon=True)
        self.is_late = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_LOOK):
            self.is_late = time.monotonic() > self._end
            if self.is_late or self._cancelled():
                self._process.kill()
                return


def _asked(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> bytes | None:
    """Hand a file over and return the answer; None if the helper ended instead."""
    assert process.stdin
    try:
        process.stdin.write(head)
        process.stdin.write(data)
        process.stdin.flush()
    except OSError:
        return None
    size = _read(process.stdout, _ANSWER.size)
    return _read(process.stdout, _ANSWER.unpack(size)[0]) if size else None


def _read(pipe: IO[bytes] | None, size: int) -> bytes | None:
    """Return that many bytes; None if there are not as many."""
    assert pipe
    found = pipe.read(size)
    return found if len(found) == size else None


def _close(pipe: IO[bytes] | None) -> None:
    if pipe:
        try:
            pipe.close()
        except OSError:  # what was not taken any more by a helper that has ended
            return


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", clientguard.__name__, COMMAND]


def _environment() -> dict[str, str]:
    """Return the environment of a helper, which finds the same program as this one."""
    place = str(Path(clientguard.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (place, os.environ.get("PYTHONPATH"))))}


def _not_started() -> KnownError:
    return KnownError(
        N_("The texts of attached files cannot be read now: the part of ClientGuard that reads them does not start."),
        kept=N_("Everything is saved, and files are found by their names."),
        todo=N_("Start the computer again. If it happens again, install ClientGuard again."),
    )


# --- in the helper ---


def serve() -> int:
    """Read the files that come in through the standard input until it ends; return the exit status."""
    _limit()
    source, target = _pipes()
    target.write(_READY)
    target.flush()
    while len(head := source.read(_SIZE.size)) == _SIZE.size:
        told, size = _SIZE.unpack(head)
        name, media_type = json.loads(source.read(told))
        found = words_of(name, media_type, source.read(size))
        answer = json.dumps([found.outcome, found.text]).encode()
        target.write(_ANSWER.pack(len(answer)) + answer)
        target.flush()
    return 0


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the program; what a library prints goes nowhere."""
    target = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if sys.platform == "win32":
        import msvcrt

        for each in (0, target):
            msvcrt.setmode(each, os.O_BINARY)
    return os.fdopen(0, "rb"), os.fdopen(target, "wb")


def _limit() -> None:
    """Take little of the computer: no more memory than a file may need, no file written, and the others first."""
    sys.dont_write_bytecode = True
    if sys.platform == "win32":
        return
    import resource

    os.nice(10)
    wanted = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    if sys.platform.startswith("linux"):
        wanted.append((resource.RLIMIT_AS, MEMORY))
    for what, most in wanted:
        resource.setrlimit(what, (most, most))
