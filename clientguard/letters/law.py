"""What the law of a country gives a creditor, as far as it was looked up: `resources/law`, with its sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from clientguard import paths
from clientguard.domain.countries import country_code
from clientguard.domain.money.claims.watched import Watched

PERSONS = ("sole trader", "consumer")  # legal forms of one person


@dataclass(frozen=True, slots=True)
class Withholding:
    """Whether a country's law lets one stop work for an unpaid invoice; `right` is None where nothing is known."""

    right: bool | None
    words: str


def withholding(country: str, language: str = "en") -> Withholding:
    """Return what the law of a country says about stopping work for an unpaid invoice, in English if need be (P3.4)."""
    found = read_law("withholding").get(country_code(country))
    if found is None:
        return Withholding(None, "")
    return Withholding(found["right"], found.get(language) or found["en"])


def spreading_order(country: str) -> tuple[str, ...]:
    """Return the order in which the law of a country lets a payment count that names no invoice; () if none is known.

    The words are those of `receivables.in_order`.
    """
    found = read_law("spreading").get(country_code(country))
    return tuple(found["order"]) if found else ()


@dataclass(frozen=True, slots=True)
class BeforeAction:
    """What a last letter before court gives and needs: days to pay, whether it has to go by post, what is enclosed.

    `is_law` is False where the days are custom; `remark` is for the user, not for the client.
    """

    days: int
    by_post: bool
    is_law: bool
    enclosures: str
    remark: str


def before_action(country: str, legal_form: str, language: str = "en") -> BeforeAction:
    """Return what a letter before action needs for a client of this country and legal form."""
    law, rules = read_law("before_action"), read_law("before_action").get(country_code(country), {})
    groups = (legal_form, "person" if legal_form in PERSONS else "", "other")
    found = next((rules[each] for each in groups if each in rules), law["default"])
    return BeforeAction(
        found["days"],
        found["by_post"],
        found["is_law"],
        _in(found.get("enclosures", {}), language),
        _in(found.get("remark", {}), language),
    )


def watched(language: str = "en") -> tuple[Watched, ...]:
    """Return the rules on how long a client may take to pay, those that are not law yet among them (P3.1)."""
    return tuple(
        Watched(
            key=each["key"],
            about=_in(each["about"], language),
            words=_in(each["text"], language),
            is_law=each["is_law"],
            by_client=each["by"] == "client",
            countries=frozenset(each["countries"]),
            debtors=frozenset(each["debtors"]),
            over_days=each.get("over_days"),
            own_rate=each.get("own_rate", False),
            always=each.get("always", False),
            sources=tuple(each["sources"]),
            source_date=date.fromisoformat(each["source_date"]),
            checked=date.fromisoformat(each["checked"]),
        )
        for each in read_law("watched")
    )


def _in(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en", "")


@cache
def read_law(name: str) -> Any:  # noqa: ANN401
    """Return what `resources/law` holds under a name; nobody may change it."""
    return json.loads((paths.resources() / "law" / f"{name}.json").read_text(encoding="utf-8"))
