"""Running text on paper: broken into lines, shown as typed, and continued across pages.

Text is drawn, never parsed as markup: `<b>` in it is three characters, and nothing in it can refer to a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from clientguard.reports.paper.fonts import ACCENT, SEMIBOLD, SOFT, Style, printable
from clientguard.reports.paper.ink import draw_runs
from clientguard.reports.paper.scripts.thai_words import THAI, pieces
from clientguard.reports.paper.tagging.marks import Node, marked

BODY = Style(10, 15)
SOFT_BODY = Style(10, 15, colour=SOFT)
HEADING = Style(11.5, 17, font=SEMIBOLD, colour=ACCENT)
MEASURE = 35.5  # the longest line of running text, in its size: 65 to 80 letters
MOST_OF_HEADING = 8  # lines of one; more would be no heading
ABOVE = 20.0  # points above the heading of a section, except at the top of a page
# What is never broken at its spaces: a date, an amount with its currency, a number in groups or with its country.
_UNIT = re.compile(
    r"\d{1,2} [^\s\d]{3,14} \d{4}(?!\d)\S*|(?:[^\s\d]*[$£¥฿\u20a0-\u20cf]|[(“\u2212-]?[A-Z]{3}) [\u2212-]?\d\S*"
    r"|\(?[A-Z]{2} [A-Z]?\d\S*|\d{1,5}(?: \d{1,5}){2,4}(?!\S)|\S+"
)
_DIGIT = re.compile(r"\d")
_AFTER = "/-_.@?&=,;:)"  # a long word is broken after one of these if one is near
_NOT_BEFORE = frozenset("ะาำๅๆฯ")  # Thai signs that belong to the letter before them
_NOT_AFTER = frozenset("เแโใไ")  # Thai vowels that are written before their letter
_OF_WORD_BEFORE = frozenset("ๆฯ")  # Thai signs that never begin a line, whether or not a space comes before them
_COUNT = re.compile(r"\d{1,6}(?:[.,:]\d+)?")  # stays with the Thai word that says of what
_ALONE = 3  # of the type's size: a Thai word as short as this is not alone on the last line


def lines_of(text: str, style: Style, width: float) -> list[str]:
    """Return `text` in lines of at most `width` points; a wider word is broken, never within a letter and its marks."""
    shown = printable(text)
    if len(shown) < 1_000 and "  " not in shown and style.width(shown) <= width:
        return [shown.strip()]
    lines: list[str] = []
    line = ""
    last = above = 0  # where the last word begins on this line, and on the one above
    space = ""  # before the last word
    for word, gap in _words_of(shown):
        trial = f"{line}{gap}{word}" if line else word
        if len(trial) < 1_000 and style.width(trial) <= width:
            line, last = trial, len(line)
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, style, width)
        lines += full
        last, above, space = 0, 0 if full else last, gap
    if above and not last and style.width(line) < style.size * _ALONE and THAI.search(shown):
        both = f"{lines[-1][above:].lstrip()}{space}{line}"
        if style.width(both) <= width:
            lines[-1], line = lines[-1][:above], both
    return [*lines, line] if line or not lines else lines


def with_spaces(lines: Sequence[str], text: str) -> list[str]:
    """Return lines of `text`, each with the space that followed it, so that read together they are the text again."""
    if len(lines) == 1:
        return list(lines)
    whole = " ".join(printable(text).split())
    found: list[str] = []
    at = 0
    for line in lines[:-1]:
        at += len(line)
        space = whole[at : at + 1] == " "
        at += space
        found.append(f"{line} " if space else line)
    return [*found, lines[-1]]


def units_of(text: str) -> list[str]:
    """Return the parts between which `text` may be broken into lines: its words, and whole dates and amounts."""
    return [word for word, _gap in _words_of(printable(text))]


def _words_of(shown: str) -> Iterator[tuple[str, str]]:
    """Yield the parts between which printable text may be broken, each with the space before it: Thai has none."""
    found = _UNIT.findall(shown) if " " in shown and _DIGIT.search(shown) else shown.split()
    if not THAI.search(shown):
        yield from ((each, " ") for each in found)
        return
    held, before = "", ""
    for each in found:
        for number, piece in enumerate([each] if " " in each else pieces(each)):
            gap = "" if number else " "
            counted = gap and _COUNT.fullmatch(held) and THAI.match(piece)
            if held and (counted or piece[0] in _OF_WORD_BEFORE):
                held = f"{held}{gap}{piece}"
                continue
            if held:
                yield held, before
            held, before = piece, gap
    if held:
        yield held, before


def _pieces(word: str, style: Style, width: float) -> Iterator[str]:
    """Yield a word in pieces that fit `width`."""
    start = 0
    while True:
        end, used = start, 0.0
        while end < len(word):
            used += style.width(word[end])
            if used > width and end > start:
                break
            end += 1
        if end == len(word):
            yield word[start:]
            return
        end = _break(word, start, end)
        yield word[start:end]
        start = end


def _break(word: str, start: int, end: int) -> int:
    """Return where to break a word before `end`: after punctuation if there is some nearby, else between letters."""
    for at in range(end, max(start, end - 12), -1):
        if word[at - 1] in _AFTER:
            return at
    at = end
    while at > start + 1 and _joined(word[at - 1], word[at]):
        at -= 1
    return at if at > start + 1 else end


def _joined(left: str, right: str) -> bool:
    return unicodedata.category(right)[0] == "M" or right in _NOT_BEFORE or left in _NOT_AFTER


def clip(text: str, style: Style, width: float) -> str:
    """Return one line of text, cut off with an ellipsis if it is wider than `width` points."""
    line = " ".join(printable(text[:500]).split())
    if len(text) <= 500 and style.width(line) <= width:
        return line
    while line and style.width(f"{line}…") > width:
        end = len(line) - 1
        while end and _joined(line[end - 1], line[end]):
            end -= 1
        line = line[:end]
    return f"{line.rstrip()}…"


def clip_lines(text: str, style: Style, width: float, most: int) -> list[str]:
    """Return at most `most` lines of text; the last one ends with an ellipsis if there were more."""
    lines = lines_of(text[:1_000], style, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], clip(" ".join(lines[most - 1 :]), style, width)]
    return with_spaces(lines, text)


class Block(Flowable):
    """A part of a document. reportlab passes the room that is left by position, so subclasses name it as they like."""

    def wrap(self, width: float, height: float, /) -> tuple[float, float]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the size in points."""
        raise NotImplementedError

    def least(self) -> float:
        """Return the height of what has to stay together at its beginning, in points: all of it, unless it splits."""
        return self.wrap(0, 0)[1]


class Lines(Block):
    """Lines of one style, split between pages line by line; a single line never begins or ends a page.

    All of it is one paragraph to who listens, also where it goes on in other `Lines` of the same `node`. All lines but
    its first begin `hang` points further to the right; `goes_on`: its first line is elsewhere.
    """

    def __init__(
        self, lines: Sequence[str], style: Style, node: Node | None = None, *, hang: float = 0, goes_on: bool = False
    ) -> None:
        super().__init__()
        self._lines = lines
        self._style = style
        self.node = node or Node("P")
        self._hang = hang
        self._goes_on = goes_on

    def wrap(self, available_width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return available_width, len(self._lines) * self._style.leading

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Return the lines that fit into `height`, and the rest."""
        fit, count = int(height / self._style.leading), len(self._lines)
        if fit >= count:
            return [self]
        if count - fit == 1:
            fit -= 1
        if fit < 2:
            return []
        first = Lines(self._lines[:fit], self._style, self.node, hang=self._hang, goes_on=self._goes_on)
        return [first, Lines(self._lines[fit:], self._style, self.node, hang=self._hang, goes_on=True)]

    def least(self) -> float:
        """Return the height of the lines that stay together, in points."""
        count = len(self._lines)
        return (count if count <= 3 else 2) * self._style.leading

    def draw(self) -> None:
        """Draw the lines from the top."""
        if any(self._lines):
            x, hang = (self._hang, 0.0) if self._goes_on else (0.0, self._hang)
            with marked(self.canv, self.node):
                draw_lines(self.canv, x, len(self._lines) * self._style.leading, self._lines, self._style, hang)


def draw_lines(canvas: Canvas, x: float, top: float, lines: Iterable[str], style: Style, hang: float = 0) -> None:
    """Draw lines below `top`, from the left edge `x`; all but the first `hang` points further to the right."""
    y = top - (style.leading + style.size * 0.7) / 2  # the height of a capital is 0.7 of the size
    runs = ((x + hang * (number > 0), y - number * style.leading, style, line) for number, line in enumerate(lines))
    draw_runs(canvas, runs)


def draw_paragraph(
    canvas: Canvas, x: float, top: float, lines: Sequence[str], style: Style, node: Node | None = None
) -> None:
    """Draw lines that are read as one paragraph, or as part of `node`; empty ones are not read at all."""
    if any(lines):
        with marked(canvas, node or Node("P")):
            draw_lines(canvas, x, top, lines, style)


CHUNK = 60  # lines in one flowable, so that splitting a long text does not copy all the rest at each page


def paragraphs(words: str, width: float, style: Style = BODY, *, measure: float = MEASURE) -> list[Flowable]:
    """Return a paragraph, in lines that are easy to read however wide the page is; `measure` is in the type's size."""
    lines = with_spaces(lines_of(words, style, min(width, style.size * measure)), words)
    node = Node("P")
    return [Lines(lines[at : at + CHUNK], style, node) for at in range(0, len(lines), CHUNK)]


def listed(items: Iterable[Sequence[Flowable]]) -> list[Flowable]:
    """Return the paragraphs of things that are read as one list."""
    found: list[Flowable] = []
    whole = Node("L")
    for item in items:
        body = Node("LBody", Node("LI", whole))
        for part in item:
            if isinstance(part, Lines):
                part.node.within = body
        found += item
    return found


def points(texts: Iterable[str], width: float, style: Style = BODY) -> list[Flowable]:
    """Return texts that each begin with a mark, such as `–` or `1.`, as one list; their lines hang behind the mark."""
    return listed(_point(each.lstrip(), width, style) for each in texts)


def _point(text: str, width: float, style: Style) -> list[Flowable]:
    mark, rest = (*text.split(maxsplit=1), "")[:2]
    hang = style.width(f"{mark} ")
    first, *others = with_spaces(lines_of(rest, style, min(width, style.size * MEASURE) - hang), rest)
    lines = [f"{mark} {first}", *others]
    node = Node("P")
    return [Lines(lines[at : at + CHUNK], style, node, hang=hang, goes_on=at > 0) for at in range(0, len(lines), CHUNK)]


class Heading(Block):
    """The title of the paper or of a section; it is also an entry of the document's outline."""

    def __init__(self, title: str, style: Style = HEADING) -> None:
        super().__init__()
        self._title = printable(title)
        self._style = style
        self._lines = [self._title]
        self.node = Node("H2" if style is HEADING else "H1")

    def wrap(self, available_width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points, once the title is broken into lines of that width."""
        self._lines = clip_lines(self._title, self._style, available_width, MOST_OF_HEADING)
        return available_width, len(self._lines) * self._style.leading

    def least(self) -> float:
        """Return the height in points, of the lines that are known so far."""
        return len(self._lines) * self._style.leading

    def draw(self) -> None:
        """Draw the title, and add it to the outline."""
        canvas = self.canv
        title = self._title.strip()
        key = f"{canvas.getPageNumber()} {title}"
        canvas.bookmarkHorizontal(key, 0, self.least() + 8)
        canvas.addOutlineEntry(title, key, 0)
        draw_paragraph(canvas, 0, self.least(), self._lines, self._style, self.node)


def section(title: str, content: Sequence[Flowable], keep: float = 0) -> list[Flowable]:
    """Return a heading with its content; it goes to the next page unless what belongs to the heading fits below it.

    That is the lead with the first rows of the table that follows, or the first lines; at least `keep` points.
    """
    heading = Heading(title)
    heading.spaceBefore = ABOVE
    stays = ABOVE + HEADING.leading + 4 + max(keep, _least(content))
    return [CondPageBreak(stays), heading, Spacer(1, 4), *content]


def height_of(content: Sequence[Flowable]) -> float:
    """Return the height of parts that were laid out already, in points."""
    return sum(each.wrap(10_000, 100_000)[1] for each in content)


def _least(content: Sequence[Flowable]) -> float:
    """Return the height of what has to stay with the heading above it."""
    total = 0.0
    for part in content:
        if not isinstance(part, Block):
            total += height_of([part])
            continue
        least = part.least()
        total += least
        if not isinstance(part, Lines) or least < height_of([part]) or total >= 4 * BODY.leading:
            break
    return total


Paragraph = tuple[Sequence[str], Style]  # its lines


class Columns(Block):
    """Short blocks of text side by side: each a list of paragraphs, at its left edge in points."""

    def __init__(self, columns: Sequence[Sequence[Paragraph]], edges: Sequence[float], width: float) -> None:
        super().__init__()
        self._columns = columns
        self._width = width
        self._edges = edges
        self._height = max(sum(len(lines) * style.leading for lines, style in column) for column in columns)

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw the columns from the top, each read before the next."""
        for x, column in zip(self._edges, self._columns, strict=True):
            top = self._height
            for lines, style in column:
                draw_paragraph(self.canv, x, top, lines, style)
                top -= len(lines) * style.leading
