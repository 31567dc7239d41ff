"""What late interest is worked out from: a debt, what was paid on it, and the rates of each base by their dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from clientguard.domain.records.kinds.parties import BASES
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError

Debtor = Literal["company", "sole-trader", "consumer", "public"]
Order = Literal["", "principal", "interest"]

DEBTORS: tuple[Debtor, ...] = ("company", "sole-trader", "consumer", "public")
LAST = date.max
HIGHEST = 1000  # per cent a year: more is a slip of the pen

_NAMES = {each.key: each.label for each in BASES}


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt as it was owed on its due day; amounts in minor units.

    `agreed`: whether both sides agreed the due day. `received`: when the client had the invoice. `performed`: when the
    work was done. `reminded`: when a reminder arrived. `warned`: whether the invoice told a consumer what happens after
    30 days. `rate` is the contract's, in per cent a year; with a `base` it is points above that. `costs` were spent on
    collecting it. `order` says what a part payment counts for first; empty: as the law has it.
    """

    principal: int
    currency: str
    due: date
    regime: str
    debtor: Debtor = "company"
    agreed: bool = True
    received: date | None = None
    performed: date | None = None
    reminded: date | None = None
    warned: bool = False
    rate: Decimal | None = None
    base: str = ""
    costs: int = 0
    order: Order = ""

    @property
    def last_in_hand(self) -> date | None:
        """The later of the days on which the invoice was received and the work was done, as far as they are known."""
        return max((each for each in (self.received, self.performed) if each), default=None)


@dataclass(frozen=True, slots=True)
class PartPayment:
    """A payment on a debt, in minor units of its currency; it counts from the day after it arrived."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """The rate of a base in per cent a year, both days included; without an end it holds until another begins."""

    base: str
    starts: date
    ends: date | None
    rate: Decimal
    source: str
    source_date: str
    checked: date


class RateMissingError(KnownError):
    """No rate is known for a period: the user has to look it up, because nothing is guessed."""

    def __init__(self, base: str, starts: date, ends: date) -> None:
        super().__init__(
            N_("No rate is known from {starts} to {ends} ({base})."),
            todo=N_("Look it up, and add it as a rate by law, with where you read it."),
            base=base_name(base),
            starts=starts,
            ends=ends,
        )
        self.base = base
        self.starts = starts
        self.ends = ends


class Rates:
    """Looks up the rate of a base on a day; the user's own rates come before those that ship."""

    def __init__(self, shipped: Iterable[RatePeriod] = (), own: Iterable[RatePeriod] = ()) -> None:
        self._by_base: dict[str, list[tuple[RatePeriod, bool]]] = {}
        for mine, periods in ((True, own), (False, shipped)):
            for each in periods:
                self._by_base.setdefault(each.base, []).append((each, mine))

    def on(self, base: str, day: date) -> RatePeriod:
        """Return the rate on a day, with the days on which it holds; RateMissingError if none is known."""
        known = self._by_base.get(base, [])
        found = [pair for pair in known if pair[0].starts <= day <= self._last_day(pair[0])]
        if not found:
            raise self._missing(base, day)
        period, mine = max(found, key=lambda pair: (pair[1], pair[0].starts))
        taking_over = [each.starts for each, own in known if own >= mine and each.starts > day]
        ends = min([self._last_day(period), *(each - timedelta(1) for each in taking_over)])
        return RatePeriod(base, period.starts, ends, period.rate, period.source, period.source_date, period.checked)

    def known_until(self) -> dict[str, date]:
        """Return the last day for which a rate of each base is known."""
        return {base: max(self._last_day(each) for each, _mine in found) for base, found in self._by_base.items()}

    def _last_day(self, period: RatePeriod) -> date:
        """Return the last day of a period; one without an end holds until any other period of the base begins."""
        if period.ends:
            return period.ends
        later = [each.starts for each, _ in self._by_base[period.base] if each.starts > period.starts]
        return min(later) - timedelta(1) if later else LAST

    def _missing(self, base: str, day: date) -> RateMissingError:
        """Return the error for the half-year around a day, as far as nothing is known of it."""
        first = date(day.year, 1 if day.month < 7 else 7, 1)
        last = date(day.year, 6, 30) if day.month < 7 else date(day.year, 12, 31)
        for period, _mine in self._by_base.get(base, []):
            if period.starts > day:
                last = min(last, period.starts - timedelta(1))
            elif self._last_day(period) < day:
                first = max(first, self._last_day(period) + timedelta(1))
        return RateMissingError(base, first, last)


def base_name(base: str) -> Said:
    """Return the name of a base, such as the main refinancing rate of the European Central Bank."""
    return said(_NAMES.get(base, base))


def days_after(day: date, days: int) -> date:
    """Return a day some days later; at the end of the calendar, its last day."""
    return day + timedelta(min(days, (LAST - day).days))
