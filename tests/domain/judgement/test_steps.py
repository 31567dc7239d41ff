"""Today asks for the result of a recovery plan, and names a threat of harm."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clientguard.domain.judgement.steps import HarmFacts, PlanFacts, harm_steps, plan_steps
from clientguard.domain.today import TodayFacts, queue
from clientguard.texts import current

TODAY = date(2026, 11, 22)
MADE = date(2026, 11, 1)


@pytest.mark.parametrize(("days", "asked"), [(0, True), (3, True), (-1, False)])
def test_the_result_of_a_recovery_plan_is_asked_for_from_its_day_on(days, asked):
    plan = PlanFacts(7, "Casa Verde", 9, "Redo the photos", MADE, TODAY - timedelta(days=days))
    found = plan_steps([plan], TODAY)
    assert [(each.record, each.days, each.action) for each in found] == ([(9, days, "look at result")] if asked else [])
    assert [current().say(each.why) for each in found] == (
        ["Planned on 1 Nov 2026: Redo the photos. Did it get better?"] if asked else []
    )


def test_a_threat_of_harm_comes_before_everything_else_and_says_what_to_do():
    plan = PlanFacts(7, "Casa Verde", 9, "Redo the photos", MADE, MADE)
    threat = HarmFacts(8, "Mill", 5, "Said he would come round", TODAY)
    first, second = queue(TodayFacts(plans=(plan,), threats=(threat,)), TODAY)
    assert (first.record, first.action, second.record) == (8, "answer sign", 9)
    assert "call the police at once" in current().say(first.why)
    assert harm_steps([threat], TODAY) == [first]
