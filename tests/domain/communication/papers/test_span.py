"""The spans that a paper can be about."""

from __future__ import annotations

from datetime import date

import pytest

from clientguard.domain.communication.papers.span import ALL, CONTRACT, LAST_YEAR, THIS_YEAR, Span, span_of
from clientguard.domain.records import Contract

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("choice", "contract", "span"),
    [
        (THIS_YEAR, None, Span(date(2026, 1, 1), TODAY)),
        (LAST_YEAR, None, Span(date(2025, 11, 23), TODAY)),
        (ALL, None, Span(None, TODAY)),
        (CONTRACT, None, Span(None, TODAY)),
        (CONTRACT, Contract(starts=date(2026, 2, 3)), Span(date(2026, 2, 3), TODAY)),
        (
            CONTRACT,
            Contract(signed=date(2026, 2, 1), ends=date(2026, 6, 30)),
            Span(date(2026, 2, 1), date(2026, 6, 30)),
        ),
        (CONTRACT, Contract(starts=date(2027, 1, 1), ends=date(2027, 6, 30)), Span(None, TODAY)),
    ],
)
def test_a_choice_gives_its_days_and_none_beyond_today(choice, contract, span):
    assert span_of(choice, TODAY, contract) == span


def test_a_span_holds_its_days_and_meets_what_goes_on_in_it():
    span = Span(date(2026, 3, 1), date(2026, 3, 31))
    assert [span.holds(day) for day in (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1), None)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert span.meets(date(2026, 1, 1), None)
    assert span.meets(date(2026, 1, 1), date(2026, 3, 1))
    assert not span.meets(date(2026, 1, 1), date(2026, 2, 28))
    assert not span.meets(date(2026, 4, 1), None)
