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

NAME = "ClientGuard"
PATIENCE = 120  # seconds that a box stays open
AT_ONCE = 1.0  # seconds within which nobody reads and closes one
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


def tell(sentence: str) -> None:
    """Say why the program ends: to its stderr, and on the desktop where it was not started from a terminal.

    A start from a menu has no place for words. What is there to show them is asked, one after the other, and closed
    after `PATIENCE` if nobody does.
    """
    if sys.stderr is not None:  # type: ignore[redundant-expr] # pythonw and some desktops give none
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if any(each is not None and each.isatty() for each in streams):
        return
    if sys.platform.startswith("linux") and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        any(_shown(command) for command in _commands(sentence))  # the first that can


def _commands(sentence: str) -> list[list[str]]:
    """Return what can show a sentence without Qt: boxes of two desktops, of X itself, and a notice."""
    import textwrap

    lines = textwrap.fill(sentence, 72)
    return [
        ["zenity", "--error", "--no-markup", "--width=460", f"--title={NAME}", f"--text={sentence}"],
        ["kdialog", "--title", NAME, "--error", sentence],
        ["xmessage", "-center", "-title", NAME, "-buttons", "OK:0", lines],
        ["notify-send", f"--app-name={NAME}", "--urgency=critical", NAME, sentence],
    ]


def _shown(command: list[str]) -> bool:
    """Run a command and return whether people have seen its box: one that fails at once had no screen."""
    import shutil
    import subprocess
    import time

    program = shutil.which(command[0])
    if program is None:
        return False
    began = time.monotonic()
    try:
        ended = subprocess.run(
            [program, *command[1:]],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
    return ended.returncode == 0 or time.monotonic() - began > AT_ONCE


def _environment() -> dict[str, str]:
    """Return the environment as it was before the bundle named its own libraries: others must not load those."""
    made = dict(os.environ)
    before = made.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        made["LD_LIBRARY_PATH"] = before
    elif getattr(sys, "frozen", False):
        made.pop("LD_LIBRARY_PATH", None)
    return made


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
