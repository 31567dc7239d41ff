"""When a backup is due, which may go, and how well a casebook is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.casebook.backups import (
    DAY,
    HOUR,
    LAST,
    LEAST,
    Backup,
    Event,
    PlaceFacts,
    State,
    budget,
    due,
    local,
    newest,
    status,
    thin,
)
from clientguard.domain.records import Instant
from clientguard.domain.wording import said

NOW = Instant(1_795_305_600_000, 60)
PLENTY = 10**15


def made(size: int, ms: int = NOW.ms, bytes: int = 1000) -> Backup:
    return Backup(f"j{size} {ms}", size, Instant(ms), bytes)


def hours(count: float) -> Instant:
    return Instant(NOW.ms + int(count * HOUR), 60)


@pytest.mark.parametrize(
    ("last", "size", "now", "event", "expected"),
    [
        (None, 1, NOW, Event.HOUR, True),
        (made(5), 6, hours(0.9), Event.HOUR, False),
        (made(5), 6, hours(1), Event.HOUR, True),
        (made(5), 5, hours(100), Event.HOUR, False),
        (made(5), 6, hours(-3), Event.HOUR, True),  # the clock went back
        (made(5), 4, hours(1), Event.HOUR, True),  # an older backup was restored
        (made(5), 6, hours(0.1), Event.CLOSE, True),
        (made(5), 5, hours(0.1), Event.CLOSE, False),
        (made(5), 6, hours(0), Event.IMPORT, True),
        (made(5), 5, hours(0), Event.IMPORT, False),
        (made(5), 6, hours(0), Event.MIGRATION, True),
        (made(5), 5, hours(0), Event.ERASURE, True),
        (made(5), 5, hours(0), Event.REKEY, True),
        (made(5), 5, hours(0), Event.ASKED, True),
    ],
)
def test_when_a_backup_is_due(last, size, now, event, expected):
    assert due(last, size, now, event) is expected


def test_a_year_of_hourly_work_leaves_last_days_weeks_and_months():
    found = [made(hour + 1, NOW.ms + hour * HOUR) for hour in range(365 * 24)]
    gone = {each.name for each in thin(found, PLENTY)}
    stay = [each for each in found if each.name not in gone]
    assert stay[-LAST:] == found[-LAST:]
    assert len({local(each.at).date() for each in stay[-12:]}) >= 7
    assert 12 <= len(stay) <= 5 + 7 + 4 + 6
    assert len({(local(each.at).year, local(each.at).month) for each in stay}) == 6


def test_a_backup_from_the_future_pushes_nothing_newer_out():
    wrong = [made(size, NOW.ms + 3650 * DAY + size * DAY) for size in range(1, 30)]
    right = [made(size, NOW.ms + size * HOUR) for size in range(30, 36)]
    gone = {each.name for each in thin([*wrong, *right], PLENTY)}
    assert not {each.name for each in right[-LAST:]} & gone


backups = st.lists(
    st.builds(made, st.integers(1, 200), st.integers(0, 4 * 10**12), st.integers(1, 5000)),
    max_size=60,
    unique_by=lambda each: each.name,
)


@given(backups, st.integers(0, 200_000))
def test_never_below_three_never_the_newest_and_within_the_budget_where_that_can_be(found, allowed):
    gone = thin(found, allowed)
    assert len({each.name for each in gone}) == len(gone)
    assert set(gone) <= set(found)
    stay = [each for each in found if each not in gone]
    assert len(stay) >= min(LEAST, len(found))
    assert newest(found) in stay or not found
    if len(stay) > LEAST:
        assert sum(each.bytes for each in stay) <= allowed


@given(backups)
def test_thinning_again_finds_nothing_more(found):
    gone = thin(found, PLENTY)
    assert thin([each for each in found if each not in gone], PLENTY) == []


def test_the_budget_is_a_quarter_of_what_is_free_and_never_over_20_gb():
    assert budget(300, 100) == 100
    assert budget(10**12, 0) == 20_000_000_000


def test_no_backup_anywhere_is_red_only_after_a_day():
    place = PlaceFacts("a", None)
    assert status([place], NOW, hours(23.9)).state is State.OK
    found = status([place], NOW, hours(24))
    assert found.state is State.RED
    assert "There is no backup" in str(found.trouble)


def test_a_failed_place_is_amber_until_it_is_mended_while_another_has_a_backup():
    why = said("The drive is away.")
    good = PlaceFacts("a", made(5))
    found = status([good, PlaceFacts("b", None, why)], NOW, hours(100))
    assert (found.state, found.trouble) == (State.AMBER, why)
    assert status([PlaceFacts("a", made(5), why)], NOW, hours(100)).state is State.AMBER
    assert status([good, PlaceFacts("b", made(4))], NOW, hours(100)).state is State.OK


@pytest.mark.parametrize("ms", [0, -(10**18), 10**18])
def test_any_moment_has_a_day(ms):
    assert local(Instant(ms, 60)).year in (1970, 1, 9998)
