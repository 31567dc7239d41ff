"""What a command came to: whether something was saved, and whether someone interrupted it.

Ctrl+C and SIGTERM end a command at once while it only reads. While a casebook is open for writing they are kept until
the end: a transaction that has not reached its COMMIT is rolled back, one that has is finished and the file is closed.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

import click

from clientguard.errors import Cancelled
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.keys import Key
from clientguard.store.file.plain_errors import RewrittenError
from clientguard.store.records.write_path import Write

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_META = "clientguard.outcome"


class Interrupted(BaseException):
    """Someone interrupted a command that was not writing. Not an Exception: nothing on the way may catch it."""


class UntoldError(Exception):
    """What a saved change came to could not be read, to tell it; the text says why."""


class Outcome:
    """What one command came to so far.

    `saved`: a change is in the casebook, or a file was written. `signal`: the number of the signal that came, or 0.
    """

    def __init__(self) -> None:
        self.saved = False
        self.signal = 0
        self._held = 0

    @contextmanager
    def watching(self) -> Generator[None]:
        """Take Ctrl+C and SIGTERM for the duration of the command."""
        if threading.current_thread() is not threading.main_thread():  # no other may set handlers
            yield
            return
        before = {each: signal.signal(each, self._hear) for each in SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    @contextmanager
    def held(self) -> Generator[None]:
        """Keep a signal until it is asked for with `is_interrupted` or `check`."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def is_interrupted(self) -> bool:
        """Return whether a signal came."""
        return bool(self.signal)

    def check(self) -> None:
        """Raise Cancelled if a signal came."""
        if self.signal:
            raise Cancelled

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.signal = number
        if not self._held:
            raise Interrupted


def current_outcome() -> Outcome:
    """Return what the running command came to so far."""
    return click.get_current_context().meta.setdefault(_META, Outcome())


def begin(context: click.Context, outcome: Outcome) -> None:
    """Have the commands under `context` find this outcome."""
    context.meta[_META] = outcome


class CommandCasebook(Casebook):
    """A casebook that one command has open: its outcome knows what was saved, and an interruption rolls back."""

    outcome: Outcome

    def write(self, work: Callable[[Write], T]) -> T:
        """Run `work` in one transaction, as `Casebook.write`; Cancelled if a signal comes before its COMMIT."""

        changed = False

        def unless_interrupted(write: Write) -> T:
            nonlocal changed
            self.outcome.check()
            before = write.db.total_changes
            result = work(write)
            changed = write.db.total_changes > before
            self.outcome.check()
            return result

        result = super().write(unless_interrupted)
        self.outcome.saved |= changed  # a transaction in which nothing was written saves nothing
        return result

    def rekey(self, new: Key | None) -> None:
        """Rewrite the file under another key, as `Casebook.rekey`; Cancelled if a signal came before."""
        self.outcome.check()
        try:
            super().rekey(new)
        except RewrittenError:
            self.outcome.saved = True
            raise
        self.outcome.saved = True
