"""Figures, drawn once: the PDF holds the drawing itself, and the screen shows it as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import HexColor

from clientguard.domain.leaving.final.facts import Comparison
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import Block, clip, clip_lines
from clientguard.reports.paper.fonts import (
    ACCENT,
    BAR_BEFORE,
    FAMILY,
    INK,
    LINE,
    REGULAR,
    SEMIBOLD,
    SOFT,
    Style,
    printable,
    register,
)
from clientguard.reports.paper.tagging.marks import Node, marked
from clientguard.reports.paper.units import with_unit
from clientguard.texts import Words

NAME = Style(8.5, 11, colour=SOFT)
VALUE = Style(8.5, 11, colour=INK)
LABEL = Style(8, 10, colour=SOFT)
PANELS = 4  # in one row
GAP = 16.0
BARS = 58.0  # points, the highest bar
BAR = 34.0  # points across, at most
HEIGHT = 118.0


def before_and_after(results: Sequence[Comparison], width: float, words: Words) -> list[Drawing]:
    """Return drawings that show each result as two bars; each drawing is one row of panels.

    Every panel has its own scale, from zero, because the measures differ; the figures are shown above the bars.
    """
    register()
    across = _across(results)
    return [_row(results[at : at + across], across, width, words) for at in range(0, len(results), across)]


class Figure(Block):
    """A drawing on the page; to who listens, it is what it shows, in words."""

    def __init__(self, drawing: Drawing, alternative: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._alternative = printable(alternative)

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._drawing.width, self._drawing.height

    def draw(self) -> None:
        """Draw it, all in one mark."""
        canvas, drawing = self.canv, self._drawing
        left, bottom = canvas.absolutePosition(0, 0)
        box = left, bottom, left + drawing.width, bottom + drawing.height
        with marked(canvas, Node("Figure", alt=self._alternative, box=box)):
            drawing.drawOn(canvas, 0, 0)


def figures(results: Sequence[Comparison], width: float, words: Words) -> list[Figure]:
    """Return the rows of panels as parts of a document, each with its figures in words."""
    across = _across(results)
    return [
        Figure(drawing, "; ".join(_told(each, words) for each in results[number * across : (number + 1) * across]))
        for number, drawing in enumerate(before_and_after(results, width, words))
    ]


def _told(result: Comparison, words: Words) -> str:
    before, after = (with_unit(each, result.unit, words) for each in (result.before, result.after))
    return words(N_("{measure}: {before} before, {after} after"), measure=result.measure, before=before, after=after)


def _across(results: Sequence[Comparison]) -> int:
    return min(PANELS, max(2, len(results)))


def _row(results: Sequence[Comparison], across: int, width: float, words: Words) -> Drawing:
    drawing = Drawing(width, HEIGHT, initialFontName=REGULAR)  # the default font is not embedded
    room = (width - GAP * (across - 1)) / across
    for place, result in enumerate(results):
        panel = _panel(result, room, words)
        panel.translate(place * (room + GAP), 0)
        drawing.add(panel)
    return drawing


def _panel(result: Comparison, room: float, words: Words) -> Group:
    group = Group()
    for number, line in enumerate(clip_lines(result.measure, NAME, room, 2)):
        group.add(_text(0, HEIGHT - 9 - number * NAME.leading, line, NAME))
    high, low = max(result.before, result.after, 0), min(result.before, result.after, 0)
    scale = BARS / float(high - low) if high != low else 0.0
    zero = 14 - float(low) * scale
    wide = min(BAR, room / 2 - 10)
    shown = (
        (result.before, words(N_("Before")), BAR_BEFORE, room * 0.28),
        (result.after, words(N_("After")), ACCENT, room * 0.72),
    )
    for value, label, colour, middle in shown:
        end = zero + float(value) * scale
        bar = Rect(middle - wide / 2, min(zero, end), wide, abs(end - zero))
        bar.fillColor, bar.strokeColor = HexColor(colour), None
        group.add(bar)
        figure = clip(with_unit(value, result.unit, words), VALUE, room * 0.44 - 4)
        group.add(_text(middle, max(zero, end) + 4, figure, VALUE, middle=True))
        group.add(_text(middle, 2, clip(label, LABEL, room / 2 - 2), LABEL, middle=True))
    group.add(Line(0, zero, room, zero, strokeColor=HexColor(LINE), strokeWidth=0.8))
    return group


def _text(x: float, y: float, text: str, style: Style, *, middle: bool = False) -> String:
    left = x - style.width(text) / 2 if middle else x  # measured here: reportlab knows one typeface only
    return String(left, y, text, fontName=style.font, fontSize=style.size, fillColor=HexColor(style.colour))


def svg(drawing: Drawing) -> str:
    """Return a drawing as SVG text for the screen, where the typeface goes by family and weight."""
    hacks = {SEMIBOLD: {"family": FAMILY, "weight": "600"}}
    return str(renderSVG.drawToString(drawing, fontHacks=hacks))
