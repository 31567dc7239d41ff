"""The command line: the same actions without a screen, and without Qt. Documented in `docs/cli.md`.

Status 0: done; 1: refused, with the reason on standard error; 2: the command was not understood. Commands that read
work while the app is open; commands that write are refused then.
"""

from __future__ import annotations

from clientguard.cli.program import cli, run

__all__ = ["cli", "run"]
