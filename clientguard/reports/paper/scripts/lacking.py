"""What a paper that was made prints as boxes: read from the facts that are attached to it, whichever paper it is."""

from __future__ import annotations

from typing import Any

from clientguard.reports.paper.archive import attached_facts
from clientguard.reports.paper.fonts import missing_at

MOST = 8  # places that are named


def lacking_in(pdf: bytes) -> str:
    """Return the characters of one of our papers that print as boxes, with their places: `山 (client.name)`, or ""."""
    return lacking_at(attached_facts(pdf))


def lacking_at(facts: Any) -> str:  # noqa: ANN401 - JSON
    """Return the characters anywhere in facts that print as boxes, with their places, as `lacking_in`."""
    places: dict[str, list[str]] = {}
    for place, letters in missing_at(facts).items():
        places.setdefault(letters, []).append(place)
    return "; ".join(_first([f"{letters} ({', '.join(_first(each))})" for letters, each in places.items()]))


def _first(found: list[str]) -> list[str]:
    return found if len(found) <= MOST else [*found[:MOST], "…"]
