"""Whatever a PDF file holds that can be unpacked, as text: attached files, metadata, and not only what a page shows.

It unpacks deflate alone, within a limit, and understands nothing of what it finds: it is for looking whether words are
in a file that its pages do not show.
"""

from __future__ import annotations

import re
import zlib

MOST = 32 << 20  # bytes that are unpacked of one file
_STREAM = re.compile(rb"stream\r?\n")


def unpacked(data: bytes) -> str | None:
    """Return the texts in a PDF file's streams, and the file's own; None if there is more than can be unpacked."""
    found: list[bytes] = [data]
    room = MOST
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        try:
            piece = unpacker.decompress(data[match.end() : data.find(b"endstream", match.end())], room)
        except zlib.error:  # not deflate, and so no text, or as it stands in the file
            continue
        room -= len(piece)
        if room <= 0:
            return None
        if b"\x00\x00\x00" not in piece:  # a picture or a font
            found.append(piece)
    return "\n".join(each.replace(b"\0", b"").decode("utf-8", "replace") for each in found)
