"""The order in which the letters of a line stand on paper, from left to right (Unicode's bidirectional algorithm).

Control characters never get here, so there are only the levels that letters, digits and brackets have of themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200c\ufb1d-\ufdff\ufe70-\ufeff]")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_FACING = _BRACKETS | {"«": "»", "‹": "›", "<": ">"}
_MIRROR = _FACING | {right: left for left, right in _FACING.items()}
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "ET", "ES", "CS", "BN"))


def levels_of(text: str) -> list[int]:
    """Return the level of each character: one with an odd level stands to the left of the one before it."""
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    base = next((0 if kind == "L" else 1 for kind in kinds if kind in ("L", "R", "AL")), 0)
    edge = "R" if base else "L"
    kinds = _numbers(kinds, edge)
    _pair_brackets(text, kinds, edge)
    _neutrals(kinds, edge)
    found = [_level(kind, base) for kind in kinds]
    for at in range(len(text) - 1, -1, -1):
        if not text[at].isspace():
            break
        found[at] = base
    return found


def seen_order(levels: Sequence[int]) -> list[int]:
    """Return the places of characters in the order in which they are seen, from left to right."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return order


def mirrored(char: str) -> str:
    """Return a bracket as it looks from right to left; any other character as it is."""
    return _MIRROR.get(char, char)


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return {"R": 1, "L": 0}.get(kind, 2)


def _numbers(kinds: Sequence[str], edge: str) -> list[str]:
    """Return the kinds of characters, with digits and what belongs to them resolved (rules W1 to W7)."""
    found: list[str] = []
    strong = edge
    for kind in kinds:
        if kind == "NSM":
            kind = found[-1] if found else edge
        if kind in ("L", "R", "AL"):
            strong = kind
        found.append("AN" if kind == "EN" and strong == "AL" else kind)
    for at in range(1, len(found) - 1):
        left, kind, right = found[at - 1 : at + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            found[at] = left
    resolved: list[str] = []
    for kind, run in groupby(found):
        count = len(list(run))
        beside = (resolved[-1:] or [""])[0], (found[len(resolved) + count :] or [""])[0]
        resolved += [("EN" if kind == "ET" and "EN" in beside else "R" if kind == "AL" else kind)] * count
    strong = edge
    for at, kind in enumerate(resolved):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            resolved[at] = "L"
        elif kind in ("ES", "CS", "ET"):
            resolved[at] = "ON"
    return resolved


def _pair_brackets(text: str, kinds: list[str], edge: str) -> None:
    """Give both brackets of a pair the direction of what they hold (rule N0)."""
    for start, end in sorted(_pairs(text, kinds)):
        inside = {_strong(kind) for kind in kinds[start + 1 : end]} - {""}
        if edge in inside:
            kinds[start] = kinds[end] = edge
        elif inside:
            before = next((_strong(kind) for kind in reversed(kinds[:start]) if _strong(kind)), edge)
            other = "L" if edge == "R" else "R"
            kinds[start] = kinds[end] = other if before == other else edge


def _pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if kinds[at] != "ON":
            continue
        if char in _BRACKETS:
            opened.append((_BRACKETS[char], at))
        elif any(char == closing for closing, _ in opened):
            while opened:
                closing, start = opened.pop()
                if closing == char:
                    yield start, at
                    break


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _neutrals(kinds: list[str], edge: str) -> None:
    """Give spaces and marks the direction of what stands on both sides of them, or that of the line (N1, N2)."""
    at = 0
    for neutral, run in groupby(list(kinds), _NEUTRAL.__contains__):
        end = at + len(list(run))
        if neutral:
            left = _strong(kinds[at - 1]) if at else edge
            right = _strong(kinds[end]) if end < len(kinds) else edge
            kinds[at:end] = [left if left == right else edge] * (end - at)
        at = end
