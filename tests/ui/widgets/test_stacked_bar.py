"""A sum in its parts: each is seen, and told in words."""

from __future__ import annotations

import pytest

from clientguard.ui.look.theme import DARK, LIGHT, theme
from clientguard.ui.widgets.stacked_bar import BarPart, StackedBar
from tests.ui.widgets.conftest import colours, cut

PARTS = [
    BarPart("Not due yet", "€ 4,080.00", 408_000, "neutral"),
    BarPart("1–30 days late", "€ 0.00", 0, "note"),
    BarPart("61–90 days late", "€ 1.00", 100, "stop", dotted=True),
    BarPart("Over 90 days late", "€ 999,999,999.00", 99_999_999_900, "attention"),
]


@pytest.mark.parametrize("width", [300, 640])
def test_each_part_is_told_in_words_and_whole(shown, width):
    bar = StackedBar("Owed", PARTS)
    window = shown(bar, width=width)
    assert bar.accessibleName() == (
        "Owed. Not due yet: € 4,080.00, 61–90 days late: € 1.00, Over 90 days late: € 999,999,999.00"
    )
    assert cut(window) == []


def test_the_smallest_part_can_be_seen_in_both_looks(shown):
    bar = StackedBar("Owed", PARTS)
    shown(bar)
    assert {LIGHT.neutral, LIGHT.stop, LIGHT.attention} <= colours(bar)
    theme().use("dark")
    assert {DARK.neutral, DARK.stop, DARK.attention} <= colours(bar)


def test_a_bar_of_nothing_is_only_named(shown):
    bar = StackedBar("Owed", PARTS[1:2])
    shown(bar)
    assert bar.accessibleName() == "Owed"
