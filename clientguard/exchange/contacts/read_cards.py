"""Contact cards (`.vcf`, vCard 2.1 to 4) to people.

Each card is read by itself, so that a broken one costs no other. Pictures, sounds and keys are passed over.
Nothing in a file makes `read_cards` raise: what cannot be read is yielded as `Unreadable`, with its reason.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vobject
from vobject.base import ContentLine, VObjectError, getLogicalLines

from clientguard.domain.wording import N_, said
from clientguard.exchange.files import clean
from clientguard.exchange.mail import mail_files, watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.read_mail import Unreadable

LARGEST = 64 << 20  # bytes of a file
MOST_CARDS = 20_000
LONGEST_CARD = 200_000  # characters, without pictures
MOST_VALUES = 50  # addresses or numbers of one person
LONGEST_VALUE = 1_000  # characters in which an address is looked for: in a long text that takes quadratic time
SUFFIXES = (".vcf", ".vcard")

_BEGINS = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\b", re.IGNORECASE)
_EDGE = re.compile(r"[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*\Z", re.IGNORECASE)
_FIELD = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)[;:]")
_READ = frozenset(("VERSION", "FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NICKNAME", "KIND", "CHARSET"))
_LEFT_OPEN = re.compile(r"=[0-9A-F]{2}=\Z")  # a line of quoted-printable text that goes on
_NAME = r"[A-Za-z0-9_-]+"
_PARAMETERS = re.compile(rf'(?:{_NAME}\.)?{_NAME};?((?:;{_NAME}(?:[=,](?:"[^"]*"|[^",;:=]*))*)*):')
_MOST_EQUALS = 8  # signs in the parameters of one line, beyond one for each
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person of a card, ready to be recorded; of emails and phones, the preferred one comes first."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    role: str
    organisation: str
    source: str


def is_cards(head: bytes) -> bool:
    """Return whether a file that begins with `head` holds contact cards."""
    return _BEGINS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_cards(
    paths: Sequence[Path], *, failed: Callable[[Path], object] = lambda _path: None
) -> Iterator[PersonDraft | Unreadable]:
    """Yield the people in files of contact cards; `failed` is told of each file whose bytes could not be read."""
    for path in paths:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            failed(path)
            yield Unreadable(path.name, "", mail_files.why(error))
            continue
        yield from read_card_bytes(data, path.name)


def read_card_bytes(data: bytes, source: str) -> Iterator[PersonDraft | Unreadable]:
    """Yield the people of one file's bytes, such as a card that came with a message."""
    if len(data) > LARGEST:
        yield Unreadable(source, "", said(N_("The file of contact cards is larger than 64 MB.")))
        return
    found: list[PersonDraft | Unreadable] = []
    try:
        with watchdog.limited():
            for each in _people(data, source):
                found.append(each)
    except watchdog.TooLongError:
        found.append(Unreadable(source, "", said(N_("It takes too long to read, perhaps by design."))))
    yield from found or [Unreadable(source, "", said(N_("There are no people in this file.")))]


def _people(data: bytes, source: str) -> Iterator[PersonDraft | Unreadable]:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16", "replace") if wide else charsets.decode(data)
    for number, card in enumerate(_cards(text)):
        watchdog.look()
        if number >= MOST_CARDS:
            reason = said(N_("The file has more than {most} contact cards. The rest was left out."), most=MOST_CARDS)
            yield Unreadable(source, "", reason)
            return
        hint = next((clean(line.partition(":")[2])[:60] for line in card if line[:3].upper() in ("FN:", "FN;")), "")
        fields, whole = _fields(card)
        person = _person(fields, source)
        yield person or Unreadable(source, hint, said(N_("This contact card is damaged, or empty.")))
        if person and not whole:
            yield Unreadable(source, hint, said(N_("Part of this contact card is damaged and was left out.")))


def _cards(text: str) -> Iterator[list[str]]:
    """Yield the lines of each card, those of a card within it left out, and what is not read too."""
    held: list[str] = []
    depth, reads, length = 0, False, 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number % 256 == 0:
            watchdog.look()
        if edge := _EDGE.match(line):
            begins = edge[1].upper() == "BEGIN"
            if begins and depth == 0:
                held, reads, length = [], False, 0
            depth = depth + 1 if begins else max(0, depth - 1)
            if not begins and depth == 0 and held:
                yield held
                held = []
        elif depth == 1 and line.strip():
            field = _FIELD.match(line)
            goes_on = line[:1] in (" ", "\t") or (held and held[-1].endswith("=") and not field)
            if not goes_on:
                reads = bool(field and field[1].upper() in _READ)
            length += len(line) if reads else 0
            if field and not goes_on and held and _LEFT_OPEN.search(held[-1]):
                held[-1] = held[-1][:-1]  # an empty line was to follow, and was passed over
            if reads and length <= LONGEST_CARD:
                held.append(line)
    if held:
        yield held


def _fields(card: list[str]) -> tuple[dict[str, list[ContentLine]], bool]:
    """Return the fields of a card, and whether they are all: a line that cannot be read costs no other."""
    found = _parsed(card)
    if found is not None:
        return found, True
    lines: list[str] = []
    for line in card:
        if lines and (line[:1] in (" ", "\t") or lines[-1].endswith("=")):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return _parsed([each for each in lines if _parsed([each]) is not None]) or {}, False


def _parsed(card: list[str]) -> dict[str, list[ContentLine]] | None:
    whole = "\n".join(["BEGIN:VCARD", *card, "END:VCARD", ""])
    quoted = "QUOTED-PRINTABLE" in whole.upper()
    try:
        if not all(_is_readable(line) for line, _number in getLogicalLines(io.StringIO(whole), quoted)):
            return None
        found: Any = vobject.readOne(whole, allowQP=quoted)
    except (VObjectError, ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError, AssertionError):
        return None
    return found.contents if found is not None and hasattr(found, "contents") else None


def _is_readable(line: str) -> bool:
    """Return whether a line has a name, parameters and a value.

    vobject would find out too, but over many equals signs it takes exponential time.
    """
    match = _PARAMETERS.match(line)
    return match is not None and match[1].count("=") <= match[1].count(";") + _MOST_EQUALS


def _person(fields: dict[str, list[ContentLine]], source: str) -> PersonDraft | None:
    """Return the person of a card; None if it names none."""
    emails = _ordered(
        fields.get("email", []),
        lambda value: [each.rstrip(".") for each in _ADDRESS.findall(value[:LONGEST_VALUE])][:1],
    )
    phones = _ordered(fields.get("tel", []), lambda value: [re.sub(r"\Atel:", "", value, flags=re.IGNORECASE)[:60]])
    organisation = ", ".join(filter(None, (clean(each) for each in _parts(fields.get("org", [])))))[:300]
    name = (_text(fields, "fn") or _name(fields) or _text(fields, "nickname") or organisation)[:300]
    role = (_text(fields, "title") or _text(fields, "role"))[:300]
    if not name and not emails:
        return None
    return PersonDraft(name or emails[0], emails, phones, role, organisation, source)


def _text(fields: dict[str, list[ContentLine]], name: str) -> str:
    return next((text for each in fields.get(name, []) if (text := clean(_plain(each.value)))), "")


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return charsets.decode(value)
    return " ".join(map(_plain, value)) if isinstance(value, list | tuple) else f"{value}"


def _parts(lines: list[ContentLine]) -> list[str]:
    """Return the parts of the first organisation: the firm, then its departments."""
    value = lines[0].value if lines else []
    return [_plain(each) for each in value] if isinstance(value, list) else [_plain(value)]


def _name(fields: dict[str, list[ContentLine]]) -> str:
    """Return the name in its parts as people say it."""
    for each in fields.get("n", []):
        parts = [
            _plain(getattr(each.value, part, "")) for part in ("prefix", "given", "additional", "family", "suffix")
        ]
        if found := clean(" ".join(parts)):
            return found
    return ""


def _ordered(lines: list[ContentLine], values: Callable[[str], list[str]]) -> tuple[str, ...]:
    """Return the values of these lines, each once, the preferred ones first."""
    preferred = sorted(lines[:MOST_VALUES], key=lambda line: not _is_preferred(line))
    found = [clean(value) for line in preferred for value in values(_plain(line.value))]
    return tuple(dict.fromkeys(filter(None, found)))


def _is_preferred(line: ContentLine) -> bool:
    kinds = {f"{each}".lower() for each in line.params.get("TYPE", [])} | {each.lower() for each in line.params}
    return "pref" in kinds
