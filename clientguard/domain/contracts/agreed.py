"""When a contract ends: its term, its renewals, and what notice given on a day leads to (P4.2).

The rules, for every reader of a contract (Today, the client's page, the wizard, the command line):

- The day on which notice is given is not counted. Days and weeks are added; months end on the same day number, or on
  the month's last day if it is shorter. The contract then ends at the first allowed end on or after that day.
- A term that ends on the last day of a month ends on the last day of a month after each renewal.
- Without a rule for the end (`to`), a contract that renews ends with its term, as such clauses are usually meant, and
  any other on any day. A contract that does not renew ends with its term at the latest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.dates import add_months, month_end, period_end

_PERIODS = {"month": 1, "quarter": 3, "year": 12}  # the periods at whose end notice can take effect, in months


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a contract says about how it ends. `ends` is the end of its first term; without it, there is no term.

    `renews_months`: how long it goes on each time nobody ends it; None or 0 if it just ends. `ended_on`: its last day,
    once one side has ended it. `count` and `unit` (days, weeks, months) are the notice period, `to` where it takes
    effect (day, month, quarter, year, term, or "" if nothing is said).
    """

    starts: date | None = None
    ends: date | None = None
    renews_months: int | None = None
    ended_on: date | None = None
    decided_until: date | None = None
    count: int | None = None
    unit: str = "days"
    to: str = ""

    @property
    def renews(self) -> bool:
        """Whether it goes on after its term unless one side ends it."""
        return bool(self.ends and self.renews_months)

    @property
    def takes_effect(self) -> str:
        """Where notice takes effect: what was agreed, else the term's end if it renews, else any day."""
        to = self.to or ("term" if self.renews else "day")
        return to if self.ends or to != "term" else "day"

    @property
    def latest(self) -> date | None:
        """The day after which it does not run, whatever anyone does; None if there is none."""
        return self.ended_on or (None if self.renews else self.ends)


def term_end(agreed: Agreed, day: date) -> date | None:
    """Return the end of the first term that ends on or after a day; None without a term.

    A contract that does not renew has one term, even if it ended before.
    """
    if agreed.ends is None or not agreed.renews_months or day <= agreed.ends:
        return agreed.ends
    months = (day.year - agreed.ends.year) * 12 + day.month - agreed.ends.month
    times = months // agreed.renews_months
    while (found := renewed(agreed.ends, agreed.renews_months * times)) < day:
        times += 1
    return found


def renewed(ends: date, months: int) -> date:
    """Return the end of a term some months later: the last day of a month stays one."""
    later = after(ends, months, "months")
    return month_end(later) if ends == month_end(ends) else later


def runs_until(agreed: Agreed, day: date) -> date | None:
    """Return the last day of the contract as it stands on a day; None if it runs until one side ends it."""
    return agreed.ended_on or term_end(agreed, day)


def runs_on(agreed: Agreed, day: date) -> bool:
    """Return whether the contract was running on a day."""
    return (agreed.starts is None or agreed.starts <= day) and (agreed.latest is None or day <= agreed.latest)


def after(day: date, count: int, unit: str) -> date:
    """Return the day some days, weeks or months later (or earlier), within the years that a date can have."""
    try:
        if unit == "months":
            return add_months(day, count)
        return day + timedelta(days=count * (7 if unit == "weeks" else 1))
    except (ValueError, OverflowError):
        return date.max if count > 0 else date.min


def end_by_notice(agreed: Agreed, given: date) -> date:
    """Return the contract's last day if notice is given on a day (P4.2).

    One that ends anyway, since it was ended or does not renew, does not end later for the notice.
    """
    end = _allowed_from(agreed, after(given, agreed.count or 0, agreed.unit))
    return min(end, agreed.latest) if agreed.latest else end


def last_day_for_notice(agreed: Agreed, ends: date) -> date:
    """Return the last day on which notice ends the contract on or before `ends`, where it can end.

    For a term that does not renew, that is the last day from which the notice period ends within the term.
    """
    ends = _allowed_until(agreed, ends) if agreed.renews else ends
    count = agreed.count or 0
    last = after(ends, -count, agreed.unit)
    while agreed.unit == "months" and last < ends and after(last + timedelta(days=1), count, "months") <= ends:
        last += timedelta(days=1)  # months are not equally long: from 28, 29 or 30 November, three end in February
    return last


def _allowed_from(agreed: Agreed, day: date) -> date:
    to = agreed.takes_effect
    if to in _PERIODS:
        return period_end(day, _PERIODS[to])
    return (term_end(agreed, day) or day) if to == "term" else day


def _allowed_until(agreed: Agreed, ends: date) -> date:
    """Return the last allowed end on or before the end of a term."""
    months = _PERIODS.get(agreed.takes_effect)
    if not months or period_end(ends, months) == ends:
        return ends
    return after(after(period_end(ends, months).replace(day=1), 1 - months, "months"), -1, "days")
