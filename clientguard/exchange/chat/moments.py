"""Dates and times as chats write them, and the order of day and month, which only the whole file tells.

A date such as 03/04/2026 is 3 April or 4 March. What decides is a number above 12, or else that a chat runs forward:
only one of the two readings may leave the messages in order. Where neither decides, the user has to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Order = Literal["dmy", "mdy"]

DATE = r"(\d{1,4})([/.\-])\s?(\d{1,2})\2\s?(\d{1,4})\.?"
TIME = (
    r"(?:(?P<before>午前|午後|上午|下午|오전|오후)\s?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?"
    r"(?:\s?(?P<after>[AaPp]\.?\s?[Mm]\.?|午前|午後|上午|下午|오전|오후))?"
)
_LATE = ("p", "午後", "下午", "오후")
_BUDDHIST = 543  # years that the Thai calendar is ahead
_SLACK = timedelta(days=1)  # what a chat may run back: phones and time zones change


@dataclass(frozen=True, slots=True)
class Spoken:
    """A date as it is written: three numbers, and what stands between them."""

    first: int
    second: int
    third: int
    mark: str

    @property
    def year_first(self) -> bool:
        """Whether the year leads, as in 2026/11/20."""
        return self.first > 31

    def on(self, order: Order) -> date | None:
        """Return the date, read in that order; None if there is none."""
        year, month, day = (self.first, self.second, self.third) if self.year_first else (self.third, 0, 0)
        if not self.year_first:
            month, day = (self.second, self.first) if order == "dmy" else (self.first, self.second)
        year = year + 2000 if year < 100 else year - _BUDDHIST if year > 2400 else year
        try:
            return date(year, month, day) if 1990 <= year < 2200 else None
        except ValueError:
            return None


def spoken(numbers: Sequence[str | None]) -> Spoken:
    """Return a date from the groups of `DATE`."""
    first, mark, second, third = numbers
    return Spoken(int(first or 0), int(second or 0), int(third or 0), mark or "/")


def clock(hour: str, minute: str, second: str | None, half: str | None) -> time | None:
    """Return a time of day; `half` is AM or PM in some language. None if there is none."""
    number = int(hour)
    if half:
        late = half.lower().startswith(_LATE)
        number = number % 12 + 12 * late if number <= 12 else number
    try:
        return time(number, int(minute), int(second or 0))
    except ValueError:
        return None


def time_of(match: re.Match[str], first: int = 6) -> time | None:
    """Return the time in a match of `TIME`, whose hour is the group `first`."""
    return clock(match[first], match[first + 1], match[first + 2], match["before"] or match["after"])


def order_of(dates: Sequence[tuple[Spoken, time]]) -> Order | None:
    """Return the order of day and month in a whole file; None if nothing decides it, or it contradicts itself."""
    both = [each for each in dates if not each[0].year_first]
    if not both or all(each.mark == "." for each, _at in both):  # with points, the day always leads
        return "dmy"
    possible: list[Order] = [order for order in ("dmy", "mdy") if all(each.on(order) for each, _at in both)]
    if len(possible) < 2:
        return possible[0] if possible else None
    if all(each.on("dmy") == each.on("mdy") for each, _at in both):
        return "dmy"
    forward: list[Order] = [order for order in possible if _runs_forward(both, order)]
    return forward[0] if len(forward) == 1 else None


def _runs_forward(dates: Sequence[tuple[Spoken, time]], order: Order) -> bool:
    latest: datetime | None = None
    for each, at in dates:
        day = each.on(order)
        if day is None:
            return False
        moment = datetime.combine(day, at)
        if latest is not None and moment < latest - _SLACK:
            return False
        latest = max(latest or moment, moment)
    return True


def numbers_of(pattern: re.Match[str], first: int) -> tuple[str | None, ...]:
    """Return four groups of a match, from `first` on: those of `DATE`."""
    return tuple(pattern[number] for number in range(first, first + 4))
