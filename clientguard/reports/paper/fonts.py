"""The typeface on paper (Sarabun, embedded), and which characters it can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from clientguard import paths

REGULAR, SEMIBOLD = "Sarabun", "Sarabun-SemiBold"
FAMILY = "Sarabun"
# The light palette: paper is light whichever theme the screen shows.
INK, SOFT, LINE, ACCENT = "#1F2328", "#5B6470", "#E3E0D8", "#0F6B66"
BAR_BEFORE = "#7F918E"  # beside one in ACCENT; like it, 3:1 or more against the paper

BOX = "■"  # replaces a character that the typeface lacks: PDF/A forbids the typeface's own empty box


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: font, size and leading in points, and colour."""

    size: float = 10
    leading: float = 15
    font: str = REGULAR
    colour: str = INK

    def width(self, text: str) -> float:
        """Return the width of a line of text, in points."""
        return sum(map(_widths(self.font).__getitem__, text)) * self.size


class _Widths(dict[str, float]):
    """The widths of a typeface's characters at one point, each measured once; reportlab is far slower."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> float:
        self[char] = found = pdfmetrics.stringWidth(char, self._font, 1)
        return found


@cache
def _widths(font: str) -> _Widths:
    return _Widths(font)


@cache
def register() -> frozenset[int]:
    """Register the typeface with reportlab, once; return the code points that both weights can print."""
    folder = paths.resources() / "fonts"
    known: list[set[int]] = []
    for name, file in ((REGULAR, "Sarabun-Regular.ttf"), (SEMIBOLD, "Sarabun-SemiBold.ttf")):
        font = TTFont(name, folder / file)
        pdfmetrics.registerFont(font)
        known.append({code for code, glyph in font.face.charToGlyph.items() if glyph})
    return frozenset(known[0] & known[1])


def printable(text: str) -> str:
    """Return `text` as it can be printed, on one line.

    Control, direction and other invisible characters are dropped, white space becomes spaces, and a character that the
    typeface lacks becomes its plain form (`№`: No) or a box.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(shown for _, shown in _shown(text))


def missing(text: str) -> str:
    """Return the characters of `text` that are printed as boxes, each once."""
    return "".join(dict.fromkeys(char for char, shown in _shown(text) if shown == BOX != char))


def missing_in(facts: Any) -> str:  # noqa: ANN401 - JSON
    """Return the characters anywhere in the facts of a document that are printed as boxes, each once."""
    return missing("".join(_texts(facts)))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _shown(text: str) -> Iterator[tuple[str, str]]:
    known = register()
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category[0] == "Z" or char in "\t\n\r\v\f\x85":
            yield char, " "
        elif category[0] == "C":
            continue
        elif ord(char) in known:
            yield char, char
        else:
            plain = unicodedata.normalize("NFKC", char)
            if all(ord(each) in known for each in plain):
                yield char, plain
            elif category[0] != "M":  # a missing mark is dropped: its letter is printed without it
                yield char, BOX
