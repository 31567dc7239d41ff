"""The typeface on paper (Sarabun, embedded), and which characters it and those beside it can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics

from clientguard import paths
from clientguard.reports.paper.scripts import arabic, faces
from clientguard.reports.paper.scripts.order import RIGHT_TO_LEFT
from clientguard.reports.paper.scripts.typeface import Typeface

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
        if not text.isascii() and RIGHT_TO_LEFT.search(text):
            text = arabic.join(text)
        return sum(map(_widths(self.font).__getitem__, text)) * self.size


class _Widths(dict[str, float]):
    """The widths of a typeface's characters at one point, each measured once; reportlab is far slower."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> float:
        self[char] = found = pdfmetrics.stringWidth(char, face_of(char, self._font), 1)
        return found


class _Faces(dict[str, str]):
    """The typeface that each character is drawn in, where one weight of Sarabun is asked for."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> str:
        other = "" if ord(char) in register() else faces.drawn_face(char, bold=self._font == SEMIBOLD)
        self[char] = found = other or self._font
        return found


@cache
def _widths(font: str) -> _Widths:
    return _Widths(font)


@cache
def _faces(font: str) -> _Faces:
    return _Faces(font)


def face_of(char: str, font: str) -> str:
    """Return the name of the typeface that a character is drawn in, where that of `font` is asked for."""
    return _faces(font)[char]


def look_in(folders: Iterable[Path] | None) -> None:
    """Look for letters that no typeface of the program has in these folders; None: in those of the system."""
    faces.look_in(folders)
    for each in (_widths, _faces, _other):
        each.cache_clear()


@cache
def register() -> frozenset[int]:
    """Register the typeface with reportlab, once; return the code points that both weights can print."""
    folder = paths.resources() / "fonts"
    known: list[set[int]] = []
    for name, file in ((REGULAR, "Sarabun-Regular.ttf"), (SEMIBOLD, "Sarabun-SemiBold.ttf")):
        font = Typeface(name, folder / file)
        pdfmetrics.registerFont(font)
        known.append({code for code, glyph in font.face.charToGlyph.items() if glyph})
    return frozenset(known[0] & known[1])


def printable(text: str) -> str:
    """Return `text` as it can be printed, on one line.

    Control, direction and other invisible characters are dropped, white space becomes spaces, and a character that the
    typefaces lack becomes its plain form (`№`: No) or a box.
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


def missing_at(facts: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    """Return the characters that are printed as boxes by the place of their text in the facts: `client.name`."""
    found = ((place, missing(text)) for place, text in _placed(facts, ""))
    return {place: letters for place, letters in found if letters}


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    return (text for _place, text in _placed(value, ""))


def _placed(value: Any, place: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list | dict):
        within = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for name, each in within:
            yield from _placed(each, f"{place}.{name}" if place else str(name))


def _shown(text: str) -> Iterator[tuple[str, str]]:
    known = register()
    before = ""
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category[0] == "Z" or char in "\t\n\r\v\f\x85":
            yield char, " "
        elif ord(char) in known and category[0] != "C":
            yield char, char
        elif category[0] != "C":
            yield char, _other(char)
        elif char == arabic.NO_JOIN and arabic.is_joined(before):
            yield char, char
        before = char


@cache
def _other(char: str) -> str:
    """Return what is printed for a character that Sarabun lacks."""
    if faces.ships(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and all(ord(each) in register() or faces.ships(each) for each in plain):
        return plain
    if faces.drawn_face(char, bold=False):
        return char
    return "" if unicodedata.category(char)[0] == "M" else BOX  # without its mark, a letter can still be read
