"""A small writer of `winmail.dat` and of packed RTF, for tests."""

from __future__ import annotations

import struct

SIGNATURE = b"\x78\x9f\x3e\x22\x01\x00"


def attribute(number: int, value: bytes, level: int = 1) -> bytes:
    """Return one attribute with its checksum."""
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def properties(*each: tuple[int, int, bytes]) -> bytes:
    """Return properties as (number, type, value); values of types that vary have their length before them."""
    found = struct.pack("<I", len(each))
    for number, kind, value in each:
        found += struct.pack("<HH", kind, number)
        if kind in (0x1E, 0x1F, 0x0D, 0x102):
            found += struct.pack("<II", 1, len(value))
        found += value + b"\x00" * (-len(value) % 4)
    return found


def body(text: str) -> bytes:
    """Return the text of a message."""
    return attribute(0x800C, text.encode("cp1252") + b"\x00")


def message(*each: tuple[int, int, bytes]) -> bytes:
    """Return the properties of a message."""
    return attribute(0x9003, properties(*each))


def file(name: str, data: bytes) -> bytes:
    """Return an attachment with a short name, and a long one in its properties."""
    long_name = (0x3707, 0x1F, (name + "\x00").encode("utf-16-le"))
    return (
        attribute(0x9002, b"\x01\x00" + b"\x00" * 12, 2)
        + attribute(0x8010, b"SHORT~1.PDF\x00", 2)
        + attribute(0x800F, data, 2)
        + attribute(0x9005, properties(long_name), 2)
    )


def attached_message(inner: bytes) -> bytes:
    """Return a message within a message."""
    identity = bytes.fromhex("0703020000000000C000000000000046")
    return attribute(0x9002, b"\x01\x00", 2) + attribute(0x9005, properties((0x3701, 0x0D, identity + inner)), 2)


def packed(rtf: bytes) -> bytes:
    """Return RTF packed with literals alone."""
    runs = b"".join(b"\x00" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    return struct.pack("<II4sI", len(runs) + 12, len(rtf), b"LZFu", 0) + runs
