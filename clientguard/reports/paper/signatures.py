"""The place where both parties sign."""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.domain.leaving.final.facts import Signature
from clientguard.domain.wording import N_
from clientguard.reports.paper.flow import Block, clip, draw_lines
from clientguard.reports.paper.fonts import SEMIBOLD, SOFT, Style
from clientguard.texts import Words

PARTY = Style(10, 15, font=SEMIBOLD)
PERSON = Style(10, 15)
LABEL = Style(8, 11, colour=SOFT)
SPACE = 34.0  # points, room to write in
GAP = 36.0
STRONG = "#868B94"  # a line to write on has to be visible, unlike the hairlines of a table


class Signatures(Block):
    """A block for each party, side by side: signature, name, place and date."""

    def __init__(self, signatures: Sequence[Signature], width: float, words: Words) -> None:
        super().__init__()
        self._signatures = signatures
        self._width = width
        self._words = words
        self._wide = (width - GAP * (len(signatures) - 1)) / len(signatures)
        self._height = PARTY.leading + 3 * (SPACE + LABEL.leading) + 2

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw both blocks."""
        for number, signature in enumerate(self._signatures):
            self._draw_block(signature, number * (self._wide + GAP))

    def _draw_block(self, signature: Signature, x: float) -> None:
        words = self._words
        party = clip(words(N_("For {name}"), name=signature.party), PARTY, self._wide)
        draw_lines(self.canv, x, self._height, [party], PARTY)
        y = self._height - PARTY.leading
        for label, filled in (
            (words(N_("Signature")), ""),
            (words(N_("Name")), signature.person),
            (words(N_("Place and date")), ""),
        ):
            y -= SPACE
            self.canv.setStrokeColor(STRONG)
            self.canv.setLineWidth(0.6)
            self.canv.line(x, y, x + self._wide, y)
            if filled:
                draw_lines(self.canv, x, y + PERSON.leading + 1, [clip(filled, PERSON, self._wide)], PERSON)
            draw_lines(self.canv, x, y - 2, [clip(label, LABEL, self._wide)], LABEL)
            y -= LABEL.leading
