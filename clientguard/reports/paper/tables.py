"""Tables on paper: hairlines only, heads repeated on each page, figures aligned right.

Heights are known before anything is laid out, and cells are plain lines of text, so that a table of thousands of rows
takes little longer than drawing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from clientguard.reports.paper.flow import Block, lines_of
from clientguard.reports.paper.fonts import LINE, SEMIBOLD, SOFT, Style

CELL = Style(9.5, 13)
SOFT_CELL = Style(9.5, 13, colour=SOFT)
TOTAL_CELL = Style(9.5, 13, font=SEMIBOLD)
NOTE = Style(8, 11, colour=SOFT)
HEAD = Style(8.5, 11, font=SEMIBOLD, colour=SOFT)
PAD = 4.6  # points above and below a row's text
GAP = 12.0  # points between two columns
MOST = 12  # lines in one row: a longer cell continues in further rows, across pages if need be
HAIRLINE = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the width, and whether it holds figures (aligned right)."""

    head: str
    share: float
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, a smaller note below it, and its style."""

    text: str
    note: str = ""
    style: Style = CELL


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is drawn. `ruled`: a hairline follows it; `bound`: it must not begin a page."""

    cells: tuple[tuple[_Line, ...], ...]
    height: float
    pad: float  # above its text
    ruled: bool
    bound: bool


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: float, totals: Sequence[Sequence[Cell]] = ()
) -> Flowable:
    """Return a table `width` points wide; `totals` are rows that stay with the last one."""
    edges = _edges(columns, width)
    laid = [part for row in rows for part in _rows(row, edges)]
    laid += [part for row in totals for part in _rows(row, edges, bound=True)]
    (head,) = _rows([Cell(column.head, style=HEAD) for column in columns], edges)
    return _Table(head, laid, 0, len(laid), edges, tuple(column.figures for column in columns))


def _edges(columns: Sequence[Column], width: float) -> tuple[tuple[float, float], ...]:
    """Return the left edge and the width of each column."""
    room = width - GAP * (len(columns) - 1)
    total = sum(column.share for column in columns)
    edges: list[tuple[float, float]] = []
    x = 0.0
    for column in columns:
        wide = room * column.share / total
        edges.append((x, wide))
        x += wide + GAP
    return tuple(edges)


def _rows(cells: Sequence[Cell], edges: Sequence[tuple[float, float]], *, bound: bool = False) -> list[_Row]:
    """Return a row as parts of at most `MOST` lines."""
    laid = [
        (
            *(_Line(line, cell.style) for line in lines_of(cell.text, cell.style, wide)),
            *(_Line(line, NOTE) for line in (lines_of(cell.note, NOTE, wide) if cell.note else ())),
        )
        for cell, (_, wide) in zip(cells, edges, strict=True)
    ]
    count = max(len(lines) for lines in laid)
    found: list[_Row] = []
    for at in range(0, count, MOST):
        part = tuple(lines[at : at + MOST] for lines in laid)
        last = at + MOST >= count
        above, below = (0 if at else PAD), (PAD if last else 0)
        height = above + max(sum(line.style.leading for line in lines) for lines in part) + below
        found.append(_Row(part, height, above, last, bound or (last and at > 0 and count % MOST == 1)))
    return found


class _Table(Block):
    """The rows from `start` to `end`, under the head."""

    def __init__(
        self,
        head: _Row,
        rows: Sequence[_Row],
        start: int,
        end: int,
        edges: Sequence[tuple[float, float]],
        figures: Sequence[bool],
    ) -> None:
        super().__init__()
        self._head = head
        self._rows = rows
        self._start, self._end = start, end
        self._edges, self._figures = edges, figures

    def wrap(self, available_width: float, available_height: float, /) -> tuple[float, float]:
        """Return the size in points; for a table that does not fit, some height above the available one."""
        height = self._head.height
        for at in range(self._start, self._end):
            height += self._rows[at].height
            if height > available_height:
                break
        return available_width, height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Return the rows that fit into `height`, and the rest; a bound row takes the one before it along."""
        left, at = height - self._head.height, self._start
        while at < self._end and self._rows[at].height <= left:
            left -= self._rows[at].height
            at += 1
        if at >= self._end:
            return [self]
        while at > self._start and self._rows[at].bound:
            at -= 1
        if at == self._start:
            return []
        return [self._part(self._start, at), self._part(at, self._end)]

    def _part(self, start: int, end: int) -> _Table:
        return _Table(self._head, self._rows, start, end, self._edges, self._figures)

    def draw(self) -> None:
        """Draw head and rows from the top."""
        canvas: Canvas = self.canv
        rows = [self._head, *self._rows[self._start : self._end]]
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(HAIRLINE)
        y = sum(row.height for row in rows)
        for row in rows:
            self._draw_row(canvas, row, y)
            y -= row.height
            if row.ruled or row is rows[-1]:
                canvas.line(0, y, self._edges[-1][0] + self._edges[-1][1], y)

    def _draw_row(self, canvas: Canvas, row: _Row, top: float) -> None:
        for lines, (x, wide), figures in zip(row.cells, self._edges, self._figures, strict=True):
            y = top - row.pad
            for line in lines:
                y -= line.style.leading
                baseline = y + (line.style.leading - line.style.size * 0.7) / 2
                canvas.setFont(line.style.font, line.style.size)
                canvas.setFillColor(line.style.colour)
                if figures:
                    canvas.drawRightString(x + wide, baseline, line.text)
                else:
                    canvas.drawString(x, baseline, line.text)
