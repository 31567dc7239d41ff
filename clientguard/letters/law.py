"""What the law of a country gives a creditor, as far as it was looked up: `resources/law`, with its sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from clientguard import paths
from clientguard.domain.countries import country_code


@dataclass(frozen=True, slots=True)
class Withholding:
    """Whether a country's law lets one stop work for an unpaid invoice; `right` is None where nothing is known."""

    right: bool | None
    words: str


def withholding(country: str, language: str = "en") -> Withholding:
    """Return what the law of a country says about stopping work for an unpaid invoice, in English if need be (P3.4)."""
    found = _read("withholding").get(country_code(country))
    if found is None:
        return Withholding(None, "")
    return Withholding(found["right"], found.get(language) or found["en"])


def spreading_order(country: str) -> tuple[str, ...]:
    """Return the order in which the law of a country lets a payment count that names no invoice; () if none is known.

    The words are those of `receivables.in_order`.
    """
    found = _read("spreading").get(country_code(country))
    return tuple(found["order"]) if found else ()


@cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((paths.resources() / "law" / f"{name}.json").read_text(encoding="utf-8"))
