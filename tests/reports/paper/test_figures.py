"""The figure of before and after: honest bars, on paper and on screen."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from reportlab.graphics.shapes import Drawing, Rect, Shape, String

from clientguard.domain.leaving.final.facts import Comparison
from clientguard.reports.paper.figures import PANELS, before_and_after, svg
from clientguard.reports.paper.units import entered, with_unit
from clientguard.texts import Words, words

EN = words("en")


def parts(shape: Shape) -> list[Shape]:
    return [shape, *(part for each in getattr(shape, "contents", []) for part in parts(each))]


def drawn(*figures: tuple[str, str], unit: str = "") -> list[Drawing]:
    compared = [Comparison("Orders", Decimal(before), Decimal(after), unit) for before, after in figures]
    return before_and_after(compared, 487, EN)


def bars(drawing: Drawing) -> list[Rect]:
    return [part for part in parts(drawing) if isinstance(part, Rect)]


def test_bars_begin_at_zero_and_are_as_high_as_their_figures():
    before, after = bars(drawn(("41", "188"))[0])
    assert before.height / after.height == pytest.approx(41 / 188)
    assert before.y == after.y


def test_each_result_has_a_scale_of_its_own():
    heights = [bar.height for bar in bars(drawn(("1", "2"), ("1000", "2000"))[0])]
    assert heights[:2] == pytest.approx(heights[2:])


def test_a_figure_below_zero_hangs_under_the_line():
    before, after = bars(drawn(("-5", "5"))[0])
    assert before.y + before.height == pytest.approx(after.y)


def test_nothing_but_zeros_is_drawn_without_bars():
    assert [bar.height for bar in bars(drawn(("0", "0"))[0])] == [0, 0]


def test_the_figures_stand_on_their_bars():
    texts = [part.text for part in parts(drawn(("11.20", "3.75"), unit="€")[0]) if isinstance(part, String)]
    assert texts == ["Orders", "€ 11.20", "Before", "€ 3.75", "After"]


def test_many_results_take_several_rows():
    assert len(drawn(*[("1", "2")] * (PANELS + 1))) == 2
    assert drawn() == []


def test_the_screen_gets_the_same_drawing_as_svg():
    compared = [Comparison("Orders <b>&", Decimal(1), Decimal(2), "")]
    tree = ElementTree.fromstring(svg(before_and_after(compared, 487, EN)[0]))
    texts = [each.text for each in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "Orders <b>&" in texts
    assert "2" in texts
    assert "font-family: Sarabun" in svg(drawn(("1", "2"))[0])


def test_units_stand_where_people_write_them():
    assert with_unit(Decimal("11.20"), "€", EN) == "€ 11.20"
    assert with_unit(Decimal("11.20"), "฿", Words("th")) == "฿11.20"
    assert with_unit(Decimal("11.20"), "RM", Words("ms")) == "RM11.20"
    assert with_unit(Decimal("1.4"), "s", EN) == "1.4 s"
    assert with_unit(Decimal(1940), " ", EN) == "1,940"
    assert entered("", "s", EN) == ""
    assert entered("many", "s", EN) == "many s"
    assert entered("0.00012", "%", EN) == "0.00012 %"
