"""The C library that counts, fails and records what is written below one folder: built, preloaded and armed."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")

WRITE, SYNC, TRUNCATE, RENAME, UNLINK, OPEN, CREATE, READ = (1 << bit for bit in range(8))
ALL = 127  # that change something, or open it
NOTHING, FAIL_IO, FAIL_FULL, SHORT, KILL, TEAR, READ_ONLY, MEANWHILE = range(8)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to fail: what it does, to which kinds of operation, and whether everything fails from then on."""

    name: str
    how: int
    mask: int = ALL
    sticky: bool = False

    def of(self, kinds: list[int]) -> int:
        """Return how many operations it could let fail, of so many of each kind."""
        return sum(count for bit, count in enumerate(kinds) if self.mask & 1 << bit)


# A full drive refuses what needs room; opening what is there, and unlinking, go on.
ROOM = WRITE | SYNC | TRUNCATE | RENAME | CREATE
VARIANTS = {
    each.name: each
    for each in (
        Variant("an I/O error", FAIL_IO),
        Variant("I/O errors from then on", FAIL_IO, sticky=True),
        Variant("a full drive for a moment", FAIL_FULL, ROOM),
        Variant("a full drive from then on", FAIL_FULL, ROOM, sticky=True),
        Variant("a short write", SHORT, WRITE),
        Variant("a short write, then a full drive", SHORT, ROOM, sticky=True),
        Variant("a kill", KILL),
        Variant("a kill within a write", TEAR, WRITE),
        Variant("a read error", FAIL_IO, READ),
        Variant("read errors from then on", FAIL_IO, READ, sticky=True),
    )
}
# Not a failing drive, but one that is read-only, and another program that does something in the middle.
READ_ONLY_DRIVE = Variant(
    "a read-only drive", READ_ONLY, WRITE | TRUNCATE | RENAME | UNLINK | OPEN | CREATE, sticky=True
)
MEANWHILE_ELSEWHERE = Variant("another program meanwhile", MEANWHILE)


def missing() -> str:
    """Return why the library cannot be built here; nothing when it can."""
    if not sys.platform.startswith("linux"):
        return "the fault harness preloads a library, which is for Linux only"
    return "" if shutil.which("gcc") else "gcc is not installed: the fault harness builds a small C library"


def build(folder: Path) -> Path:
    """Build the library in `folder` and return its path."""
    library = folder / "shim.so"
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-U_FORTIFY_SOURCE", "-pthread"]
    subprocess.run(["gcc", *flags, "-o", str(library), str(SOURCE)], check=True, capture_output=True, text=True)
    return library


class Shim:
    """The library as it is loaded in this process."""

    def __init__(self, library: Path) -> None:
        self._c = ctypes.CDLL(str(library))
        self._c.shim_seen.restype = self._c.shim_outside.restype = self._c.shim_network.restype = ctypes.c_long
        self._c.shim_kind.restype = ctypes.c_long
        self._c.shim_first_outside.restype = ctypes.c_char_p
        self._c.shim_meanwhile.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        self._c.shim_arm.argtypes = [ctypes.c_char_p, *([ctypes.c_int, ctypes.c_long] + [ctypes.c_int] * 3)]

    def arm(self, folder: Path, variant: Variant | None, nth: int, log: int = -1) -> None:
        """Count below `folder` from now on, and let the operation number `nth` fail as `variant` says."""
        how, mask, sticky = (variant.how, variant.mask, variant.sticky) if variant else (NOTHING, ALL, False)
        self._c.shim_arm(os.fsencode(folder), mask, nth, how, int(sticky), log)

    def meanwhile(self, path: Path, to: Path | None) -> None:
        """Say what becomes of `path` meanwhile: renamed to `to`, exchanged with what is there, or deleted (None)."""
        self._c.shim_meanwhile(os.fsencode(path), os.fsencode(to) if to else b"")

    def mark(self, text: str) -> None:
        """Put a line into the log."""
        self._c.shim_mark(text.encode())

    def disarm(self) -> dict[str, object]:
        """Let everything pass again and return what was seen."""
        self._c.shim_disarm()
        return {
            "seen": self._c.shim_seen(),
            "kinds": [self._c.shim_kind(bit) for bit in range(8)],
            "fired": bool(self._c.shim_fired()),
            "outside": os.fsdecode(self._c.shim_first_outside()) if self._c.shim_outside() else "",
            "network": self._c.shim_network(),
        }
