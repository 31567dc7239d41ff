"""Figures, drawn once: the PDF embeds the drawing, the screen shows it as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from clientguard.domain.final_report import ResultLine
from clientguard.domain.words import N_
from clientguard.reports.fonts import ACCENT, INK, LINE, PALE, REGULAR, SEMIBOLD, SOFT, register
from clientguard.reports.frame import clip
from clientguard.texts import Words

MOST = 8  # results that one figure shows
ROW = 34.0


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def before_and_after(results: Sequence[ResultLine], width: float, words: Words) -> Drawing | None:
    """Return each result as two bars, before and after, on a scale of its own; None when none has both figures."""
    pairs = [
        (each, low, high)
        for each in results
        if (low := _number(each.before)) is not None and (high := _number(each.after)) is not None and max(low, high)
    ][:MOST]
    if not pairs:
        return None
    register()
    height = ROW * len(pairs) + 22
    drawing = Drawing(width, height, initialFontName=REGULAR)
    left = width * 0.34
    scale = width - left - 90
    _legend(drawing, left, height - 10, words)
    for number, (result, before, after) in enumerate(pairs):
        top = height - 22 - ROW * number
        most = max(before, after)
        drawing.add(
            String(
                0, top - 18, clip(result.measure, left - 14, REGULAR, 9), fontName=REGULAR, fontSize=9, fillColor=INK
            )
        )
        for place, (value, text, colour) in enumerate(((before, result.before, PALE), (after, result.after, ACCENT))):
            y = top - 13 - 13 * place
            bar = max(1.5, float(value / most) * scale)
            drawing.add(Rect(left, y, bar, 10, fillColor=HexColor(colour), strokeColor=None))
            label = " ".join(part for part in (_shown(text, words), result.unit) if part)
            font = SEMIBOLD if place else REGULAR
            drawing.add(
                String(left + bar + 5, y + 2, clip(label, 84, font, 8), fontName=font, fontSize=8, fillColor=INK)
            )
    drawing.add(Line(left, 0, left, height - 22, strokeColor=HexColor(LINE), strokeWidth=0.8))
    return drawing


def _text(x: float, y: float, text: str, size: float, font: str = REGULAR, colour: str = INK) -> String:
    return String(x, y, text, fontName=font, fontSize=size, fillColor=HexColor(colour))


def _shown(text: str, words: Words) -> str:
    number = _number(text)
    return words.number(number) if number is not None else text


def _legend(drawing: Drawing, x: float, y: float, words: Words) -> None:
    for colour, label in ((PALE, words(N_("Before"))), (ACCENT, words(N_("After")))):
        drawing.add(Rect(x, y, 8, 8, fillColor=HexColor(colour), strokeColor=None))
        drawing.add(_text(x + 12, y + 1, label, 8, colour=SOFT))
        x += 70


def svg(drawing: Drawing) -> str:
    """Return a drawing as SVG text, for the screen."""
    return str(renderSVG.drawToString(drawing))
