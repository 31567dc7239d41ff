"""The user's answers to a sign: what they say, and what is refused."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.reviewing import review_sign
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import SignReview
from tests import factories
from tests.factories import TODAY, ago


@pytest.fixture
def client(book) -> int:
    return factories.add(book, "client", name="Acme", stage="active")


def test_an_answer_is_one_record_of_the_client(book, client):
    until = ago(-60)
    changed = review_sign(book, client, 5, "except", "Away until the season ends", TODAY, until)
    found = factories.read(book, SignReview, changed.first)
    assert (found.client, found.sign, found.verdict, found.on, found.until) == (client, "5", "except", TODAY, until)
    assert changed.kinds == {"sign_review"}


@pytest.mark.parametrize(
    ("verdict", "reason", "until", "field"),
    [("doubt", " ", None, "reason"), ("except", "", ago(-9), "reason"), ("except", "A quiet month", None, "until")],
)
def test_a_doubt_or_an_exception_needs_its_reason_and_an_exception_its_day(book, client, verdict, reason, until, field):
    with pytest.raises(NotValidError) as raised:
        review_sign(book, client, 5, verdict, reason, TODAY, until)
    assert [each.field for each in raised.value.problems] == [field]
