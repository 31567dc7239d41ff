"""Hostile inputs against what comes in beside mail: calendars, contact cards, chats, Outlook's messages, and sources.

Each is taken into the record as text that a form would take as well, or refused in words; the same import again adds
nothing, and one that is cancelled anywhere has written nothing.
"""

from __future__ import annotations

import json

import pytest

from clientguard.actions.communication.incoming import sources
from clientguard.actions.communication.incoming.import_any import TakenIn, import_any
from clientguard.actions.communication.incoming.other_files import HowToRead
from clientguard.actions.communication.incoming.sources import Seen, Source, read_sources
from clientguard.domain.records import Contact, ContactPoint, ImportRun, Meeting, Message, Record
from clientguard.domain.records.check import check_record
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.files import safe_name
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.texts import current
from tests.exchange.mail.outlook import msgs
from tests.factories import add
from tests.hostile import (
    CANARY,
    each,
    hostile_book,  # noqa: F401 - a fixture
    nothing_else_is_touched,  # noqa: F401 - a fixture
    understood,
)
from tests.mailboxes import ADA, JOAN, letter

TAKEN = (Message, Meeting, Contact, ContactPoint, ImportRun)
HOW = HowToRead(mine=("Ada North",), dates="dmy")
EVENT = {
    "UID": "{number}@harbour.example",
    "SUMMARY": "Colours",
    "DTSTART": "20261120T100000Z",
    "DTEND": "20261120T110000Z",
    "ATTENDEE": f"mailto:{JOAN}",
}
CARD = {"FN": "Lee Park", "ORG": "Harbour Books", "EMAIL": "lee{number}@harbour.example"}


def calendar(text: str) -> bytes:
    """Return a calendar of events, each with the text in another place, and one as it should be."""
    places = [{name: text} for name in (*EVENT, "DESCRIPTION", "LOCATION", "RRULE", "EXDATE", "STATUS", "SEQUENCE")]
    places += [{f'ATTENDEE;CN="{text}"': f"mailto:{JOAN}"}, {f"DTSTART;TZID={text}": "20261120T100000"}, {}]
    return _components("VCALENDAR", "VEVENT", EVENT, places)


def cards(text: str) -> bytes:
    """Return contact cards, each with the text in another place, and one as it should be."""
    places = [{name: text} for name in (*CARD, "N", "TITLE", "TEL", "VERSION")]
    places += [{f"TEL;TYPE={text}": "+31 6 1"}, {f"FN;CHARSET={text}": "Lee"}, {}]
    return _components("", "VCARD", CARD, places)


def _components(outer: str, name: str, usual: dict[str, str], places: list[dict[str, str]]) -> bytes:
    lines = [f"BEGIN:{outer}"] if outer else []
    for number, place in enumerate(places):
        usually = {key: value.format(number=number) for key, value in usual.items()}
        replaced = {key.partition(";")[0] for key in place}
        fields = {key: value for key, value in usually.items() if key not in replaced} | place
        lines += [f"BEGIN:{name}", *(f"{key}:{value}" for key, value in fields.items()), f"END:{name}"]
    return "\r\n".join([*lines, *([f"END:{outer}"] if outer else []), ""]).encode("utf-8", "surrogatepass")


def chat(text: str) -> bytes:
    """Return a chat with the text as words, as the name of a file, and as the name of who writes."""
    said = (
        f"Joan Field: {text}",
        f"Ada North: {text} (file attached)",
        f"Joan Field: <attached: {text}>",
        f"{text}: x",
    )
    lines = [f"20/11/2026, 16:{number} - {each}" for number, each in enumerate(said, 10)]
    return "\n".join([*lines, f"{text[:40]}, 16:20 - Joan Field: The end", ""]).encode("utf-8", "surrogatepass")


def outlook(text: str) -> bytes:
    """Return a message of Outlook's with the text everywhere."""
    words = text.encode("utf-8", "replace").decode()
    root = msgs.message(words, words).put(0x007D, f"X-Note: {words}\r\n{words}\r\nReferences: {words}\r\n")
    people = [msgs.recipient(words, ADA), msgs.recipient("Joan", words)]
    return msgs.file(msgs.with_all(root, people, [msgs.attachment(words[:900], words.encode(), words[:900])]))


FILES = {"meetings.ics": calendar, "people.vcf": cards, "WhatsApp Chat with Joan Field.txt": chat, "a.msg": outlook}


@pytest.fixture
def harbour(book: Casebook) -> int:
    """A client with one person, and the user's own address."""
    add(book, "contact_point", system="email", value=ADA)
    client = add(book, "client", name="Harbour Books")
    add(book, "contact", client=client, name="Joan Field", email=JOAN)
    return client


def all_of(book: Casebook) -> list[Record]:
    with book.read() as db:
        return [record for cls in TAKEN for record in lookup.find_records(db, cls)]


def fine(book: Casebook, taken: TakenIn) -> None:
    """Fail unless all that was taken in is as a form would take it, and all that was not says why."""
    assert all(current().say(one.reason).strip() for one in taken.unreadable if one.reason)
    for record in all_of(book):
        assert check_record(record) == (), record
        words = [getattr(record, field.name) for field in record.kind.fields]
        assert not any("\x00" in one for one in words if isinstance(one, str)), record


def added(taken: TakenIn) -> int:
    return taken.messages + sum(one.added for one in taken.others.all)


@each
def test_it_is_taken_in_as_text_or_listed_with_its_reason_and_only_once(book, harbour, tmp_path, text):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content(text[:50_000]))
    taken = import_any(book, [folder], how=HOW)
    fine(book, taken)
    assert taken.others.meetings.added  # the event that is as it should be is there, whatever the others are
    assert taken.others.people.added
    assert added(import_any(book, [folder], how=HOW)) == 0
    fine(book, import_any(book, [folder], client=add(book, "client", name="Mill"), how=HOW))


# --- sources ---

KEPT: list[object] = [
    None,
    {},
    [None, 5, [], {}],
    [{"path": 5}, {"path": ""}, {"path": "x", "client": "1", "gone": -5}],
    [{"path": "a\x00b", "client": 10**30, "gone": True}],
    {"entry": [1], "known": "", "marks": {}},
    {"entry": [10**30, "ff"], "known": None, "marks": {"x": {"y": [1, 2, 3, 4, "z"]}}},
    {"entry": [1, "x"], "known": "", "marks": {"x": {"y": [10**400] * 4 + ["z"]}}},
    {"entry": ["many", 1], "known": "", "marks": []},
    {"entry": {"a": 1}, "known": "", "marks": {"x": [1]}},
]


@pytest.mark.parametrize("plain", KEPT, ids=lambda plain: repr(plain)[:40])
def test_sources_that_make_no_sense_are_left_out_and_all_is_read(book, harbour, tmp_path, plain):
    inbox = tmp_path / "Inbox"
    inbox.write_bytes(letter(1, JOAN, ADA))
    kept = [*sources.sources_from(plain), Source(inbox)]
    done = read_sources(book, kept, sources.seen_from(plain))
    assert done.taken.messages == 1
    json.dumps([one.plain() for one in done.sources])
    assert read_sources(book, done.sources, sources.seen_from(json.loads(json.dumps(done.seen.plain())))).taken


@each
def test_a_source_of_any_name_is_read_or_says_that_it_is_not_there(book, harbour, tmp_path, text):
    place = tmp_path / "sources" / text.replace(CANARY, "x").lstrip("/")
    try:
        sources.added(book, [], place, None)
    except KnownError as error:
        understood(error)
    done = read_sources(book, [Source(place), Source(tmp_path / "nowhere", client=10**9)], Seen())
    assert len(done.sources) == 2
    assert all(one.gone_ms or one.path == place for one in done.sources)
    folder = tmp_path / "named"
    folder.mkdir()
    inbox = folder / safe_name(text)
    inbox.write_bytes(letter(1, JOAN, ADA))
    again = read_sources(book, sources.added(book, [], folder, None), done.seen)
    assert again.taken.messages + len(again.taken.unreadable) + again.taken.passed == 1
    assert added(read_sources(book, again.sources, again.seen).taken) == 0


# --- cancelled ---


def test_cancelled_anywhere_it_has_written_nothing(book, harbour, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.eml").write_bytes(letter(1, JOAN, ADA).partition(b"\n")[2])
    for name, content in FILES.items():
        (folder / name).write_bytes(content("Blue"))
    before = _whole(book)
    looks, stop = 0, 0

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return looks == stop

    for stop in range(1, 100):  # noqa: B007 - read by `cancelled`
        looks = 0
        try:
            taken = import_any(book, [folder], how=HOW, cancelled=cancelled)
        except Cancelled:
            assert _whole(book) == before
            continue
        break
    assert looks > 1
    assert added(taken) == len(all_of(book)) - 1 - 1 - len(taken.runs)


def _whole(book: Casebook) -> dict[str, list[object]]:
    with book.read() as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
