"""A small drive of its own, for tests of full and vanished ones: needs the right to mount, as in a container."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SIZE = 6 << 20  # bytes


class Drive:
    """A drive that can be filled, made read-only, and taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.there = False

    def mount(self) -> None:
        self.folder.mkdir(exist_ok=True)
        _run("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(self.folder))
        self.there = True

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.folder / "filler").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def empty(self) -> None:
        (self.folder / "filler").unlink()

    def protect(self, *, again: bool = False) -> None:
        _run("mount", "-o", f"remount,{'rw' if again else 'ro'}", str(self.folder))

    def take_away(self) -> None:
        if self.there:
            _run("umount", "-l", str(self.folder))
            self.there = False


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def drive(folder: Path) -> Drive:
    """Return a mounted drive, or skip the test where that is not allowed."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("a small drive can be mounted by root on Linux alone")
    made = Drive(folder)
    try:
        made.mount()
    except subprocess.CalledProcessError:
        pytest.skip("mounting is not allowed here")
    return made
