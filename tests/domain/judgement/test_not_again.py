"""Who is not taken again is known by name, however it is typed, and by the domain it writes from."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.judgement.not_again import come_back
from clientguard.domain.judgement.steps import refusal_steps
from clientguard.domain.records import DoNotEngage

DAY = date(2026, 11, 2)
LIST = [DoNotEngage(id=4, name="Quick & Co", domain="quick.example", reason="Never paid.", noted_on=DAY, review_on=DAY)]


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("quick &  CO", ""),
        ("Someone", "joan@quick.example"),
        ("Someone", "joan@Mail.Quick.Example"),
    ],
)
def test_it_is_known(name, email):
    assert come_back(name, email, LIST) is LIST[0]


@pytest.mark.parametrize(
    ("name", "email"),
    [("Quick", ""), ("", ""), ("Someone", "joan@notquick.example"), ("Someone", "quick.example@x.example")],
)
def test_another_one_is_not(name, email):
    assert come_back(name, email, LIST) is None


def test_an_entry_without_a_domain_knows_nobody_by_an_address():
    assert come_back("Someone", "joan@quick.example", [DoNotEngage(name="Quick & Co")]) is None


def test_an_entry_comes_back_on_today_on_its_day():
    assert refusal_steps(LIST, date(2026, 11, 1)) == []
    (step,) = refusal_steps(LIST, date(2026, 11, 5))
    assert (step.record, step.kind, step.days) == (4, "do_not_engage", 3)
