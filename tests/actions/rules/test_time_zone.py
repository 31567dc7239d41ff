"""A time zone that no clock knows is not saved."""

from __future__ import annotations

import pytest

from clientguard.actions.rules.time_zone import zone_problems
from clientguard.domain.records import Business


@pytest.mark.parametrize("zone", ["Europe/Ljouwert", "../etc/passwd", "/etc"])
def test_an_unknown_zone_is_a_problem_of_its_field(zone):
    assert [each.field for each in zone_problems(Business(name="Studio North", time_zone=zone))] == ["time_zone"]


@pytest.mark.parametrize("zone", ["", "Europe/Amsterdam", "Asia/Bangkok"])
def test_a_known_one_and_none_are_fine(zone):
    assert list(zone_problems(Business(name="Studio North", time_zone=zone))) == []
