"""A decision is looked at again when its day has come, and not before (P7.2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clientguard.domain.leaving.deciding.reviews import ReviewFacts, review_steps
from clientguard.texts import current

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("verdict", "days", "why"),
    [
        ("talk", 0, "You decided to talk on 1 Nov 2026, and to look by now at what came of it."),
        ("keep", 3, "You decided to keep this client on 1 Nov 2026, and to look at it again by now."),
        ("talk", -1, ""),
    ],
)
def test_a_review_asks_from_its_day_on(verdict, days, why):
    due = TODAY - timedelta(days=days)
    found = review_steps([ReviewFacts(7, "Casa Verde", 9, verdict, date(2026, 11, 1), due)], TODAY)
    assert [current().say(each.why) for each in found] == ([why] if why else [])
    assert [(each.record, each.days, each.action) for each in found] == ([(7, days, "decide again")] if why else [])
