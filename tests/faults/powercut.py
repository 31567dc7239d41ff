"""Disks as a power cut may leave them, made from the record of what a program wrote and synced.

What was synced is there. Of what was not, each write is there, absent, or torn by sector (each sector old, new, or
noise; bytes beside a write stay as they are), each truncation done or not; and of the folder's changes (making,
renaming, unlinking) only the first few are there, until the folder is synced. The shared memory beside a database is
never there: it is made anew by whoever opens it first.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(eq=False)
class File:
    """A file: what the drive holds, and what was done since its last sync, as (place, bytes) or a new size."""

    held: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)

    def sync(self) -> None:
        """Bring all that was done onto the drive."""
        for change in self.pending:
            apply(self.held, change)
        self.pending.clear()


@dataclass
class Image:
    """A disk after a power cut: its files, what had been acknowledged, and which moment and fates it stands for."""

    files: dict[str, bytes]
    acked: list[str]
    told: str

    def write(self, folder: Path) -> None:
        """Write the files below an empty folder."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def apply(data: bytearray, change: tuple[int, bytes] | int) -> None:
    """Do one change to a file's bytes; what lies between its old end and a write beyond it is zero."""
    if isinstance(change, int):
        if change < len(data):
            del data[change:]
        else:
            data.extend(bytes(change - len(data)))
        return
    at, new = change
    if at > len(data):
        data.extend(bytes(at - len(data)))
    data[at : at + len(new)] = new


def torn(rng: random.Random, data: bytearray, change: tuple[int, bytes]) -> None:
    """Do one write sector by sector: each is done, left out, or filled with noise."""
    at, new = change
    sector = rng.choice((512, 4096))
    start = at
    while start < at + len(new):
        end = min(at + len(new), (start // sector + 1) * sector)
        fate = rng.random()
        if fate < 0.4:
            apply(data, (start, new[start - at : end - at]))
        elif fate < 0.6:
            apply(data, (start, rng.randbytes(end - start)))
        start = end


class Disk:
    """The drive below one folder while the record is played."""

    def __init__(self, folder: Path, held: dict[str, tuple[int, bytes]]) -> None:
        self._folder = str(folder)
        self._folders: dict[int, str] = {}
        self._inodes: dict[int, File] = {}
        self.names: dict[str, File] = {}  # as they are on the drive
        self._live: dict[str, File] = {}  # as the program sees them
        self.pending: list[tuple[str, str, str, File | None]] = []  # (folder, what, name, file) since its last sync
        self.acked: list[str] = []
        for name, (inode, data) in held.items():
            self.names[name] = self._live[name] = self._inodes[inode] = File(bytearray(data))

    def play(self, op: str, inode: int, place: int, data: bytes) -> None:
        """Do what one line of the record says."""
        match op:
            case "A":
                self.acked.append(data.decode())
            case "D":
                self._folders[inode] = self._name(os.fsdecode(data))
            case "C":
                file = self._inodes[inode] = File()
                self._rename("make", self._name(os.fsdecode(data)), file)
            case "U":
                self._rename("unlink", self._name(os.fsdecode(data)), None)
            case "R":
                before, after = (self._name(each) for each in os.fsdecode(data).split("\n"))
                if before in self._live:
                    file = self._live[before]
                    self._rename("unlink", before, None)
                    self.pending.pop()  # a renaming is one change
                    self._rename(f"rename\n{before}", after, file)
                else:
                    self.pending.append((os.path.dirname(after) or ".", "rename", f"{before}\n{after}", None))  # noqa: PTH120
                    settle(self._live, self.pending[-1])
            case "W" if inode in self._inodes:
                self._inodes[inode].pending.append((place, data))
            case "T" if inode in self._inodes:
                self._inodes[inode].pending.append(place)
            case "S" if inode in self._folders:
                self._sync_folder(self._folders[inode])
            case "S" if inode in self._inodes:
                self._inodes[inode].sync()

    def _name(self, path: str) -> str:
        return os.path.relpath(path, self._folder)

    def _rename(self, what: str, name: str, file: File | None) -> None:
        self.pending.append((os.path.dirname(name) or ".", what, name, file))  # noqa: PTH120
        if file is None:
            self._live.pop(name, None)
        else:
            self._live[name] = file

    def _sync_folder(self, folder: str) -> None:
        for change in self.pending:
            if change[0] == folder:
                settle(self.names, change)
        self.pending = [change for change in self.pending if change[0] != folder]

    def image(self, rng: random.Random, moment: int) -> Image:
        """Return the drive after a cut now."""
        keep, tear = rng.choice((0.0, 0.5, 0.9, 1.0)), rng.choice((0.0, 0.1, 0.5))
        names, done = dict(self.names), rng.randint(0, len(self.pending))
        if rng.random() < 0.5:
            done = rng.choice((0, len(self.pending)))
        for change in self.pending[:done]:
            settle(names, change)
        files = {}
        for name, file in sorted(names.items()):
            if name.endswith("-shm"):
                continue
            data = bytearray(file.held)
            for change in file.pending:
                if not isinstance(change, int) and rng.random() < tear:
                    torn(rng, data, change)
                elif rng.random() < keep:
                    apply(data, change)
            files[name] = bytes(data)
        told = f"cut at {moment}, writes kept {keep}, torn {tear}, folder {done} of {len(self.pending)}"
        return Image(files, list(self.acked), told)


def settle(names: dict[str, File], change: tuple[str, str, str, File | None]) -> None:
    """Do one change to a folder's names."""
    _, what, name, file = change
    if what == "rename":  # a folder, with all that is below it
        before, after = name.split("\n")
        for each in [each for each in names if each.startswith(f"{before}/")]:
            names[after + each.removeprefix(before)] = names.pop(each)
        return
    if file is None:
        names.pop(name, None)
        return
    if what.startswith("rename\n"):
        names.pop(what[7:], None)
    names[name] = file


class Recording:
    """What a journey wrote and synced, line by line, and the drive before it."""

    def __init__(self, log: bytes, folder: Path, before: dict[str, tuple[int, bytes]]) -> None:
        self._folder = folder
        self._lines = list(_lines(log))
        self._before = before

    def kinds(self) -> list[str]:
        """Return which operations were recorded, each once."""
        return sorted({op for op, *_ in self._lines})

    def images(self, rng: random.Random, count: int) -> Iterator[Image]:
        """Yield `count` disks, each at a random moment with fates of its own."""
        moments = sorted(rng.randint(0, len(self._lines)) for _ in range(count))
        disk, played = Disk(self._folder, self._before), 0
        for moment in moments:
            for line in self._lines[played:moment]:
                disk.play(*line)
            played = moment
            yield disk.image(rng, moment)


def _lines(log: bytes) -> Iterator[tuple[str, int, int, bytes]]:
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        op, inode, place, _, length = log[at:end].decode().split()
        at = end + 1 + int(length)
        yield op, int(inode), int(place), log[end + 1 : at]
