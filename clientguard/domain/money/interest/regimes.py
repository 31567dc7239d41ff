"""What a law on late payment gives: its rate, its fixed sum, and how a part payment counts; read from dated data."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clientguard.domain.money.currencies import digits
from clientguard.domain.money.interest.facts import Debt, Rates
from clientguard.domain.wording import N_

CONTRACT = "contract"
NAMES = {
    "uk": N_("United Kingdom"),
    "de": N_("Germany"),
    "at": N_("Austria"),
    "ie": N_("Ireland"),
    "nl": N_("Netherlands"),
    "eu": N_("European Union, in general"),
    "th": N_("Thailand"),
    "my": N_("Malaysia"),
    CONTRACT: N_("Only the contract"),
}


@dataclass(frozen=True, slots=True)
class Band:
    """A fixed sum for debts up to an amount, which itself belongs to it or not; in the main unit of the currency."""

    sum: Decimal
    limit: Decimal | None = None  # none: every larger debt
    included: bool = False

    def holds(self, debt: Decimal) -> bool:
        """Return whether a debt is in this band."""
        return self.limit is None or debt < self.limit or (self.included and debt == self.limit)


@dataclass(frozen=True, slots=True)
class Regime:
    """One law on late payment, for one kind of debtor.

    The rate is `points` above `base`, or only `points` where there is no base. `per_debt`: the rate of the first
    day stays. `compound`: each year's interest joins the base. `start` names the rule of `start.py` where no day was
    agreed; `public_days` is the most that a public debtor may take. `cap`: the most that can be agreed.
    """

    name: str
    right: bool = False
    base: str = ""
    points: Decimal = Decimal(0)
    per_debt: bool = False
    compound: bool = False
    interest_first: bool = False
    start: str = "reminder"
    public_days: int = 0
    needs_notice: bool = False  # the 30 days count only if the invoice said so
    fixed_currency: str = ""
    fixed: tuple[Band, ...] = ()
    keeps_fixed: bool = True  # also beside the contract's own rate
    cost_scale: bool = False
    cap: Decimal | None = None
    law: str = ""
    source: str = ""
    source_date: str = ""
    checked: date = date.min
    conditions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    consumer: Regime | None = None

    def of(self, debt: Debt) -> Regime:
        """Return the rules for this debt: those for its debtor, with the contract's own rate if it has one."""
        rules = self
        if debt.debtor == "consumer":
            rules = self.consumer or dataclasses.replace(
                self, right=False, fixed=(), base="", points=Decimal(0), start="reminder"
            )
        if debt.rate is None:
            return rules
        return dataclasses.replace(
            rules,
            right=True,
            base=debt.base,
            points=debt.rate,
            per_debt=False,
            compound=False,
            fixed=rules.fixed if rules.keeps_fixed else (),
        )

    def fixed_sum(self, minor: int, currency: str) -> int:
        """Return the fixed sum for a debt, in minor units; 0 where there is none, or it is in another currency."""
        if currency != self.fixed_currency or minor <= 0:
            return 0
        debt = Decimal(minor).scaleb(-digits(currency))
        found = next((each.sum for each in self.fixed if each.holds(debt)), Decimal(0))
        return int(found.scaleb(digits(currency)))


@dataclass(frozen=True, slots=True)
class Law:
    """The laws that are known by their names, and the rates on which they build."""

    regimes: Mapping[str, Regime]
    rates: Rates


def regime_of(name: str, row: Mapping[str, Any], language: str = "en") -> Regime:
    """Return a regime as its row of data describes it; the row for consumers holds only what differs."""
    consumer = row.get("consumer")
    values: dict[str, Any] = {key: value for key, value in row.items() if key in _PLAIN}
    values["points"] = Decimal(row.get("points", "0"))
    values["cap"] = Decimal(row["cap"]) if "cap" in row else None
    values["fixed"] = tuple(_band(each) for each in row.get("fixed", ()))
    values["checked"] = date.fromisoformat(row["checked"])
    values["law"] = row.get("law_in", {}).get(language) or row["law"]
    for key in ("conditions", "notes"):
        texts = row.get(key, {})
        values[key] = tuple(texts.get(language) or texts.get("en", ()))
    if consumer is not None:
        values["consumer"] = regime_of(name, {**row, "consumer": None, "fixed": (), **consumer}, language)
    return Regime(name, **values)


def _band(row: Mapping[str, str]) -> Band:
    limit = row.get("below") or row.get("up_to")
    return Band(Decimal(row["sum"]), Decimal(limit) if limit else None, "up_to" in row)


_PLAIN = (
    "right", "base", "per_debt", "compound", "interest_first", "start", "public_days", "needs_notice",
    "fixed_currency", "keeps_fixed", "cost_scale", "law", "source", "source_date",
)  # fmt: skip
