"""The messages of a mailbox file, one after the other, without holding the file in memory.

Each message follows a line that begins with "From ". Such a line divides if it ends in a date or is "From -", as mail
programs write it, and follows an empty line or precedes a field; or, for programs that leave out the date or
everything, if it is between an empty line and a field. Any other "From " is part of what someone wrote.
The file is read in pieces rather than mapped, so that a mailbox that shrinks, or a share that goes away during reading,
raises an OSError instead of crashing the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from clientguard.domain.wording import Said

LARGEST = 256 << 20  # bytes of one message
_CHUNK = 1 << 20
_LINE = 2000  # bytes: a longer line is not a dividing line
_HEAD = 1 << 16

_DATED = re.compile(
    rb"From\s+(?:\S+\s+){0,5}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+"
    rb"(?:[A-Z][a-z]{2}\s+\d{1,2},?\s+\d{1,2}:\d{2}(?:\s*:?\s*\S+){0,2}?\s+\d{4}"  # Nov 20 16:12:01 [zone] 2026
    rb"|\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d{1,2}:\d{2}\S*)(?:\s.{0,60})?"  # 20 Nov 2026 16:12:01
)
_BARE = re.compile(rb"From\s+(?:\S*@\S*)?\s*")
_FIELD = re.compile(rb"(?:[!-9;-~]+[ \t]*:|>From )")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Readable(Protocol):
    """Anything that gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; b"" at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a mailbox: its dividing line, and its bytes with `>From ` unquoted.

    `whole` is False if it is larger than LARGEST; `message` is then only its beginning. `at` is where it begins. A
    message that had to be made into mail first has the `problem` with that, or what was `left_out` of it.
    """

    line: bytes
    message: bytes
    whole: bool = True
    at: int = 0
    problem: Said | None = None
    left_out: tuple[Said, ...] = ()


def begins(head: bytes) -> bool:
    """Whether a file that begins with `head` is a mailbox; a letter may begin with "From " too."""
    if not head.startswith(b"From "):
        return False
    end = head.find(b"\n", 0, _LINE)
    line = head[: end if end >= 0 else _LINE].rstrip()
    if line == b"From -" or _DATED.fullmatch(line):
        return True
    return end >= 0 and _FIELD.match(head, end + 1) is not None


def split_messages(file: Readable) -> Iterator[Piece]:
    """Yield each message of a mailbox. Raises OSError."""
    for raw, whole, at in _raw(file):
        if raw.strip():
            yield piece(raw, whole=whole, at=at)


def count_messages(file: Readable) -> int:
    """Return how many messages `split_messages` would yield. Raises OSError."""
    return sum(1 for raw, _whole, _at in _raw(file) if raw.strip())


def piece(raw: bytes, *, whole: bool = True, at: int = 0) -> Piece:
    """Return one message, its "From " line, if any, apart from it."""
    if not raw.startswith(b"From "):
        return Piece(b"", raw, whole, at)
    line, _, message = raw.partition(b"\n")
    return Piece(line.rstrip(), _QUOTED.sub(rb"\1", message) if b">From " in message else message, whole, at)


def _raw(file: Readable) -> Iterator[tuple[bytes, bool, int]]:
    held = bytearray()  # begins where the current message begins
    start = at = 0  # of the message, and of what has not been searched yet
    gone = 0  # bytes of the file before those held
    head, head_at = b"", 0  # the beginning of a message that is too large
    more = True
    while True:
        found, at = _next_divider(held, at, final=not more)
        if found >= 0:
            yield (head, False, head_at) if head else (bytes(held[start:found]), True, gone + start)
            head, start, at = b"", found, found + 5
        elif not more:
            yield (head, False, head_at) if head else (bytes(held[start:]), True, gone + start)
            return
        else:
            del held[:start]
            gone += start
            start, at = 0, at - start
            if at > LARGEST or head:
                head, head_at = (head, head_at) if head else (bytes(held[:_HEAD]), gone)
                del held[: at - 2]  # two bytes stay: the empty line before a divider may span the cut
                gone += at - 2
                at = 2
            chunk = file.read(_CHUNK)
            held += chunk
            more = bool(chunk)


def _next_divider(held: bytearray, at: int, *, final: bool) -> tuple[int, int]:
    """Return where the next dividing line begins, or -1, and where to search on once more has been read."""
    while True:
        found = held.find(b"\nFrom ", at)
        if found < 0:
            return -1, max(at, len(held) - 6)
        line_end = held.find(b"\n", found + 1, found + _LINE)
        if not final and len(held) < (line_end if line_end >= 0 else found) + _LINE:
            return -1, found
        if line_end < 0:
            line_end = len(held) if len(held) < found + _LINE else -1
        if line_end >= 0 and _divides(held, found + 1, line_end):
            return found + 1, found + 1
        at = found + 1


def _divides(held: bytearray, start: int, end: int) -> bool:
    line = bytes(held[start:end])
    before = bytes(held[max(0, start - 3) : start])
    after_empty = before.endswith(b"\n\n") or before == b"\n\r\n"
    before_field = _FIELD.match(held, end + 1) is not None
    if _DATED.fullmatch(line.rstrip()) or line.rstrip() == b"From -":
        return before_field or (after_empty and line.rstrip() != b"From -")
    return after_empty and before_field and _BARE.fullmatch(line) is not None
