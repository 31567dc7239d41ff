"""Interest as it builds day by day: exact fractions, cut where a rate, the balance or a year of compounding changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from clientguard.domain.money.interest.facts import LAST, Debt, PartPayment, RatePeriod
from clientguard.domain.money.interest.regimes import Regime

YEAR = 365  # days that every year counts, also a leap year


@dataclass(frozen=True, slots=True)
class Span:
    """Days at one rate on one balance, and what happened at the end of the last of them; exact minor units.

    `rate` is None where nothing was owed that could bear interest.
    """

    starts: date
    ends: date
    balance: Fraction
    rate: Fraction | None
    period: RatePeriod | None
    amount: Fraction
    paid: int
    to_costs: Fraction
    to_interest: Fraction
    to_principal: Fraction
    capitalised: Fraction

    @property
    def days(self) -> int:
        """How many days it has, both ends included."""
        return (self.ends - self.starts).days + 1


@dataclass(slots=True)
class Account:
    """What is owed at the end of a day, in exact minor units."""

    balance: Fraction
    costs: Fraction
    interest_first: bool
    unpaid: Fraction = Fraction(0)
    over: Fraction = Fraction(0)

    def pay(self, amount: int) -> tuple[Fraction, Fraction, Fraction]:
        """Take a payment; return what of it went to costs, interest and principal. The rest is paid in excess."""
        left = Fraction(amount)
        costs = interest = principal = Fraction(0)
        if self.interest_first:
            costs = min(left, self.costs)
            interest = min(left - costs, self.unpaid)
        principal = min(left - costs - interest, self.balance)
        if not self.interest_first:
            interest = min(left - principal, self.unpaid)
            costs = min(left - principal - interest, self.costs)
        self.costs -= costs
        self.unpaid -= interest
        self.balance -= principal
        self.over += left - costs - interest - principal
        return costs, interest, principal

    def capitalise(self) -> Fraction:
        """Let unpaid interest join the balance; return how much it was."""
        joined, self.unpaid = self.unpaid, Fraction(0)
        self.balance += joined
        return joined


@dataclass(frozen=True, slots=True)
class Run:
    """All spans from the first day of interest to the last, and what is owed after it."""

    spans: tuple[Span, ...]
    account: Account
    at_start: Fraction  # what was owed when interest began


def account_of(debt: Debt, rules: Regime) -> Account:
    """Return the account of a debt before anything was paid on it."""
    first = rules.interest_first if not debt.order else debt.order == "interest"
    return Account(Fraction(debt.principal), Fraction(debt.costs), first)


def run(
    account: Account,
    payments: Iterable[PartPayment],
    days: tuple[date, date],
    rate_on: Callable[[date], tuple[Fraction, RatePeriod | None, date]],
    *,
    compound: bool,
) -> Run:
    """Let interest build from the first to the last of `days`, both included.

    `rate_on` returns the rate of a day in per cent a year, where it comes from, and the last day on which it holds. It
    is asked only for days on which something bears interest.
    """
    first, last = days
    due_payments = sorted(payments, key=lambda each: each.on)
    for each in due_payments:
        if each.on < first:
            account.pay(each.amount)
    at_start, day, years, spans = account.balance, first, 1, list[Span]()
    while True:
        balance, rate, period, ends = account.balance, None, None, last
        if balance:
            rate, period, until = rate_on(day)
            ends = min(ends, until)
        year_end = _year_end(first, years) if compound else LAST
        ends = min([ends, year_end, *(each.on for each in due_payments if each.on >= day)])
        amount = balance * (rate or 0) * ((ends - day).days + 1) / (100 * YEAR)
        account.unpaid += amount
        today = [each.amount for each in due_payments if each.on == ends]
        shares = [account.pay(each) for each in today]
        to_costs, to_interest, to_principal = (sum((each[k] for each in shares), Fraction(0)) for k in range(3))
        capitalised = Fraction(0)
        if compound and ends == year_end:
            capitalised, years = account.capitalise(), years + 1
        spans.append(
            Span(day, ends, balance, rate, period, amount, sum(today), to_costs, to_interest, to_principal, capitalised)
        )
        if ends == last:
            return Run(tuple(spans), account, at_start)
        day = ends + timedelta(1)


def _year_end(first: date, years: int) -> date:
    """Return the last day of a year of compounding, counted from the first day of interest."""
    if first.year + years > LAST.year:
        return LAST
    try:
        return first.replace(year=first.year + years) - timedelta(1)
    except ValueError:  # from 29 February on: the year is over at the end of February
        return date(first.year + years, 2, 28)
