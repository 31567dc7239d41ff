"""Setting a figure that the signs go by: within its bounds, one record each, and back to the default."""

from __future__ import annotations

import pytest

from clientguard.actions.judgement.thresholds import Setting, reset_threshold, set_threshold, settings
from clientguard.domain.judgement.thresholds import FIGURES
from clientguard.domain.records import Threshold
from clientguard.errors import KnownError
from clientguard.store.records.lookup import find_records
from clientguard.texts import current
from tests.factories import add


def of(book, key: str) -> Setting:
    with book.read() as db:
        found = {each.figure.key: each for each in settings(db)}
    assert list(found) == list(FIGURES)
    return found[key]


def test_a_threshold_is_set_changed_and_given_its_default_again(book):
    assert of(book, "late_days").is_default
    set_threshold(book, "late_days", " 30 ", "Public bodies pay after 30 days")
    assert (of(book, "late_days").value, of(book, "late_days").reason) == (30, "Public bodies pay after 30 days")
    set_threshold(book, "late_days", "7")
    assert (of(book, "late_days").value, of(book, "late_days").reason) == (7, "")
    with book.read() as db:
        assert len(find_records(db, Threshold)) == 1
    reset_threshold(book, "late_days")
    assert of(book, "late_days").is_default


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("events_raised", "1", "“Events until it is a pattern” cannot be 1: Enter a number from 3 to 10."),
        ("late_days", "soon", "“Days after which an invoice counts as late” cannot be soon: Enter a number."),
        ("harm", "2", "“harm” cannot be 2: There is no threshold of this name."),
    ],
)
def test_what_is_outside_the_bounds_is_refused_and_nothing_is_written(book, key, value, said):
    with pytest.raises(KnownError) as raised:
        set_threshold(book, key, value, "I want it so")
    assert current().reason(raised.value) == said
    with book.read() as db:
        assert find_records(db, Threshold) == []


def test_a_name_that_is_no_threshold_cannot_be_reset(book):
    with pytest.raises(KnownError):
        reset_threshold(book, "harm")


def test_of_two_records_for_one_figure_the_newest_counts_and_the_next_setting_leaves_one(book):
    for value in ("20", "25"):
        add(book, "threshold", key="late_days", value=value)
    assert of(book, "late_days").value == 25
    set_threshold(book, "late_days", "28")
    with book.read() as db:
        assert [each.value for each in find_records(db, Threshold)] == ["28"]
