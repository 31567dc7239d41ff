"""The typefaces that are installed on this computer: where they are, and which letters each may put on paper."""

from __future__ import annotations

import os
import struct
import sys
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

MOST = 5_000  # files that are looked at
LARGEST = 64 << 20  # bytes of a typeface that is read
LONGEST = 4 << 20  # bytes of its table of letters
RESTRICTED, NO_SUBSET, BITMAPS = 0x2, 0x100, 0x200  # in `fsType`, which says what its maker allows
_USE = 0xF
_SLANTED = 0x201  # in `fsSelection`
# Faces for code, for display, and those that draw symbols in place of letters.
_SECOND = ("mono", "code", "serif", "ming", "song", "mincho", "myungjo", "batang", "condensed", "narrow", "math")
_NEVER = ("lastresort", "blank", "notdef", "emoji")
Table = tuple[int, int]  # where it is in the file, and its length


def font_folders() -> tuple[Path, ...]:
    """Return where this system keeps typefaces; a folder need not exist."""
    home = Path.home()
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", own / "Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    host = Path("/run/host/fonts"), Path("/run/host/local-fonts"), Path("/run/host/user-fonts")  # beside a sandbox
    return data / "fonts", home / ".fonts", *(Path(each) / "fonts" for each in shared if each), *host


@dataclass(frozen=True)
class Installed:
    """A typeface on this computer; `number` is its place in a file that has several."""

    path: Path
    number: int
    weight: int
    tables: dict[bytes, Table] = field(repr=False)

    def rank(self, weight: int) -> tuple[int, int, str, int]:
        """Return a key: plain faces of about that weight come first."""
        name = self.path.stem.lower()
        return sum(each in name for each in _SECOND), abs(self.weight - weight), str(self.path), self.number

    def has(self, code: int) -> bool:
        """Return whether it says that it has a letter."""
        at = bisect(self._ranges, (code, sys.maxsize)) - 1
        return at >= 0 and code <= self._ranges[at][1]

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        try:
            with self.path.open("rb") as file:
                return sorted(_ranges(_table(file, self.tables[b"cmap"])))
        except (OSError, struct.error, ValueError):
            return []  # it cannot be read, so it has none


def installed(folders: Iterable[Path]) -> list[Installed]:
    """Return the upright typefaces in these folders that have outlines paper can hold and may be embedded in part."""
    found: list[Installed] = []
    for path in _files(folders):
        try:
            with path.open("rb") as file:
                found += _read(file, path)
        except (OSError, struct.error, ValueError):
            continue  # no typeface, or a broken one: there are others
    return found


def may_embed(fs_type: int) -> bool:
    """Return whether the maker of a typeface lets a document carry the part of it that it uses."""
    return fs_type & _USE != RESTRICTED and not fs_type & (NO_SUBSET | BITMAPS)


def _files(folders: Iterable[Path]) -> Sequence[Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for place, inside, names in os.walk(folder):
            inside.sort()
            for name in sorted(names):
                plain = name.lower()
                if plain.endswith((".ttf", ".ttc", ".otf")) and not any(each in plain for each in _NEVER):
                    found.setdefault(os.path.realpath(Path(place, name)), Path(place, name))
            if len(found) >= MOST:
                return list(found.values())[:MOST]
    return list(found.values())


def _read(file: BinaryIO, path: Path) -> Iterator[Installed]:
    if os.fstat(file.fileno()).st_size > LARGEST:
        return
    starts: Sequence[int] = (0,)
    if file.read(4) == b"ttcf":
        _version, count = struct.unpack(">LL", file.read(8))
        starts = struct.unpack(f">{min(count, 64)}L", file.read(4 * min(count, 64)))
    for number, start in enumerate(starts):
        file.seek(start + 4)
        (count,) = struct.unpack(">H6x", file.read(8))
        tables: dict[bytes, Table] = {}
        for _ in range(min(count, 128)):
            tag, place, length = struct.unpack(">4s4xLL", file.read(16))
            tables[tag] = (place, length)
        if not {b"glyf", b"loca", b"cmap", b"OS/2"} <= tables.keys():
            continue  # its outlines are PostScript's, or pictures
        weight, fs_type, selection = struct.unpack(">4xH2xH52xH", _table(file, tables[b"OS/2"])[:64])
        if may_embed(fs_type) and not selection & _SLANTED:
            yield Installed(path, number, weight, tables)


def _table(file: BinaryIO, table: Table) -> bytes:
    place, length = table
    if length > LONGEST:
        raise ValueError("a table is too long")
    file.seek(place)
    return file.read(length)


def _ranges(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the ranges of letters in a `cmap`, from the widest of its tables for Unicode."""
    (count,) = struct.unpack_from(">2xH", data)
    found = [struct.unpack_from(">HHL", data, 4 + 8 * number) for number in range(count)]
    unicode = {(3, 10): 4, (0, 4): 3, (0, 6): 3, (3, 1): 2, (0, 3): 1}
    best = max(((unicode.get((platform, encoding), 0), at) for platform, encoding, at in found), default=(0, 0))
    if not best[0]:
        return
    at = best[1]
    (form,) = struct.unpack_from(">H", data, at)
    if form == 12:
        (groups,) = struct.unpack_from(">12xL", data, at)
        for number in range(groups):
            first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * number)
            yield first + (not glyph), last
    elif form == 4:
        (double,) = struct.unpack_from(">6xH", data, at)
        lasts = struct.unpack_from(f">{double // 2}H", data, at + 14)
        firsts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
        yield from zip(firsts, lasts, strict=True)
