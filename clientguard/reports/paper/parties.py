"""The head of a document below the letterhead: its title, and whom it is for and from, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientguard.reports.paper.flow import Columns, Paragraph, clip_lines, units_of
from clientguard.reports.paper.fonts import SEMIBOLD, SOFT, Style

TITLE = Style(20, 28, font=SEMIBOLD)
SMALL = Style(8, 12, colour=SOFT)
_LABEL = Style(8.5, 13, font=SEMIBOLD, colour=SOFT)
_NAME = Style(9.5, 14)
_DETAIL = Style(9.5, 14, colour=SOFT)
_GAP = 20.0
_MOST = 12  # lines of details in one block


def parties(blocks: Sequence[tuple[str, str, Iterable[str]]], width: float) -> Columns:
    """Return blocks side by side: each a label, a name, and further lines, of which empty ones are left out.

    Names are wrapped and never cut; a block whose name is one long word is wider than the others.
    """
    room = width - _GAP * (len(blocks) - 1)
    shares = [room / len(blocks)] * len(blocks)
    needs = [min(room * 0.7, max(map(_NAME.width, units_of(name)), default=0) + 1) for _, name, _ in blocks]
    if any(need > share for need, share in zip(needs, shares, strict=True)):
        wide = [need > share for need, share in zip(needs, shares, strict=True)]
        taken = sum(need for need, is_wide in zip(needs, wide, strict=True) if is_wide)
        rest = max(0.0, room - taken) / max(1, wide.count(False))
        shares = [need if is_wide else rest for need, is_wide in zip(needs, wide, strict=True)]
        shares = [each * room / sum(shares) for each in shares]
    edges = [sum(shares[:at]) + _GAP * at for at in range(len(shares))]
    columns = [_block(label, name, lines, share) for (label, name, lines), share in zip(blocks, shares, strict=True)]
    return Columns(columns, edges, width)


def _block(label: str, name: str, details: Iterable[str], width: float) -> list[Paragraph]:
    found: list[Paragraph] = [(clip_lines(label, _LABEL, width, 1), _LABEL), (clip_lines(name, _NAME, width, 8), _NAME)]
    left = _MOST
    for each in filter(None, details):
        lines = clip_lines(each, _DETAIL, width, 5)[:left]
        left -= len(lines)
        found.append((lines, _DETAIL))
    return found
