"""Finding the messages in a mailbox file, without holding the file in memory."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

# "From " at the beginning of a line divides only where a sender and a date follow it, as mail programs write it, or
# where a lone sender stands between an empty line and a header.
_DIVIDER = re.compile(
    rb"^From (?:\S+|\"[^\"\n]*\"\S*|)[ \t]+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+"
    rb"(?:[A-Z][a-z]{2}[ \t]+\d{1,2}|\d{1,2}[ \t]+[A-Z][a-z]{2})[ \t]+[^\n]*\d{4}[^\n]*$"
    rb"|(?:(?<=\n\n)|(?<=\n\r\n))From (?:-|\S+)[ \t]*\r?$(?=\n[A-Za-z][A-Za-z0-9-]*:)",
    re.MULTILINE,
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mbox(head: bytes) -> bool:
    """Return whether a file that begins like this is a mailbox."""
    return head.startswith(b"From ")


def messages(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yield each message as its `From ` line and its bytes, `>From ` unquoted. Raises OSError."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        starts = [match.start() for match in _DIVIDER.finditer(data)]
        if not starts or starts[0] != 0:
            starts.insert(0, 0)
        for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
            raw = data[start:end]
            if raw.strip():
                yield split(raw)


def split(raw: bytes) -> tuple[bytes, bytes]:
    """Return the `From ` line ("" when there is none) and the message after it."""
    if not raw.startswith(b"From "):
        return b"", raw
    line, _, rest = raw.partition(b"\n")
    return line.rstrip(b"\r"), _QUOTED.sub(rb"\1", rest)


def count(path: Path) -> int:
    """Return how many messages a mailbox seems to hold. Raises OSError."""
    if path.stat().st_size == 0:
        return 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return max(1, sum(1 for _ in _DIVIDER.finditer(data)))
