"""A late answer moves the date of what it holds up: by how much, and what else has a say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.communication.waiting.moved import MovedDate, moved, moved_words
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.records import Deliverable, Extension
from clientguard.texts import current


def nov(day: int) -> date:
    return date(2026, 11, day)


DECEMBER = date(2026, 12, 1)  # a Tuesday
END = nov(27)
SHOP = Deliverable(id=5, title="New shop", due=DECEMBER)


def asked(number: int, needed: int, answered: int = 0, **changes: Any) -> RequestFacts:
    """A request whose answer was needed and given on these days of November; the 2nd is a Monday."""
    given = nov(answered) if answered else None
    return RequestFacts(number, 7, "Casa Verde", f"Question {number}", "question", date(2026, 10, 20), nov(needed),
                        "New shop", answered_on=given, **{"deliverable": 5, **changes})  # fmt: skip


def extension(agreed: int, new: date) -> Extension:
    return Extension(id=9, deliverable=5, agreed_on=nov(agreed), new_due=new, reason="Ill")


def found(*requests: RequestFacts, work: Deliverable = SHOP, on: date = END, extensions: Any = ()) -> MovedDate:
    return moved(work, requests, extensions, on, monday_to_friday)


@pytest.mark.parametrize(
    ("requests", "new", "because"),
    [
        ((asked(1, 5, 5),), DECEMBER, []),
        ((asked(1, 6, 9),), date(2026, 12, 2), [1]),  # from Friday to Monday: one working day
        ((asked(1, 2, 6), asked(2, 2, 4)), date(2026, 12, 7), [1]),  # together: the latest, not the sum
        ((asked(1, 2, 6), asked(2, 4, 12)), date(2026, 12, 9), [2]),
        ((asked(1, 2, 4), asked(2, 10, 12)), date(2026, 12, 7), [1, 2]),  # one after the other
        ((asked(1, 26),), date(2026, 12, 2), [1]),  # not answered yet
        ((asked(1, 2, closed_on=nov(4), closed_reason="We chose."),), date(2026, 12, 3), [1]),
        ((asked(1, 2, 6, deliverable=6),), DECEMBER, []),
    ],
)
def test_a_late_answer_moves_the_date_by_its_working_days(requests: Any, new: date, because: list[int]):
    it = found(*requests)
    assert (it.agreed, it.moved, [each.request for each in it.because]) == (DECEMBER, new, because)


def test_what_is_open_is_counted_up_to_the_day_and_what_was_answered_to_its_answer():
    late, answered = asked(1, 2), asked(1, 2, 20)
    assert [found(late, on=nov(day)).moved for day in (2, 4, 20)] == [DECEMBER, date(2026, 12, 3), date(2026, 12, 21)]
    assert found(answered).moved == found(answered, on=nov(4)).moved == date(2026, 12, 21)
    assert [each.state for it in (late, answered) for each in found(it).because] == ["open", "answered"]


def test_a_new_date_that_was_agreed_on_says_otherwise():
    agreed = extension(10, date(2026, 12, 15))
    before, after = asked(1, 2, 12), asked(2, 16, 18)
    assert found(before, extensions=[agreed]).moved == date(2026, 12, 15)
    assert found(before, after, extensions=[agreed]).moved == date(2026, 12, 17)


def test_what_came_after_the_delivery_moves_nothing():
    work = Deliverable(id=5, due=DECEMBER, state="delivered", delivered_on=nov(4))
    assert found(asked(1, 2, 20), work=work).moved == date(2026, 12, 3)
    assert found(asked(1, 9, 20), work=work).moved == DECEMBER
    assert found(asked(1, 2, 20), work=Deliverable(id=5)).moved is None


def test_it_says_who_was_late():
    def say(it: MovedDate) -> str:
        words = moved_words(it)
        return current().say(words) if words else ""

    assert say(found()) == ""
    assert say(found(asked(1, 6, 9))) == "moved to 2 Dec 2026: the answer to “Question 1” came 1 working day late"
    both = found(asked(1, 16), extensions=[extension(10, date(2026, 12, 15))], on=nov(18))
    assert say(both) == (
        "moved to 17 Dec 2026: new date agreed on 10 Nov 2026; “Question 1” has been waiting for 2 working days longer"
        " than agreed"
    )
