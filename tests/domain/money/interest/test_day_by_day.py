"""Counting each day by itself, as one would on paper, comes to the same as the lines."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from clientguard.domain.money.interest.facts import Debt, PartPayment
from clientguard.domain.money.interest.working import rounded, working_of
from clientguard.letters.late_interest import shipped_law

LAW = shipped_law()


@dataclass(frozen=True)
class Paper:
    """A law as one would note it down: base, points, whether the first rate stays, and what a payment cuts first."""

    base: str
    points: str
    first_rate_stays: bool = False
    yearly: bool = False
    interest_first: bool = False


PAPERS = {
    "uk": Paper("uk-bank-rate", "8", first_rate_stays=True),
    "ie": Paper("ecb-mro", "8", first_rate_stays=True),
    "de": Paper("de-basiszinssatz", "9", interest_first=True),
    "at": Paper("at-base", "9.2", interest_first=True),
    "nl": Paper("ecb-mro", "8", yearly=True, interest_first=True),
    "eu": Paper("ecb-mro", "8"),
    "th": Paper("th", "0"),
}

dates = st.dates(date(2018, 1, 1), date(2026, 11, 30))


@settings(max_examples=60)
@given(
    st.sampled_from(list(PAPERS)),
    st.integers(1, 10**7),
    dates,
    st.integers(-5, 900),
    st.lists(st.tuples(st.integers(-20, 900), st.integers(1, 4 * 10**6)), max_size=3),
)
def test_each_day_by_itself_comes_to_the_same(regime, principal, due, late, paid):
    on = min(due + timedelta(late), date(2026, 12, 31))
    payments = [PartPayment(due + timedelta(after), amount) for after, amount in paid]
    found = working_of(Debt(principal, "EUR", due, regime), payments, on, LAW)
    total, balance, unpaid = on_paper(PAPERS[regime], principal, due, on, payments)
    assert found.interest == rounded(total)
    assert (found.balance_after, found.unpaid_interest) == (rounded(balance), rounded(unpaid))


def on_paper(law: Paper, principal: int, due: date, on: date, payments: list[PartPayment]) -> tuple[Fraction, ...]:
    balance, unpaid, total = Fraction(principal), Fraction(0), Fraction(0)
    first = due + timedelta(1)
    for each in payments:
        if each.on <= min(due, on):
            balance = max(balance - each.amount, Fraction(0))
    day = first
    while day <= on:
        rate = LAW.rates.on(law.base, first if law.first_rate_stays else day).rate
        earned = balance * (Fraction(rate) + Fraction(law.points)) / 36500
        total, unpaid = total + earned, unpaid + earned
        for each in payments:
            if each.on == day:
                to_interest = min(each.amount, unpaid) if law.interest_first else Fraction(0)
                to_principal = min(each.amount - to_interest, balance)
                rest = each.amount - to_interest - to_principal
                balance, unpaid = balance - to_principal, max(unpaid - to_interest - rest, Fraction(0))
        day += timedelta(1)
        if law.yearly and day > first and (day.month, day.day) == anniversary(first, day.year):
            balance, unpaid = balance + unpaid, Fraction(0)
    return total, balance, unpaid


def anniversary(first: date, year: int) -> tuple[int, int]:
    leap = year % 4 == 0
    return (3, 1) if (first.month, first.day) == (2, 29) and not leap else (first.month, first.day)
