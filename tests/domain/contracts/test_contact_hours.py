"""The hours at which a client may expect an answer, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.contracts.contact_hours import contact_hours
from clientguard.domain.records import Contract

MONDAY, FRIDAY, SATURDAY = 0, 4, 5


@pytest.mark.parametrize("text", ["Mon–Fri 9–17", "mon-fri 9:00-17:00", "Mon to Fri 9 to 17", "Mon–Fri 9 am – 5 pm"])
def test_the_usual_ways_to_write_them_mean_the_same(text):
    found = contact_hours(text)
    assert found is not None
    assert [found.cover(MONDAY, minute) for minute in (539, 540, 1019, 1020)] == [False, True, True, False]
    assert found.cover(FRIDAY, 600)
    assert not found.cover(SATURDAY, 600)


def test_days_can_differ_and_can_be_left_out():
    parts = contact_hours("Mon–Thu 9–17; Fri 9–13")
    assert parts is not None
    assert (parts.cover(MONDAY, 900), parts.cover(FRIDAY, 900)) == (True, False)
    daily = contact_hours("8–20")
    assert daily is not None
    assert daily.cover(SATURDAY, 600)


@pytest.mark.parametrize("text", ["", "office hours", "Mon–Fri", "Mon–Fri 17–9", "Mon–Fri 9–25", "Mon 13 pm–2 pm", ";"])
def test_what_says_no_hours_is_refused(text):
    assert contact_hours(text) is None
    found = [each.field for each in Contract(contact_hours=text).problems()]
    assert found == (["contact_hours"] if text else [])


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    found = contact_hours(text)
    assert found is None or found.spans
