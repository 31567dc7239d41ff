"""A small drawing: its bars stand at their days, are seen in both looks, and are told in words."""

from __future__ import annotations

from datetime import date

from clientguard.ui.look.theme import DARK, LIGHT, theme
from clientguard.ui.widgets.sparkline import WIDTH, Bar, Sparkline
from tests.ui.widgets.conftest import colours


def test_a_bar_stands_for_each_day_and_is_as_high_as_its_value(shown):
    line = Sparkline(
        [Bar(date(2026, 3, 1), 41), Bar(date(2026, 1, 1), 0), Bar(date(2026, 2, 1), 20)], "In words", "attention"
    )
    shown(line)
    assert line.accessibleName() == "In words"
    nothing, some, much = line.places()
    assert nothing.left() == 0
    assert much.right() == WIDTH
    assert 0 < nothing.height() < some.height() < much.height()
    assert LIGHT.attention in colours(line)
    theme().use("dark")
    assert DARK.attention in colours(line)


def test_one_day_alone_or_none_can_be_drawn(shown):
    one, none = Sparkline([Bar(date(2026, 1, 1), 0)], "One"), Sparkline([], "None")
    shown(one, none)
    assert len(one.places()) == 1
    assert LIGHT.border in colours(none)
