"""Text and hairlines put on the page at once: reportlab's own calls, one a cell, take most of a long table's time.

The operators are those that reportlab writes (`drawString`, `line`), in one text object and one path. Every name of
reportlab that is not for others to use stands here and nowhere else (`PRIVATE`): a new version may change them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from clientguard.reports.paper.fonts import Style
from clientguard.reports.paper.scripts.setting import parts_of

Run = tuple[float, float, Style, str]  # a line of text: its left end and baseline, its style, and the text
LAYOUT = "/Artifact <</Type/Layout>> BDC"  # begins what nobody reads: lines, boxes to fill in
PAGINATION = "/Artifact <</Type/Pagination>> BDC"  # the same, of what is on each page
END = "EMC"
PRIVATE = ("_code", "_doc", "_escape", "_fontname", "_fontsize", "_startPage")  # of Canvas


def put(canvas: Canvas, operator: str) -> None:
    """Put an operator on the page."""
    cast("Any", canvas)._code.append(operator)


def begin_page(canvas: Canvas) -> None:
    """Begin a page without finishing the one before it, whose state is kept elsewhere."""
    cast("Any", canvas)._startPage()


def draw_runs(canvas: Canvas, runs: Iterable[Run | str]) -> None:
    """Draw lines of text; a style without a colour keeps the one that is set.

    Between the lines, operators may begin and end marks.
    """
    inner = cast("Any", canvas)  # the type stubs leave out what is used here
    code = ["BT"]
    colour, setting = "", ("", 0.0, -1)
    for run in runs:
        if isinstance(run, str):
            code.append(run)
            continue
        x, y, style, text = run
        if style.colour != colour:
            colour = style.colour
            code.append(_fill(colour))
        code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
        for at, font, subset, shown in _pieces(inner, style.font, text):
            if at is not None:
                code.append(f"1 0 0 1 {x + at * style.size:.3f} {y:.3f} Tm")
            if setting != (font, style.size, subset):
                setting = (font, style.size, subset)
                name = _font(font).getSubsetInternalName(subset, inner._doc)
                code.append(f"{name} {style.size:.3f} Tf")
            code.append(f"({shown}) Tj")
    code.append("ET")
    inner._code.append("\n".join(code))


class LettersCanvas(Canvas):
    """A canvas whose own calls for text, which footers and figures use, print every letter that papers can print."""

    _fontname: str
    _fontsize: float

    def drawString(self, x: float, y: float, text: str, *_args: Any, **_options: Any) -> None:  # noqa: ANN401, N802 - reportlab's own
        """Draw text in the font and colour that are set, from `x`."""
        draw_runs(self, [(x, y, self._style(), text)])

    def drawRightString(self, x: float, y: float, text: str, *_args: Any, **_options: Any) -> None:  # noqa: ANN401, N802
        """Draw text that ends at `x`."""
        self.drawString(x - self._style().width(text), y, text)

    def drawCentredString(self, x: float, y: float, text: str, *_args: Any, **_options: Any) -> None:  # noqa: ANN401, N802
        """Draw text with its middle at `x`."""
        self.drawString(x - self._style().width(text) / 2, y, text)

    def _style(self) -> Style:
        return Style(self._fontsize, font=self._fontname, colour="")


def draw_rules(canvas: Canvas, left: float, right: float, heights: Iterable[float], colour: str, width: float) -> None:
    """Draw horizontal lines from `left` to `right`, which nobody reads."""
    lines = [f"{left:.3f} {y:.3f} m {right:.3f} {y:.3f} l" for y in heights]
    if lines:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(width)
        put(canvas, " ".join([LAYOUT, "n", *lines, "S", END]))


def _font(name: str) -> Any:  # noqa: ANN401 - as above
    return pdfmetrics.getFont(name)


_Piece = tuple[float | None, str, int, str]  # where it begins, if not behind the one before; font, subset, text


def _pieces(canvas: Any, font: str, text: str) -> list[_Piece]:  # noqa: ANN401 - as above
    """Return a text in the subsets of embedded fonts, escaped; the same text is split once in a document."""
    known: dict[tuple[str, str], list[_Piece]] = canvas._doc.__dict__.setdefault("clientguard_pieces", {})
    found = known.get((font, text))
    if found is None:
        found = known[font, text] = [
            (part.at if number == 0 else None, part.font, subset, canvas._escape(piece))
            for part in parts_of(text, font)
            for number, (subset, piece) in enumerate(_font(part.font).splitString(part.text, canvas._doc))
        ]
    return found


@cache
def _fill(colour: str) -> str:
    red, green, blue = (f"{part:.4g}" for part in HexColor(colour).rgb())
    return f"{red} {green} {blue} rg"
