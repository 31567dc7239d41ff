"""What lies among mail and is none: calendars, contact cards and exported chats, told by how a file begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.communication.taking.chats import ChatTaker
from clientguard.actions.communication.taking.meetings import MeetingTaker
from clientguard.actions.communication.taking.people import PersonTaker
from clientguard.actions.communication.taking.runs import Taken
from clientguard.domain.records import Instant
from clientguard.domain.wording import Said
from clientguard.exchange.calendar.read_calendar import is_calendar, read_calendars
from clientguard.exchange.chat.read_chat import is_chat, read_chats
from clientguard.exchange.contacts.read_cards import is_cards, read_cards
from clientguard.store.records.write_path import Write

Order = Literal["dmy", "mdy"]
What = Literal["calendar", "cards", "chat"]

HEAD = 4096  # bytes that tell what a file is
_SUFFIXES = frozenset((".ics", ".ical", ".ifb", ".vcs", ".vcf", ".vcard", ".txt"))


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the user said about an import: names of their own in chats, the order of day and month, what to repeat."""

    mine: tuple[str, ...] = ()
    dates: Order | None = None
    again: bool = False
    say: Callable[[Said], str] = str


@dataclass(slots=True)
class OtherFiles:
    """The files of one batch other than mail, by what they are."""

    calendar: list[Path] = field(default_factory=list[Path])
    cards: list[Path] = field(default_factory=list[Path])
    chat: list[Path] = field(default_factory=list[Path])
    failed: list[Path] = field(default_factory=list[Path])  # whose bytes could not be read

    def add(self, path: Path) -> bool:
        """Add a file if it is one of these; return whether it is. OSError if it cannot be looked at."""
        what = _what(path)
        if what is not None:
            getattr(self, what).append(path)
        return what is not None


@dataclass(frozen=True, slots=True)
class OthersTaken:
    """What came of the files other than mail."""

    meetings: Taken = field(default_factory=Taken)
    people: Taken = field(default_factory=Taken)
    chats: Taken = field(default_factory=Taken)

    @property
    def all(self) -> tuple[Taken, Taken, Taken]:
        """What came of each kind."""
        return (self.people, self.meetings, self.chats)


def has_chats(paths: Iterable[Path]) -> bool:
    """Return whether one of these files is an exported chat; what cannot be looked at is none."""
    return any(_is_chat(path) for path in paths)


def take_others(
    write: Write,
    people: KnownPeople,
    batches: Iterable[tuple[OtherFiles, int | None]],
    how: HowToRead,
    look: Callable[[], None],
) -> OthersTaken:
    """Take in meetings, people and chats within the transaction: to the client of a batch, or to those whose they are.

    `look` is called now and then, and may raise Cancelled.
    """
    found = [_take(write, people, files, client, how, look) for files, client in batches]
    kinds = (_together(each) for each in zip(*found, strict=True)) if found else ()
    return OthersTaken(*kinds)


def _take(
    write: Write,
    people: KnownPeople,
    files: OtherFiles,
    client: int | None,
    how: HowToRead,
    look: Callable[[], None],
) -> tuple[Taken, Taken, Taken]:
    meetings = MeetingTaker(write, people, _names(files.calendar), client=client, say=how.say, again=how.again)
    for meeting in read_calendars(files.calendar, _moment(write.now()), failed=files.failed.append):
        look()
        meetings.take(meeting)
    persons = PersonTaker(write, people, _names(files.cards), client=client, say=how.say, again=how.again)
    for person in read_cards(files.cards, failed=files.failed.append):
        look()
        persons.take(person)
    chats = ChatTaker(
        write, people, _names(files.chat), client=client, mine=how.mine, say=how.say, again=how.again, look=look
    )
    for path in files.chat:
        chats.begin(path)
        for message in read_chats([path], how.dates, failed=files.failed.append):
            look()
            chats.take(message)
    return meetings.result(), persons.result(), chats.result()


def _is_chat(path: Path) -> bool:
    try:
        return _what(path) == "chat"
    except OSError:  # reading it says why
        return False


def _what(path: Path) -> What | None:
    if path.suffix.lower() not in _SUFFIXES or (path.exists() and not path.is_file()):  # a pipe has no end
        return None
    with path.open("rb") as file:
        head = file.read(HEAD)
    if is_calendar(head):
        return "calendar"
    if is_cards(head):
        return "cards"
    return "chat" if is_chat(head) else None


def _names(paths: Iterable[Path]) -> str:
    return ", ".join(each.name for each in paths)


def _moment(at: Instant) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)


def _together(found: Iterable[Taken]) -> Taken:
    """Return what came of several batches as one."""
    parts = list(found)
    return Taken(
        added=sum(each.added for each in parts),
        changed=sum(each.changed for each in parts),
        attachments=sum(each.attachments for each in parts),
        duplicates=sum(each.duplicates for each in parts),
        unmatched=sum(each.unmatched for each in parts),
        left_out=tuple(one for each in parts for one in each.left_out),
        unreadable=tuple(one for each in parts for one in each.unreadable),
        clients=tuple(dict.fromkeys(one for each in parts for one in each.clients)),
        runs=tuple(one for each in parts for one in each.runs),
    )
