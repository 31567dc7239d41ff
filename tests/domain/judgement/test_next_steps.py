"""What stands at the top of a client's page: at most three, in the order they are given, each with a next step."""

from __future__ import annotations

from datetime import date

from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.judgement.next_steps import IN_DANGER, NEXT, matters


def test_there_is_a_next_step_for_each_sign():
    assert set(NEXT) == set(CONDUCT)


def test_at_most_three_stand_at_the_top_with_their_days():
    found = [Finding(7, "raised", is_harm=True), *(Finding(sign, "raised") for sign in (1, 3, 8))]
    top = matters(found, {7: date(2026, 11, 1)})
    assert [(each.sign, each.since) for each in top] == [(7, date(2026, 11, 1)), (1, None), (3, None)]
    assert (top[0].what, top[0].step) == ("Harm was threatened", IN_DANGER)
    assert (top[1].what, top[1].step) == (CONDUCT[1], NEXT[1])
    assert matters((), {}) == ()
