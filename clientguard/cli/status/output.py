"""Standard output and error of a command: what cannot be printed there is not what became of the command."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, TextIO


class OutputError(Exception):
    """Standard output could not be written to; `closed` when the program that read it has read enough."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))
        self.closed = isinstance(error, BrokenPipeError)


class _Stream:
    """A stream whose own failures cannot be taken for another's; with `quiet` they are passed over."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream = stream
        self._quiet = quiet

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as error:
            self._fail(error)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._fail(error)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._stream, name)

    def _fail(self, error: OSError) -> None:
        with suppress(OSError, ValueError):  # what it still holds cannot be written at the end of the program either
            number = self._stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)
        if not self._quiet:
            raise OutputError(error) from error


@contextmanager
def guarded() -> Generator[None]:
    """Have standard output raise OutputError for the duration of a command, and standard error nothing."""
    before = sys.stdout, sys.stderr
    for stream in before:
        if isinstance(stream, io.TextIOWrapper):  # a file name may contain bytes that are not text
            stream.reconfigure(errors="backslashreplace")
    sys.stdout, sys.stderr = _Stream(before[0], quiet=False), _Stream(before[1], quiet=True)  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
