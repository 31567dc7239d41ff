"""The head of a document below the letterhead: its title, and whom it is for and from, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientguard.reports.paper.flow import Columns, clip_lines
from clientguard.reports.paper.fonts import SEMIBOLD, SOFT, Style

TITLE = Style(20, 28, font=SEMIBOLD)
SMALL = Style(8, 12, colour=SOFT)
_LABEL = Style(8.5, 13, font=SEMIBOLD, colour=SOFT)
_NAME = Style(9.5, 14)
_DETAIL = Style(9.5, 14, colour=SOFT)
_GAP = 20.0
_MOST = 9  # lines of details in one block


def parties(blocks: Sequence[tuple[str, str, Iterable[str]]], width: float) -> Columns:
    """Return blocks side by side: each a label, a name, and further lines, of which empty ones are left out."""
    share = (width - _GAP * (len(blocks) - 1)) / len(blocks)
    return Columns([_block(label, name, lines, share) for label, name, lines in blocks], width, _GAP)


def _block(label: str, name: str, details: Iterable[str], width: float) -> list[tuple[str, Style]]:
    lines = [line for each in details if each for line in clip_lines(each, _DETAIL, width, 3)]
    return [
        *((line, _LABEL) for line in clip_lines(label, _LABEL, width, 1)),
        *((line, _NAME) for line in clip_lines(name, _NAME, width, 3)),
        *((line, _DETAIL) for line in lines[:_MOST]),
    ]
