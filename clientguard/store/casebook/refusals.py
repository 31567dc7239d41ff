"""What an open casebook refuses, in words."""

from __future__ import annotations

from pathlib import Path

from clientguard.domain.wording import N_
from clientguard.errors import KnownError


def closed() -> KnownError:
    """Return the error of a casebook that was closed before it was asked."""
    return KnownError(N_("The casebook is closed."), kept=N_("What was saved before is kept."))


def reading_only(path: Path, *, linked: bool = False) -> KnownError:
    """Return the error of a casebook that cannot be written; `linked`, because its file has other names as well."""
    if linked:
        return KnownError(
            N_("{name} has another name on this drive (a hard link), so it is open for reading only."),
            kept=N_("Nothing was written."),
            todo=N_("Make it its own file first: in the window, or with `clientguard own {path}`."),
            name=path.name,
            path=str(path),
        )
    return KnownError(
        N_("This casebook is open for reading only."),
        kept=N_("Nothing was written."),
        todo=N_("Close it wherever else it is open, or move it to a folder that you can write to; then open it again."),
    )


def own_file(path: Path) -> KnownError:
    """Return the error for an open casebook that is chosen as a file to be read."""
    return KnownError(
        N_("{name} is the casebook that is open."),
        kept=N_("Nothing was changed."),
        todo=N_("Choose another file."),
        name=path.name,
    )
