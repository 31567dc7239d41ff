"""Late interest worked out line by line: exact fractions, rounded once at the end (P3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from clientguard.domain.money.amount import Money
from clientguard.domain.money.currencies import digits
from clientguard.domain.money.interest import remarks
from clientguard.domain.money.interest.facts import LAST, Debt, PartPayment, RatePeriod, Rates
from clientguard.domain.money.interest.regimes import Law, Regime
from clientguard.domain.money.interest.running import Run, Span, account_of, run
from clientguard.domain.money.interest.start import Start, start_of
from clientguard.domain.wording import Said


@dataclass(frozen=True, slots=True)
class Line:
    """Some days at one rate on one balance; amounts are rounded for showing only.

    `paid` arrived on the last day, and the next three say what it counted for; `capitalised` joined the balance then.
    """

    starts: date
    ends: date
    days: int
    balance: int
    rate: Decimal
    amount: int
    source: str = ""
    paid: int = 0
    to_costs: int = 0
    to_interest: int = 0
    to_principal: int = 0
    capitalised: int = 0


@dataclass(frozen=True, slots=True)
class Working:
    """What late interest comes to on a day, and all that one needs to check it; amounts in minor units.

    `interest` is all that has built up, also what was paid of it; `unpaid_interest` and `balance_after` are what is
    still owed, without the fixed sum. `has_right` is False where the law gives no interest on this debt; then `why`
    says so.
    """

    debt: Debt
    on: date
    regime: str
    has_right: bool
    starts: date | None
    why: Said
    lines: tuple[Line, ...]
    interest: int
    fixed: int
    balance_after: int
    unpaid_interest: int
    unpaid_costs: int
    overpaid: int
    law: str
    source: str
    as_of: date
    method: Said
    conditions: tuple[str, ...]
    notes: tuple[str, ...]
    remarks: tuple[Said, ...]

    @property
    def days(self) -> int:
        """How many days the debt is late, from the first day of interest to the last."""
        return max((self.on - self.starts).days + 1, 0) if self.starts else 0

    @property
    def claim(self) -> int:
        """What can be claimed on the day: the balance, unpaid interest, costs and the fixed sum."""
        return self.balance_after + self.unpaid_interest + self.unpaid_costs + self.fixed

    def money(self, minor: int) -> Money:
        """Return an amount of the working with its currency."""
        return Money(minor, self.debt.currency)


def working_of(debt: Debt, payments: Iterable[PartPayment], on: date, law: Law) -> Working:
    """Work out interest and the fixed sum on a debt up to and with a day.

    RateMissingError if a rate is not known, StartMissingError if the day on which interest begins is not: nothing is
    guessed. ValueError for amounts below zero, and a regime that is not known.
    """
    payments = tuple(payments)
    paid = [each for each in payments if each.on <= on]
    if min([debt.principal, debt.costs, *(each.amount for each in payments)]) < 0:
        raise ValueError("amounts of a debt and its payments are not below zero")
    if debt.regime not in law.regimes:
        raise ValueError(debt.regime)
    rules = law.regimes[debt.regime].of(debt)
    start = start_of(debt, rules) if rules.right else Start(None, remarks.no_right(debt))
    start = replace(start, remarks=start.remarks + remarks.ignored(payments, on))
    if start.first is None or start.first > on:
        return _not_late(debt, paid, on, rules, start)
    found = run(
        account_of(debt, rules),
        paid,
        (start.first, on),
        lambda day: _rate_on(day, start.first or day, rules, law.rates),
        compound=rules.compound,
    )
    return _late(debt, on, rules, start, found)


def scale_costs(principal: int, currency: str) -> int:
    """Return what the Dutch decree allows for collecting a debt of this size, in minor units."""
    unit = 10 ** digits(currency)
    left, sum_ = Fraction(principal, unit), Fraction(0)
    for width, percent in ((2500, 15), (2500, 10), (5000, 5), (190_000, 1)):
        part = min(left, Fraction(width))
        sum_ += part * percent / 100
        left -= part
    sum_ += left / 200
    return rounded(min(max(sum_, Fraction(40)), Fraction(6775)) * unit)


def rounded(amount: Fraction) -> int:
    """Return exact minor units as whole ones, half a unit up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def _rate_on(day: date, first: date, rules: Regime, rates: Rates) -> tuple[Fraction, RatePeriod | None, date]:
    """Return the rate of a day, never below nothing, where it comes from, and the last day on which it holds."""
    if not rules.base:
        return max(Fraction(rules.points), Fraction(0)), None, LAST
    period = rates.on(rules.base, first if rules.per_debt else day)
    rate = max(Fraction(rules.points + period.rate), Fraction(0))
    return rate, period, LAST if rules.per_debt else period.ends or LAST


def _late(debt: Debt, on: date, rules: Regime, start: Start, found: Run) -> Working:
    """Return the working of a debt that is late."""
    spans = [each for each in found.spans if each.rate is not None or each.paid]
    fixed = rules.fixed_sum(rounded(found.at_start), debt.currency)
    periods = [each.period for each in spans if each.period]
    return Working(
        debt=debt,
        on=on,
        regime=rules.name,
        has_right=True,
        starts=start.first,
        why=start.why,
        lines=tuple(_line(each) for each in spans),
        interest=rounded(sum((each.amount for each in found.spans), Fraction(0))),
        fixed=fixed,
        balance_after=rounded(found.account.balance),
        unpaid_interest=rounded(found.account.unpaid),
        unpaid_costs=rounded(found.account.costs),
        overpaid=rounded(found.account.over),
        law=rules.law,
        source=_sources(rules, periods),
        as_of=_as_of(debt, on, rules, periods),
        method=remarks.method(rules),
        conditions=rules.conditions,
        notes=rules.notes,
        remarks=(*start.remarks, *remarks.late(debt, rules, found, scale_costs(debt.principal, debt.currency))),
    )


def _not_late(debt: Debt, paid: list[PartPayment], on: date, rules: Regime, start: Start) -> Working:
    """Return the working of a debt on which no interest runs, or not yet: payments only make it smaller."""
    account = account_of(debt, rules)
    for each in paid:
        account.pay(each.amount)
    return Working(
        debt=debt,
        on=on,
        regime=rules.name,
        has_right=rules.right,
        starts=start.first,
        why=start.why,
        lines=(),
        interest=0,
        fixed=0,
        balance_after=rounded(account.balance),
        unpaid_interest=0,
        unpaid_costs=rounded(account.costs),
        overpaid=rounded(account.over),
        law=rules.law,
        source=_sources(rules, []),
        as_of=_as_of(debt, on, rules, []),
        method=remarks.method(rules),
        conditions=rules.conditions,
        notes=rules.notes,
        remarks=(*start.remarks, *remarks.not_late(start.first, on)),
    )


def _line(span: Span) -> Line:
    """Return days with their amounts rounded, each for itself; where nothing bore interest, only the day of payment."""
    starts, days = (span.starts, span.days) if span.rate is not None else (span.ends, 1)
    rate = Decimal(span.rate.numerator) / Decimal(span.rate.denominator) if span.rate is not None else Decimal(0)
    return Line(
        starts,
        span.ends,
        days,
        rounded(span.balance),
        rate,
        rounded(span.amount),
        span.period.source if span.period else "",
        span.paid,
        rounded(span.to_costs),
        rounded(span.to_interest),
        rounded(span.to_principal),
        rounded(span.capitalised),
    )


def _sources(rules: Regime, periods: list[RatePeriod]) -> str:
    """Return where the law and the rates that were used are written, each once."""
    return "; ".join(dict.fromkeys(each for each in (rules.source, *(p.source for p in periods)) if each))


def _as_of(debt: Debt, on: date, rules: Regime, periods: list[RatePeriod]) -> date:
    """Return the day on which law and rates were last checked, the oldest of them."""
    known = [each.checked for each in periods] if periods else []
    if debt.rate is None or not known:
        known.append(rules.checked)
    return min((each for each in known if each > date.min), default=on)
