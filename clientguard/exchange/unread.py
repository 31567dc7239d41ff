"""What is new in files that were read before: a mark for each, by which an unchanged one is passed over.

A file is unchanged if its size and time are. Of a mailbox that grew, only what came after its last message is read,
and that message, which may not have been whole; of one that got smaller, or is another one now by its beginning or by
what stands before that place, everything. A mark names its file by a digest, so it says nothing about anybody's mail.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from clientguard.exchange.mail.mail_files import MailFile
from clientguard.exchange.mail.mbox import Piece
from clientguard.exchange.mail.read_mail import Begin

LOOKED_AT = 1 << 14  # bytes at the beginning of a mailbox, and before the place up to which it was read
# What Thunderbird writes into a message afterwards: read, flagged, its labels.
_AFTERWARDS = re.compile(rb"^X-Mozilla-(?:Status2?|Keys):[^\n]*\n", re.MULTILINE)


class Mark(NamedTuple):
    """A file as it was read: bytes, time (nanoseconds); of a mailbox, where its last message begins, and its number.

    `around` is a digest of what is at the beginning of a mailbox and before that place.
    """

    size: int
    time: int
    last: int = 0
    number: int = 0
    around: str = ""


Marks = Mapping[str, Mark]  # by the digest of a file's place in its source


class Unread:
    """What is to be read of the files below `root`, whose `marks` were made when they were read before."""

    def __init__(self, root: Path, marks: Marks) -> None:
        self._root = root
        self._before = marks
        self._begin = Begin()  # of the file that is being read
        self._now: dict[str, Mark] = {}
        self._last: dict[str, tuple[Path, Begin]] = {}  # of each mailbox, the message that was read last

    def begins(self, each: MailFile) -> Begin | None:
        """Return from where on a file is read; None if it is unchanged. One that cannot be looked at has no mark."""
        begin = self._judged(each)
        self._begin = begin or Begin()
        return begin

    def _judged(self, each: MailFile) -> Begin | None:
        key = self._key(each.path)
        try:
            stat = each.path.stat()
            if each.problem and not os.access(each.path, os.R_OK):
                return Begin()
            self._now[key] = now = Mark(stat.st_size, stat.st_mtime_ns)
            before = self._before.get(key)
            if before and before[:2] == now[:2]:
                self._now[key] = before
                return None
            if not before or not before.last or now.size < before.size:
                return Begin()
            went_on = _around(each.path, before.last) == before.around
            return Begin(before.last, before.number - 1) if went_on else Begin()
        except OSError:
            self.failed(each)
            return Begin()

    def failed(self, each: MailFile) -> None:
        """Have a file read again next time."""
        self.forget(each.path)

    def forget(self, path: Path) -> None:
        """Leave a file without a mark, so that it is read again next time."""
        self._now.pop(self._key(path), None)
        self._last.pop(self._key(path), None)

    def saw(self, each: MailFile, piece: Piece) -> None:
        """Take note of a message of the file that is being read, one after the other."""
        if piece.line:
            key = self._key(each.path)
            number = self._last[key][1].before + 1 if key in self._last else self._begin.before + 1
            self._last[key] = (each.path, Begin(self._begin.at + piece.at, number))

    def marks(self) -> dict[str, Mark]:
        """Return the marks of the files that are there now, once they were read."""
        for key, (path, last) in self._last.items():
            if key not in self._now:
                continue
            try:
                around = _around(path, last.at) if _is_divider(path, last.at) else ""
            except OSError:
                del self._now[key]
                continue
            if around:
                self._now[key] = self._now[key]._replace(last=last.at, number=last.before, around=around)
        self._last.clear()
        return self._now

    def _key(self, path: Path) -> str:
        place = os.fsencode(path.relative_to(self._root) if path.is_relative_to(self._root) else path)
        return hashlib.blake2b(place, digest_size=12).hexdigest()


def _is_divider(path: Path, at: int) -> bool:
    """Return whether a message of a mailbox begins at a byte: not if the file is in another encoding."""
    with path.open("rb") as file:
        file.seek(max(0, at - 1))
        return file.read(6 if at else 5) in (b"\nFrom ", b"From ")


def _around(path: Path, at: int) -> str:
    with path.open("rb") as file:
        begin = file.read(min(LOOKED_AT, at))
        file.seek(max(0, at - LOOKED_AT))
        before = file.read(min(LOOKED_AT, at))
    parts = (_AFTERWARDS.sub(b"", each) for each in (begin, before))
    return hashlib.blake2b(b"\0".join(parts), digest_size=12).hexdigest()
