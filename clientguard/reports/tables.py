"""Tables on paper: hairlines only, heads repeated, long ones in chunks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from clientguard.reports.fonts import LINE, REGULAR, SOFT, style
from clientguard.reports.frame import safe

ROWS = 50  # rows of one table: reportlab lays out one long table much more slowly than many short ones


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the width, and whether it holds figures."""

    head: str
    share: float
    figures: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: float) -> list[Flowable]:
    """Return rows of text as tables; each begins with the head where it begins a page."""
    total = sum(column.share for column in columns)
    widths = [width * column.share / total for column in columns]
    left, right = style("cell", 9), style("figure", 9)
    right.alignment = 2
    head_left, head_right = style("head", 8, bold=True, colour=SOFT), style("head figure", 8, bold=True, colour=SOFT)
    head_right.alignment = 2
    heads = [Paragraph(safe(column.head), head_right if column.figures else head_left) for column in columns]
    laid = [
        [Paragraph(safe(cell), right if column.figures else left) for cell, column in zip(row, columns, strict=True)]
        for row in rows
    ]
    looks = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-2, -1), 10),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5.5),
        ]
    )
    return [
        Table([heads, *laid[at : at + ROWS]], colWidths=widths, style=looks, repeatRows=1, hAlign="LEFT")
        for at in range(0, max(1, len(laid)), ROWS)
    ]
