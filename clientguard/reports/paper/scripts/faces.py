"""Typefaces for letters that Sarabun lacks: those that ship come first, so that paper is the same on every computer.

They have Greek, Cyrillic, Hebrew and Arabic. For other letters a typeface of this computer is taken, if its maker
allows that (`computer`), and only where a letter needs no shaping: nothing is printed that its readers cannot read.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFNameBytes

from clientguard import paths
from clientguard.reports.paper.scripts import arabic
from clientguard.reports.paper.scripts.computer import Installed, font_folders, installed
from clientguard.reports.paper.scripts.order import RIGHT_TO_LEFT
from clientguard.reports.paper.scripts.typeface import FORMS, Typeface

FAMILIES = ("NotoSans", "NotoSansHebrew", "NotoSansArabic")
WEIGHTS = {False: 400, True: 600}
# Letters that are joined, stacked or moved by rules that only a shaping engine knows.
SHAPED = (
    (0x0300, 0x036F), (0x0590, 0x109F), (0x1100, 0x11FF), (0x1700, 0x18AF), (0x1900, 0x1C4F), (0x1CD0, 0x1CFF),
    (0xA800, 0xA82F), (0xA840, 0xAADF), (0xABC0, 0xABFF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x11FFF),
    (0x16A40, 0x16B8F), (0x1E000, 0x1EFFF),
)  # fmt: skip


def ships(char: str) -> bool:
    """Return whether a typeface that ships prints a character that was typed."""
    code = ord(char)
    if code in FORMS and RIGHT_TO_LEFT.match(char):
        return False  # its letters are printed, in the forms of their places
    if char.isalpha() and 0x620 <= code < 0x6D4 and not arabic.is_joined(char):
        return False
    return bool(_shipped_face(code, bold=False))


def drawn_face(char: str, *, bold: bool) -> str:
    """Return the name of the typeface that has a character, "" if there is none."""
    code = ord(char)
    return _shipped_face(code, bold=bold) or _of_computer(code, bold=bold)


def _shipped_face(code: int, *, bold: bool) -> str:
    found = (*_shipped(bold), *(_shipped(False) if bold else ()))
    return next((str(each.fontName) for each in found if each.face.charToGlyph.get(code)), "")


def _is_shaped(code: int) -> bool:
    return any(first <= code <= last for first, last in SHAPED)


@cache
def _shipped(bold: bool) -> tuple[Typeface, ...]:
    """Register the typefaces of one weight that ship, once, and return them."""
    folder = paths.resources() / "fonts"
    weight = "SemiBold" if bold else "Regular"
    return tuple(_registered(f"{family}-{weight}", folder / f"{family}-{weight}.ttf") for family in FAMILIES)


def _registered(name: str, path: Path) -> Typeface:
    face = Typeface(name, path)
    pdfmetrics.registerFont(face)
    return face


def _of_computer(code: int, *, bold: bool) -> str:
    if _is_shaped(code) or unicodedata.category(chr(code))[0] in "CM":
        return ""
    for each in _computer.by_weight(WEIGHTS[bold]):
        if each.has(code) and (face := _computer.face(each)) and _draws(face, code):
            return str(face.fontName)
    return ""


def _draws(face: Typeface, code: int) -> bool:
    """Return whether a typeface has an outline for a letter: some have empty ones for all that there are."""
    glyph = face.face.charToGlyph.get(code)
    places = face.face.glyphPos
    return bool(glyph) and glyph + 1 < len(places) and places[glyph + 1] > places[glyph]


class Computer:
    """The typefaces of this computer, looked for once a letter needs them."""

    def __init__(self, folders: Iterable[Path] | None = None) -> None:
        self._folders = folders
        self._found: list[Installed] | None = None
        self._ranked: dict[int, list[Installed]] = {}
        self._faces: dict[tuple[Path, int], Typeface | None] = {}

    def by_weight(self, weight: int) -> list[Installed]:
        """Return its typefaces, those that suit best first."""
        if self._found is None:
            self._found = installed(font_folders() if self._folders is None else self._folders)
        if weight not in self._ranked:
            self._ranked[weight] = sorted(self._found, key=lambda each: each.rank(weight))
        return self._ranked[weight]

    def face(self, found: Installed) -> Typeface | None:
        """Return a typeface as reportlab takes it, registered once; None if it cannot be read."""
        key = found.path, found.number
        if key not in self._faces:
            self._faces[key] = _taken(found)
        return self._faces[key]


def _taken(found: Installed) -> Typeface | None:
    name = f"{found.path} {found.number}"
    try:
        face = Typeface(name, found.path, subfontIndex=found.number)
        # Two files may call their typefaces the same: the checksum that each has of itself tells them apart.
        checksum = face.face.get_table("head")[8:12].hex()
        face.face.name = TTFNameBytes(face.face.name + f"-{checksum}".encode())
    except (TTFError, OSError, struct.error, ValueError, KeyError, IndexError):
        return None  # it is broken where nobody looked before; another one may do
    pdfmetrics.registerFont(face)
    return cast("Typeface", pdfmetrics.getFont(name))


_computer = Computer()


def look_in(folders: Iterable[Path] | None) -> None:
    """Look for typefaces in these folders from now on; None: in those of the system."""
    global _computer
    _computer = Computer(folders)
