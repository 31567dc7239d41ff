"""What is quoted of a message on paper, and on which day it was."""

from __future__ import annotations

import re
from datetime import date, timedelta

from clientguard.domain.records import Instant, Message

LONGEST = 220  # characters of a passage
WRITTEN = ("mail", "chat", "letter")  # of anything else, the body is the user's own notes
_QUOTED = re.compile(r"\s{0,3}(?:>|\|\s?>)")
# What stands above a quotation or a signature: nothing below it is its sender's own.
_BELOW = re.compile(
    r"\s*(?:on .{6,200} wrote:|-{2,}\s*(?:original|forwarded) message\s*-{2,}|_{10,}|-- ?)\s*", re.IGNORECASE
)
_GREETING = re.compile(r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b.{0,60}", re.IGNORECASE)
_EPOCH = date(1970, 1, 1)


def day_of(at: Instant | None) -> date:
    """Return the day of a moment by the clock that it was noted by: a letter's own date, as its exhibit shows it."""
    if at is None:
        return _EPOCH
    try:
        return _EPOCH + timedelta(milliseconds=at.ms + at.offset * 60_000)
    except OverflowError:
        return date.max if at.ms > 0 else date.min


def passage(message: Message) -> str:
    """Return the beginning of what its sender wrote, without a greeting and without what it quotes; "" for a call.

    The notes of a call or a meeting are the user's own words, and are quoted to nobody.
    """
    if message.channel not in WRITTEN:
        return ""
    kept: list[str] = []
    for line in message.body[:20_000].splitlines():
        if _BELOW.fullmatch(line):
            break
        if not _QUOTED.match(line) and line.strip():
            kept.append(line.strip())
    if len(kept) > 1 and len(kept[0]) <= LONGEST and _GREETING.fullmatch(kept[0]):
        del kept[0]
    return shortened(" ".join(kept))


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text as one line, cut between words where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rpartition(" ")[0] or line[:longest]
    return f"{cut.rstrip(' ,;:–-')} …"
