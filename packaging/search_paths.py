"""Takes out of a shared library where its builder's computer kept libraries: the bundle's lie beside the program."""

from __future__ import annotations

import struct
from pathlib import Path

DYNAMIC, LOADED = 2, 1  # kinds of segment
END, STRINGS, OLD_PATH, PATH = 0, 5, 15, 29  # kinds of entry in the dynamic section


def absolute(data: bytes) -> list[str]:
    """Return the search paths in a 64-bit ELF file that name folders of one computer, not places beside the file."""
    return [path for _place, path in _entries(data) if path.startswith("/")]


def without(data: bytes) -> bytes:
    """Return the file without such search paths; all else stays where it is."""
    made = bytearray(data)
    # From the last to the first: each moves what follows it.
    for place, path in reversed(_entries(data)):
        if path.startswith("/"):
            end = place
            while struct.unpack_from("<q", made, end)[0] != END:
                end += 16
            made[place:end] = made[place + 16 : end] + bytes(16)
    return bytes(made)


def has_any(path: Path) -> bool:
    """Return whether the file at `path` names such folders."""
    return bool(absolute(path.read_bytes()))


def _entries(data: bytes) -> list[tuple[int, str]]:
    """Return each search path in the file and where its entry stands."""
    if data[:6] != b"\x7fELF\x02\x01":  # 64 bits, least significant byte first: the rest is left as it is
        return []
    (first,), (size, count) = struct.unpack_from("<Q", data, 32), struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQ", data, first + number * size) for number in range(count)]
    found: list[tuple[int, int]] = []
    strings = 0
    for kind, _flags, offset, _address, _physical, _length in segments:
        place = offset
        while kind == DYNAMIC:
            tag, value = struct.unpack_from("<qQ", data, place)
            if tag == END:
                break
            if tag == STRINGS:
                strings = value
            elif tag in (OLD_PATH, PATH):
                found.append((place, value))
            place += 16
    for kind, _flags, offset, address, _physical, length in segments:
        if kind == LOADED and address <= strings < address + length:
            table = offset + strings - address
            return [(place, _text(data, table + value)) for place, value in found]
    return []


def _text(data: bytes, place: int) -> str:
    return data[place : data.index(0, place)].decode("utf-8", "replace")
