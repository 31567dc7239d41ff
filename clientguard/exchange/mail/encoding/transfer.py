"""Transfer encodings of mail (RFC 2045), and uuencode, decoded as far as possible; nothing here raises."""

from __future__ import annotations

import binascii
import re

from clientguard.exchange.mail import watchdog

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def decoded(data: bytes, encoding: bytes) -> bytes:
    """Return `data` with its Content-Transfer-Encoding decoded; an unknown encoding changes nothing."""
    match _name(encoding):
        case b"base64":
            return base64(data)
        case b"quoted-printable":
            return binascii.a2b_qp(data)
        case b"x-uuencode" | b"uuencode" | b"x-uue" | b"uue":
            return _uudecoded(data)
        case _:
            return data


def is_encoded(encoding: bytes) -> bool:
    """Return whether a Content-Transfer-Encoding changes the bytes of a text."""
    return _name(encoding) in (b"base64", b"quoted-printable")


def _name(encoding: bytes) -> bytes:
    return encoding.partition(b";")[0].strip().strip(b"\"'").lower().replace(b" ", b"-")


def base64(data: bytes) -> bytes:
    """Return base64 as bytes; invalid characters are skipped, and cut-off data is read as far as possible."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    letters = _NOT_BASE64.sub(b"", data)
    if len(letters) % 4 == 1:  # one letter is six bits: not a byte
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _uudecoded(data: bytes) -> bytes:
    lines = data.splitlines()
    first = next((number for number, line in enumerate(lines) if line.startswith(b"begin ")), None)
    if first is None:
        return data
    found: list[bytes] = []
    for line in lines[first + 1 :]:
        if line.strip() == b"end":
            break
        watchdog.look()
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3  # some encoders add a character to each line
            try:
                found.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                continue
    return b"".join(found)
