"""What the fields of mail say: words (RFC 2047), parameters (RFC 2231), addresses and times (RFC 5322).

Fields come as bytes, because real ones contain raw TIS-620, UTF-8 or Latin-1 as well as what the standards ask for.
Nothing in a field makes these functions raise.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from clientguard.domain.records import Instant
from clientguard.exchange.files import clean
from clientguard.exchange.mail import watchdog
from clientguard.exchange.mail.encoding import charsets, transfer

LONGEST_FIELD = 16_384  # bytes of a subject, a name or a parameter that are read

_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?(.{0,4000}?)(?:\?=|\Z)", re.DOTALL)


def header_text(raw: bytes, hint: str = "") -> str:
    """Return a field as a person reads it, on one line; `hint` is the charset of raw bytes that are not UTF-8."""
    return words(charsets.decode(raw[:LONGEST_FIELD], "", hint))


def words(value: str) -> str:
    """Return text with its encoded words (`=?…?=`) decoded, on one line, without invisible characters."""
    value = value[:LONGEST_FIELD]
    return clean(_words(value)) if "=?" in value else clean(value)


def _words(value: str) -> str:
    pieces: list[str] = []
    charset, pending, at = "", b"", 0
    for found in _WORD.finditer(value):
        watchdog.look()
        between = value[at : found.start()]
        label = found[1].lower()
        if between.strip() or label != charset:
            # Neighbours in one charset are joined as bytes: some programs cut in the middle of a character.
            pieces.append(charsets.decode(pending, charset))
            pending = b""
            if between.strip() or at == 0:
                pieces.append(between)
        charset = label
        pending += _word_bytes(label, found[2], found[3])
        at = found.end()
    pieces += charsets.decode(pending, charset), value[at:]
    return "".join(pieces)


def _word_bytes(label: str, how: str, encoded: str) -> bytes:
    # Some programs leave letters unencoded in an encoded word: they stand for themselves.
    raw = encoded.encode("ascii" if encoded.isascii() else charsets.codec(label) or "utf-8", "replace")
    return transfer.base64(raw) if how in "bB" else binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)


_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")


def message_ids(raw: bytes) -> list[str]:
    """Return the Message-IDs in a field such as References, each in its angle brackets."""
    if not raw:
        return []
    plain = raw[:LONGEST_FIELD].decode("latin-1")
    if not (plain.isascii() and plain.isprintable()) or "=?" in plain:
        plain = header_text(raw)
    return _MESSAGE_ID.findall(plain)


_KIND = re.compile(rb"\s*([!#$&^\w.+-]{1,80})\s*/\s*([!#$&^\w.+-]{1,120})")
_PARAMETER = re.compile(rb'([^\s=;"*]{1,60})(\*\d{1,2})?(\*)?[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_ESCAPED = re.compile(rb'\\(["\\])')
_COMMENT_AFTER = re.compile(rb"[ \t]\([^()]*\)\s*\Z")


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return the kind ("text/plain"; "" if there is none) and the parameters of a Content-Type.

    A boundary is compared as bytes, not read as words, so it is decoded as Latin-1.
    """
    value = value[:LONGEST_FIELD]
    found = _KIND.match(value)
    kind = f"{found[1].decode('latin-1')}/{found[2].decode('latin-1')}".lower() if found else ""
    return kind, _parameters(value, found.end() if found else 0)


def disposition(value: bytes) -> tuple[str, dict[str, str]]:
    """Return the word ("attachment", "inline" or another) and the parameters of a Content-Disposition."""
    if not value:
        return "", {}
    value = value[:LONGEST_FIELD]
    word = value.partition(b";")[0].strip()
    if b"=" in word:
        word = b""
    return word.decode("latin-1").lower(), _parameters(value, len(word))


def _parameters(value: bytes, start: int) -> dict[str, str]:
    plain: dict[str, str] = {}
    split: dict[str, list[tuple[int, bool, bytes]]] = {}
    for found in _PARAMETER.finditer(value, start):
        watchdog.look()
        name = found[1].decode("latin-1").lower()
        data = _unquoted(found[4])
        if found[2] or found[3]:
            split.setdefault(name, []).append((int((found[2] or b"*0")[1:]), bool(found[3]), data))
        elif name not in plain:
            plain[name] = data.decode("latin-1") if name == "boundary" else header_text(data)
    return plain | {name: _joined(pieces) for name, pieces in split.items()}


def _unquoted(data: bytes) -> bytes:
    if data.startswith(b'"'):
        inner = data[1:-1] if len(data) > 1 and data.endswith(b'"') else data[1:]
        return _ESCAPED.sub(rb"\1", inner) if b"\\" in inner else inner
    return _COMMENT_AFTER.sub(b"", data).strip()


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    """Return a parameter that came in pieces (RFC 2231); the first encoded one names the charset."""
    charset, whole = b"", b""
    for number, (_, encoded, data) in enumerate(sorted(pieces)):
        if encoded:
            if number == 0 and data.count(b"'") >= 2:
                charset, _, data = data.split(b"'", 2)
            data = unquote_to_bytes(data)
        whole += data
    return clean(charsets.decode(whole, charset.decode("latin-1"))) if charset else header_text(whole)


class Mailbox(NamedTuple):
    """Someone in an address field: a name and an address, either of which may be ""."""

    name: str
    address: str


# An encoded word, a quoted string, an address in angle brackets, an escaped character, an atom, white space, the rest.
_TOKEN = re.compile(
    r'=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,4000}\?=|"(?:[^"\\]|\\.){0,4000}"|<[^<>]*>'
    r'|\\.|(?:[^\s"<>(),;:=\\]|=(?!\?))+|\s+|.',
    re.DOTALL,
)
_ROUTE = re.compile(r"\A@[^:<>]*:")
_ADDRESS = re.compile(r'(?:"[^"\n]{1,200}"|[^\s@<>"]+)@[^\s@<>,;"]+')
LONGEST_ADDRESS = 1000


# Nearly all address fields: `Name <address>`, `"Name" <address>` or the address alone, in plain letters.
_SIMPLE = re.compile(
    rb'[ \t]*(?:(?:"([\w ,.()@-]{0,200})"[ \t]*|([\w .-]{0,200}))<([\w.+=-]{1,200}@[\w.-]{1,200})>'
    rb"|([\w.+=-]{1,200}@[\w.-]{1,200}))[ \t]*(?:,|\Z)"
)


def mailboxes(raw: bytes, hint: str = "") -> list[Mailbox]:
    """Return everyone whom an address field names, in order; group names and empty entries are left out."""
    simple = _simple(raw)
    if simple is not None:
        return simple
    return [found for found in (_mailbox(tokens) for tokens in _entries(charsets.decode(raw, "", hint))) if any(found)]


def _simple(raw: bytes) -> list[Mailbox] | None:
    """Return what `mailboxes` returns, in a fraction of the time; None unless the whole field is simple."""
    boxes: list[Mailbox] = []
    at = 0
    while at < len(raw):
        watchdog.look()
        found = _SIMPLE.match(raw, at)
        if found is None:
            return None
        quoted, bare, angle, alone = found.groups(b"")
        name, address = " ".join((quoted or bare).decode().split()), (angle or alone).decode()
        boxes.append(Mailbox("" if name.casefold() == address.casefold() else name, address))
        at = found.end()
    return boxes


def _entries(value: str) -> Iterator[list[str]]:
    """Yield the tokens of each mailbox; a comment is one token that begins with "("."""
    tokens: list[str] = []
    comment: list[str] = []
    depth = 0
    for token in _TOKEN.findall(value):
        watchdog.look()
        if depth or token == "(":
            depth += (token == "(") - (token == ")")
            comment.append(token)
            if depth == 0:
                tokens.append("".join(comment))
                comment = []
        elif token in ",;":
            yield tokens
            tokens = []
        elif token == ":" and not any("@" in each for each in tokens):
            tokens = []  # the name of a group
        else:
            tokens.append(token)
    yield [*tokens, "".join(comment)] if comment else tokens


def _mailbox(tokens: list[str]) -> Mailbox:
    angle = next((token[1:-1].strip() for token in tokens if len(token) > 1 and token.startswith("<")), None)
    spoken = [token for token in tokens if not token.startswith(("(", "<"))]
    if angle is None:
        address, name = _bare(spoken)
    else:
        address = _address(angle)
        name = words("".join(map(_unquoted_words, spoken))) or ("" if "@" in angle else words(angle))
    name = name or words(" ".join(_comment(token) for token in tokens if token.startswith("(")))
    if len(name) > 2 and name[0] == name[-1] == "'":
        name = name[1:-1]
    return Mailbox("" if name.casefold() == address.casefold() else name, address)


def _comment(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1] if token.endswith(")") else token[1:], flags=re.DOTALL)


def _address(angle: str) -> str:
    """Return the address in angle brackets without its route, comments and white space; "" if it is not one."""
    if len(angle) > LONGEST_ADDRESS:
        return ""
    address = _ROUTE.sub("", re.sub(r"\([^()]*\)", "", angle))
    if '"' not in address:
        address = re.sub(r"\s+", "", address)
    return clean(address) if _ADDRESS.fullmatch(address) else ""


def _bare(tokens: list[str]) -> tuple[str, str]:
    """Return address and name of a mailbox without angle brackets."""
    whole = [token for token in tokens if len(token) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(token)]
    if whole:
        return clean(whole[-1]), words("".join(_unquoted_words(each) for each in tokens if each is not whole[-1]))
    joined = "".join(token.strip() for token in tokens)
    if len(joined) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(joined):
        return clean(joined), ""
    return "", words("".join(map(_unquoted_words, tokens)))


def _unquoted_words(token: str) -> str:
    if len(token) > 1 and token.startswith('"'):
        return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)
    return "" if token == '"' else token


_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ZONES = {
    **{"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "mez": 60},
    **{"mesz": 120, "eet": 120, "eest": 180, "msk": 180, "ict": 420, "myt": 480, "sgt": 480, "hkt": 480, "jst": 540},
    **{"kst": 540, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480},
    "pdt": -420,
}
_TIME = r"(?P<hour>\d{1,2})\s*[:.]\s*(?P<minute>\d{2})(?:\s*[:.]\s*(?P<second>\d{2}))?(?:[.,]\d{1,9})?"
_ZONE = r"(?:\s*(?P<zone>(?:(?:GMT|UTC)\s?)?[+-]\s?\d{1,2}:?\d{2}|[A-Za-z]{1,5})\b)?"
_FORMS = (
    # 20 Nov 2026 16:12:01 +0700, as in RFC 5322; the day alone is enough
    rf"\b(?P<day>\d{{1,2}})[\s-]*(?P<month>[A-Za-z]{{3}})[A-Za-z]{{0,6}}[\s,-]*(?P<year>\d{{2,4}})\b"
    rf"(?:[\s,]+(?:at\s+)?{_TIME}{_ZONE})?",
    # Fri Nov 20 16:12:01 2026, as in C's asctime and in mailbox dividers, with a zone on either side of the year
    rf"\b(?P<month>[A-Za-z]{{3}})[A-Za-z]{{0,6}}\s+(?P<day>\d{{1,2}}),?\s+{_TIME}{_ZONE}"
    rf"\s+(?P<year>\d{{4}})\b(?:\s+(?P<later>[+-]\d{{2}}:?\d{{2}})\b)?",
    # 2026-11-20T16:12:01+07:00
    rf"\b(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T ]{_TIME}{_ZONE})?",
)
_MOMENTS = tuple(re.compile(form) for form in _FORMS)
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_EPOCH = datetime(1970, 1, 1).toordinal()


def moment(value: str) -> Instant | None:
    """Return the instant that a date gives; None if it gives none between 1900 and 2199.

    A zone that is missing, unknown or beyond 15 hours counts as UTC, with offset 0.
    """
    value = _COMMENT.sub(" ", value[:400])
    for form in _MOMENTS:
        if (found := form.search(value)) and (at := _instant(found.groupdict())):
            return at
    return None


def _instant(parts: dict[str, str | None]) -> Instant | None:
    month = parts["month"] or ""
    month_number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") < 4:
        year += 2000 if year < 50 else 1900
    offset = _offset(parts.get("later") or parts["zone"] or "")
    seconds = min(int(parts["second"] or 0), 59)  # a leap second counts as the one before it
    try:
        clock = datetime(year, month_number, int(parts["day"] or 0), int(parts["hour"] or 0),
                         int(parts["minute"] or 0), seconds)  # fmt: skip
    except ValueError:
        return None
    if not 1900 <= year < 2200:
        return None
    minutes = (clock.toordinal() - _EPOCH) * 1440 + clock.hour * 60 + clock.minute - offset
    return Instant((minutes * 60 + seconds) * 1000, offset)


def _offset(zone: str) -> int:
    """Return a zone as minutes ahead of UTC."""
    if len(zone) == 5 and zone[0] in "+-" and zone[1:].isascii() and zone[1:].isdigit():  # as nearly all mail has it
        digits = zone[1:]
    else:
        digits = re.sub(r"\D", "", zone)
    if not digits:
        return _ZONES.get(zone.lower(), 0)
    minutes = int(digits[:-2] or 0) * 60 + int(digits[-2:])
    if minutes > 15 * 60:
        return 0
    return -minutes if "-" in zone else minutes
