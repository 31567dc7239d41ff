"""The rules that give one day from another: `net 30`, `end of month`, `the 15th`. Each is a frozen class (P3.1).

`due` counts from a day: the invoice's date, or the day that a rule before it gave. `say` tells the rule from the
invoice on, `say_next` as it follows another one.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.dates import add_months, month_end
from clientguard.domain.money.terms.business_days import Calendar, business_days_from
from clientguard.domain.wording import N_, Said, counted, said

Unit = Literal["days", "business days", "weeks", "months"]
LAST = 31  # a month's last day, however many it has


@dataclass(frozen=True, slots=True)
class OnReceipt:
    """Due on the day itself."""

    def due(self, start: date, _is_business_day: Calendar) -> date:
        """Return the due date."""
        return start

    def say(self) -> Said:
        """Return the rule as a sentence."""
        return said(N_("on receipt"))

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        return said(N_("on that day"))


@dataclass(frozen=True, slots=True)
class Net:
    """Due a number of days, business days, weeks or months later; months end on a shorter month's last day."""

    count: int
    unit: Unit = "days"

    def due(self, start: date, is_business_day: Calendar) -> date:
        """Return the due date."""
        match self.unit:
            case "days":
                return start + timedelta(days=self.count)
            case "business days":
                return business_days_from(start, self.count, is_business_day)
            case "weeks":
                return start + timedelta(weeks=self.count)
            case "months":
                return add_months(start, self.count)

    def say(self) -> Said:
        """Return the rule as a sentence."""
        if not self.count:
            return OnReceipt().say()
        match self.unit:
            case "days":
                return counted(N_("{count} day after the invoice"), N_("{count} days after the invoice"), self.count)
            case "business days":
                return counted(
                    N_("{count} business day after the invoice"),
                    N_("{count} business days after the invoice"),
                    self.count,
                )
            case "weeks":
                return counted(N_("{count} week after the invoice"), N_("{count} weeks after the invoice"), self.count)
            case "months":
                return counted(
                    N_("{count} month after the invoice"), N_("{count} months after the invoice"), self.count
                )

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        if not self.count:
            return OnReceipt().say_next()
        match self.unit:
            case "days":
                return counted(N_("{count} day later"), N_("{count} days later"), self.count)
            case "business days":
                return counted(N_("{count} business day later"), N_("{count} business days later"), self.count)
            case "weeks":
                return counted(N_("{count} week later"), N_("{count} weeks later"), self.count)
            case "months":
                return counted(N_("{count} month later"), N_("{count} months later"), self.count)


@dataclass(frozen=True, slots=True)
class EndOfMonth:
    """Due on the last day of the month, or some time after it; months go to the last day of a month."""

    count: int = 0
    unit: Unit = "days"

    def due(self, start: date, is_business_day: Calendar) -> date:
        """Return the due date."""
        end = Net(self.count, self.unit).due(month_end(start), is_business_day)
        return month_end(end) if self.unit == "months" else end

    def say(self) -> Said:
        """Return the rule as a sentence."""
        if not self.count:
            return said(N_("at the end of the invoice's month"))
        if self.unit == "months":
            if self.count == 1:
                return said(N_("at the end of the month after the invoice's"))
            return said(N_("at the end of the month that is {count} months after the invoice's"), count=self.count)
        match self.unit:
            case "days":
                return counted(
                    N_("{count} day after the end of the invoice's month"),
                    N_("{count} days after the end of the invoice's month"),
                    self.count,
                )
            case "business days":
                return counted(
                    N_("{count} business day after the end of the invoice's month"),
                    N_("{count} business days after the end of the invoice's month"),
                    self.count,
                )
            case "weeks":
                return counted(
                    N_("{count} week after the end of the invoice's month"),
                    N_("{count} weeks after the end of the invoice's month"),
                    self.count,
                )

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        if not self.count:
            return said(N_("at the end of that month"))
        if self.unit == "months":
            if self.count == 1:
                return said(N_("at the end of the following month"))
            return said(N_("at the end of the month that is {count} months later"), count=self.count)
        return said(N_("at the end of that month, and {later}"), later=Net(self.count, self.unit).say_next())


@dataclass(frozen=True, slots=True)
class DayOfNextMonth:
    """Due on a day of the following month, or on that month's last day if it is shorter."""

    day: int

    def due(self, start: date, _is_business_day: Calendar) -> date:
        """Return the due date."""
        return _clipped(add_months(start.replace(day=1), 1), self.day)

    def say(self) -> Said:
        """Return the rule as a sentence."""
        return said(N_("on day {day} of the month after the invoice"), day=self.day)

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        return said(N_("on day {day} of the following month"), day=self.day)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """Due on the first such day strictly after a day; a shorter month's last day counts for it."""

    day: int

    def due(self, start: date, _is_business_day: Calendar) -> date:
        """Return the due date."""
        return _first_of((self.day,), start + timedelta(days=1))

    def say(self) -> Said:
        """Return the rule as a sentence."""
        if self.day == LAST:
            return said(N_("on the last day of a month, the first after the invoice"))
        return said(N_("on day {day} of a month, the first after the invoice"), day=self.day)

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        if self.day == LAST:
            return said(N_("on the last day of a month, the first after that"))
        return said(N_("on day {day} of a month, the first after that"), day=self.day)


@dataclass(frozen=True, slots=True)
class DayAfter:
    """Due on the first such day that is at least a number of days later."""

    day: int
    days: int

    def due(self, start: date, _is_business_day: Calendar) -> date:
        """Return the due date."""
        return _first_of((self.day,), start + timedelta(days=self.days))

    def say(self) -> Said:
        """Return the rule as a sentence."""
        return counted(
            N_("on day {day} of a month, at least {count} day after the invoice"),
            N_("on day {day} of a month, at least {count} days after the invoice"),
            self.days,
            day=self.day,
        )

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        return counted(
            N_("on day {day} of a month, at least {count} day later"),
            N_("on day {day} of a month, at least {count} days later"),
            self.days,
            day=self.day,
        )


@dataclass(frozen=True, slots=True)
class PaymentDays:
    """Due on the first of some days of the month, on or after a day; `days` are in order."""

    days: tuple[int, ...]

    def due(self, start: date, _is_business_day: Calendar) -> date:
        """Return the due date."""
        return _first_of(self.days, start)

    def say(self) -> Said:
        """Return the rule as a sentence."""
        return said(N_("on a payment day ({days}), the first from the invoice's date on"), days=self._listed())

    def say_next(self) -> Said:
        """Return the rule as it follows another."""
        return said(N_("on a payment day ({days}), the first from then on"), days=self._listed())

    def _listed(self) -> str:
        return ", ".join(map(str, self.days))


Rule = OnReceipt | Net | EndOfMonth | DayOfNextMonth | DayOfMonth | DayAfter | PaymentDays


def _clipped(month: date, day: int) -> date:
    """Return a day of the month, or its last day if it is shorter."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def _first_of(days: tuple[int, ...], start: date) -> date:
    """Return the first of these days of the month that is on or after a day."""
    found = min((each for day in days if (each := _clipped(start, day)) >= start), default=None)
    return found or _clipped(add_months(start.replace(day=1), 1), min(days))
