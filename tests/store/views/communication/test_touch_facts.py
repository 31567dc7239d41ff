"""What is counted for each client, and from which records."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.actions.records import editing
from clientguard.domain.records import Instant
from clientguard.store.views.communication.touch import TouchFacts, touch_facts
from tests import factories
from tests.factories import TODAY, ago

HOUR = 3_600_000  # milliseconds
NOON = factories.FIRST + 12 * HOUR  # Sunday, 22 November 2026


@pytest.fixture
def book(tmp_path):
    with factories.firm_book(tmp_path / "practice.casebook") as book:
        yield book


def utc(at: Instant) -> tuple[int, int]:
    minute, weekday = at.ms // 60_000, (at.ms // 86_400_000 + 3) % 7
    return weekday, minute % 1440


YEAR = ago(365)


def facts(book, since: date = YEAR, until: date = TODAY) -> dict[str, TouchFacts]:
    with book.read() as db:
        return {each.client_name: each for each in touch_facts(db, since, until, utc)}


def message(book, client: int, hours: float, direction: str = "in", **values) -> int:
    at = Instant(NOON + int(hours * HOUR))
    return factories.add(book, "message", client=client, at=at, direction=direction, **values)


def test_messages_meetings_rounds_work_and_income_are_counted_by_client(book):
    mill, inn = (factories.add(book, "client", name=name) for name in ("Mill", "Inn"))
    for hours, direction in ((-50, "in"), (-49, "out"), (-40, "in")):
        message(book, mill, hours, direction, minutes=10)
    removed = message(book, inn, -3)
    for state, by in (("held", ""), ("missed", "client"), ("missed", "us"), ("cancelled", "client")):
        at = Instant(NOON - 30 * HOUR)
        factories.add(book, "meeting", client=mill, planned_at=at, state=state, missed_by=by, minutes=45)
    asked = factories.add(book, "request", client=mill)
    factories.add(book, "request", client=mill, rounds=2)
    factories.add(book, "approval_round", client=mill, request=asked)
    factories.add(book, "work", client=inn, minutes=90, sort="change")
    factories.add(book, "payment", client=inn, amount=5_000)
    editing.remove_records(book, [removed])
    found = facts(book)
    assert (found["Mill"].received, found["Mill"].sent) == (2, 1)
    assert found["Mill"].message_minutes == 30
    kept = found["Mill"]
    assert (kept.held, kept.missed, kept.missed_by_us, kept.meeting_minutes) == (1, 1, 1, 45)
    assert (kept.requests, kept.rounds) == (2, 3)
    assert (found["Inn"].received, dict(found["Inn"].work)) == (0, {"change": 90})
    assert [each.plain() for each in found["Inn"].income] == ["50.00"]


def test_the_first_and_the_last_day_count_and_what_lies_outside_does_not(book):
    mill = factories.add(book, "client", name="Mill")
    for days in (0, 1, 2, 3):
        message(book, mill, -24 * days)
    assert facts(book, ago(2), ago(1))["Mill"].received == 2


def test_an_answer_takes_from_the_first_open_message_of_the_other_side(book):
    mill = factories.add(book, "client", name="Mill")
    for hours, direction in ((-30, "out"), (-29, "out"), (-26, "in"), (-25.5, "in"), (-25, "out")):
        message(book, mill, hours, direction)
    message(book, mill, -24 * 100, "in")  # months before: what was written then begins something else
    found = facts(book)["Mill"]
    assert list(found.their_answers) == [4 * 3600]
    assert list(found.our_answers) == [3600]


def test_messages_outside_the_agreed_hours_are_counted_where_hours_are_agreed(book):
    mill, inn = (factories.add(book, "client", name=name) for name in ("Mill", "Inn"))
    factories.add(book, "contract", client=mill, contact_hours="Mon–Fri 9–17")
    for client in (mill, inn):
        message(book, client, 0)  # Sunday noon
        message(book, client, -48)  # Friday noon
        message(book, client, -48 + 6)  # Friday, 18:00
        message(book, client, -1, "out")
    found = facts(book)
    assert (found["Mill"].outside, found["Inn"].outside) == (2, None)


def test_a_former_client_is_compared_only_where_there_was_contact(book):
    mill = factories.add(book, "client", name="Mill", stage="former")
    factories.add(book, "client", name="Inn", stage="former")
    message(book, mill, -5)
    assert facts(book).keys() == {"Mill"}
