"""Rates of interest that the user enters: what cannot be one is refused, and no day may have two rates by law."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clientguard.domain.money.interest.facts import HIGHEST
from clientguard.domain.money.lines import decimal_of
from clientguard.domain.records import Contract, LawRate, Problem
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write

NO_RATE = said(N_("Enter the rate as a figure, in per cent a year."))


def rate_problems(db: Connection, found: LawRate) -> Iterator[Problem]:
    """Yield a problem if the rate cannot be one, or a day would have two; one without an end gives way to the next."""
    if found.rate and not _can_be(found.rate):
        yield Problem("rate", NO_RATE)
    if other := _of_same_days(db, found):
        key = N_("Your rate from {starts} already holds in this period. Change that one.")
        yield Problem("starts", said(key, starts=other.starts))


def contract_problems(_db: Connection, found: Contract) -> Iterator[Problem]:
    """Yield a problem if the agreed rate cannot be one; only points above another rate may be below zero."""
    if found.late_rate and not (_can_be(found.late_rate) and (found.late_base or Decimal(found.late_rate) >= 0)):
        yield Problem("late_rate", NO_RATE)


def _can_be(rate: str) -> bool:
    figure = decimal_of(rate)
    return figure is not None and figure.is_finite() and abs(figure) <= HIGHEST


def rate_restored(write: Write, found: LawRate) -> None:
    """Refuse a rate whose days have another one by now."""
    if other := _of_same_days(write.db, found):
        raise KnownError(
            N_("Another rate of yours holds in this period now, from {starts} on."),
            kept=N_("Nothing was restored."),
            todo=N_("Change that one, or remove it first."),
            starts=other.starts,
        )


def _of_same_days(db: Connection, found: LawRate) -> LawRate | None:
    others = lookup.find_records(db, LawRate, "t.base = ? AND t.id <> ?", found.base, found.id or 0)
    return next((each for each in others if _both_hold(found, each)), None)


def _both_hold(one: LawRate, other: LawRate) -> bool:
    return (
        (one.starts is not None and one.starts == other.starts)
        or _begins_within(one, other)
        or _begins_within(other, one)
    )


def _begins_within(later: LawRate, earlier: LawRate) -> bool:
    """Return whether a period begins before another has ended, if that says when."""
    if later.starts is None or earlier.starts is None or earlier.ends is None:
        return False
    return earlier.starts < later.starts <= earlier.ends
