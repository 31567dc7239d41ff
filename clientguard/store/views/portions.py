"""Splitting lists of ids into portions small enough for one SQL statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

PORTION = 500


def portions(ids: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Yield ids in portions, each with its placeholders."""
    for start in range(0, len(ids), PORTION):
        part = list(ids[start : start + PORTION])
        yield ", ".join("?" for _ in part), part
