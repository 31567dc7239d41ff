"""What the law says, or may soon say, on a client's time to pay, and to which contracts it applies (P3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from clientguard.domain.countries import country_code
from clientguard.domain.money.interest.facts import Debtor
from clientguard.domain.money.terms import TermsError, parse_terms

_DEBTORS: dict[str, Debtor] = {"sole trader": "sole-trader", "consumer": "consumer", "public body": "public"}
_YEAR = date(2027, 1, 1)  # any year without a leap day: terms are tried on each of its days


@dataclass(frozen=True, slots=True)
class Watched:
    """A rule that is watched: for whom it is, when it matters, and where it was read.

    It goes by the country whose law governs the contract, or by that of the client. It matters if terms are longer
    than `over_days`, if the contract has a rate of interest (`own_rate`), or `always`.
    """

    key: str
    about: str
    words: str
    is_law: bool
    by_client: bool
    countries: frozenset[str]
    debtors: frozenset[str]
    over_days: int | None
    own_rate: bool
    always: bool
    sources: tuple[str, ...]
    source_date: date
    checked: date


@dataclass(frozen=True, slots=True)
class Engagement:
    """What decides which rules apply to a contract: two countries by their codes, who owes, the terms, its own rate."""

    law: str
    client: str
    debtor: str
    longest: int | None  # days from an invoice to its due date; None if nothing was agreed
    own_rate: bool = False


def applying(rules: Iterable[Watched], found: Engagement) -> tuple[Watched, ...]:
    """Return those of the rules that matter for a contract."""
    return tuple(each for each in rules if _applies(each, found))


def _applies(rule: Watched, found: Engagement) -> bool:
    if (found.client if rule.by_client else found.law) not in rule.countries or found.debtor not in rule.debtors:
        return False
    longer = rule.over_days is not None and found.longest is not None and found.longest > rule.over_days
    return rule.always or longer or (rule.own_rate and found.own_rate)


def debtor_of(legal_form: str) -> Debtor:
    """Return who owes, by a client's legal form: one without is taken for a company."""
    return _DEBTORS.get(legal_form, "company")


def governing(law: str, own: str, client: str) -> str:
    """Return the code of the country whose law governs: the contract's, else the user's own, else the client's."""
    return next((country_code(each) for each in (law, own, client) if each.strip()), "")


@lru_cache(maxsize=500)
def longest_days(terms: str) -> int | None:
    """Return the most days that terms give from an invoice to its due date, on any day of a year; None if unknown."""
    if not terms.strip():
        return None
    try:
        parsed = parse_terms(terms)
    except TermsError:
        return None
    unmoved = replace(parsed, convention=None)  # a weekend makes no longer terms
    issues = [_YEAR + timedelta(days=each) for each in range(365)]
    found = [(part.due - issued).days for issued in issues for part in unmoved.dues(issued) if part.due]
    return max(found, default=None)
