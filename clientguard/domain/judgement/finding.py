"""What a sign comes to for one client on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.records.kinds.engagement import SIGNS
from clientguard.domain.wording import Said

State = Literal["none", "watch", "raised"]
STATES: tuple[State, ...] = ("none", "watch", "raised")

# What a sign is called where a client's name stands beside it: what was done, never what somebody is (P6).
CONDUCT = {int(each.key): each.label for each in SIGNS}


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a sign's small drawing: a day, and how much (days late, minutes, events)."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What the record shows of one sign (P6).

    `figure` is the one figure of its row; `reasons` say in sentences what was counted, what was not, and why;
    `evidence` are the records behind it, oldest first; `clears` is what would take the sign away. `first` and `last`
    are the span that was looked at. `is_harm`: harm to people or property was threatened, and one such threat is
    enough (P6.7). `until` is the day up to which the user has the sign not counted.
    """

    sign: int
    state: State = "none"
    figure: Said | None = None
    reasons: tuple[Said, ...] = ()
    evidence: tuple[int, ...] = ()
    clears: Said | None = None
    first: date | None = None
    last: date | None = None
    drawing: tuple[Point, ...] = ()
    is_harm: bool = False
    until: date | None = None
