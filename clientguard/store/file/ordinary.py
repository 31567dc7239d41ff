"""Whether a path is an ordinary file: opening a pipe or a device may never end, or do something else than read."""

from __future__ import annotations

import stat
from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.plain_errors import unreadable


def require_file(path: Path, *, pipe: bool = False) -> None:
    """Raise KnownError unless `path` is an ordinary file (or a pipe), or nothing at all; nothing is opened."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise unreadable(path, error if isinstance(error, OSError) else OSError(str(error))) from error
    if stat.S_ISREG(mode) or (pipe and stat.S_ISFIFO(mode)):
        return
    if stat.S_ISDIR(mode):
        what = N_("{path} is a folder, not a file.")
    else:
        what = N_("{path} is a pipe or a device, not a file.")
    raise KnownError(what, kept=N_("Nothing was changed."), todo=N_("Name a file."), path=str(path))
