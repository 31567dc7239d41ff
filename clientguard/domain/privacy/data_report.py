"""What is held about one person, as facts: the answer when that person asks for their data.

A record that is about the person (the contact, a message to or from them, a problem with them) is given in full,
including the user's own notes and opinions. Of any other record, only the fields that name the person are given, so
that what it says about others stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms import TermsText
from clientguard.domain.paper.letterhead import Letterhead
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.privacy.persons import Finder, Sought, fold
from clientguard.domain.records import Attachment, Client, Contact, Field, Instant, Message, Record, Type
from clientguard.domain.records.parse import plain
from clientguard.domain.wording import N_, Said, counted, said

FORMAT = "clientguard data report 1"  # in the JSON: a reader checks it first
# Fields that say whom a record is about, by kind: if the person is named there, the whole record is given.
ABOUT = {"message": ("sender", "recipients"), "problem": ("who",), "do_not_engage": ("name",)}
MOST_LINES = 20  # of an original that are given; the original itself can be saved as a file
LONGEST_LINE = 300  # characters
_UNSEEN = {Type.DIGEST}
_TEXTS = {Type.TEXT, Type.LONG}


@dataclass(frozen=True, slots=True)
class Value:
    """One field to report: its name, its label, and its value as paper and as JSON show it."""

    name: str
    label: str
    shown: Any  # text, date, datetime, number, Money or Said
    plain: str
    private: bool
    text: bool  # someone's words, not a date, a choice or a number


@dataclass(frozen=True, slots=True)
class FileHeld:
    """A stored file: its name, its size in bytes, and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Held:
    """One record that mentions the person. `whole`: it is about them; otherwise only what names them is given."""

    id: int
    kind: str
    label: str  # the kind's label, a message key
    on: date | None
    title: str
    source: Said
    whole: bool
    removed: bool
    values: tuple[Value, ...]
    files: tuple[FileHeld, ...]


@dataclass(frozen=True, slots=True)
class EntryHeld:
    """One journal entry that mentions the person: only that it exists, never what it says."""

    seq: int
    change: str
    at: Instant
    label: str  # the label of the record's kind, a message key; empty if the record is gone
    record: int
    names: bool  # its own values name the person; otherwise it belongs to a reported record


@dataclass(frozen=True, slots=True)
class DataReport:
    """Everything that the report says."""

    made: date
    language: str
    business: Letterhead
    person: Sought
    client: str  # whose records were searched; empty: all
    why: str
    held: tuple[Held, ...]
    entries: tuple[EntryHeld, ...]
    anchor: Anchor
    zone: str = ""  # the time zone in which times are printed, by name
    kept_away: int = 0  # keyed digests of erased messages, kept so that no import brings those back

    @property
    def files(self) -> tuple[tuple[FileHeld, Held], ...]:
        """Every file, with the record that it belongs to."""
        return tuple((file, each) for each in self.held for file in each.files)


Clock = Callable[[Instant], datetime]  # which date and time a moment is, in the time zone of the paper


class Teller:
    """Decides what is reported of each record, for one person; `clock` tells the time on paper."""

    def __init__(self, person: Sought, contacts: frozenset[int] = frozenset(), clock: Clock | None = None) -> None:
        self._clock = clock or _by_its_own_clock
        self._finder = Finder(person)
        self._contacts = contacts  # ids of the person's own contact records
        self._folded = {fold(each) for each in person.words}
        self._clients: set[int] = set()  # the clients that are the person

    def is_client(self, client: Client) -> bool:
        """Return whether the client itself is the person; if so, all the client's records are about them."""
        found = bool({fold(client.name), fold(client.email)} & self._folded)
        if found:
            self._clients.add(client.id)
        return found

    def names(self, text: str) -> bool:
        """Return whether a text names the person."""
        return self._finder.names(text)

    def tell(self, record: Record, titles: Mapping[int, str], original: Callable[[], str] = str) -> Held | None:
        """Return what is reported of a record; None if it does not mention the person.

        `original` reads the text of the message that a record was imported from, which may name people in headers that
        no field has, or of what a document printed.
        """
        if isinstance(record, Attachment) and not self.names(record.name):
            return None  # the record it belongs to lists it
        whole = self._about(record)
        fields = record.kind.fields if whole else tuple(self._naming(record))
        lines = self._original_lines(original(), getattr(record, "body", ""))
        if not fields and not lines:
            return None
        return Held(
            id=record.id,
            kind=record.kind.name,
            label=record.kind.label,
            on=self._day(record),
            title=str(getattr(record, record.kind.title)),
            source=_source(record),
            whole=whole,
            removed=record.removed is not None,
            values=(*_values(record, fields, titles, self._clock), *([_original(record, lines)] if lines else [])),
            files=(),
        )

    def _day(self, record: Record) -> date | None:
        value = getattr(record, record.kind.date) if record.kind.date else None
        return self._clock(value).date() if isinstance(value, Instant) else value

    def _original_lines(self, original: str, body: str) -> list[str]:
        """Return the lines of an original that name the person and are not in the record's own text."""
        if not original or not self.names(original):
            return []
        return [
            line.strip()[:LONGEST_LINE]
            for line in original.splitlines()
            if line.strip() and line.strip() not in body and self.names(line)
        ]

    def _about(self, record: Record) -> bool:
        if isinstance(record, Contact):
            return record.id in self._contacts
        if isinstance(record, Client):
            return record.id in self._clients
        marks = ABOUT.get(record.kind.name)
        if marks:
            return any(self.names(getattr(record, name)) for name in marks)
        return getattr(record, "client", None) in self._clients

    def _naming(self, record: Record) -> Iterator[Field]:
        namesake = isinstance(record, Contact)  # another contact with that name is another person
        for field in record.kind.fields:
            if field.type not in _TEXTS or (namesake and field.name in ("name", "email")):
                continue
            if self.names(getattr(record, field.name)):
                yield field


def _original(record: Record, lines: Sequence[str]) -> Value:
    text = "\n".join(lines[:MOST_LINES])
    if isinstance(record, Message):
        return Value("original", N_("Lines of the original message that name the person"), text, text, False, True)
    return Value("facts", N_("Lines of the facts on the document that name the person"), text, text, False, True)


def _by_its_own_clock(at: Instant) -> datetime:
    """Return an instant in the offset of the clock that showed it."""
    zone = timezone(timedelta(minutes=at.offset))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)).astimezone(zone)


def _source(record: Record) -> Said:
    if isinstance(record, Message):
        if record.digest:
            return said(N_("from mail that was sent or received"))
        return said(N_("noted from what was said or sent"))
    if isinstance(record, Attachment):
        return said(N_("a stored file"))
    return said(N_("noted by us"))


def _values(record: Record, fields: Iterable[Field], titles: Mapping[int, str], clock: Clock) -> Iterator[Value]:
    currency: str = getattr(record, "currency", "")
    for field in fields:
        value = getattr(record, field.name)
        if value is None or value == "" or value is False or field.type in _UNSEEN:
            continue
        shown = clock(value) if isinstance(value, Instant) else _shown(field, value, currency, titles)
        if shown != "":
            text = str(shown) if field.type is Type.LINK else plain(field, value, currency)
            yield Value(field.name, field.label, shown, text, field.private, field.type in _TEXTS)


def _shown(field: Field, value: Any, currency: str, titles: Mapping[int, str]) -> Any:  # noqa: ANN401
    match field.type:
        case Type.MONEY:
            return Money(value, currency)
        case Type.MINUTES:
            return counted(N_("{count} minute"), N_("{count} minutes"), value)
        case Type.FLAG:
            return said(N_("Yes"))
        case Type.CHOICE:
            choice = field.choice(value)
            return said(choice.label) if choice else value
        case Type.LINK:
            return titles.get(value, "")
        case Type.TERMS:
            return TermsText(value)
        case _:
            return value


def ordered(held: Iterable[Held]) -> tuple[Held, ...]:
    """Return what is held, by kind in the order given and, within a kind, oldest first."""
    by_kind: dict[str, list[Held]] = {}
    for each in held:
        by_kind.setdefault(each.kind, []).append(each)
    return tuple(
        each for members in by_kind.values() for each in sorted(members, key=lambda one: (one.on or date.min, one.id))
    )


def facts_json(report: DataReport) -> dict[str, Any]:
    """Return the facts for programs: ISO dates, decimal amounts, choices by key, labels in English."""
    return {
        "format": FORMAT,
        "made": report.made.isoformat(),
        "time_zone": report.zone,
        "person": {"names": list(report.person.names), "addresses": list(report.person.addresses)},
        "business": report.business.name,
        "looked_in": report.client,
        "why": report.why,
        "records": [_held_json(each) for each in report.held],
        "journal": [
            {"entry": each.seq, "change": each.change, "ms": each.at.ms, "offset": each.at.offset,
             "kind": each.label, "record": each.record}
            for each in report.entries
        ],
        "anchor": {"size": report.anchor.size, "root_hex": report.anchor.root_hex},
        "keyed_digests_of_erased_messages": report.kept_away,
    }  # fmt: skip


def _held_json(held: Held) -> dict[str, Any]:
    return {
        "id": held.id,
        "kind": held.kind,
        "date": held.on.isoformat() if held.on else None,
        "title": held.title,
        "source": str(held.source),
        "in_full": held.whole,
        "removed": held.removed,
        "values": [
            {"name": each.name, "label": each.label, "text": each.plain, "own_note": each.private}
            for each in held.values
        ],
        "files": [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in held.files],
    }


def texts(report: DataReport) -> Iterator[str]:
    """Yield the user's and the person's own texts that the report shows."""
    head = report.business
    yield from (head.name, head.owner, *head.address, *report.person.words, report.client, report.why)
    for each in report.held:
        yield each.title
        yield from (value.plain for value in each.values)
        yield from (file.name for file in each.files)
