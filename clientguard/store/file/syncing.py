"""Make the system write to the drive what it may still hold in memory."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from clientguard.output import sync_folder as sync_folder


def sync(path: Path) -> None:
    """Make the system write a file's data to the drive."""
    with path.open("rb+") as file:  # Windows syncs only a file that is open for writing
        os.fsync(file.fileno())


SIDE_FILES = ("-wal", "-shm", "-journal")


def remove_temporary(temporary: Path) -> None:
    """Remove a temporary database and its side files; if the whole place is gone, so are they."""
    for part in ("", *SIDE_FILES):
        with suppress(OSError):  # the next attempt removes it
            temporary.with_name(temporary.name + part).unlink(missing_ok=True)
