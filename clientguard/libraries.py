"""What the window loads from the system on Linux, and the sentence that names what is missing of it.

The table, `libraries.txt`, is the only list: the set-up, the Debian package and this sentence read it. Standard library
only, because `packaging/bootstrap.py` asks before anything is installed; the rest is imported where it is needed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientguard.errors import KnownError

STATUS = 3  # a need that only an administrator can meet, as `./run` has it


def rows(table: str) -> list[tuple[str, str]]:
    """Return the lines of a table: a library, and the package that brings it."""
    lines = (line.split() for line in table.splitlines() if line and not line.startswith("#"))
    return [(library, package) for library, package in lines]


def missing(table: str) -> list[str]:
    """Return the packages in `table` whose library does not load here."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in rows(table) if not loads(library)]


def loads(library: str) -> bool:
    """Return whether the system's loader finds `library` and everything it needs."""
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def refusal(reason: str) -> KnownError | None:
    """Return the error to show when something of Qt did not load, or None when no library of the system is missing.

    `reason` is what the system's loader said; it begins with the file that it did not find.
    """
    from clientguard.domain.wording import N_
    from clientguard.errors import KnownError

    library, found, _rest = reason.partition(": cannot open shared object file")
    if not found:
        return None
    library = library.split()[-1]
    table = _table()
    lacking = missing(table)
    packages = [package for each, package in rows(table) if each == library or package in lacking]
    if not packages:
        return KnownError(
            N_(
                "The window cannot open because this system does not have the library {library}: install it, then "
                "start again."
            ),
            library=library,
        )
    return KnownError(
        N_(
            "The window cannot open because this system does not have the library {library}: install it as an "
            "administrator (on Debian and Ubuntu: sudo apt install {packages}), then start again."
        ),
        library=library,
        packages=" ".join(packages),
    )


def refusal_of_screen() -> KnownError | None:
    """Return the error to show when Qt can load none of its plugins for the screen that is here, or None.

    Qt itself would end the process. What is loaded here stays loaded, so that Qt does not load it again.
    """
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    reason = ""
    for name in _screens():
        plugin = folder / f"libq{name}.so"
        if not plugin.is_file():
            return None  # Qt knows more than is known here
        loader = QPluginLoader(str(plugin))
        if loader.load():
            return None
        reason = loader.errorString()
    return refusal(reason.removeprefix("Cannot load library ").partition(": ")[2]) if reason else None


def _screens() -> list[str]:
    """Return the plugins that Qt will try, by the variables that it goes by."""
    if not sys.platform.startswith("linux"):
        return []
    if named := os.environ.get("QT_QPA_PLATFORM"):
        return [each.partition(":")[0] for each in named.split(";")]
    kinds = (("WAYLAND_DISPLAY", "wayland"), ("DISPLAY", "xcb"))
    return [name for variable, name in kinds if os.environ.get(variable)]


def _table() -> str:
    from clientguard import paths

    packed = paths.resources() / "libraries.txt"
    place = packed if packed.is_file() else paths.resources().parent / "packaging" / "libraries.txt"
    return place.read_text("utf-8")
