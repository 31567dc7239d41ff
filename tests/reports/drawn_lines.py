"""What a page of a paper looks like, as text: where each line is drawn, in which type, and where Thai marks stand.

Letters are followed to the outlines in the embedded typeface: text that is copied does not show how it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont

from tests.reports.structure_reader import letters_of

BASE = re.compile("[\u0e01-\u0e2e]")
MARK = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")


@dataclass(frozen=True)
class Glyph:
    """A letter as it is drawn: what it says, and the box of its outline in thousandths of the type's size; None: empty.

    The box is left, bottom, right and top from where the pen is.
    """

    says: str
    box: tuple[int, int, int, int] | None


@dataclass(frozen=True)
class Line:
    """Letters in a row, whose left end and baseline are in points from the lower left corner of the page."""

    x: float
    y: float
    size: float
    fonts: tuple[str, ...]
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(each.says for each in self.glyphs)


def lines_of(pdf: bytes, page: int) -> list[Line]:
    """Return the lines of a page, from 0, in the order in which they are drawn."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return list(_lines(document.pages[page]))


def _lines(page: pikepdf.Page) -> Iterator[Line]:
    fonts = {name: _glyphs(font) for name, font in page.Resources.Font.items()}
    names = {name: str(font.BaseFont).partition("+")[2] for name, font in page.Resources.Font.items()}
    moved, saved = (0.0, 0.0), []
    font, size = "", 0.0
    x = y = 0.0
    used: list[str] = []
    row: list[Glyph] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if row and operator in ("Q", "Tm", "ET"):
            yield Line(moved[0] + x, moved[1] + y, size, tuple(dict.fromkeys(used)), tuple(row))
            row, used = [], []
        if operator == "q":
            saved.append(moved)
        elif operator == "Q":
            moved = saved.pop()
        elif operator == "cm":
            assert [float(each) for each in operands[:4]] == [1, 0, 0, 1]
            moved = moved[0] + float(operands[4]), moved[1] + float(operands[5])
        elif operator == "Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator == "Tf":
            font, size = str(operands[0]), float(operands[1])
        elif operator == "Tj":
            used.append(names[font])
            row += [fonts[font][code] for code in bytes(operands[0])]


def _glyphs(font: pikepdf.Object) -> dict[int, Glyph]:
    """Return how each code of an embedded typeface is drawn."""
    says = letters_of(font)
    face = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
    outlines, unit = face["glyf"], 1000 / face["head"].unitsPerEm
    found: dict[int, Glyph] = {}
    for code, name in face["cmap"].tables[0].cmap.items():
        shape = outlines[name]
        edges = (shape.xMin, shape.yMin, shape.xMax, shape.yMax) if shape.numberOfContours else None
        found[code] = Glyph(says.get(code, ""), edges and tuple(round(each * unit) for each in edges))
    return found


def described(pdf: bytes, page: int) -> str:
    """Return a page, from 0, as text: its lines, then each Thai letter with marks, and where these stand.

    A line is its left end and baseline, the size and the typefaces, and what it says. A letter with marks is followed,
    for it and for each mark, by the left edge and the lower edge of the outline.
    """
    lines = lines_of(pdf, page)
    told = [f"{each.x:.1f} {each.y:.1f} {each.size:g} {'+'.join(each.fonts)} | {each.text}" for each in lines]
    letters = sorted({place for each in lines for place in _clusters(each)})
    return "\n".join([*told, *letters, ""])


def _clusters(line: Line) -> Iterator[str]:
    within: list[Glyph] = []
    for each in (*line.glyphs, Glyph("", None)):
        if within and MARK.fullmatch(each.says):
            within.append(each)
            continue
        if len(within) > 1:
            places = " ".join(f"{box[0]},{box[1]}" if (box := part.box) else "nothing" for part in within)
            yield f"{line.fonts[-1]} {''.join(part.says for part in within)} {places}"
        within = [each] if BASE.fullmatch(each.says) else []


def empty_letters(pdf: bytes) -> set[str]:
    """Return the letters of a document that are drawn as nothing, without spaces."""
    with pikepdf.open(BytesIO(pdf)) as document:
        count = len(document.pages)
    return {
        glyph.says
        for page in range(count)
        for line in lines_of(pdf, page)
        for glyph in line.glyphs
        if glyph.box is None and not glyph.says.isspace()
    }
