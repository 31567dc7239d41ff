"""Late interest with what the user entered: their own rates come before those that ship (P3.2)."""

from __future__ import annotations

from clientguard.domain.money.interest.facts import RatePeriod
from clientguard.domain.money.interest.regimes import Law
from clientguard.domain.money.lines import decimal_of
from clientguard.domain.records import LawRate
from clientguard.letters.late_interest import shipped_law
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup


def own_rates(db: Connection) -> tuple[RatePeriod, ...]:
    """Return the rates that the user entered, the oldest first."""
    found: list[RatePeriod] = []
    for each in lookup.find_records(db, LawRate, order="t.starts, t.id"):
        rate = decimal_of(each.rate)
        if each.starts and rate is not None and rate.is_finite():
            checked = each.checked_on or each.starts
            found.append(RatePeriod(each.base, each.starts, each.ends, rate, each.source, "", checked))
    return tuple(found)


def known_law(db: Connection, language: str = "en") -> Law:
    """Return the laws on late interest that ship, with the user's own rates before their own."""
    return shipped_law(own_rates(db), language)
