"""The span of days that a paper is about, and the spans that are offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.dates import add_months
from clientguard.domain.records import Contract
from clientguard.domain.wording import N_

THIS_YEAR, LAST_YEAR, CONTRACT, ALL, OWN = "this year", "last 12 months", "contract", "all", "own"
SPANS = {
    THIS_YEAR: N_("This year"),
    LAST_YEAR: N_("The last 12 months"),
    CONTRACT: N_("The whole contract"),
    ALL: N_("All that is on record"),
    OWN: N_("Other days"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` (None: the beginning of the record) to `end`, both included."""

    start: date | None
    end: date

    def holds(self, day: date | None) -> bool:
        """Return whether a day lies in it; a day that is not known does not."""
        return day is not None and day <= self.end and (self.start is None or self.start <= day)

    def meets(self, first: date | None, last: date | None) -> bool:
        """Return whether something that went on from one day to another, or still does (None), reaches into it."""
        return first is not None and first <= self.end and (self.start is None or last is None or last >= self.start)


def span_of(choice: str, today: date, contract: Contract | None = None) -> Span:
    """Return the span of a choice in `SPANS`, which ends today at the latest; of a contract without dates, all."""
    if choice == THIS_YEAR:
        return Span(date(today.year, 1, 1), today)
    if choice == LAST_YEAR:
        return Span(add_months(today, -12) + timedelta(days=1), today)
    if choice == CONTRACT and contract:
        start, end = contract.starts or contract.signed, min(contract.ends or today, today)
        return Span(start if start and start <= end else None, end)
    return Span(None, today)
