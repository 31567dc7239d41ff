"""Lines to write on, side by side, each with what belongs on it below."""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.reports.paper.flow import Block, clip_lines, draw_paragraph
from clientguard.reports.paper.fonts import SOFT, Style
from clientguard.reports.paper.ink import draw_rules
from clientguard.reports.paper.signatures import STRONG

LABEL = Style(8, 11, colour=SOFT)
SPACE = 26.0  # points, room to write in
GAP = 24.0
MOST = 4  # lines of a label


class Written(Block):
    """A line to write on for each label; a long label goes on below it."""

    def __init__(self, labels: Sequence[str], width: float) -> None:
        super().__init__()
        self._width = width
        self._wide = (width - GAP * (len(labels) - 1)) / len(labels)
        self._labels = [clip_lines(each, LABEL, self._wide, MOST) for each in labels]
        self._height = SPACE + 2 + max(map(len, self._labels)) * LABEL.leading

    def wrap(self, _width: float, _height: float, /) -> tuple[float, float]:
        """Return the size in points."""
        return self._width, self._height

    def draw(self) -> None:
        """Draw the lines and their labels."""
        canvas = self.canv
        for number, lines in enumerate(self._labels):
            x = number * (self._wide + GAP)
            draw_rules(canvas, x, x + self._wide, [self._height - SPACE], STRONG, 0.6)
            draw_paragraph(canvas, x, self._height - SPACE - 2, lines, LABEL)
