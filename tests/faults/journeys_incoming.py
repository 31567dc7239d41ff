"""Journeys of what comes in without a client's name: a folder of mail, calendar, cards and chats, and sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clientguard.actions.communication.incoming import sources
from clientguard.actions.communication.incoming.import_any import TakenIn, import_any
from clientguard.actions.communication.incoming.sources import Seen, Source
from clientguard.domain.records import Contact, ImportRun, Instant, Meeting, Message
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from tests import factories
from tests.factories import FIRST
from tests.faults.ground import LETTER, Ack, Journey, client_of, is_indexed, opened, prepared, settled
from tests.mailboxes import ADA, JOAN, letter

CALENDAR = f"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@north.example
DTSTART:20261120T100000Z
DTEND:20261120T110000Z
SUMMARY:Colours
DESCRIPTION:{LETTER.replace(chr(10), " ")}
ATTENDEE:mailto:{JOAN}
END:VEVENT
END:VCALENDAR
"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Lee Park\nEMAIL:lee@harbour.example\nTEL:+31 6 1\nEND:VCARD\n"
CHAT = f"[20/11/2026, 10:00:00] Joan Field: Is it blue?\n[20/11/2026, 10:01:00] Ada North: {LETTER}"
MAILS, CHATS = 2, 2
KINDS = ("mail", "meetings", "people", "chats")


def with_folders(folder: Path) -> None:
    """Put two folders with mail beside the casebook, one with all else as well; the client is known by an address."""
    prepared(folder)
    with opened(folder) as book:
        factories.add(book, "contact_point", system="email", value=ADA)
        factories.add(book, "contact", client=client_of(book), name="Joan Field", email=JOAN)
    for name, numbers in (("first", (1, 2)), ("second", (3, 4))):
        inner = folder / name
        inner.mkdir()
        (inner / "Inbox").write_bytes(b"".join(letter(each, JOAN, ADA) for each in numbers))
    (folder / "first" / "meetings.ics").write_text(CALENDAR)
    (folder / "first" / "people.vcf").write_text(CARD)
    (folder / "first" / "WhatsApp Chat with Joan Field.txt").write_text(CHAT)


def import_folder(folder: Path, ack: Ack) -> None:
    """Take in a folder in which all kinds lie together."""
    with opened(folder) as book:
        _acknowledged(import_any(book, [folder / "first"]), "first", ack)


def read_sources(folder: Path, ack: Ack) -> None:
    """Read a source; then, in another session, both that and a new one; then all once more, from the beginning."""
    first, second = Source(folder / "first"), Source(folder / "second")
    with opened(folder) as book:
        done = sources.read_sources(book, [first], Seen(), clock=_clock)
        _acknowledged(done.taken, "first", ack, gone=bool(done.gone))
    with opened(folder) as book:
        done = sources.read_sources(book, [*done.sources, second], done.seen, clock=_clock)
        _acknowledged(done.taken, "second", ack, gone=bool(done.gone))
        sources.read_sources(book, done.sources, Seen(), clock=_clock)


def _clock() -> Instant:
    return Instant(FIRST)


def _acknowledged(taken: TakenIn, what: str, ack: Ack, *, gone: bool = False) -> None:
    """Acknowledge what was read in full; what could not be read is said, as a person would be told."""
    if taken.unreadable or gone:
        raise KnownError("Not all could be read.")
    for kind in KINDS if what == "first" else KINDS[:1]:
        ack(f"{what}, {kind}")


def folder_imported(db: Connection, folder: Path) -> dict[str, str]:
    """Tell of each kind in the first folder whether all of it is there once, with its record of the import.

    Kinds are told apart because a file that cannot be read is said, and costs no other.
    """
    messages = lookup.find_records(db, Message)
    chats = [each for each in messages if each.channel == "chat"]
    meetings = lookup.find_records(db, Meeting)
    people = lookup.find_records(db, Contact, "t.name = 'Lee Park'")
    return settled(
        {
            "first, mail": _mail(db, 1, 2),
            "first, meetings": _whole(db, meetings, 1, "meetings"),
            "first, people": _whole(db, people, 1, "people"),
            "first, chats": _whole(db, chats, CHATS, "chats"),
        }
    )


def sources_read(db: Connection, folder: Path) -> dict[str, str]:
    """Tell the same when both folders were read, each more than once."""
    return {**folder_imported(db, folder), **settled({"second, mail": _mail(db, 3, 4)})}


def _mail(db: Connection, *numbers: int) -> bool | None:
    subjects = {f"Letter {each}" for each in numbers}
    return _whole(db, [each for each in lookup.find_records(db, Message) if each.subject in subjects], MAILS, "")


def _whole(db: Connection, found: Sequence[Message | Meeting | Contact], count: int, counted: str) -> bool | None:
    """Return whether so many records are there, can be found, and came with an import that counts them, or none is."""
    runs = {each.id: each for each in lookup.find_records(db, ImportRun)}
    if not found:
        return None if counted and any(getattr(each, counted) for each in runs.values()) else False
    whole = len(found) == count and all(is_indexed(db, each.id) and each.imported_by in runs for each in found)
    told = not counted or sum(getattr(each, counted) or 0 for each in runs.values()) == count
    return True if whole and told else None


INCOMING = (
    Journey("import a folder of everything", with_folders, import_folder, folder_imported),
    Journey("read sources", with_folders, read_sources, sources_read),
)
