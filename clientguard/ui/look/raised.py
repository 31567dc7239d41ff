"""The bundled typeface with room above and below its lines for Thai marks that stand on one another.

As it ships, its lines are as high as Latin letters need, and Qt cuts off what is drawn beyond them. In Thai all lines
are higher, so that those with marks and those without stand evenly.
"""

from __future__ import annotations

import struct

ABOVE, BELOW = 1310, 330  # of 1,000: two marks on a high consonant, and a vowel under a consonant with a foot
_SUM = 0xB1B0AFBA  # what a whole file adds up to (OpenType, table `head`)


def raised(face: bytes) -> bytes:
    """Return a TrueType file whose lines have that room, with its sums put right."""
    data = bytearray(face)
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {bytes(data[at : at + 4]): at for at in range(12, 12 + 16 * count, 16)}
    places = {name: struct.unpack_from(">LL", data, at + 8) for name, at in tables.items()}
    struct.pack_into(">hh", data, places[b"hhea"][0] + 4, ABOVE, -BELOW)
    struct.pack_into(">hh", data, places[b"OS/2"][0] + 68, ABOVE, -BELOW)
    head = places[b"head"][0]
    struct.pack_into(">L", data, head + 8, 0)
    for name in (b"hhea", b"OS/2", b"head"):
        place, length = places[name]
        struct.pack_into(">L", data, tables[name] + 4, _sum(data[place : place + length]))
    struct.pack_into(">L", data, head + 8, (_SUM - _sum(data)) & 0xFFFFFFFF)
    return bytes(data)


def _sum(data: bytes | bytearray) -> int:
    whole = bytes(data) + bytes(-len(data) % 4)
    return sum(struct.unpack(f">{len(whole) // 4}L", whole)) & 0xFFFFFFFF
