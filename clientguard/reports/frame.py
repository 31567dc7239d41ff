"""The page: margins, letterhead, footer with the journal's anchor and page x of y; and text made safe for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from clientguard.domain.final_report import Party
from clientguard.domain.words import N_
from clientguard.reports.fonts import ACCENT, INK, LINE, REGULAR, SEMIBOLD, SOFT, register
from clientguard.texts import Words

PAGES = {"A4": A4, "Letter": LETTER}
MARGIN = 52.0
CHUNK = 4_000  # characters of one paragraph: a longer one could not be laid out on a page
_HIDDEN = ("Cc", "Cf", "Cs", "Co")


@dataclass(frozen=True, slots=True)
class Stationery:
    """What stands on every page of a document."""

    title: str
    subject: str
    head: Party
    foot: str
    anchor: str
    language: str


def plain(text: str) -> str:
    """Return text without control and bidi characters, line ends kept."""
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )


def safe(text: str) -> str:
    """Return user text as mark-up that shows it as it was typed: a `<img>` in it stays four letters."""
    return escape(plain(text)).replace("\n", "<br/>")


def paragraphs(text: str, style: ParagraphStyle) -> list[Flowable]:
    """Return user text as paragraphs, in pieces that fit a page."""
    words = plain(text)
    return [Paragraph(safe(words[at : at + CHUNK]), style) for at in range(0, max(1, len(words)), CHUNK)]


def clip(text: str, width: float, font: str, size: float) -> str:
    """Return one line of text, cut with an ellipsis where it is wider than `width` points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    words = " ".join(plain(text).split())
    if stringWidth(words, font, size) <= width:
        return words
    while words and stringWidth(f"{words}…", font, size) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def shorten_anchor(size: int, root: str, words: Words) -> str:
    """Return an anchor as the footer shows it: the entry's number and the first 16 digits of the root."""
    groups = " ".join(root[at : at + 4] for at in range(0, 16, 4))
    return words(N_("journal {size} · {digest}"), size=size, digest=groups)


class _Counting(Canvas):
    """A canvas that knows how many pages there are before it draws the footers."""

    stationery: Stationery
    words: Words

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - reportlab's own
        # Without this the page would begin in Helvetica, which is not embedded, and would be no PDF/A.
        super().__init__(*args, **{**options, "initialFontName": REGULAR})
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's own
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            _foot(self, self.stationery, self.words, number, len(self._pages))
            super().showPage()
        super().save()


def _foot(canvas: Canvas, stationery: Stationery, words: Words, page: int, pages: int) -> None:
    width = canvas._pagesize[0]
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, 46, width - MARGIN, 46)
    canvas.setFillColor(SOFT)
    canvas.setFont(REGULAR, 7.5)
    room = (width - 2 * MARGIN) * 0.46
    canvas.drawString(MARGIN, 34, clip(stationery.foot, room, REGULAR, 7.5))
    canvas.drawRightString(width - MARGIN, 34, words(N_("page {page} of {pages}"), page=page, pages=pages))
    canvas.drawCentredString(width * 0.62, 34, stationery.anchor)


def _letterhead(canvas: Canvas, head: Party) -> None:
    width, height = canvas._pagesize
    room = (width - 2 * MARGIN) / 2 - 10
    top = height - 54
    canvas.setFillColor(ACCENT)
    canvas.setFont(SEMIBOLD, 11)
    canvas.drawString(MARGIN, top, clip(head.name, room, SEMIBOLD, 11))
    canvas.setFillColor(SOFT)
    canvas.setFont(REGULAR, 9)
    for number, line in enumerate(head.address[:4], 1):
        canvas.drawString(MARGIN, top - 13 * number - 1, clip(line, room, REGULAR, 9))
    contact = [line for line in (head.email, head.phone, head.tax_number) if line]
    for number, line in enumerate(contact):
        canvas.drawRightString(width - MARGIN, top - 13 * number, clip(line, room, REGULAR, 9))
    canvas.setFillColor(INK)


def render(story: Sequence[Flowable], stationery: Stationery, words: Words, page: str = "A4") -> bytes:
    """Return the document as PDF bytes; the same facts give the same bytes."""
    register()
    size = PAGES[page]
    lines = max(len(stationery.head.address), 2)
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        title=stationery.title,
        author=stationery.head.name,
        subject=stationery.subject,
        creator="ClientGuard",
        lang=stationery.language,
        initialFontName=REGULAR,
        invariant=1,
    )
    width, height = size[0] - 2 * MARGIN, size[1]
    first_top = 84 + 13 * min(lines, 4)
    options = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    first = Frame(MARGIN, 62, width, height - 62 - first_top, id="first", **options)
    later = Frame(MARGIN, 62, width, height - 62 - 52, id="later", **options)
    document.addPageTemplates(
        [
            PageTemplate(
                "first",
                [first],
                onPage=lambda canvas, _: _letterhead(canvas, stationery.head),
                autoNextPageTemplate="later",
            ),
            PageTemplate("later", [later]),
        ]
    )
    canvas = type("Numbered", (_Counting,), {"stationery": stationery, "words": words})
    document.build(list(story), canvasmaker=canvas)
    return out.getvalue()
