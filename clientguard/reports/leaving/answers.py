"""A table to be answered with a pen: for each account what is asked, boxes for yes and no, a date and initials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from clientguard.domain.leaving.papers.handover_request import TASKS, AskedAccount
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import Block, clip_lines, draw_lines, draw_paragraph
from clientguard.reports.paper.fonts import LINE, SEMIBOLD, Style
from clientguard.reports.paper.ink import PAGINATION, draw_rules
from clientguard.reports.paper.signatures import STRONG
from clientguard.reports.paper.tables import HAIRLINE, HEAD, NOTE, PAD
from clientguard.reports.paper.tagging.marks import Node, artifact, marks_of
from clientguard.texts import Words

NAME = Style(9.5, 13, font=SEMIBOLD)
TASK = Style(9.5, 16)  # room for a box on each line
LEAST = 36.0  # points, the lowest row: two lines to write on at its end
WRITTEN = 17.0  # points for one line to write on
BOX = 9.0
MOST = 12  # lines of a name
FRESH = 600.0  # points: a page that holds nothing else has more
# The left edges of the columns and the right edge of each, as shares of the width.
_ACCOUNT, _TASK, _YES, _NO, _SIGN = (0.0, 0.33), (0.35, 0.74), (0.755, 0.805), (0.81, 0.86), (0.88, 1.0)


@dataclass(frozen=True, slots=True)
class _Row:
    name: tuple[str, ...]
    note: tuple[str, ...]
    tasks: tuple[tuple[str, ...], ...]
    height: float


def answer_table(asked: Sequence[AskedAccount], width: float, words: Words) -> Flowable:
    """Return the table; its head is repeated on each page, and no page holds one account alone."""
    return _Answers([_row(each, width, words) for each in asked], width, words)


def _row(account: AskedAccount, width: float, words: Words) -> _Row:
    def fitted(text: str, style: Style, column: tuple[float, float]) -> tuple[str, ...]:
        return tuple(clip_lines(text, style, (column[1] - column[0]) * width, MOST))

    name = fitted(f"[{account.reference}] {account.name}", NAME, _ACCOUNT)
    note = fitted(words.say(account.about), NOTE, _ACCOUNT)
    if account.offered:
        note += fitted(words(N_("offered {date}"), date=account.offered), NOTE, _ACCOUNT)
    tasks = tuple(fitted(words(TASKS[each]), TASK, _TASK) for each in account.tasks)
    left = len(name) * NAME.leading + len(note) * NOTE.leading
    right = sum(map(len, tasks)) * TASK.leading
    return _Row(name, note, tasks, max(left, right, LEAST) + 2 * PAD)


class _Answers(Block):
    """Rows under their head."""

    def __init__(self, rows: Sequence[_Row], width: float, words: Words, node: Node | None = None) -> None:
        super().__init__()
        self.node = node or Node("Table")
        self._rows, self._width, self._words = rows, width, words
        self._head = max(len(lines) for lines, _x in self._heads()) * HEAD.leading + 2 * PAD

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._head + sum(row.height for row in self._rows)

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Return the rows that fit into `height`, and the rest; two rows fit on any page, and stay together."""
        left, fit = height - self._head, 0
        while fit < len(self._rows) and self._rows[fit].height <= left:
            left -= self._rows[fit].height
            fit += 1
        if fit == len(self._rows):
            return [self]
        if len(self._rows) - fit == 1 and (fit > 2 or height < FRESH):
            fit -= 1
        if fit < 2:
            return []
        return [_Answers(part, self._width, self._words, self.node) for part in (self._rows[:fit], self._rows[fit:])]

    def draw(self) -> None:
        """Draw head and rows from the top. The parts on all pages are read as one table, its head once."""
        canvas, top = self.canv, self.wrap(0, 0)[1]
        marks_of(canvas).place(self.node)
        if self.node.kids:
            with artifact(canvas, PAGINATION):
                for lines, x in self._heads():
                    draw_lines(canvas, x, top - PAD, lines, HEAD)
        else:
            head = self.node.add("THead").add("TR")
            for lines, x in self._heads():
                draw_paragraph(canvas, x, top - PAD, lines, HEAD, head.add("TH", scope="Column"))
            self.node.add("TBody")
        body = self.node.kids[-1]
        assert isinstance(body, Node)
        top -= self._head
        draw_rules(canvas, 0, self._width, [top], LINE, HAIRLINE)
        for row in self._rows:
            self._draw_row(canvas, row, top, body.add("TR"))
            top -= row.height
            draw_rules(canvas, 0, self._width, [top], LINE, HAIRLINE)

    def _heads(self) -> Iterator[tuple[list[str], float]]:
        """Yield the lines of each column's head, and its left edge."""
        words = self._words
        for text, column in (
            (words(N_("Account")), _ACCOUNT),
            (words(N_("What you do")), _TASK),
            (words(N_("Yes")), _YES),
            (words(N_("No")), _NO),
            (words(N_("Date, initials")), _SIGN),
        ):
            yield clip_lines(text, HEAD, (column[1] - column[0]) * self._width, 3), column[0] * self._width

    def _draw_row(self, canvas: Canvas, row: _Row, top: float, node: Node) -> None:
        """Draw a row; its boxes and lines are left to the pen, and their cells are empty to who listens."""
        y = top - PAD
        name, todo = node.add("TH", scope="Row"), node.add("TD")
        for _ in (_YES, _NO, _SIGN):
            node.add("TD")
        draw_paragraph(canvas, 0, y, row.name, NAME, name.add("P"))
        draw_paragraph(canvas, 0, y - len(row.name) * NAME.leading, row.note, NOTE, name.add("P"))
        for lines in row.tasks:
            draw_paragraph(canvas, _TASK[0] * self._width, y, lines, TASK, todo.add("P"))
            for column in (_YES, _NO):
                self._draw_box(canvas, column[0] * self._width, y - (TASK.leading + BOX) / 2)
            y -= len(lines) * TASK.leading
        left, right = (each * self._width for each in _SIGN)
        draw_rules(canvas, left, right, [top - PAD - WRITTEN, top - PAD - 2 * WRITTEN], STRONG, HAIRLINE)

    def _draw_box(self, canvas: Canvas, x: float, y: float) -> None:
        with artifact(canvas):
            canvas.setStrokeColor(STRONG)
            canvas.setLineWidth(0.8)
            canvas.rect(x, y, BOX, BOX)
