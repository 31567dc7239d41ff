"""Terms as a whole: the parts of an invoice, what each waits for, a discount for paying early (P3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms.business_days import Calendar, Convention, adjusted, monday_to_friday
from clientguard.domain.money.terms.rules import EndOfMonth, Net, OnReceipt, Rule
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class Event:
    """What a part waits for: the contract's signing, the delivery, or a deliverable by its name."""

    type: Literal["signing", "delivery", "named"]
    name: str = ""

    @property
    def plain(self) -> str:
        """What is waited for, as text that does not depend on the language: `signing`, `delivery`, or the name."""
        return self.name or self.type

    def say(self) -> Said:
        """Return what is waited for, as the object of a sentence."""
        match self.type:
            case "signing":
                return said(N_("the signing of the contract"))
            case "delivery":
                return said(N_("the delivery"))
            case "named":
                return said(N_("“{name}”"), name=self.name)

    def say_when(self) -> Said:
        """Return when it is, as the beginning of a rule."""
        match self.type:
            case "signing":
                return said(N_("on signing"))
            case "delivery":
                return said(N_("on delivery"))
            case "named":
                return said(N_("on “{name}”"), name=self.name)


Happened = Callable[[Event], date | None]  # the day on which something happened, if it did


def nothing_happened(_event: Event) -> date | None:
    """Say of everything that it did not happen yet."""
    return None


@dataclass(frozen=True, slots=True)
class When:
    """When a part is due: rules, each from the day that the one before it gave; or first what it waits for."""

    rules: tuple[Rule, ...] = ()
    event: Event | None = None

    def due(self, start: date, is_business_day: Calendar) -> date:
        """Return the due date, counted from a day."""
        for rule in self.rules:
            start = rule.due(start, is_business_day)
        return start

    def say(self) -> Said:
        """Return the rules as a sentence."""
        if self.event:
            return _chained(self.event.say_when(), self.rules)
        first, *others = self.rules or (OnReceipt(),)
        return _chained(first.say(), tuple(others))

    def say_next(self) -> Said:
        """Return the rules as they follow another part."""
        if self.event or not self.rules:
            return self.say()
        first, *others = self.rules
        return _chained(said(N_("then {rule}"), rule=first.say_next()), tuple(others))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an invoice: a percentage, a fixed amount, or None for what is left; and when it is due.

    `follows`: it is counted from the part before it, not from the invoice's date.
    """

    share: Decimal | Money | None = None
    when: When | None = None  # None: on receipt
    follows: bool = False

    def say(self) -> Said:
        """Return the part as a sentence."""
        when = self.when or When()
        share = said(N_("the rest")) if self.share is None else self.share
        if isinstance(share, Decimal):
            share = said(N_("{percent}%"), percent=share)
        return said(N_("{share}: {when}"), share=share, when=when.say_next() if self.follows else when.say())


@dataclass(frozen=True, slots=True)
class Discount:
    """What is taken off if all is paid within a number of days: `2/10` is 2 % within 10 days."""

    percent: Decimal
    days: int

    def last_day(self, issued: date) -> date:
        """Return the last day on which it holds."""
        return issued + timedelta(days=self.days)

    def off(self, amount: Money) -> Money:
        """Return what is taken off an amount."""
        return Money(_share(amount.minor, self.percent), amount.currency)


@dataclass(frozen=True, slots=True)
class Due:
    """When a part is due, and how much; without a date, what is waited for. `amount` is in minor units."""

    due: date | None
    amount: int | None = None
    waits_for: Event | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """A payment rule: one part or several, moved to business days, with a discount for paying early."""

    parts: tuple[Part, ...] = (Part(),)
    convention: Convention | None = None
    discount: Discount | None = None

    def dues(
        self,
        issued: date,
        amount: Money | None = None,
        *,
        is_business_day: Calendar = monday_to_friday,
        happened: Happened = nothing_happened,
    ) -> tuple[Due, ...]:
        """Return each part's due date and amount, in the order of the terms.

        No part is due before the invoice's date, unless it is moved to the previous business day. The last part takes
        what rounding leaves. Amounts are None without an `amount`, or if it is in another currency than the terms name.
        """
        amounts = self.amounts(amount) if amount else None
        found: list[Due] = []
        before: Due | None = None
        for number, part in enumerate(self.parts):
            day, waits_for = self._day(part, issued, before, is_business_day, happened)
            before = Due(day, amounts[number] if amounts else None, waits_for)
            found.append(before)
        return tuple(found)

    def due(
        self, issued: date, *, is_business_day: Calendar = monday_to_friday, happened: Happened = nothing_happened
    ) -> date | None:
        """Return the day by which all is due; None while a part waits for something."""
        days = [each.due for each in self.dues(issued, is_business_day=is_business_day, happened=happened)]
        known = [each for each in days if each is not None]
        return max(known) if len(known) == len(days) else None

    def amounts(self, amount: Money) -> tuple[int, ...] | None:
        """Return the parts of an amount in minor units, which add up to it; None if the terms name another currency.

        Where percentages and fixed amounts come to more than it, the last part is negative, as accounts book it.
        """
        parts: list[int] = []
        for part in self.parts[:-1]:
            if isinstance(part.share, Money):
                parts.append(part.share.minor)
            else:
                parts.append(_share(amount.minor, part.share or Decimal(0)))
        if any(each != amount.currency for each in self.currencies):
            return None
        return (*parts, amount.minor - sum(parts))

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currency of the fixed amounts, if there are any."""
        return tuple({each.share.currency for each in self.parts if isinstance(each.share, Money)})

    @property
    def waits_for(self) -> tuple[Event, ...]:
        """What its parts wait for."""
        return tuple(each.when.event for each in self.parts if each.when and each.when.event)

    @property
    def by_business_days(self) -> bool:
        """Whether its dates depend on which days are business days."""
        rules = (rule for part in self.parts if part.when for rule in part.when.rules)
        return bool(self.convention) or any(
            isinstance(each, Net | EndOfMonth) and each.unit == "business days" for each in rules
        )

    @property
    def is_split(self) -> bool:
        """Whether an invoice is paid in several parts."""
        return len(self.parts) > 1

    def say(self) -> Said:
        """Return the terms as a sentence."""
        told = self.parts[0].say() if self.is_split else (self.parts[0].when or When()).say()
        for part in self.parts[1:]:
            told = said(N_("{first}; {rest}"), first=told, rest=part.say())
        if self.convention:
            told = said(_MOVED[self.convention], terms=told)
        if self.discount:
            told = counted(
                N_("{percent}% off if paid within {count} day, otherwise {terms}"),
                N_("{percent}% off if paid within {count} days, otherwise {terms}"),
                self.discount.days,
                percent=self.discount.percent,
                terms=told,
            )
        return told

    def _day(
        self, part: Part, issued: date, before: Due | None, is_business_day: Calendar, happened: Happened
    ) -> tuple[date | None, Event | None]:
        """Return a part's due date, or what it waits for."""
        when = part.when or When()
        start: date | None = issued
        if when.event is not None:
            start = happened(when.event)
            if start is None:
                return None, when.event
        elif part.follows and before is not None:
            start = before.due
            if start is None:
                return None, before.waits_for
        day = max(issued, when.due(start, is_business_day))
        return (adjusted(day, self.convention, is_business_day) if self.convention else day), None


_MOVED: dict[Convention, str] = {
    "next": N_("{terms}, or on the next business day"),
    "previous": N_("{terms}, or on the last business day before it"),
    "modified next": N_("{terms}, or on the next business day; in another month, on the last one before it"),
    "modified previous": N_("{terms}, or on the last business day before it; in another month, on the next one"),
    "nearest": N_("{terms}, or on the nearest business day"),
    "half-month modified next": N_(
        "{terms}, or on the next business day; in another half of a month, on the last one before it"
    ),
}


def _chained(told: Said, rules: tuple[Rule, ...]) -> Said:
    for rule in rules:
        told = said(N_("{first}, then {next}"), first=told, next=rule.say_next())
    return told


def _share(minor: int, percent: Decimal) -> int:
    """Return a percentage of minor units, rounded to the nearest; halves are rounded up."""
    return int((minor * percent / 100).to_integral_value(ROUND_HALF_UP))
