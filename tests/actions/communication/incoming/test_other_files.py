"""A folder in which mail, calendars, contact cards and chats lie together."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientguard.actions.communication.incoming.import_any import import_any
from clientguard.actions.communication.incoming.other_files import HowToRead
from clientguard.actions.communication.incoming.sources import Seen, Source, read_sources
from clientguard.actions.records import editing
from clientguard.domain.records import Contact, ImportRun, Meeting, Message
from clientguard.errors import Cancelled
from clientguard.store.records import lookup
from tests.factories import add
from tests.mailboxes import ADA, JOAN, letter

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@north.example
DTSTART:20261120T100000Z
DTEND:20261120T110000Z
SUMMARY:Colours
ATTENDEE:mailto:joan@harbour.example
END:VEVENT
BEGIN:VEVENT
UID:2@north.example
DTSTART:20261121T100000Z
DTEND:20261121T110000Z
SUMMARY:Dentist
ATTENDEE:mailto:practice@teeth.example
END:VEVENT
END:VCALENDAR
"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Lee Park\nORG:Harbour Books\nEMAIL:lee@taxes.example\nEND:VCARD\n"
CHAT = (
    "[20/11/2026, 10:00:00] Joan Field: Is it blue?\n"
    "[20/11/2026, 10:01:00] Ada North: It is.\n[21/11/2026, 9:00:00] Joan Field: Good.\n"
)


@pytest.fixture
def harbour(book):
    add(book, "contact_point", system="email", value=ADA)
    client = add(book, "client", name="Harbour Books")
    add(book, "contact", client=client, name="Joan Field", email=JOAN)
    return client


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Mixed"
    folder.mkdir()
    (folder / "a.eml").write_bytes(letter(1, JOAN, ADA).partition(b"\n")[2])
    (folder / "b.ics").write_text(CALENDAR)
    (folder / "c.vcf").write_text(CARD)
    (folder / "d.txt").write_text(CHAT)
    return folder


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def counts(taken):
    return (taken.messages, *(each.added for each in (taken.others.meetings, taken.others.people, taken.others.chats)))


def test_each_is_taken_in_for_what_it_is_and_the_whole_is_undone(book, folder, harbour):
    taken = import_any(book, [folder])
    assert counts(taken) == (1, 1, 1, 3)
    assert taken.unreadable == ()
    assert {each.subject for each in all_of(book, Meeting)} == {"Colours"}
    assert {each.client for each in all_of(book, ImportRun)} == {harbour}
    assert counts(import_any(book, [folder])) == (0, 0, 0, 0)
    editing.remove_records(book, taken.runs)
    assert all_of(book, Message) == all_of(book, Meeting) == []
    assert len(all_of(book, Contact)) == 1


def test_what_a_client_is_named_for_goes_to_that_client(book, folder, harbour):
    mill = add(book, "client", name="Mill")
    taken = import_any(book, [folder / "a.eml", folder / "b.ics"], client=mill)
    assert counts(taken) == (1, 2, 0, 0)
    assert {each.client for each in (*all_of(book, Meeting), *all_of(book, Message))} == {mill}


def test_cancelled_among_the_chats_it_writes_nothing(book, tmp_path, harbour):
    chat = "".join(f"[20/11/2026, 10:{each // 60:02}:{each % 60:02}] Joan Field: {each}\n" for each in range(600))
    path = tmp_path / "chat.txt"
    path.write_text(chat)
    steps = iter([False] * 3 + [True] * 100)
    with pytest.raises(Cancelled):
        import_any(book, [path], how=HowToRead(mine=("Ada North",)), cancelled=lambda: next(steps))
    assert all_of(book, Message) == all_of(book, ImportRun) == []


def test_a_watched_folder_takes_in_what_is_new_of_each(book, folder, harbour):
    first = read_sources(book, [Source(folder)], Seen())
    assert counts(first.taken) == (1, 1, 1, 3)
    (folder / "e.ics").write_text(CALENDAR.replace("1@north", "3@north").replace("Colours", "Paper"))
    second = read_sources(book, first.sources, first.seen)
    assert second.taken.others.meetings.added == 1


def test_what_could_not_be_read_in_a_source_is_read_the_next_time(book, folder, harbour, monkeypatch):
    opened, failing = Path.open, {"b.ics": 2, "c.vcf": 3, "d.txt": 3}  # at the look at what it is, or at the reading

    def opening(path, *args, **kwargs):
        failing[path.name] = failing.get(path.name, 0) - 1
        if failing[path.name] == 0:
            raise OSError(5, "Input/output error")
        return opened(path, *args, **kwargs)

    with monkeypatch.context() as drive:
        drive.setattr(Path, "open", opening)
        first = read_sources(book, [Source(folder)], Seen())
    assert counts(first.taken) == (1, 0, 0, 0)
    assert {Path(each.source).name for each in first.taken.unreadable} == {"b.ics", "c.vcf", "d.txt"}
    second = read_sources(book, first.sources, first.seen)
    assert counts(second.taken)[1:] == (1, 1, 3)
    assert counts(read_sources(book, second.sources, second.seen).taken) == (0, 0, 0, 0)


def test_two_chats_in_files_of_one_name_are_two(book, tmp_path, harbour):
    mill = add(book, "client", name="Mill")
    add(book, "contact", client=mill, name="Kim Lee")
    for name in ("Joan Field", "Kim Lee"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "_chat.txt").write_text(CHAT.replace("Joan Field", name))
    taken = import_any(book, [tmp_path / "Joan Field", tmp_path / "Kim Lee"], how=HowToRead(mine=("Ada North",)))
    assert counts(taken) == (0, 0, 0, 6)
    assert {each.client for each in all_of(book, Message)} == {harbour, mill}
