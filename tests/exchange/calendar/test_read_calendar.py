"""Calendars to meetings: who takes part and who declined, what repeats, and what is broken."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clientguard.exchange.calendar.read_calendar import MeetingDraft, is_calendar, read_calendar, read_calendars
from clientguard.exchange.calendar.recurrence import NotARuleError, rule_between
from clientguard.exchange.mail.read_mail import Unreadable

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")


def calendar(*events: str, head: str = "") -> bytes:
    """Return a calendar; an event is its lines, between bars."""
    lines = [f"BEGIN:VEVENT|{event}|END:VEVENT" for event in events]
    return (
        "|".join(["BEGIN:VCALENDAR", *([head] if head else []), *lines, "END:VCALENDAR"]).replace("|", "\r\n").encode()
    )


def read(data: bytes) -> list[MeetingDraft | Unreadable]:
    return list(read_calendar(data, "a.ics", NOW, BANGKOK))


def meetings(data: bytes) -> list[MeetingDraft]:
    found = read(data)
    assert all(isinstance(each, MeetingDraft) for each in found), found
    return [each for each in found if isinstance(each, MeetingDraft)]


def clock(draft: MeetingDraft) -> str:
    return f"{datetime.fromtimestamp(draft.at.ms / 1000, UTC):%Y-%m-%d %H:%M} {draft.at.offset:+}"


def test_a_meeting_has_its_people_and_their_answers():
    (draft,) = meetings(
        calendar(
            "UID:7@harbour.example|SUMMARY:Review\\, second round|DTSTART;TZID=Europe/Amsterdam:20261124T100000"
            "|DTEND;TZID=Europe/Amsterdam:20261124T104500|LOCATION:Pier 4|DESCRIPTION:Bring the drafts.\\nThanks"
            '|ORGANIZER;CN="Ash, Ann":mailto:Ann@Harbour.example'
            "|ATTENDEE;PARTSTAT=ACCEPTED;CN=Ann:mailto:ann@harbour.example"
            "|ATTENDEE;PARTSTAT=DECLINED:mailto:ben@harbour.example|ATTENDEE;CUTYPE=ROOM:mailto:pier4@harbour.example"
        )
    )
    assert (draft.subject, draft.minutes, clock(draft)) == ("Review, second round", 45, "2026-11-24 09:00 +60")
    assert [(each.name, each.address, each.answer, each.organizer) for each in draft.people] == [
        ("Ash, Ann", "ann@harbour.example", "accepted", True),
        ("", "ben@harbour.example", "declined", False),
    ]
    assert draft.note == "Pier 4\n\nBring the drafts.\nThanks"
    assert (draft.key, draft.cancelled) == ("7@harbour.example", False)


@pytest.mark.parametrize("how", ["STATUS:CANCELLED", ""])
def test_a_cancelled_meeting_says_so(how: str):
    event = f"UID:1|SUMMARY:x|DTSTART:20261124T100000Z|{how or 'STATUS:CONFIRMED'}"
    (draft,) = meetings(calendar(event, head="" if how else "METHOD:CANCEL"))
    assert draft.cancelled


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20261124T100000Z", "2026-11-24 10:00 +0"),
        ("DTSTART:20261124T100000", "2026-11-24 03:00 +420"),
        ("DTSTART;TZID=W. Europe Standard Time:20260724T100000", "2026-07-24 08:00 +120"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261124T100000", "2026-11-24 09:00 +60"),
        ("DTSTART;TZID=Nowhere:20261124T100000", "2026-11-24 03:00 +420"),
        ('DTSTART;TZID="(UTC+05:30) Somewhere":20261124T100000', "2026-11-24 04:30 +330"),
    ],
)
def test_time_zones_are_known_by_many_names(start: str, expected: str):
    assert clock(meetings(calendar(f"UID:1|SUMMARY:x|{start}"))[0]) == expected


def test_a_zone_of_its_own_follows_the_rules_in_the_file():
    zone = (
        "BEGIN:VTIMEZONE|TZID:Ours|BEGIN:STANDARD|DTSTART:20071104T020000|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"
        "|TZOFFSETFROM:-0400|TZOFFSETTO:-0500|END:STANDARD|BEGIN:DAYLIGHT|DTSTART:20070311T020000"
        "|RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU|TZOFFSETFROM:-0500|TZOFFSETTO:-0400|END:DAYLIGHT|END:VTIMEZONE"
    )
    summer, winter = meetings(
        calendar("UID:1|DTSTART;TZID=Ours:20260701T090000", "UID:2|DTSTART;TZID=Ours:20261201T090000", head=zone)
    )
    assert (clock(summer), clock(winter)) == ("2026-07-01 13:00 -240", "2026-12-01 14:00 -300")


def test_a_series_keeps_its_time_on_the_clock_and_leaves_out_what_was_moved_or_dropped():
    found = meetings(
        calendar(
            "UID:s|SUMMARY:Weekly|DTSTART;TZID=Europe/Amsterdam:20261016T100000|DURATION:PT30M"
            "|RRULE:FREQ=WEEKLY;UNTIL=20261106T090000Z|EXDATE;TZID=Europe/Amsterdam:20261023T100000",
            "UID:s|SUMMARY:Weekly\\, later|RECURRENCE-ID;TZID=Europe/Amsterdam:20261030T100000"
            "|DTSTART;TZID=Europe/Amsterdam:20261030T150000",
        )
    )
    assert [(each.subject, clock(each), each.recurrence) for each in found] == [
        ("Weekly", "2026-10-16 08:00 +120", "20261016T080000Z"),
        ("Weekly", "2026-11-06 09:00 +60", "20261106T090000Z"),
        ("Weekly, later", "2026-10-30 14:00 +60", "20261030T090000Z"),
    ]
    assert len({each.key for each in found}) == 3


def test_a_series_is_read_from_three_years_back_to_a_year_ahead():
    found = meetings(calendar("UID:1|SUMMARY:x|DTSTART:19990104T090000Z|RRULE:FREQ=WEEKLY"))
    assert 205 < len(found) < 215
    daily = read(calendar("UID:1|SUMMARY:x|DTSTART:19990104T090000Z|RRULE:FREQ=DAILY"))
    assert len(daily) == 1001
    assert isinstance(daily[-1], Unreadable)
    assert daily[-1].reason.text == "This meeting is repeated more than {most} times. The later ones were left out."


def test_the_last_version_of_an_event_counts():
    (draft,) = meetings(
        calendar(
            "UID:1|SEQUENCE:2|SUMMARY:new|DTSTART:20261124T100000Z|STATUS:CANCELLED",
            "UID:1|SEQUENCE:1|SUMMARY:old|DTSTART:20261124T090000Z",
        )
    )
    assert (draft.subject, draft.cancelled) == ("new", True)


def test_a_whole_day_is_a_meeting_only_with_people():
    day = "DTSTART;VALUE=DATE:20261124|SUMMARY:Fair"
    assert not meetings(calendar(f"UID:2|{day}|ATTENDEE:mailto:ann@harbour.example", f"UID:1|{day}"))[1:]
    (nothing,) = read(calendar(f"UID:1|{day}"))
    assert isinstance(nothing, Unreadable)
    assert nothing.reason.text == "There are no meetings in this calendar."


def test_what_can_be_read_is_read_and_the_rest_is_said():
    found = read(calendar("UID:1|SUMMARY:No day", "UID:2|SUMMARY:Good|DTSTART:20261124T100000Z|nonsense|;:;"))
    assert [type(each).__name__ for each in found] == ["Unreadable", "MeetingDraft"]
    cut = calendar('UID:1|SUMMARY:Good|DTSTART:20261124T100000Z|SUMMARY;X="')[:-30]
    assert [type(each).__name__ for each in read(cut)] == ["MeetingDraft", "Unreadable"]


def test_alarms_and_tasks_are_not_read_into_the_event():
    (draft,) = meetings(
        calendar(
            "UID:1|SUMMARY:Good|BEGIN:VALARM|SUMMARY:Alarm|DTSTART:19990101T000000Z|END:VALARM|DTSTART:20261124T100000Z"
        )
    )
    assert draft.subject == "Good"


ENDLESS = ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "x", "FREQ=WEEKLY;BYSETPOS=99"]


@pytest.mark.parametrize("rule", [*ENDLESS, "FREQ=MINUTELY;COUNT=5;BYDAY=MO"])
def test_a_rule_that_would_not_end_is_refused(rule: str):
    with pytest.raises(NotARuleError):
        rule_between(rule, datetime(2026, 1, 1), datetime(2027, 1, 1))


def test_a_rule_that_never_comes_true_ends_at_once():
    assert rule_between("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", datetime(1, 1, 1), datetime(2027, 1, 1)) == ([], True)


def test_it_never_raises():
    whole = calendar(
        "UID:1|SUMMARY:x|DTSTART;TZID=Europe/Rome:20261001T100000|RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=9|RDATE:20261224T100000Z",
        'UID:1|RECURRENCE-ID:20261105T090000Z|DTSTART:20261105T100000Z|ATTENDEE;CN="A":mailto:a@b.example',
        head="BEGIN:VTIMEZONE|TZID:X|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETTO:+0100|END:STANDARD|END:VTIMEZONE",
    )
    chance = random.Random(5)
    bits = [b"\0", b"\xff", b":", b";", b'"', b"\r\n", b"BEGIN:", b"END:VEVENT\r\n", b"99999999", b"T", b"FREQ=DAILY;"]
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 4)] = chance.choice(bits)
        assert read(bytes(data[: chance.randint(1, len(data))])) is not None
    assert read(b"BEGIN:VEVENT\n" * 50_000)
    assert read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n" + b" y\n" * 200_000)


def test_a_zone_with_an_endless_name_is_none_and_costs_no_time():
    (draft,) = meetings(calendar(f"UID:1|SUMMARY:x|DTSTART;TZID={'A' * 150_000}:20261124T100000"))
    assert clock(draft) == "2026-11-24 03:00 +420"


def test_a_calendar_is_known_by_its_beginning():
    assert is_calendar(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n")
    assert not is_calendar(b"BEGIN:VCARD\r\n")


# --- the corpus ---


def test_rules_give_as_many_times_as_other_programs_count(corpus: Path):
    for case in json.loads((corpus / "expected/calendar_rrule_counts.json").read_text()):
        start = datetime.strptime(case["dtstart"].rstrip("Z"), "%Y%m%dT%H%M%S")
        if "exdate" not in case:
            assert len(rule_between(case["rrule"], start, datetime(2100, 1, 1))[0]) == case["expect_events"], case


def test_every_calendar_of_the_corpus_gives_meetings_or_reasons(corpus: Path):
    for each in sorted((corpus / "calendar").rglob("*")):
        if each.is_file():
            assert list(read_calendars([each], NOW, UTC)), each


def test_what_is_valid_has_no_damaged_event(corpus: Path):
    damaged = "An event in this calendar is damaged."
    for case in json.loads((corpus / "expected/calendar_validity.json").read_text()):
        found = list(read_calendars([corpus / case["file"]], NOW, UTC))
        if case["expect"] == "valid":
            assert not any(isinstance(item, Unreadable) and item.reason.text == damaged for item in found), case
