"""The two ladders of reminders that ship: `resources/ladders` (P3.3, P3.4)."""

from __future__ import annotations

import json
from functools import cache

from clientguard import paths
from clientguard.domain.money.collecting.ladder import LadderStep

SHIPPED = ("practice", "formal")


@cache
def shipped_ladder(name: str) -> tuple[LadderStep, ...]:
    """Return the steps of a ladder that ships: practice or formal."""
    rows = json.loads((paths.resources() / "ladders" / f"{name}.json").read_text(encoding="utf-8"))
    return tuple(
        LadderStep(name, each["offset_days"], each["tone"], each["channel"], each["template"]) for each in rows
    )
