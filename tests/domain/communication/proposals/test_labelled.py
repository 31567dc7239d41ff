"""The goals on the labelled threads: how much of what is proposed is right, and how much of what is clear is found."""

from __future__ import annotations

import pytest

from benches.proposals import FOUND, LABELS, RIGHT, SORTS, measure

pytestmark = pytest.mark.skipif(not LABELS.exists(), reason="the labelled threads are not here")


@pytest.fixture(scope="module")
def measured():
    return measure()


@pytest.mark.parametrize("sort", ["all", "request", "answer", "promise"])
def test_most_of_what_is_proposed_is_right_and_most_of_what_is_clear_is_found(measured, sort):
    score = measured.sorts[sort]

    assert score.precision >= RIGHT
    assert score.recall >= FOUND


def test_every_sort_is_found(measured):
    assert all(measured.sorts[each].right for each in SORTS)
