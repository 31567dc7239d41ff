"""What a language of payment terms consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clientguard.domain.money.terms.business_days import Convention
from clientguard.domain.money.terms.rules import Unit

# What a token of a business day's convention can say; in any order.
NEXT, PREVIOUS, NEAREST, MODIFIED, HALF = "next", "previous", "nearest", "modified", "half-month"


@dataclass(frozen=True, slots=True)
class Forms:
    """How rules are written in one language: `{}` is where a figure, or what is named beside it, stands."""

    units: Mapping[Unit, tuple[str, str]]  # one of them, several
    receipt: str
    net: str  # {} is a count with its unit
    end: str  # of the invoice's month
    end_after: str  # {} is a count with its unit
    ordinal: str  # {} is a day of the month
    next_month: str  # {} is an ordinal
    the_day: str  # {} is an ordinal
    last_day: str
    day_after: str  # {day} is an ordinal, {count} days
    pay_days: str
    then: str  # {} is the next rule, or the next part
    on_signing: str
    on_delivery: str
    on_named: str  # {} is a name in quotation marks
    after_signing: str  # {} is a count with its unit
    after_delivery: str
    after_named: str  # {count}, {name}
    rest: str
    discount: str  # {percent}, {days}; the terms follow
    moved: Mapping[Convention, str]  # follows the terms


@dataclass(frozen=True, slots=True)
class Words:
    """One language of payment terms.

    `typed` has a pattern for each terminal of `terms.lark` that has words; English ones are read as well. `short` are
    words of three letters that name no currency. `moves` says what a pattern means in a business day's convention.
    """

    typed: Mapping[str, str]
    moves: Mapping[str, str]
    forms: Forms
    usual: tuple[str, ...]  # `unreadable.USUAL`, in this language
    short: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict[str, str])  # of currencies, with their codes
    percent: str = "%"  # the pattern of the sign or word
    ends: str = ""  # a pattern after every word: what may not follow
