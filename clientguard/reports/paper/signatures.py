"""The place where both parties sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clientguard.domain.leaving.final.facts import Signature
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import Block, clip, draw_paragraph, lines_of, units_of, with_spaces
from clientguard.reports.paper.fonts import SEMIBOLD, SOFT, Style
from clientguard.reports.paper.ink import draw_rules
from clientguard.texts import Words

PARTY = Style(10, 15, font=SEMIBOLD)
PERSON = Style(10, 15)
LABEL = Style(8, 11, colour=SOFT)
SPACE = 30.0  # points, room to write in
GAP = 36.0
EXCEPTIONS = 2  # lines
STRONG = "#868B94"  # a line to write on has to be visible, unlike the hairlines of a table


def _narrow(style: Style, names: Sequence[str], width: float) -> Style:
    """Return a style in which no word of these names has to be broken, down to three quarters of its size."""
    widest = max((style.width(word) for name in names for word in units_of(name)), default=0.0)
    scale = max(0.75, min(1.0, (width - 0.1) / widest)) if widest else 1.0
    return replace(style, size=style.size * scale)


class Signatures(Block):
    """A block for each party, side by side: signature, name, capacity, place and date; below them, the exceptions."""

    def __init__(self, signatures: Sequence[Signature], width: float, words: Words) -> None:
        super().__init__()
        self._width = width
        self._words = words
        self._wide = (width - GAP * (len(signatures) - 1)) / len(signatures)
        self._party = _narrow(PARTY, [each.party for each in signatures], self._wide)
        self._heads = [self._head(each) for each in signatures]
        self._people = [self._broken(each.person, PERSON) if each.person else [] for each in signatures]
        self._head_height = max(map(len, self._heads)) * PARTY.leading
        self._name_space = max(SPACE, max(map(len, self._people)) * PERSON.leading + 6)
        self._height = (
            self._head_height + 3 * (SPACE + LABEL.leading) + self._name_space + LABEL.leading
            + LABEL.leading + EXCEPTIONS * SPACE + 12
        )  # fmt: skip

    def _head(self, signature: Signature) -> list[str]:
        """Return whom a block is for: the name is wrapped, never cut."""
        return self._broken(self._words(N_("For {name}"), name=signature.party), self._party)

    def _broken(self, text: str, style: Style) -> list[str]:
        return with_spaces(lines_of(text, style, self._wide), text)

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw the blocks, and the lines for exceptions across the page."""
        bottom = 0.0
        for number, (head, person) in enumerate(zip(self._heads, self._people, strict=True)):
            bottom = self._draw_block(head, person, number * (self._wide + GAP))
        y = bottom - 12
        draw_paragraph(self.canv, 0, y, [self._words(N_("Exceptions"))], LABEL)
        y -= LABEL.leading
        for _ in range(EXCEPTIONS):
            y -= SPACE
            self._rule(0, y, self._width)

    def _draw_block(self, head: Sequence[str], person: Sequence[str], x: float) -> float:
        """Draw a block, and return where it ends."""
        words = self._words
        draw_paragraph(self.canv, x, self._height, head, self._party)
        y = self._height - self._head_height
        for label, filled, space in (
            (words(N_("Signature")), (), SPACE),
            (words(N_("Name")), person, self._name_space),
            (words(N_("Capacity, such as owner")), (), SPACE),
            (words(N_("Place and date")), (), SPACE),
        ):
            y -= space
            self._rule(x, y, self._wide)
            draw_paragraph(self.canv, x, y - 2, [clip(label, LABEL, self._wide)], LABEL)
            if filled:
                draw_paragraph(self.canv, x, y + len(filled) * PERSON.leading + 1, filled, PERSON)
            y -= LABEL.leading
        return y

    def _rule(self, x: float, y: float, wide: float) -> None:
        draw_rules(self.canv, x, x + wide, [y], STRONG, 0.6)
