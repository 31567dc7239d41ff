"""Lists of ids in portions that one statement takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

PORTION = 500


def portions(ids: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Yield ids in portions, each with its question marks."""
    for start in range(0, len(ids), PORTION):
        part = list(ids[start : start + PORTION])
        yield ", ".join("?" for _ in part), part
