"""How late each cycle was: dots that are told in words, in both looks."""

from __future__ import annotations

from clientguard.ui.look.theme import DARK, LIGHT, theme
from clientguard.ui.widgets.cycle_dots import CycleDot, CycleDots
from tests.ui.widgets.conftest import colours

DOTS = [
    CycleDot(0, "met", "R-1: on time"),
    CycleDot(4, "attention", "R-2: 4 days late"),
    CycleDot(400, "stop", "R-3: 400 days late so far", running=True),
]


def test_each_cycle_is_told_in_words_and_seen_in_both_looks(shown):
    dots = CycleDots(DOTS)
    shown(dots)
    assert dots.accessibleName() == "R-1: on time, R-2: 4 days late, R-3: 400 days late so far"
    assert {LIGHT.met, LIGHT.attention} <= colours(dots)
    theme().use("dark")
    assert {DARK.met, DARK.attention} <= colours(dots)


def test_a_day_or_two_look_like_little(shown):
    little, much = CycleDots([CycleDot(1, "met", "")]), CycleDots([CycleDot(60, "met", "")])
    shown(little, much)

    def top(dots: CycleDots) -> int:
        image = dots.grab().toImage()
        rows = [y for y in range(image.height()) for x in range(image.width())
                if image.pixelColor(x, y).name().upper() == LIGHT.met]  # fmt: skip
        return min(rows)

    assert top(little) > top(much) + 5
