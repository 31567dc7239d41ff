"""The user has the last word: accept, doubt, or not counted until a day; and nobody is judged who is no client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clientguard import texts
from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.judgement.judge import findings
from clientguard.domain.records import SignReview
from tests.domain.judgement.test_thresholds import TODAY, attack, facts

SAY = texts.words("en").say
THREE = [attack(number, 30 * number) for number in (1, 2, 3)]


def review(number: int, verdict: str, **values: object) -> SignReview:
    """Return an answer to sign 7."""
    return replace(SignReview(id=number, client=1, sign="7", verdict=verdict, on=TODAY, reason="Its owner was ill."),
                   **values)  # fmt: skip


def answered(*reviews: SignReview, today: date = TODAY) -> Finding:
    """Return sign 7 with the user's answers."""
    return findings(replace(facts(*THREE), reviews=reviews), today)[6]


def test_there_are_ten_in_order_with_whole_sentences():
    found = findings(facts(*THREE), TODAY)
    assert [each.sign for each in found] == list(CONDUCT)
    for each in found:
        for sentence in map(SAY, each.reasons):
            assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "“"
            assert sentence.endswith((".", "”"))
            assert "{" not in sentence
        assert each.clears is None or SAY(each.clears).endswith(".")


def test_a_doubt_still_shows_the_sign_and_is_said():
    found = answered(review(9, "doubt"))
    assert found.state == "raised"
    assert "Its owner was ill." in SAY(found.reasons[-1])


def test_an_exception_shows_nothing_until_its_day_and_then_again():
    until = TODAY + timedelta(days=10)
    found = answered(review(9, "except", until=until))
    assert (found.state, found.until) == ("none", until)
    assert "2 Dec 2026" in SAY(found.reasons[0])
    assert answered(review(9, "except", until=until), today=until).state == "none"
    assert answered(review(9, "except", until=until), today=until + timedelta(days=1)).state == "raised"


def test_the_newest_answer_counts():
    excepted = review(9, "except", until=TODAY + timedelta(days=10))
    assert answered(excepted, review(10, "accept")).state == "raised"
    assert answered(review(10, "accept"), replace(excepted, id=11)).state == "none"


@pytest.mark.parametrize("stage", ["prospect", "declined"])
def test_nothing_is_said_of_somebody_who_is_no_client(stage):
    own = facts(*THREE)
    asked = replace(own, client=replace(own.client, stage=stage))
    assert {each.state for each in findings(asked, TODAY)} == {"none"}


def test_a_threat_of_harm_is_said_of_anybody():
    own = facts(attack(1, 3, harm=True))
    asked = replace(own, client=replace(own.client, stage="prospect"))
    assert findings(asked, TODAY)[6].is_harm
