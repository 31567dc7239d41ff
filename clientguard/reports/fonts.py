"""The typeface on paper: Sarabun, embedded."""

from __future__ import annotations

from functools import cache

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from clientguard import paths

REGULAR, SEMIBOLD = "Sarabun", "Sarabun-SemiBold"
INK, SOFT, LINE, ACCENT, PALE = "#1F2328", "#5B6470", "#E3E0D8", "#0F6B66", "#C9D5D3"


@cache
def register() -> None:
    """Make the typeface known to reportlab, once."""
    folder = paths.resources() / "fonts"
    pdfmetrics.registerFont(TTFont(REGULAR, folder / "Sarabun-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(SEMIBOLD, folder / "Sarabun-SemiBold.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


def style(name: str, size: float = 9.5, *, bold: bool = False, colour: str = INK, after: float = 0) -> ParagraphStyle:
    """Return a paragraph style of the house; `size` and `after` in points."""
    register()
    return ParagraphStyle(
        name,
        fontName=SEMIBOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.45,
        textColor=colour,
        spaceAfter=after,
        splitLongWords=1,
        bulletFontName=REGULAR,
        allowWidows=0,
        allowOrphans=0,
    )
