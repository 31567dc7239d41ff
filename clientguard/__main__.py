"""`clientguard`: a command goes to the command line, anything else opens the window."""

from __future__ import annotations

import sys

COMMANDS = (
    "add",
    "attach",
    "backup",
    "check",
    "correct",
    "erase",
    "export",
    "file",
    "import",
    "journal",
    "list",
    "new",
    "offboard",
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
        from clientguard.cli import run

        return run(words)
    import gc

    gc.disable()  # until the first window stands: `app` switches it on again
    from clientguard.ui.app.app import start

    return start(words)


if __name__ == "__main__":
    sys.exit(main())
