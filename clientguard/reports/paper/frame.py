"""The page: margins, the letterhead on the first one, and the footer with the journal's anchor and page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from clientguard.domain.paper.letterhead import Letterhead
from clientguard.domain.paper.printed import Anchor
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import Block, clip, clip_lines, draw_paragraph
from clientguard.reports.paper.fonts import ACCENT, LINE, REGULAR, SEMIBOLD, SOFT, Style, printable, register
from clientguard.reports.paper.ink import PAGINATION, LettersCanvas, begin_page, draw_rules
from clientguard.reports.paper.scripts.thai_words import THAI
from clientguard.reports.paper.tables import HAIRLINE
from clientguard.reports.paper.tagging.marks import Marks, Node, artifact, marked, marks_of
from clientguard.texts import Words

rl_config.useA85 = 0  # text in place of bytes: slow, and undone when the archive is written

PageSize = Literal["A4", "Letter"]
PAGES: dict[str, tuple[float, float]] = {"A4": A4, "Letter": LETTER}
SIDE, TOP, BOTTOM = 54.0, 50.0, 70.0
FOOT_LINE, FOOT_TEXT = 52.0, 38.0
NAME = Style(11.5, 17, font=SEMIBOLD, colour=ACCENT)
ADDRESS = Style(9.5, 14, colour=SOFT)
FOOT = Style(7.5, 10, colour=SOFT)
LEAST_OF_NAME = 6  # letters of it in a footer


@dataclass(frozen=True, slots=True)
class Footer:
    """What the footer of each page says, besides its number. `name` is the part of the title that may be shortened."""

    title: str
    anchor: str
    name: str = ""

    def fitting(self, room: float) -> str:
        """Return the title in a line of `room` points: the name is shortened or left out before what is around it."""
        before, name, after = self.title.partition(self.name) if self.name else (self.title, "", "")
        left = room - FOOT.width(before) - FOOT.width(after)
        if FOOT.width(self.title) <= room or not name:
            return clip(self.title, FOOT, room)
        if left < FOOT.width(name[:LEAST_OF_NAME]):  # of which nobody would make anything
            return clip(f"{before.rstrip(', ')}{after}", FOOT, room)
        return f"{before}{clip(name, FOOT, left)}{after}"


def content_width(page: PageSize) -> float:
    """Return the width between the margins, in points."""
    return PAGES[page][0] - 2 * SIDE


def content_height(page: PageSize) -> float:
    """Return the height between the margins, in points."""
    return PAGES[page][1] - TOP - BOTTOM


def short_anchor(anchor: Anchor, words: Words) -> str:
    """Return an anchor as shown in a footer: the journal's size and the beginning of its root, to check a copy by."""
    return words(N_("Reference {size} · {root}…; keep this copy"), size=anchor.size, root=anchor.root_hex[:8])


class LetterheadBlock(Block):
    """Name and address on the left; email, phone and tax number of the business on the right."""

    def __init__(self, head: Letterhead, width: float, words: Words) -> None:
        super().__init__()
        tax = words(N_("Tax no. {number}"), number=head.tax_number) if head.tax_number else ""
        half = width / 2 - 12
        self._width = width
        self._name = clip_lines(head.name, NAME, half, 4)
        address = "".join(head.address)
        address = (" " if THAI.search(address) else ", ").join(head.address)
        self._address = clip_lines(address, ADDRESS, half, 3) if address else []
        self._reach = [clip_lines(each, ADDRESS, half, 2) for each in (head.email, head.phone, tax) if each]
        left = len(self._name) * NAME.leading + len(self._address) * ADDRESS.leading
        self._height = max(left, NAME.leading - ADDRESS.leading + sum(map(len, self._reach)) * ADDRESS.leading)

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw both columns from the top."""
        top = self._height
        draw_paragraph(self.canv, 0, top, self._name, NAME)
        draw_paragraph(self.canv, 0, top - len(self._name) * NAME.leading, self._address, ADDRESS)
        top -= 1.5  # so that the first lines of both columns share their baseline
        for lines in self._reach:
            node = Node("P")
            for line in lines:
                left = self._width - ADDRESS.width(line.rstrip())
                draw_paragraph(self.canv, left, top, [line], ADDRESS, node)
                top -= ADDRESS.leading


class _Pages(LettersCanvas):
    """A canvas that draws the footers last, once it knows how many pages there are."""

    footer: Footer
    words: Words
    size: tuple[float, float]

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - what reportlab passes
        # Without this each page would begin in Helvetica, which is not embedded, so the file would not be PDF/A.
        super().__init__(*args, **{**options, "initialFontName": REGULAR})
        self.marks = Marks()
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's own name
        """Set a finished page aside."""
        self._pages.append(dict(self.__dict__))
        self.marks.turn_to(len(self._pages))
        begin_page(self)

    def save(self) -> None:
        """Draw the footers and write the document."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.marks.turn_to(number - 1)
            self._draw_footer(number, len(self._pages))
            super().showPage()
        super().save()

    def _draw_footer(self, number: int, count: int) -> None:
        """Draw the footer; it is read aloud once, at the end: only its reference, since all else was said before."""
        right = self.size[0] - SIDE
        page = printable(self.words(N_("page {page} of {pages}"), page=number, pages=count))
        anchor = self.footer.anchor
        title = self.footer.fitting(right - SIDE - FOOT.width(page) - FOOT.width(anchor) - 24)
        draw_rules(self, SIDE, right, [FOOT_LINE], LINE, HAIRLINE)
        self.setFont(FOOT.font, FOOT.size)
        self.setFillColor(FOOT.colour)
        with artifact(self, PAGINATION):
            self.drawString(SIDE, FOOT_TEXT, title)
        if anchor:
            free = SIDE + FOOT.width(title), right - FOOT.width(page)
            with marked(self, Node("P")) if number == count else artifact(self, PAGINATION):
                self.drawCentredString(sum(free) / 2, FOOT_TEXT, anchor)
        with artifact(self, PAGINATION):
            self.drawRightString(right, FOOT_TEXT, page)


@dataclass(frozen=True, slots=True)
class Built:
    """A document as reportlab wrote it, and the structure that its marks belong to."""

    pdf: bytes
    structure: Node


def build(story: Sequence[Flowable], footer: Footer, words: Words, *, page: PageSize) -> Built:
    """Return the story as PDF on `page`; the same story gives the same bytes."""
    register()
    size = PAGES[page]
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=size, initialFontName=REGULAR, invariant=1)
    frame = Frame(
        SIDE, BOTTOM, size[0] - 2 * SIDE, content_height(page),
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document.addPageTemplates([PageTemplate("page", [frame])])
    shown = Footer(printable(footer.title), printable(footer.anchor), printable(footer.name))
    given = {"footer": shown, "words": words, "size": size}
    # reportlab creates the canvas itself, so what it needs is set on a class of its own.
    document.build(list(story), canvasmaker=type("Pages", (_Pages,), given))
    return Built(out.getvalue(), marks_of(document.canv).root)
