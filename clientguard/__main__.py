"""`clientguard`: a command goes to the command line, anything else opens the window."""

from __future__ import annotations

import os
import sys

COMMANDS = (
    "add",
    "attach",
    "backup",
    "check",
    "contract",
    "correct",
    "erase",
    "export",
    "file",
    "import",
    "journal",
    "list",
    "merge",
    "new",
    "offboard",
    "own",
    "passphrase",
    "prove",
    "recovery",
    "redact",
    "remove",
    "report",
    "restore",
    "salvage",
    "search",
    "set",
    "today",
    "verify",
)
OPTIONS = frozenset(("--help", "-h", "--version", "--casebook", "--passphrase-file"))


def main() -> int:
    """Run the program and return its exit status."""
    words = sys.argv[1:]
    first = next((word for word in words if not word.startswith("-")), "")
    if first in COMMANDS or not OPTIONS.isdisjoint(words):
        return _command(words)
    import gc

    gc.disable()  # until the first window stands: `app` switches it on again
    from clientguard.ui.app.app import start

    return start(words)


def _command(words: list[str]) -> int:
    """Run a command. Ctrl+C while it is loaded ends it at once; once it has ended, it is too late for that."""
    import signal

    signal.signal(signal.SIGINT, _leave)
    from clientguard.cli import run

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what holds before and after the command's own handler
    return run(words)


def _leave(number: int, _frame: object) -> None:
    # Not an exception: Python ends by the signal if one is raised in certain places, whatever becomes of it.
    os.write(2, b"Interrupted. Nothing was changed.\n")
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
