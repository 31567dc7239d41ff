"""A planned meeting whose day has passed is asked about on Today, with one answer a click (P6.5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clientguard.domain.communication.waiting.meetings import OUTCOMES, PastMeeting, meeting_steps
from clientguard.texts import current

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("days", "asked"), [(-1, False), (0, False), (1, True), (60, True), (61, False)])
def test_it_is_asked_about_from_the_next_day_on_for_two_months(days, asked):
    meeting = PastMeeting(7, "Casa Verde", 9, "Weekly call", TODAY - timedelta(days=days))
    found = meeting_steps([meeting], TODAY)
    assert [(each.record, each.days) for each in found] == ([(9, days)] if asked else [])
    assert [current().say(each.what) for each in found] == (
        ["Casa Verde: did “Weekly call” take place?"] if asked else []
    )
    assert all((each.action, *each.answers) == tuple(OUTCOMES) for each in found)
