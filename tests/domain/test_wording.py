from __future__ import annotations

from datetime import date

from clientguard import texts
from clientguard.domain.money.amount import Money
from clientguard.domain.wording import N_, Said, counted, said

ENGLISH = texts.words("en")


def test_marking_a_message_leaves_it_as_it_is():
    assert N_("Due on {date}") == "Due on {date}"


def test_a_sentence_is_filled_by_the_type_of_each_value():
    sentence = said(
        "{amount} on {date}, {number}", amount=Money(480000, "EUR"), date=date(2026, 11, 2), number="2026-1"
    )
    assert ENGLISH.say(sentence) == "€ 4,800.00 on 2 Nov 2026, 2026-1"


def test_a_sentence_may_stand_within_another():
    assert ENGLISH.say(said("It is {how}.", how=said("well"))) == "It is well."


def test_a_count_chooses_the_form():
    def days(count: int) -> Said:
        return counted("{count} day of {name}", "{count} days of {name}", count, name="May")

    assert [ENGLISH.say(days(count)) for count in (0, 1, 2)] == ["0 days of May", "1 day of May", "2 days of May"]


def test_a_value_named_as_the_message_is_no_trouble():
    assert said("{text}", text="x").values == {"text": "x"}
    assert counted("{one}", "{many}", 2, one=1, many=3).values == {"count": 2, "one": 1, "many": 3}
