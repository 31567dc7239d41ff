"""A typeface that is embedded in a PDF so that its text is copied as it was typed, whatever variants are drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from clientguard.reports.paper.scripts import thai

BLOCK = 100  # entries in one block of a map: no more are allowed
FORMS = range(0xFB50, 0xFF00)  # of Arabic letters, by their place in a word
_FORM = ("<isolated>", "<final>", "<initial>", "<medial>")
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry ({name})
/Ordering ({name})
/Supplement 0
>> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Typeface(TTFont):
    """A TrueType typeface of which each document embeds the letters that it uses."""

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab's own name, and no type for it
        """Add the subsets of the typeface to a document, with what each letter in them says when it is copied."""
        subsets = [tuple(each) for each in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = subset_name(self, number)
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode(name, subset, self.face.charToGlyph)


def subset_name(font: TTFont, number: int) -> str:
    """Return the name under which a document embeds the subset with that number, as reportlab makes it."""
    return (SUBSETN(number) + b"+" + font.face.name + font.face.subfontNameX).decode("pdfdoc")


def to_unicode(name: str, subset: Sequence[int], known: Any) -> str:  # noqa: ANN401 - a mapping, untyped
    """Return the map from the codes of a subset to what was typed; codes without a glyph are left out."""
    lines = [f"<{place:02X}> <{_typed(code).encode('utf-16-be').hex().upper()}>"
             for place, code in enumerate(subset) if code and known.get(code)]  # fmt: skip
    blocks = (lines[at : at + BLOCK] for at in range(0, len(lines), BLOCK))
    text = "".join("\n".join([f"{len(each)} beginbfchar", *each, "endbfchar", ""]) for each in blocks)
    return _MAP.format(name=name, last=len(subset) - 1, blocks=text)


def _typed(code: int) -> str:
    """Return what was typed for a character that is drawn."""
    char = chr(code)
    if code in FORMS:
        place, *letters = unicodedata.decomposition(char).split() or [""]
        if place in _FORM:
            # Readers of PDF turn what is read from right to left around, also within one character.
            return "".join(chr(int(each, 16)) for each in reversed(letters))
    return thai.TYPED.get(char, char)
