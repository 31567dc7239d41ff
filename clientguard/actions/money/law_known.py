"""What is known of the law: what ships, with its sources and dates, and the user's own rates (P3.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clientguard.actions.money.law_rates import known_law
from clientguard.domain.records import LawRate
from clientguard.letters.law_entries import LawEntry, law_entries
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup


@dataclass(frozen=True, slots=True)
class LawKnown:
    """The entries that ship, those of them that nobody has checked for 18 months, and the user's own rates.

    `until` is the last day for which a rate of each base is known; what ends first comes first.
    """

    entries: tuple[LawEntry, ...]
    old: tuple[LawEntry, ...]
    rates: tuple[LawRate, ...]
    until: tuple[tuple[str, date], ...]


def law_known(today: date, language: str) -> Callable[[Connection], LawKnown]:
    """Return the read of what is known of the law on a day, said in a language."""

    def read(db: Connection) -> LawKnown:
        every = law_entries(language)
        entries = tuple(each for each in every if each.source_date)  # “only the contract” is no law
        rates = lookup.find_records(db, LawRate, order="t.base, t.starts, t.id")
        until = sorted(known_law(db).rates.known_until().items(), key=lambda each: (each[1], each[0]))
        old = tuple(each for each in entries if each.is_old(today))
        return LawKnown(entries, old, tuple(rates), tuple(until))

    return read
