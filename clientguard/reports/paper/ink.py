"""Text and hairlines put on the page at once: reportlab's own calls, one a cell, take most of a long table's time.

The operators are those that reportlab writes (`drawString`, `line`), in one text object and one path.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from clientguard.reports.paper.fonts import Style

Run = tuple[float, float, Style, str]  # a line of text: its left end and baseline, its style, and the text


def draw_runs(canvas: Canvas, runs: Iterable[Run]) -> None:
    """Draw lines of text."""
    inner = cast("Any", canvas)  # the type stubs leave out what is used here
    code = ["BT"]
    colour, setting = "", ("", 0.0, -1)
    for x, y, style, text in runs:
        if style.colour != colour:
            colour = style.colour
            code.append(_fill(colour))
        code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
        for subset, shown in _pieces(inner, style.font, text):
            if setting != (style.font, style.size, subset):
                setting = (style.font, style.size, subset)
                name = _font(style.font).getSubsetInternalName(subset, inner._doc)
                code.append(f"{name} {style.size:.3f} Tf")
            code.append(f"({shown}) Tj")
    code.append("ET")
    inner._code.append("\n".join(code))


def draw_rules(canvas: Canvas, left: float, right: float, heights: Iterable[float], colour: str, width: float) -> None:
    """Draw horizontal lines from `left` to `right`."""
    lines = [f"{left:.3f} {y:.3f} m {right:.3f} {y:.3f} l" for y in heights]
    if lines:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(width)
        cast("Any", canvas)._code.append(" ".join(["n", *lines, "S"]))


def _font(name: str) -> Any:  # noqa: ANN401 - as above
    return pdfmetrics.getFont(name)


def _pieces(canvas: Any, font: str, text: str) -> list[tuple[int, str]]:  # noqa: ANN401 - as above
    """Return a text in the subsets of the embedded font, escaped; the same text is split once in a document."""
    known: dict[tuple[str, str], list[tuple[int, str]]] = canvas._doc.__dict__.setdefault("clientguard_pieces", {})
    found = known.get((font, text))
    if found is None:
        split = _font(font).splitString(text, canvas._doc)
        found = known[font, text] = [(subset, canvas._escape(piece)) for subset, piece in split]
    return found


@cache
def _fill(colour: str) -> str:
    red, green, blue = (f"{part:.4g}" for part in HexColor(colour).rgb())
    return f"{red} {green} {blue} rg"
