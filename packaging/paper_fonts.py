"""Builds the typefaces of papers in resources/fonts from the published ones, all under the SIL Open Font License.

python packaging/paper_fonts.py FOLDER

FOLDER has the published files: Sarabun-Regular.ttf, NotoSans-Regular.ttf, NotoSansHebrew-Regular.ttf,
NotoSansArabic-Regular.ttf, and each once more with SemiBold. The same files give the same bytes.

Sarabun keeps all it has. The variants of its Thai marks get code points of the private area, so that paper, which has
no shaping engine, can name them; `clientguard/reports/paper/scripts/thai.py` chooses among them. Of Noto Sans only the
letters that Sarabun lacks are kept, without hints and layout tables.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from bootstrap import ROOT
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

FONTS = ROOT / "resources" / "fonts"
WEIGHTS = ("Regular", "SemiBold")
FIRST = 0xE000
TONES = "89ABC"  # the last digits of U+0E48 to U+0E4C
# In the order of their code points; `thai.py` counts on it.
VARIANTS = (
    *(f"uni0E{mark}.narrow" for mark in ("31", "34", "35", "36", "37", "47", "4D")),
    *(f"uni0E4{tone}.{kind}" for tone in TONES for kind in ("small", "narrow")),
    *(f"uni0E{mark}.small" for mark in ("38", "39", "3A")),
    *(f"uni0E4D0E4{tone}{kind}" for tone in TONES[:4] for kind in ("", ".narrow")),
    "yoYingthai.less", "thoThanthai.less", "doChadathai.short", "toPatakthai.short", "loChulathai.short",
)  # fmt: skip
SMALLER = 1.04  # Sarabun's letters are smaller than Noto's of the same size

NUMERO = 0x2116
GREEK, POLYTONIC, CYRILLIC = range(0x370, 0x400), range(0x1F00, 0x2000), range(0x400, 0x530)
HEBREW = (0x5BE, *range(0x5D0, 0x5F5))
ARABIC = (0x60C, 0x61B, 0x61F, 0x640, *range(0x660, 0x66E), 0x6D4, *range(0x6F0, 0x6FA))  # all but letters
FORMS = [*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)]  # of Arabic letters, by their place in a word


def main(arguments: list[str]) -> int:
    """Build all of them; return the status."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    for weight in WEIGHTS:
        with_variants(folder / f"Sarabun-{weight}.ttf", FONTS / f"Sarabun-{weight}.ttf")
        greek = (NUMERO, *GREEK, *CYRILLIC, *(POLYTONIC if weight == "Regular" else ()))
        for name, wanted in (("NotoSans", greek), ("NotoSansHebrew", HEBREW), ("NotoSansArabic", arabic())):
            only(folder / f"{name}-{weight}.ttf", FONTS / f"{name}-{weight}.ttf", wanted)
    return 0


def with_variants(source: Path, target: Path) -> None:
    """Write Sarabun with a code point for each variant of a Thai mark."""
    font = TTFont(source, recalcTimestamp=False)
    names = list(VARIANTS)
    for tone in TONES:  # small, and as far to the left as a narrow one, above a tall letter
        names.append(moved(font, f"uni0E4{tone}.small.narrow", f"uni0E4{tone}.small", -155, -16))
    names.append(moved(font, "uni0E32.am", "uni0E32", 0, 0))  # the second half of U+0E33
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({FIRST + number: name for number, name in enumerate(names)})
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    font.save(target)


def moved(font: TTFont, name: str, base: str, right: int, up: int) -> str:
    """Add a glyph that is another one at a different place, and return its name."""
    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = base, right, up, 0x0202  # offsets, metrics of its own
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, [part]
    font["glyf"][name] = glyph
    advance, left = font["hmtx"][base]
    font["hmtx"][name] = (advance, left + right)
    glyph.recalcBounds(font["glyf"])
    return name


def only(source: Path, target: Path, wanted: Iterable[int]) -> None:
    """Write a typeface with no more than the wanted letters, a little smaller, so that they suit Sarabun's."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13])
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "STAT", "meta"]
    font = TTFont(source, recalcTimestamp=False)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=set(wanted) & font.getBestCmap().keys())
    chosen.subset(font)
    font["head"].unitsPerEm = round(font["head"].unitsPerEm * SMALLER)
    for record in font["name"].names:  # another name than the whole typeface has, which a computer may have too
        if record.nameID in (1, 3, 4, 6):
            record.string = str(record).replace("Noto Sans", "Noto Sans Paper").replace("NotoSans", "NotoSansPaper")
    font.save(target)


def arabic() -> list[int]:
    """Return Arabic letters with all their forms, and those of lam with alef."""
    found = {*ARABIC, *range(0xFEF5, 0xFEFD)}
    for code in FORMS:
        place, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if place in ("<isolated>", "<final>", "<initial>", "<medial>") and len(letters) == 1:
            found |= {code, int(letters[0], 16)}
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
