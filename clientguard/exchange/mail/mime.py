"""The parts of one message, read from its bytes: RFC 5322 fields, RFC 2045 and 2046 bodies.

One pass over offsets into a single `bytes` object, for ordinary and broken mail alike; nothing in a message makes it
raise. Broken mail is read as far as possible: a multipart without its boundary is text, a part without a closing
boundary ends with the part around it, a line among the fields that is not a field is skipped if a field follows. Where
the boundary that is named does not occur, the one that does is used; what follows the end of a multipart is searched
for more of its parts; a part that stands before the first boundary with fields of its own is one.
A message within a message is a leaf: its parts are its own. The tests compare the structure with the standard library's
parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clientguard.exchange.mail import mail_headers, watchdog
from clientguard.exchange.mail.encoding import transfer

DEEPEST = 30  # multiparts within multiparts
MOST_PARTS = 1000

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)\n?")
_BLANK = re.compile(rb"\r*(?:\n|\Z)")
_KNOWN = re.compile(
    rb"(?:from|to|cc|bcc|date|subject|sender|received|reply-to|return-path|message-id|mime-version|delivered-to"
    rb"|in-reply-to|references|importance|user-agent|(?:content|x|list|resent|dkim|arc)-[!-9;-~]+)[ \t]*:",
    re.IGNORECASE,
)
_AFTER_BOUNDARY = re.compile(rb"(--)?[ \t]*\r*(?:\n|\Z)")
_SEARCHED = 1 << 16  # bytes in which the boundary of a multipart that does not name it is looked for
_FIRST_BOUNDARY = re.compile(
    rb"^--([^\s-][^\r\n]{0,199}?)[ \t]*\r?\n(?=content-[a-z-]+[ \t]*:)", re.IGNORECASE | re.MULTILINE
)
_PART_FIELD = re.compile(rb"\s*(?=content-(?:type|transfer-encoding|disposition)[ \t]*:)", re.IGNORECASE)
_FOLD = re.compile(rb"\r{0,2}\n(?=[ \t])")


@dataclass(slots=True)
class Part:
    """One part: its fields as (lower-case name, unfolded value), and where its bytes are in the message."""

    message: bytes
    start: int
    body: int
    end: int
    fields: list[tuple[bytes, bytes]]
    kind: str
    parameters: dict[str, str]
    parts: list[Part] = field(default_factory=list["Part"])
    too_deep: bool = False  # a multipart whose parts were not searched
    left_out: int = 0  # parts beyond MOST_PARTS, counted at the root
    after: int = -1  # where what follows the last boundary begins; -1 if nothing does

    def first(self, name: bytes) -> bytes:
        """Return the first value of a field that is not empty; b"" when there is none."""
        for each, value in self.fields:
            if each == name and value:
                return value
        return b""

    def all(self, name: bytes) -> list[bytes]:
        """Return every value of a field."""
        return [value for each, value in self.fields if each == name]

    def raw(self) -> bytes:
        """Return the part with its fields, as it is in the message."""
        return self.message[self.start : self.end]

    def content(self) -> bytes:
        """Return the body with its transfer encoding decoded, as far as possible."""
        return transfer.decoded(self.message[self.body : self.end], self.first(b"content-transfer-encoding"))

    def leaves(self) -> Iterator[Part]:
        """Yield the parts that have no parts, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    @property
    def is_message(self) -> bool:
        """Whether at least one field is a known mail field."""
        return any(_KNOWN.match(name + b":") for name, _ in self.fields)


def begins_as_mail(head: bytes) -> bool:
    """Return whether the first line has the name of a field of mail."""
    return _KNOWN.match(head) is not None


def looks_like_message(head: bytes) -> bool:
    """Return whether a file that begins with `head` has a field that mail has: most have one on their first line."""
    return begins_as_mail(head) or parse(head).is_message


def head(message: bytes) -> Part:
    """Return a message as one part, of which the fields are read and nothing else."""
    message = _with_line_ends(message)
    fields, body = read_fields(message, 0, len(message))
    return Part(message, 0, body, len(message), fields, "", {})


def parse(message: bytes) -> Part:
    """Return the root part of a message."""
    message = _with_line_ends(message)
    budget = _Budget(MOST_PARTS)
    root = _part(message, 0, len(message), "text/plain", 0, budget)
    root.left_out = budget.left_out
    return root


def _with_line_ends(message: bytes) -> bytes:
    """Return a message with line ends that are read here: the old Mac had others."""
    if b"\n" not in message[:8192] and b"\r" in message[:8192]:
        return message.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return message


@dataclass(slots=True)
class _Budget:
    parts: int
    left_out: int = 0


def _part(message: bytes, start: int, end: int, default: str, depth: int, budget: _Budget) -> Part:
    fields, body = read_fields(message, start, end)
    value = next((value for name, value in fields if name == b"content-type"), b"")
    kind, parameters = mail_headers.parameters(value)
    part = Part(message, start, body, end, fields, kind or default, parameters)
    if not part.kind.startswith("multipart/"):
        return part
    part.too_deep = depth >= DEEPEST
    if part.too_deep:
        return part
    default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    boundary = _boundary(part)
    if boundary and (
        _fill(part, boundary, default, depth, budget) or _fill_from_encoded(part, boundary, default, depth, budget)
    ):
        return part
    if found := _FIRST_BOUNDARY.search(message, body, min(end, body + _SEARCHED)):
        _fill(part, found[1], default, depth, budget)
    return part


def _boundary(part: Part) -> bytes:
    return part.parameters.get("boundary", "").rstrip().encode("latin-1", "replace")


def _fill(part: Part, boundary: bytes, default: str, depth: int, budget: _Budget) -> bool:
    """Find the parts between the boundaries; return whether there are any.

    A multipart in it that uses the same boundary is empty: the parts up to the next end are its own.
    """
    inner: Part | None = None
    for start, end, closes in _between(part, b"--" + boundary):
        if budget.parts == 0:
            budget.left_out += 1
            continue
        budget.parts -= 1
        found = _part(part.message, start, end, default, depth + 1, budget)
        (inner or part).parts.append(found)
        if closes:
            inner = None
        elif not inner and found.kind.startswith("multipart/") and not found.parts and _boundary(found) == boundary:
            inner = found
    return bool(part.parts)


def _fill_from_encoded(part: Part, boundary: bytes, default: str, depth: int, budget: _Budget) -> bool:
    """Read a multipart that was encoded as a whole; RFC 2045 forbids it, but some programs do it."""
    content = part.content()
    if b"--" + boundary not in content:
        return False
    part.message, part.start, part.body, part.end = content, 0, 0, len(content)
    return _fill(part, boundary, default, depth, budget)


def _between(part: Part, delimiter: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where each part begins and ends, and whether an end follows it.

    The line end before a delimiter belongs to the delimiter. After the end the search goes on: some programs use one
    boundary twice, or add parts behind it.
    """
    message, end = part.message, part.end
    fields = _PART_FIELD.match(message, part.body, end)
    opened = fields.end() if fields else -1
    at = message.find(delimiter, part.body, end)
    if at < 0:
        return
    while at >= 0:
        watchdog.look()
        after = _AFTER_BOUNDARY.match(message, at + len(delimiter), end)
        if after and (at == part.body or message[at - 1] == 10):  # a delimiter begins a line
            if opened >= 0:
                yield opened, max(opened, _before_line_end(message, opened, at)), bool(after[1])
            opened = -1 if after[1] else after.end()
            part.after = after.end() if after[1] else -1
            at = after.end()
        else:
            at += 2
        at = message.find(delimiter, at, end)
    if opened >= 0:
        yield opened, end, False


def _before_line_end(message: bytes, start: int, at: int) -> int:
    at -= 1
    return at - 1 if at > start and message[at - 1] == 13 else at


def _unfolded(value: bytes) -> bytes:
    """Return a field's value on one line: every line end in it is a fold."""
    return _FOLD.sub(b"", value) if b"\r\r" in value else value.replace(b"\r\n", b"").replace(b"\n", b"")


def read_fields(message: bytes, start: int, end: int) -> tuple[list[tuple[bytes, bytes]], int]:
    """Return the fields that begin at `start`, and where the body begins."""
    fields: list[tuple[bytes, bytes]] = []
    at = start
    while at < end:
        if not len(fields) & 63:  # a look for each field would take a tenth of the time of reading it
            watchdog.look()
        found = _FIELD.match(message, at, end)
        if found:
            value = found[2]
            fields.append((found[1].lower(), (_unfolded(value) if b"\n" in value else value).strip()))
            at = found.end()
        elif blank := _BLANK.match(message, at, end):
            return fields, blank.end()
        else:
            watchdog.look()
            line_end = message.find(b"\n", at, end)
            skip = bool(fields) or start == 0  # only the message itself may begin with a line that is not a field
            if line_end < 0 or not (skip and _KNOWN.match(message, line_end + 1, end)):
                return fields, at
            at = line_end + 1
    return fields, end
