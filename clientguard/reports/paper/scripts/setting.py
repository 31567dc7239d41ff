"""A line of text as it is drawn: its letters in their forms and order, each part in a typeface that has them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from clientguard.reports.paper.fonts import Style, face_of
from clientguard.reports.paper.scripts import arabic, thai
from clientguard.reports.paper.scripts.order import RIGHT_TO_LEFT, levels_of, mirrored, seen_order


@dataclass(frozen=True, slots=True)
class Part:
    """Letters of one typeface, from left to right.

    `at` is how far from the left end of the line it begins, for type of one point; None: where the part before it ends.
    """

    font: str
    text: str
    at: float | None = None


def parts_of(text: str, font: str) -> list[Part]:
    """Return the parts of a line of printable text, in the order in which it is read."""
    if text.isascii():
        return [Part(font, text)]
    if RIGHT_TO_LEFT.search(text):
        return _both_ways(arabic.join(text), font)
    shaped = thai.shape(text)
    return [Part(face, "".join(run)) for face, run in groupby(shaped, lambda char: face_of(char, font))]


def _both_ways(text: str, font: str) -> list[Part]:
    """Return the letters one by one, each at its place."""
    text = thai.shape(text)
    levels = levels_of(text)
    style = Style(1, font=font)
    end = len(text.rstrip())  # a space at the end takes no room, on either side
    at = 0.0
    places = [0.0] * len(text)
    for place in seen_order(levels[:end]):
        places[place] = at
        at += style.width(text[place])
    places[end:] = [at] * (len(text) - end)
    return [
        Part(face_of(char, font), char, place)
        for char, place in zip(
            (mirrored(char) if level % 2 else char for char, level in zip(text, levels, strict=True)),
            places,
            strict=True,
        )
    ]
