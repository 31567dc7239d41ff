"""What both sheets share: a page of rows, each with its name beside it, set as large as one page allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Spacer

from clientguard import paths
from clientguard.domain.judgement.papers.head import SheetHead
from clientguard.reports.paper.flow import (
    BODY,
    SOFT_BODY,
    Block,
    clip_lines,
    draw_paragraph,
    height_of,
    lines_of,
    with_spaces,
)
from clientguard.reports.paper.fonts import LINE, SEMIBOLD, Style
from clientguard.reports.paper.frame import PageSize, content_height
from clientguard.reports.paper.headed import Headed
from clientguard.reports.paper.ink import draw_rules
from clientguard.reports.paper.signatures import STRONG
from clientguard.reports.paper.standing import named_texts
from clientguard.reports.paper.tables import HAIRLINE
from clientguard.reports.paper.tagging.marks import Node
from clientguard.texts import Words

TEXTS = "sheets"  # the file with what the sheets say besides the record
SCALES = (0.95, 0.9, 0.85, 0.8)  # of the type, tried in turn until all of it fits on the page
ALL = 1_000  # lines: more than a page has
NAMES = 0.25  # of the width, for the names of the rows
GAP = 14.0  # points between the name of a row and what it says
STRONG_BODY = Style(BODY.size, BODY.leading, font=SEMIBOLD)
_PAD, _BETWEEN = 6.0, 4.0  # points above and below a row's text, and between two things in it


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of a row, with the date that stands before it, if it has one.

    One that is `first` begins something new in the row, with room above it; one that is `whole` is never cut.
    """

    text: str
    on: str = ""
    style: Style = BODY
    first: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """A way to get a sheet on one page: the scale of its type, and how many lines are shown of each thing.

    `blank` are lines to write on, `paragraph` the most of one paragraph, `events` those of one concern, `ours` those of
    our own share.
    """

    scale: float = 1
    blank: int = 0
    paragraph: int = ALL
    events: int = ALL
    ours: int = ALL


def has_texts(language: str) -> bool:
    """Return whether the sheets can be made in a language: whether somebody wrote their texts in it."""
    return (paths.resources() / "papers" / language / f"{TEXTS}.txt").is_file()


def texts(words: Words) -> Mapping[str, str]:
    """Return what the sheets say besides the record, by name."""
    return named_texts(TEXTS, words)


def headed(found: SheetHead, title: str, subtitle: str) -> Headed:
    """Return the head of a sheet."""
    return Headed(
        title=title,
        subtitle=subtitle,
        version=found.version,
        made=found.made,
        draft=False,
        business=found.business,
        client=found.client,
        anchor=found.anchor,
    )


def on_one_page(
    opening: Sequence[Flowable], make: Callable[[Fit], Iterable[Flowable]], page: PageSize, fits: Iterable[Fit]
) -> list[Flowable]:
    """Return a sheet as it is made in the first way in which it fits on the page, else in the last."""
    room = content_height(page) - height_of(opening)
    made: Sequence[Flowable] = ()
    for fit in fits:
        made = list(make(fit))
        if height_of(made) <= room:
            break
    return [*opening, *made]


def scaled(style: Style, scale: float) -> Style:
    """Return a style at a scale of the type."""
    return replace(style, size=style.size * scale, leading=style.leading * scale)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line beside the name of a row: its text, style and left edge, the date before it, and the room above it.

    Lines of one `node` are read together.
    """

    text: str
    style: Style
    x: float
    node: Node
    on: str = ""
    above: float = 0.0


class Row(Block):
    """A row of a sheet: its name on the left, and beside it what it says, with a hairline above."""

    def __init__(self, name: str, told: Sequence[Told], width: float, fit: Fit) -> None:
        super().__init__()
        scale = fit.scale
        self._width, self._left, self._most = width, width * NAMES, fit.paragraph
        self._pad = _PAD * scale
        self._style = scaled(SOFT_BODY, scale)
        self._name = with_spaces(lines_of(name, self._style, self._left - GAP), name)
        days = [each.on for each in told if each.on]
        self._text = self._left + (max(map(self._style.width, days)) + GAP * scale if days else 0)
        self._lines = [line for each in told for line in self._lines_of(each, scale)]
        self._lines[0] = replace(self._lines[0], above=0.0)
        beside = sum(each.above + each.style.leading for each in self._lines)
        self._height = max(len(self._name) * self._style.leading, beside) + 2 * self._pad

    def _lines_of(self, told: Told, scale: float) -> list[_Line]:
        style = scaled(told.style, scale)
        x = self._text if told.on else self._left
        lines = with_spaces(lines_of(told.text, style, self._width - x), told.text)
        if len(lines) > self._most and not told.whole:
            lines = clip_lines(told.text, style, self._width - x, self._most)
        above = _BETWEEN * scale if told.first else 0.0
        node = Node("P")
        head = _Line(lines[0], style, x, node, told.on, above)
        return [head, *(_Line(each, style, x, node) for each in lines[1:])]

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw the hairline, the name, and the text."""
        canvas = self.canv
        draw_rules(canvas, 0, self._width, [self._height], LINE, HAIRLINE)
        top = self._height - self._pad
        draw_paragraph(canvas, 0, top, self._name, self._style, Node("H2"))
        for each in self._lines:
            top -= each.above
            if each.on:
                draw_paragraph(canvas, self._left, top, [f"{each.on} "], self._style, each.node)
            draw_paragraph(canvas, each.x, top, [each.text], each.style, each.node)
            top -= each.style.leading


class ToWrite(Block):
    """Lines to write on by hand, in columns with a name above each."""

    def __init__(self, names: Sequence[str], shares: Sequence[float], rows: int, width: float, space: float) -> None:
        super().__init__()
        self._names, self._rows, self._width, self._space = names, rows, width, space
        room = width - GAP * (len(shares) - 1)
        self._wide = [room * each / sum(shares) for each in shares]
        self._head = SOFT_BODY.leading if any(names) else 0.0
        self._height = self._head + rows * space + 4

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw the names, and the lines below them."""
        x, top = 0.0, self._height - self._head
        heights = [top - number * self._space for number in range(1, self._rows + 1)]
        for name, wide in zip(self._names, self._wide, strict=True):
            draw_paragraph(self.canv, x, self._height, [name], scaled(SOFT_BODY, 0.85))
            draw_rules(self.canv, x, x + wide, heights, STRONG, 0.6)
            x += wide + GAP


def air(points: float) -> Flowable:
    """Return room between two parts."""
    return Spacer(1, points)
