"""The recovery sheet: a code on paper, to type or scan, that opens a casebook without its passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.platypus import Flowable, Spacer

from clientguard.domain.casebook.recovery import RecoverySheet
from clientguard.domain.wording import N_
from clientguard.reports.paper.archive import Metadata, archive
from clientguard.reports.paper.flow import SOFT_BODY, Block, Heading, clip, draw_lines, paragraphs, section
from clientguard.reports.paper.fonts import INK, LINE, SEMIBOLD, SOFT, Style, printable, register
from clientguard.reports.paper.frame import NAME, Footer, PageSize, build, content_width
from clientguard.reports.paper.ink import END, put
from clientguard.reports.paper.tagging.marks import Node, artifact, marked
from clientguard.texts import Words

TITLE = Style(20, 28, font=SEMIBOLD)
GROUP = Style(17, 24, font=SEMIBOLD)
NUMBER = Style(7.5, 10, colour=SOFT)
ACROSS, ROW, PAD = 3, 32.0, 18.0  # groups in a row; in points: height of a row, space inside the box
CELL = 14.2  # points for each letter of a group, wide or narrow, so that they line up in columns
FIGURE = 150.0  # points, the side of the QR code: its modules can be told apart at arm's length
USE = (
    N_("Open the casebook. When it asks for the passphrase, type this code instead, without the small"
       " numbers. Spaces, hyphens and lower case make no difference. The code has no letters O, I, L or U:"
       " what looks like one is 0, 1 or V. The last character of each group is a check, so that a typing"
       " error is found and its group named."),
    N_("The QR code holds the same code, for a scanner on your own computer. A phone may keep what it scans."),
    N_("Then change the passphrase in Settings, and create a new sheet."),
)  # fmt: skip
WIDE = 60.0  # of lines, so that all of it stays on one page
KEEP = (
    N_("Anyone who has this sheet and the casebook, or a backup of it, can read everything in it. Keep"
       " the sheet where you keep valuables, not next to the computer."),
    N_("Without the passphrase or this sheet, nobody can open the casebook. There is no other way in."),
    N_("Once the passphrase is changed or removed, this sheet no longer opens the casebook, and a new one"
       " takes its place. Copies from before the change still open with it: keep it as long as there are"
       " any, then destroy it."),
)  # fmt: skip


def render_recovery_sheet(sheet: RecoverySheet, words: Words, *, page: PageSize = "A4") -> bytes:
    """Return the sheet as PDF/A-3a, one page. The code is on the page only, not in attached data or metadata."""
    register()
    title = words(N_("Recovery sheet of {file}"), file=sheet.file)
    footer = Footer(title, words(N_("casebook {uid}"), uid=sheet.uid))
    built = build(list(_story(sheet, words, content_width(page))), footer, words, page=page)
    metadata = Metadata(
        title=printable(title),
        author=printable(sheet.business),
        subject=printable(words(N_("How to open the casebook without its passphrase"))),
        language=words.language,
        made=sheet.day,
    )
    facts = {"document": "recovery sheet", "business": sheet.business, "file": sheet.file, "casebook": sheet.uid,
             "made": sheet.day.isoformat()}  # fmt: skip
    return archive(built, metadata, facts)


def _story(sheet: RecoverySheet, words: Words, width: float) -> Iterator[Flowable]:
    if sheet.business:
        yield from paragraphs(clip(sheet.business, NAME, width), width, NAME, measure=WIDE)
    yield Spacer(1, 34)
    yield Heading(words(N_("Recovery sheet")), TITLE)
    yield Spacer(1, 2)
    made = words(N_("for {file}, created on {date}"), file=sheet.file, date=words.date(sheet.day, "long"))
    yield from paragraphs(made, width, SOFT_BODY, measure=WIDE)
    yield Spacer(1, 22)
    yield CodeBlock(sheet.code, width, words(N_("The same code as a QR code")))
    yield from section(words(N_("How to use it")), _paragraphs(USE, words, width))
    yield from section(words(N_("Where to keep it")), _paragraphs(KEEP, words, width))


def _paragraphs(sentences: tuple[str, ...], words: Words, width: float) -> list[Flowable]:
    return [part for each in sentences for part in (*paragraphs(words(each), width, measure=WIDE), Spacer(1, 5))]


class CodeBlock(Block):
    """The code in a box: its numbered groups on the left, and the same code as a QR code on the right."""

    def __init__(self, code: str, width: float, about_figure: str) -> None:
        super().__init__()
        self._about_figure = about_figure
        self._groups = code.split("-")
        self._figure = modules(code)
        self._width = width
        rows = -(-len(self._groups) // ACROSS)
        self._height = max(rows * ROW, FIGURE) + 2 * PAD

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw the box, the groups row by row, and the QR code."""
        with artifact(self.canv):
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(1)
            self.canv.roundRect(0, 0, self._width, self._height, 6)
        step = (self._width - FIGURE - 3 * PAD) / ACROSS
        rows = -(-len(self._groups) // ACROSS)
        first = (self._height + rows * ROW) / 2
        whole = Node("L")
        for at, group in enumerate(self._groups):
            row, column = divmod(at, ACROSS)
            x, top = PAD + column * step, first - row * ROW
            number = str(at + 1)
            # Empty, so that copying the code from the screen does not copy the numbers.
            with artifact(self.canv), self._spoken(""):
                draw_lines(self.canv, x + 10 - NUMBER.width(number), top - 13.5, [number], NUMBER)
            with marked(self.canv, Node("LBody", Node("LI", whole))), self._spoken(group):
                self._draw_group(x + 16, top - (ROW + GROUP.size * 0.7) / 2, group)
        self._draw_figure(self._width - PAD - FIGURE, (self._height + FIGURE) / 2)

    def _draw_group(self, x: float, y: float, group: str) -> None:
        sides = [(CELL - GROUP.width(letter)) / 2 for letter in group]
        line = self.canv.beginText(x + sides[0], y)
        line.setFont(GROUP.font, GROUP.size)
        line.setFillColor(GROUP.colour)
        for letter, right, left in zip(group, sides, [*sides[1:], 0.0], strict=True):
            line.setCharSpace(right + left)
            line.textOut(letter)
        line.setCharSpace(0)
        self.canv.drawText(line)

    @contextmanager
    def _spoken(self, text: str) -> Iterator[None]:
        """Let programs and screen readers read what is drawn inside as `text`, one word however far apart it is set."""
        put(self.canv, f"/Span <</ActualText ({text})>> BDC")
        yield
        put(self.canv, END)

    def _draw_figure(self, left: float, top: float) -> None:
        """Draw the QR code; what is said of it in words is not the code, which is read as letters before."""
        side = FIGURE / len(self._figure)
        x, y = self.canv.absolutePosition(left, top)
        box = x, y - FIGURE, x + FIGURE, y
        with marked(self.canv, Node("Figure", alt=printable(self._about_figure), box=box)):
            self.canv.setFillColor(INK)
            for row, line in enumerate(self._figure):
                start = 0
                for dark, run in groupby(line):
                    count = len(list(run))
                    if dark:  # dark neighbours are drawn as one piece, without light seams between them
                        y = top - (row + 1) * side
                        self.canv.rect(left + start * side, y, count * side, side, stroke=0, fill=1)
                    start += count


def modules(code: str) -> list[list[bool]]:
    """Return the QR code of a code, row by row, True for dark; error correction level Q (a quarter)."""
    figure = QRCode(None, QRErrorCorrectLevel.Q)
    figure.addData(code)
    figure.make()
    count = figure.getModuleCount()
    return [[bool(figure.isDark(row, column)) for column in range(count)] for row in range(count)]
