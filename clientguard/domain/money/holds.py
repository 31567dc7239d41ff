"""What holds an invoice up: a dispute, an agreed wait, a collector; and what the client promised to pay by when (P3.2).

A hold pauses the reminders; the debt stays. Whether a promise was broken follows from the day and from what was paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.records.kinds.collecting import AGREED, COLLECTOR, DISPUTED

_RANK = {COLLECTOR: 0, DISPUTED: 1, AGREED: 2}  # of several holds, the first of these is told


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """Why an invoice is not chased; `amount` in minor units is the part that is disputed, None for all of it."""

    id: int
    type: str
    reason: str
    starts: date
    until: date | None
    is_settled: bool
    amount: int | None = None

    def stands(self, on: date) -> bool:
        """Return whether it holds on a day: through its last day, or until the day on which it was settled."""
        if on < self.starts:
            return False
        return self.until is None or on < self.until or (on == self.until and not self.is_settled)


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise to pay one invoice, or all that there were on the day it was made if `invoice` is 0."""

    id: int
    invoice: int
    words: str
    who: str
    made_on: date
    due: date
    kept_on: date | None = None

    def covers(self, invoice: int, issued: date) -> bool:
        """Return whether it is about an invoice."""
        return self.invoice == invoice if self.invoice else issued <= self.made_on


def standing(holds: Iterable[HoldFacts], on: date) -> tuple[HoldFacts, ...]:
    """Return the holds that stand on a day, a collector's first, then disputes."""
    return tuple(sorted((each for each in holds if each.stands(on)), key=lambda each: _RANK.get(each.type, len(_RANK))))


def last_promise(promises: Iterable[PromiseFacts], on: date) -> PromiseFacts | None:
    """Return the promise that counts on a day: the one made last, unless it was kept by then."""
    made = [each for each in promises if each.made_on <= on]
    last = max(made, key=lambda each: (each.made_on, each.id), default=None)
    return None if last and last.kept_on and last.kept_on <= on else last
