"""Calendar files (`.ics`) to meeting drafts.

An event that is repeated becomes a draft for each time, from three years back to one year ahead. A time that was
changed by itself (RECURRENCE-ID) takes the place of the one it was. Of several versions of one event in a file, the
last counts. A whole day without people, such as a holiday, is no meeting and is passed over.

Nothing in a file makes `read_calendars` raise: what cannot be read is yielded as `Unreadable`, with its reason, and
the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, said
from clientguard.exchange.calendar.components import Component, Property, calendars
from clientguard.exchange.calendar.recurrence import MOST, NotARuleError, rule_between
from clientguard.exchange.calendar.zones import Zones
from clientguard.exchange.files import clean
from clientguard.exchange.mail import mail_files, watchdog
from clientguard.exchange.mail.encoding import charsets
from clientguard.exchange.mail.html_text import html_text, tidy
from clientguard.exchange.mail.read_mail import Unreadable
from clientguard.texts import local

LARGEST = 64 << 20  # bytes of a file
MOST_EVENTS = 50_000  # of a file
MOST_MEETINGS = 20_000
MOST_PEOPLE = 300
BACK, AHEAD = timedelta(days=3 * 366), timedelta(days=366)
LONGEST_NOTE = 20_000
SUFFIXES = (".ics", ".ical", ".ifb", ".vcs")

_BEGINS = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*(?:VCALENDAR|VEVENT)\b", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?\Z", re.IGNORECASE)
_LASTS = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:\d{1,8}S)?)?\Z", re.IGNORECASE
)
_THINGS = ("ROOM", "RESOURCE")


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone who takes part: `answer` is accepted, declined, tentative or nothing yet."""

    name: str
    address: str
    answer: str = ""
    organizer: bool = False


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """One meeting. `minutes` is None for a whole day; `cancelled` says that the calendar calls it off.

    `uid` is the number that calendars share, and `recurrence` the moment that a repeated meeting was first set for
    ("" for one that is not repeated): the two together are the same for every version of one meeting. `method` is what
    the file is for, in capitals: REPLY has the answer of one attendee only.
    """

    subject: str
    at: Instant
    minutes: int | None
    cancelled: bool
    people: tuple[Attendee, ...]
    uid: str
    recurrence: str
    note: str
    source: str
    method: str = ""

    @property
    def key(self) -> str:
        """Return what all versions of this meeting share; "" if the file gave it no number."""
        return f"{self.uid}/{self.recurrence}" if self.uid and self.recurrence else self.uid

    @property
    def other_key(self) -> str:
        """Return the key it had before the meeting was repeated, or while it still was; "" without a number."""
        if not self.uid or self.recurrence:
            return self.uid
        return f"{self.uid}/{_key(datetime.fromtimestamp(self.at.ms / 1000, UTC))}"


def is_calendar(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a calendar."""
    return _BEGINS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_calendars(
    paths: Sequence[Path],
    now: datetime,
    here: tzinfo | None = None,
    *,
    failed: Callable[[Path], object] = lambda _path: None,
) -> Iterator[MeetingDraft | Unreadable]:
    """Yield the meetings of calendar files. `here` is the zone of times that name none; by default, the one in use.

    `failed` is told of each file whose bytes could not be read.
    """
    for path in paths:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            failed(path)
            yield Unreadable(path.name, "", mail_files.why(error))
            continue
        yield from read_calendar(data, path.name, now, here)


def read_calendar(
    data: bytes, source: str, now: datetime, here: tzinfo | None = None
) -> Iterator[MeetingDraft | Unreadable]:
    """Yield the meetings of one calendar's bytes, such as a file that came with a message."""
    if len(data) > LARGEST:
        yield Unreadable(source, "", said(N_("The calendar is larger than 64 MB.")))
        return
    zone = here or local(Instant(int(now.timestamp() * 1000))).tzinfo or UTC
    found: list[MeetingDraft | Unreadable] = []
    try:
        with watchdog.limited():
            for each in _meetings(charsets.decode(data), source, now, zone):
                found.append(each)
    except watchdog.TooLongError:
        found.append(Unreadable(source, "", said(N_("It takes too long to read, perhaps by design."))))
    yield from found or [Unreadable(source, "", said(N_("There are no meetings in this calendar.")))]


def _meetings(text: str, source: str, now: datetime, here: tzinfo) -> Iterator[MeetingDraft | Unreadable]:
    left = MOST_MEETINGS
    for calendar in calendars(text):
        reader = _Reader(source, calendar, Zones(calendar, here), now)
        for item in reader.read():
            if left == 0:
                reason = said(
                    N_("The calendar has more than {most} meetings. The rest was left out."), most=MOST_MEETINGS
                )
                yield Unreadable(source, "", reason)
                return
            left -= 1
            yield item


class _BrokenError(Exception):
    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = said(sentence)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the events of one calendar."""

    source: str
    calendar: Component
    zones: Zones
    now: datetime

    def read(self) -> Iterator[MeetingDraft | Unreadable]:
        """Yield its meetings, and what is no meeting because it is broken."""
        versions: dict[tuple[str, str], Component] = {}
        events = [each for each in self.calendar.inner if each.name == "VEVENT"]
        for number, event in enumerate(events[:MOST_EVENTS]):
            uid = event.value("UID") or f"\0{number}"
            key = uid, event.value("RECURRENCE-ID")
            if key not in versions or _version(versions[key]) <= _version(event):
                versions[key] = event
        changed: dict[str, set[str]] = {}
        for uid, recurrence in versions:
            if recurrence and (at := self._moment(versions[uid, recurrence].first("RECURRENCE-ID"))):
                changed.setdefault(uid, set()).add(_key(at))
        for (uid, _recurrence), event in versions.items():
            watchdog.look()
            hint = clean(event.text("SUMMARY"))[:60]
            try:
                yield from self._event(event, changed.get(uid, set()))
                if event.is_broken or not event.is_ended:
                    reason = said(N_("Part of this event is damaged and was left out."))
                    yield Unreadable(self.source, hint, reason)
            except _BrokenError as error:
                yield Unreadable(self.source, hint, error.reason)
            except (ValueError, OverflowError, OSError):
                yield Unreadable(self.source, hint, said(N_("An event in this calendar is damaged.")))
        if len(events) > MOST_EVENTS:
            reason = said(N_("The calendar has more than {most} events. The rest was left out."), most=MOST_EVENTS)
            yield Unreadable(self.source, "", reason)

    def _event(self, event: Component, changed: set[str]) -> Iterator[MeetingDraft | Unreadable]:
        start_at = event.first("DTSTART")
        start = self._moment(start_at)
        if start is None or start_at is None:
            raise _BrokenError(N_("An event has no date that can be read."))
        whole_day = len(start_at.value.strip()) == 8
        people = tuple(_people(event))
        if whole_day and not any(each.address for each in people):
            return
        draft = MeetingDraft(
            subject=clean(event.text("SUMMARY"))[:1000] or (people[0].name or people[0].address if people else "—"),
            at=_instant(start),
            minutes=None if whole_day else self._minutes(event, start),
            cancelled=self._is_cancelled(event),
            people=people,
            uid=clean(event.value("UID"))[:500],
            recurrence="",
            note=_note(event),
            source=self.source,
            method=self.calendar.value("METHOD").upper()[:20],
        )
        if original := self._moment(event.first("RECURRENCE-ID")):
            yield replace(draft, recurrence=_key(original))
        elif event.value("RRULE") or event.value("RDATE"):
            yield from self._repeated(event, draft, start, changed)
        else:
            yield draft

    def _repeated(
        self, event: Component, draft: MeetingDraft, start: datetime, changed: set[str]
    ) -> Iterator[MeetingDraft | Unreadable]:
        zone = start.tzinfo or self.zones.here
        first, last = self.now - BACK, self.now + AHEAD
        all_there, times = True, [start]
        if rule := event.value("RRULE"):
            try:
                spoken = _by_the_clock(rule, zone)
                plain = [each.astimezone(zone).replace(tzinfo=None) for each in (first, last)]
                found, all_there = rule_between(spoken, start.replace(tzinfo=None), plain[1], plain[0])
                times = [each.replace(tzinfo=zone) for each in found]
            except NotARuleError:
                rule = ""
                reason = said(N_("How often this meeting is repeated cannot be read. Only its first date was taken."))
                yield Unreadable(self.source, draft.subject[:60], reason)
        times += self._listed(event, "RDATE")
        left_out = {_key(each) for each in self._listed(event, "EXDATE")} | changed
        for at in sorted({_key(each): each for each in times}.items())[:MOST]:
            watchdog.look()
            if at[0] not in left_out and (first <= at[1] <= last or not rule):
                yield replace(draft, at=_instant(at[1]), recurrence=at[0])
        if not all_there:
            reason = said(
                N_("This meeting is repeated more than {most} times. The later ones were left out."), most=MOST
            )
            yield Unreadable(self.source, draft.subject[:60], reason)

    def _listed(self, event: Component, name: str) -> list[datetime]:
        """Return the moments in all properties of that name; of a period, its beginning."""
        found: list[datetime] = []
        for each in event.properties.get(name, ()):
            for value in each.value.split(",")[:MOST]:
                if at := self._moment(Property(value.partition("/")[0], each.parameters)):
                    found.append(at)
        return found[:MOST]

    def _moment(self, found: Property | None) -> datetime | None:
        """Return the moment that a property gives, with its zone; None if it gives none between 1900 and 2199."""
        spoken = _TIME.match(found.value.strip()) if found else None
        if not found or not spoken:
            return None
        year, month, day, hour, minute = (int(each or 0) for each in spoken.groups()[:5])
        if not 1900 <= year < 2200:
            return None
        zone = UTC if spoken[7] else self.zones.named(found.parameters.get("TZID", "")) or self.zones.here
        try:
            return datetime.combine(date(year, month, day), time(hour, minute), zone)
        except ValueError:
            return None

    def _minutes(self, event: Component, start: datetime) -> int | None:
        """Return how long it takes; None if that is not said, or makes no sense."""
        lasts = _LASTS.match(event.value("DURATION"))
        if lasts:
            weeks, days, hours, minutes = (int(each or 0) for each in lasts.groups())
            found = ((weeks * 7 + days) * 24 + hours) * 60 + minutes
        else:
            end = self._moment(event.first("DTEND"))
            found = int((end - start).total_seconds() // 60) if end else 0
        return found if 0 < found <= 31 * 24 * 60 else None

    def _is_cancelled(self, event: Component) -> bool:
        called_off = self.calendar.value("METHOD").upper() == "CANCEL"
        return called_off or event.value("STATUS").upper() == "CANCELLED"


def _version(event: Component) -> tuple[int, str]:
    number = event.value("SEQUENCE")
    return int(number) if number.isdecimal() and len(number) < 10 else 0, event.value("DTSTAMP")


def _by_the_clock(rule: str, zone: tzinfo) -> str:
    """Return a rule with its end, if that is in UTC, by the clock of the event."""
    found = re.search(r"UNTIL=(\d{8}T\d{6})Z", rule, re.IGNORECASE)
    if not found:
        return rule
    end = datetime.strptime(found[1].upper(), "%Y%m%dT%H%M%S").replace(tzinfo=UTC).astimezone(zone)
    return f"{rule[: found.start()]}UNTIL={end:%Y%m%dT%H%M%S}{rule[found.end() :]}"


def _key(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _instant(at: datetime) -> Instant:
    offset = at.utcoffset() or timedelta()
    return Instant(int(at.timestamp() * 1000), int(offset.total_seconds() // 60))


def _people(event: Component) -> Iterator[Attendee]:
    """Yield everyone who takes part, once; rooms and things are left out."""
    seen: set[str] = set()
    organizer = event.first("ORGANIZER")
    all_of_them = [*([organizer] if organizer else []), *event.properties.get("ATTENDEE", ())]
    answers = {_address(each): each.parameters.get("PARTSTAT", "") for each in event.properties.get("ATTENDEE", ())}
    for each in all_of_them[:MOST_PEOPLE]:
        address, name = _address(each), clean(each.parameters.get("CN", ""))[:300]
        address = address or _plain_address(each.parameters.get("EMAIL", ""))
        if each.parameters.get("CUTYPE", "").upper() in _THINGS or not (address or name) or address in seen:
            continue
        seen.add(address or name)
        answer = answers.get(address, each.parameters.get("PARTSTAT", "")).lower()
        shown = "" if name.casefold() == address else name
        known = answer if answer in ("accepted", "declined", "tentative") else ""
        yield Attendee(shown, address, known, organizer=each is organizer)


def _address(found: Property) -> str:
    return _plain_address(re.sub(r"\A\s*mailto:\s*", "", found.value, flags=re.IGNORECASE))


def _plain_address(value: str) -> str:
    address = clean(value).strip("<>").casefold()
    return address if re.fullmatch(r"[^\s@<>,;:\"/]+@[^\s@<>,;:\"/]+", address) and len(address) <= 320 else ""


def _note(event: Component) -> str:
    """Return what the invitation says, as text."""
    said_there = event.text("DESCRIPTION")[: 2 * LONGEST_NOTE]
    if re.search(r"<(?:html|body|p|br|div)\b", said_there, re.IGNORECASE):
        said_there = html_text(said_there)
    place = clean(event.text("LOCATION"))[:500]
    return "\n\n".join(each for each in (place, tidy(said_there)[:LONGEST_NOTE]) if each)
