"""Meetings of a calendar: whose they are, what became of them, and each of them once."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, time, timedelta

import pytest

from clientguard.actions.communication import undo_import
from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.communication.taking.meetings import MeetingTaker
from clientguard.actions.privacy import erasure
from clientguard.actions.records import editing
from clientguard.domain.records import ImportRun, Meeting
from clientguard.errors import KnownError
from clientguard.exchange.calendar.read_calendar import read_calendar
from clientguard.store.records import lookup
from tests import factories
from tests.factories import TODAY

ANN, BEN = "ann@harbour.example", "ben@harbour.example"
MINE = "ada@north.example"
NOW = datetime.combine(TODAY, time(12), UTC)


@pytest.fixture
def harbour(book):
    client = factories.add(book, "client", name="Harbour", email="office@harbour.example")
    factories.add(book, "contact", client=client, name="Ann Ash", email=ANN)
    factories.add(book, "contact", client=client, name="Ben Birch", email=BEN)
    factories.add(book, "contact_point", system="email", value=MINE)
    return client


def event(*lines: str, uid: str = "1", days: int = 3, method: str = "") -> bytes:
    """Return a calendar with one event, so many days from now."""
    start = f"{NOW + timedelta(days=days):%Y%m%dT100000Z}"
    head = [f"METHOD:{method}"] if method else []
    rows = ["BEGIN:VCALENDAR", *head, "BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", "DURATION:PT30M", *lines]
    return "\r\n".join([*rows, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def taken(book, *files: bytes, client=None, again=False):
    def work(write):
        people = KnownPeople(write.db)
        taker = MeetingTaker(write, people, "work.ics", client=client, again=again)
        for data in files:
            for item in read_calendar(data, "work.ics", NOW, UTC):
                taker.take(item)
        return taker.result()

    return book.write(work)


def meetings(book) -> list[Meeting]:
    with book.read() as db:
        return lookup.find_records(db, Meeting)


def states(book):
    return [(each.state, each.missed_by) for each in meetings(book)]


def test_a_meeting_goes_to_the_client_whose_people_take_part(book, harbour):
    found = taken(book, event("SUMMARY:Review", f"ATTENDEE;CN=Ann Ash:mailto:{ANN}", f"ORGANIZER:mailto:{MINE}"))
    (meeting,) = meetings(book)
    assert (meeting.client, meeting.subject, meeting.minutes, meeting.state) == (harbour, "Review", 30, "planned")
    assert meeting.people == f"{MINE}, Ann Ash <{ANN}>"
    assert (found.added, found.clients, found.unmatched) == (1, (harbour,), 0)
    with book.read() as db:
        run = lookup.get_record(db, ImportRun, found.runs[0])
    assert (run.client, run.meetings, run.source, meeting.imported_by) == (harbour, 1, "work.ics", run.id)


def test_nothing_is_kept_of_a_private_appointment(book, path, harbour):
    found = taken(book, event("SUMMARY:Dentist canary", "ATTENDEE:mailto:tooth@clinic.example"), event("SUMMARY:Gym"))
    assert (meetings(book), found.unmatched, found.runs) == ([], 2, ())
    book.close()
    assert not [text for text in ("canary", "clinic", "Gym") if text in str(factories.content(path))]


def test_one_that_is_over_counts_as_held(book, harbour):
    taken(book, event("SUMMARY:x", f"ATTENDEE:mailto:{ANN}", days=-3))
    assert states(book) == [("held", "")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("STATUS:CANCELLED", f"ORGANIZER:mailto:{ANN}"), ("cancelled", "client")),
        (("STATUS:CANCELLED", f"ORGANIZER:mailto:{MINE}", f"ATTENDEE:mailto:{ANN}"), ("cancelled", "us")),
        ((f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANN}",), ("cancelled", "client")),
        ((f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANN}", f"ATTENDEE:mailto:{BEN}"), ("planned", "")),
        ((f"ATTENDEE;PARTSTAT=DECLINED:mailto:{MINE}", f"ATTENDEE:mailto:{BEN}"), ("cancelled", "us")),
    ],
)
def test_who_called_it_off_or_declined_is_kept(book, harbour, lines, expected):
    taken(book, event("SUMMARY:x", *lines))
    assert states(book) == [expected]


def test_the_same_meeting_is_brought_up_to_date_and_never_doubled(book, harbour):
    people = f"ATTENDEE:mailto:{ANN}"
    taken(book, event("SUMMARY:x", people))
    again = taken(book, event("SUMMARY:x", people))
    assert (again.added, again.changed, again.duplicates, again.runs) == (0, 0, 1, ())
    before = meetings(book)[0].planned_at
    moved = taken(book, event("SUMMARY:x", people, days=5))
    assert (moved.changed, len(meetings(book))) == (1, 1)
    assert meetings(book)[0].planned_at != before
    taken(book, event("SUMMARY:x", people, f"ORGANIZER:mailto:{ANN}", days=5, method="CANCEL"))
    assert states(book) == [("cancelled", "client")]


def test_an_answer_alone_calls_off_a_meeting_that_nobody_else_of_the_client_attends(book, harbour):
    reply = event("SUMMARY:x", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ANN}", method="REPLY")
    assert taken(book, reply).added == 0
    taken(book, event("SUMMARY:x", f"ATTENDEE:mailto:{ANN}"))
    taken(book, reply)
    assert states(book) == [("cancelled", "client")]


def test_that_a_meeting_was_missed_is_the_users_word_and_stays(book, harbour):
    data = event("SUMMARY:x", f"ATTENDEE:mailto:{ANN}", days=-3)
    taken(book, data)
    editing.save_record(book, dataclasses.replace(meetings(book)[0], state="missed", missed_by="client"))
    assert taken(book, data).changed == 0
    assert states(book) == [("missed", "client")]


def test_what_was_removed_or_erased_stays_away_and_what_was_undone_comes_again(book, harbour):
    data = event("SUMMARY:x", f"ATTENDEE:mailto:{ANN}")
    found = taken(book, data)
    with book.read() as db:
        run = lookup.get_record(db, ImportRun, found.runs[0])
    book.write(lambda write: undo_import.undo(write, run))
    assert meetings(book) == []
    assert taken(book, data).added == 1
    editing.remove_records(book, [meetings(book)[0].id])
    left_out = taken(book, data)
    assert (left_out.added, [each.reason.text for each in left_out.left_out]) == (0, ["It was removed before."])
    assert taken(book, data, again=True).added == 1
    erasure.erase_records(book, [meetings(book)[0].id], "asked", [])
    with book.read() as db:
        gone = [each.id for each in lookup.find_records(db, Meeting, removed=True) if each.calendar_uid]
    erasure.erase_records(book, gone, "asked", [])
    assert [each.reason.text for each in taken(book, data).left_out] == ["It was erased before."]


REPEATED = "RRULE:FREQ=WEEKLY;COUNT=3"


def test_a_meeting_that_is_repeated_later_is_not_doubled(book, harbour):
    people = f"ATTENDEE:mailto:{ANN}"
    taken(book, event("SUMMARY:x", people))
    found = taken(book, event("SUMMARY:x", people, REPEATED))
    assert (found.added, found.changed, len(meetings(book))) == (2, 1, 3)
    assert taken(book, event("SUMMARY:x", people, REPEATED)).duplicates == 3
    assert taken(book, event("SUMMARY:x", people)).added == 0


@pytest.mark.parametrize(("first", "later"), [((), (REPEATED,)), ((REPEATED,), ())])
def test_what_was_erased_does_not_come_back_when_it_is_repeated_or_no_longer_is(book, harbour, first, later):
    people = f"ATTENDEE:mailto:{ANN}"
    taken(book, event("SUMMARY:x", people, *first))
    erasure.erase_records(book, [each.id for each in meetings(book)], "asked", [])
    found = taken(book, event("SUMMARY:x", people, *later))
    assert (found.added, {each.reason.text for each in found.left_out}) == (0, {"It was erased before."})


def test_one_time_that_was_removed_stays_away_and_the_others_come(book, harbour):
    data = event("SUMMARY:x", f"ATTENDEE:mailto:{ANN}", REPEATED)
    taken(book, data)
    editing.remove_records(book, [meetings(book)[1].id])
    found = taken(book, data)
    assert (found.added, found.duplicates, [each.reason.text for each in found.left_out]) == (
        0, 2, ["It was removed before."]
    )  # fmt: skip


def test_a_meeting_that_was_imported_again_is_not_restored_beside_it(book, harbour):
    data = event("SUMMARY:x", f"ATTENDEE:mailto:{ANN}")
    found = taken(book, data)
    editing.remove_records(book, list(found.runs))
    taken(book, data)
    with pytest.raises(KnownError, match="was imported again"):
        editing.restore_records(book, list(found.runs))
    assert len(meetings(book)) == 1


def test_a_client_that_is_named_gets_all_of_it(book, harbour):
    other = factories.add(book, "client", name="Mill")
    assert taken(book, event("SUMMARY:Plan"), client=other).added == 1
    assert meetings(book)[0].client == other
