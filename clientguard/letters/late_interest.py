"""The laws on late interest that ship, with the rates on which they build: `resources/law`, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from clientguard.domain.money.interest.facts import RatePeriod, Rates
from clientguard.domain.money.interest.regimes import Law, regime_of
from clientguard.letters.law import read_law


def shipped_law(own: Iterable[RatePeriod] = (), language: str = "en") -> Law:
    """Return the laws that ship with their rates; the user's own rates come first."""
    regimes = {name: regime_of(name, row, language) for name, row in read_law("regimes").items()}
    return Law(regimes, Rates(_periods(read_law("rates")), own))


def _periods(data: Mapping[str, list[dict[str, Any]]]) -> Iterator[RatePeriod]:
    for base, blocks in data.items():
        for block in blocks:
            checked = date.fromisoformat(block["checked"])
            for starts, ends, rate in block["rates"]:
                yield RatePeriod(
                    base,
                    date.fromisoformat(starts),
                    date.fromisoformat(ends) if ends else None,
                    Decimal(rate),
                    block["source"],
                    block["source_date"],
                    checked,
                )
