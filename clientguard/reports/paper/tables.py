"""Tables on paper: hairlines only, heads repeated on each page, figures aligned right.

Heights are known before anything is laid out, and cells are plain lines of text, so that a table of thousands of rows
takes little longer than drawing it. A column is as wide as its widest figure, date or word, so that none is broken; the
columns of text share what is left. No page begins or ends with a single row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportlab.platypus import Flowable

from clientguard.reports.paper.flow import Block, lines_of, units_of, with_spaces
from clientguard.reports.paper.fonts import LINE, SEMIBOLD, SOFT, Style
from clientguard.reports.paper.ink import END, PAGINATION, Run, draw_rules, draw_runs
from clientguard.reports.paper.tagging.marks import Marks, Node, marks_of

CELL = Style(9.5, 13)
SOFT_CELL = Style(9.5, 13, colour=SOFT)
TOTAL_CELL = Style(9.5, 13, font=SEMIBOLD)
NOTE = Style(8, 11, colour=SOFT)
HEAD = Style(8.5, 11, font=SEMIBOLD, colour=SOFT)
PAD = 4.6  # points above and below a row's text
GAP = 12.0  # points between two columns
MOST = 12  # lines in one row: a longer cell continues in further rows, across pages if need be
HAIRLINE = 0.6
TEXTS = 0.45  # of the width, which columns of text keep when heads of figures are put on one line
FEWEST = 2  # rows at the beginning and at the end of a page


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the width, and whether it holds figures (aligned right).

    What is in a column of figures or dates (`whole`) is never broken: the column is as wide as it needs, and the shares
    are those of the columns of text.
    """

    head: str
    share: float
    figures: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, a smaller note below it, and its style."""

    text: str
    note: str = ""
    style: Style = CELL


_Line = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is drawn. `ruled`: a hairline follows it; `bound`: it must not begin a page.

    One that `goes_on` is a further part of the row before it.
    """

    cells: tuple[tuple[_Line, ...], ...]
    height: float
    pad: float  # above its text
    ruled: bool
    bound: bool
    goes_on: bool


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    totals: Sequence[Sequence[Cell]] = (),
    *,
    unruled: Collection[int] = (),
    tail: float = 0,
) -> Block:
    """Return a table `width` points wide; `totals` are rows that stay with the last one.

    After the rows with a number in `unruled` comes no hairline: the next one belongs to the same record. What follows
    the table, `tail` points of it, does not begin a page: the last rows go there too.
    """
    head = [Cell(column.head, style=HEAD) for column in columns]
    scale, edges = _layout(columns, [head, *rows, *totals], width)
    laid: list[_Row] = []
    for number, row in enumerate(rows):
        second = number - 1 in unruled and number - 2 not in unruled  # the first line of a record is its title
        laid += _rows(row, edges, scale, ruled=number not in unruled, bound=second)
    laid += [part for row in totals for part in _rows(row, edges, scale, bound=True)]
    (top,) = _rows(head, edges, scale)
    return _Table(top, laid, 0, len(laid), edges, tuple(column.figures for column in columns), tail)


Edges = tuple[tuple[float, float], ...]  # the left edge and the width of each column
SCALES = (1.0, 0.92, 0.84, 0.76)  # of the type, tried in turn until nothing has to be broken


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs: `least` so that no word is broken, `most` so that no line is."""

    least: float
    most: float


def _layout(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: float) -> tuple[float, Edges]:
    """Return the scale of the type, and the columns."""
    needs = [_need(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    room = width - GAP * (len(columns) - 1)
    scale = next((each for each in SCALES if sum(need.least for need in needs) * each <= room), SCALES[-1])
    scaled = [_Need(need.least * scale, need.most * scale) for need in needs]
    heads = _with_whole_heads(columns, scaled)
    texts = [at for at, column in enumerate(columns) if not (column.figures or column.whole)]
    left = room - sum(need.least for at, need in enumerate(heads) if at not in texts)
    if left >= min(sum(scaled[at].most for at in texts), max(room * TEXTS, sum(scaled[at].least for at in texts))):
        scaled = heads
    if sum(need.least for need in scaled) > room:  # words without end: they are broken, figures are not
        scaled = _squeezed(columns, scaled, room)
    edges: list[tuple[float, float]] = []
    x = 0.0
    for wide in _widths(columns, scaled, room):
        edges.append((x, wide))
        x += wide + GAP
    return scale, tuple(edges)


def _need(column: Column, cells: Sequence[Cell]) -> _Need:
    """Return what a column needs; only the longest texts are measured, since a text's width goes with its length."""
    head, *body = cells
    least = max(_widest(units_of(head.text), HEAD), _widest_word((each.note, NOTE) for each in body if each.note))
    by_style: dict[Style, list[str]] = {}
    for each in body:
        by_style.setdefault(each.style, []).append(each.text)
    if column.figures or column.whole:
        figures = ([each for each in texts if len(each) <= LONGEST] for texts in by_style.values())
        most = max(map(_widest, figures, by_style), default=0.0)
        return _Need(max(least, most), max(least, most, HEAD.width(head.text) + 0.1))
    least = max(least, _widest_word((text, style) for style, texts in by_style.items() for text in set(texts)))
    most = max((_widest(texts, style) for style, texts in by_style.items()), default=0.0)
    notes = max((_widest([each.note], NOTE) for each in body if each.note), default=0.0)
    return _Need(least + 0.1, max(least, most, notes) + 0.1)


LONGEST = 64  # letters in a word or a figure: a longer one is no name and no amount, and is broken


def _widest(texts: Iterable[str], style: Style) -> float:
    known = set(texts)
    longest = max(map(len, known), default=0)
    return max((style.width(each) for each in known if len(each) * 5 >= longest * 4), default=0.0) + 0.1


def _widest_word(texts: Iterable[tuple[str, Style]]) -> float:
    units: dict[Style, set[str]] = {}
    for text, style in texts:
        units.setdefault(style, set()).update(each for each in units_of(text) if len(each) <= LONGEST)
    return max((_widest(each, style) for style, each in units.items()), default=0.0)


def _with_whole_heads(columns: Sequence[Column], needs: Sequence[_Need]) -> list[_Need]:
    """Return needs with the heads of figures and dates on one line."""
    return [
        _Need(need.most, need.most) if column.figures or column.whole else need
        for column, need in zip(columns, needs, strict=True)
    ]


def _squeezed(columns: Sequence[Column], needs: Sequence[_Need], room: float) -> list[_Need]:
    """Return needs that fit: the columns of text give way, and figures only where there is nothing else."""
    fixed = [column.figures or column.whole for column in columns]
    whole = sum(need.least for need, kept in zip(needs, fixed, strict=True) if kept)
    texts = fixed.count(False)
    left = max(room - whole, room * 0.2) if texts else room
    share = left / texts if texts else 0.0
    cut = min(1.0, (room - left) / whole) if texts and whole else room / whole if whole else 1.0
    return [
        _Need(need.least * cut, need.most * cut) if kept else _Need(min(need.least, share), max(need.most, share))
        for need, kept in zip(needs, fixed, strict=True)
    ]


def _widths(columns: Sequence[Column], needs: Sequence[_Need], room: float) -> list[float]:
    """Return the widths: by their shares, but each column between its least and its most as far as there is room."""
    fixed = [column.figures or column.whole for column in columns]
    widths = [need.least for need in needs]
    free = [at for at, kept in enumerate(fixed) if not kept]
    open_ones, left = list(free), room - sum(widths)
    while open_ones and left > 0.01:
        total = sum(columns[at].share for at in open_ones)
        full: list[int] = []
        for at in open_ones:
            more = left * columns[at].share / total
            widths[at] = min(widths[at] + more, needs[at].most)
            if widths[at] >= needs[at].most:
                full.append(at)
        open_ones = [at for at in open_ones if at not in full]
        left = room - sum(widths)
        if not full:
            break
    spread = free or list(range(len(columns)))
    for at in spread:  # the table is as wide as the text, also where its texts are short
        widths[at] += max(0.0, left) / len(spread)
    return widths


@cache
def _scaled(style: Style, scale: float) -> Style:
    return style if scale == 1.0 else replace(style, size=style.size * scale, leading=style.leading * scale)


def _rows(cells: Sequence[Cell], edges: Edges, scale: float, *, ruled: bool = True, bound: bool = False) -> list[_Row]:
    """Return a row as parts of at most `MOST` lines."""
    laid = [_lines(cell, wide, scale) for cell, (_, wide) in zip(cells, edges, strict=True)]
    count = max(len(lines) for lines in laid)
    found: list[_Row] = []
    for at in range(0, count, MOST):
        part = tuple(lines[at : at + MOST] for lines in laid)
        last = at + MOST >= count
        above, below = (0 if at else PAD), (PAD if last else 0)
        height = above + max(sum(style.leading for _, style in lines) for lines in part) + below
        tied = (bound and at == 0) or (last and at > 0 and count % MOST == 1)
        found.append(_Row(part, height, above, last and ruled, tied, at > 0))
    return found


def _lines(cell: Cell, wide: float, scale: float) -> tuple[_Line, ...]:
    style = _scaled(cell.style, scale)
    lines = lines_of(cell.text, style, wide)
    if len(lines) > 1:
        lines = with_spaces(lines, cell.text)
    if not cell.note:
        return tuple([(line, style) for line in lines])
    if lines[-1]:
        lines = [*lines[:-1], f"{lines[-1]} "]  # between it and its note
    small = _scaled(NOTE, scale)
    notes = with_spaces(lines_of(cell.note, small, wide), cell.note)
    return (*((line, style) for line in lines), *((line, small) for line in notes))


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
        tail: float = 0,
        node: Node | None = None,
    ) -> None:
        super().__init__()
        self.node = node or Node("Table")
        self._tail = tail
        self._head = head
        self._rows = rows
        self._start, self._end = start, end
        self._edges, self._figures = edges, figures

    def wrap(self, available_width: float, available_height: float, /) -> tuple[float, float]:
        """Return the size in points; for a table that has to be split, some height above the available one."""
        height = self._head.height
        for at in range(self._start, self._end):
            height += self._rows[at].height
            if height > available_height:  # by a rounding error too, which the page would take for a fit
                return available_width, max(height, available_height + 1)
        if available_height - self._tail < height <= available_height and self._last_break() > self._start:
            return available_width, available_height + 1
        return available_width, height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Return the rows that fit into `height`, and the rest, at least two each; a bound row takes the one before it.

        Where that leaves too few, all of it goes to the next page.
        """
        left, at = height - self._head.height, self._start
        while at < self._end and self._rows[at].height <= left:
            left -= self._rows[at].height
            at += 1
        if at >= self._end:
            at = self._last_break() if left < self._tail else self._end
            if at in (self._start, self._end):
                return [self]
        while at > self._start and not self._may_break(at):
            at -= 1
        if at == self._start:
            return []
        return [self._part(self._start, at), self._part(at, self._end)]

    def _last_break(self) -> int:
        """Return before which row a page may end last; the first row if it may nowhere."""
        return next((at for at in range(self._end - 1, self._start, -1) if self._may_break(at)), self._start)

    def _may_break(self, at: int) -> bool:
        """Return whether a page may end before a row."""
        return at - self._start >= FEWEST and self._end - at >= FEWEST and not self._rows[at].bound

    def least(self) -> float:
        """Return the height of the head and of the rows that stay with it, in points."""
        ends = (at for at in range(self._start + 1, self._end) if self._may_break(at))
        end = next(ends, self._end)
        return self._head.height + sum(row.height for row in self._rows[self._start : end])

    def _part(self, start: int, end: int) -> _Table:
        tail = self._tail if end == self._end else 0
        return _Table(self._head, self._rows, start, end, self._edges, self._figures, tail, self.node)

    def draw(self) -> None:
        """Draw head and rows from the top. The parts on all pages are read as one table, its head once."""
        marks, rows = marks_of(self.canv), self._rows[self._start : self._end]
        runs: list[Run | str] = []
        rules: list[float] = []
        y = self._head.height + sum(row.height for row in rows)
        marks.place(self.node)
        if self.node.kids:
            runs.append(PAGINATION)
            self._add_row(runs, self._head, y, None, marks)
            runs.append(END)
        else:
            head = self.node.add("THead").add("TR")
            self._add_row(runs, self._head, y, [_head_of(head, cell) for cell in self._head.cells], marks)
            self.node.add("TBody")
        y -= self._head.height
        rules.append(y)
        body = self.node.kids[-1]
        assert isinstance(body, Node)
        for row in rows:
            self._add_row(runs, row, y, _cells_of(body, row), marks)
            y -= row.height
            if row.ruled or row is rows[-1]:
                rules.append(y)
        draw_runs(self.canv, runs)
        draw_rules(self.canv, 0, sum(self._edges[-1]), rules, LINE, HAIRLINE)

    def _add_row(
        self, runs: list[Run | str], row: _Row, top: float, nodes: Sequence[Node] | None, marks: Marks
    ) -> None:
        """Add the lines of a row, those of each cell between the marks of its node, if there are nodes."""
        for column, lines in enumerate(row.cells):
            if len(lines) == 1 and not lines[0][0]:
                continue
            if nodes:
                runs.append(marks.begin(nodes[column]))
            x, wide = self._edges[column]
            y = top - row.pad
            for text, style in lines:
                y -= style.leading
                if text:
                    left = x + wide - style.width(text.rstrip()) if self._figures[column] else x
                    runs.append((left, y + (style.leading - style.size * 0.7) / 2, style, text))
            if nodes:
                runs.append(END)


def _head_of(row: Node, lines: Sequence[_Line]) -> Node:
    """Return a cell of the head; one without words heads nothing."""
    return row.add("TH", scope="Column") if any(text for text, _ in lines) else row.add("TD")


def _cells_of(body: Node, row: _Row) -> Sequence[Node]:
    """Return the cells of a row: those of the row before it if it goes on from there."""
    if row.goes_on:
        before = body.kids[-1]
        assert isinstance(before, Node)
        return [each for each in before.kids if isinstance(each, Node)]
    made = body.add("TR")
    return [made.add("TD") for _ in row.cells]
