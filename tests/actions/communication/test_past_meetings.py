"""What became of a planned meeting, noted with one click, and taken for what it is afterwards (P6.5)."""

from __future__ import annotations

import pytest

from clientguard.actions.communication.waiting.meetings import note_outcome
from clientguard.domain.records import Meeting
from clientguard.errors import KnownError
from clientguard.store.views.communication.meetings import past_planned
from tests.factories import FIRST, TODAY, Instant, add, ago, read

DAY = 86_400_000


@pytest.fixture
def client(book) -> int:
    return add(book, "client", name="Harbour Books")


def planned(book, client: int, days: int, **fields) -> int:
    return add(
        book, "meeting", client=client, planned_at=Instant(FIRST - days * DAY, fields.pop("offset", 0)), **fields
    )


def asked(book) -> list[int]:
    with book.read() as db:
        return [each.meeting for each in past_planned(db, TODAY)]


def test_what_is_past_and_still_planned_is_asked_about_and_nothing_else(book, client):
    past = planned(book, client, 3, subject="Weekly call")
    planned(book, client, 0)
    planned(book, client, -2)
    planned(book, client, 90)
    planned(book, client, 4, state="held")
    planned(book, add(book, "client", name="Mill", stage="former"), 2)
    with book.read() as db:
        (found,) = past_planned(db, TODAY)
    assert (found.meeting, found.client_name, found.subject, found.day) == (
        past,
        "Harbour Books",
        "Weekly call",
        ago(3),
    )


@pytest.mark.parametrize(("offset", "is_past"), [(0, False), (-60, True), (60, False)])
def test_the_day_is_that_of_the_clock_it_was_planned_by(book, client, offset, is_past):
    meeting = planned(book, client, 0, offset=offset)  # midnight of today, in Greenwich
    assert asked(book) == ([meeting] if is_past else [])


@pytest.mark.parametrize(
    ("outcome", "state", "by"),
    [
        ("meeting held", "held", ""),
        ("client missed it", "missed", "client"),
        ("we missed it", "missed", "us"),
        ("meeting cancelled", "cancelled", ""),
    ],
)
def test_an_answer_is_noted_and_it_is_not_asked_about_again(book, client, outcome, state, by):
    meeting = planned(book, client, 3)
    note_outcome(book, meeting, outcome)
    after = read(book, Meeting, meeting)
    assert (after.state, after.missed_by) == (state, by)
    assert asked(book) == []
    with pytest.raises(KnownError, match="noted already"):
        note_outcome(book, meeting, "meeting held")
    assert read(book, Meeting, meeting) == after
