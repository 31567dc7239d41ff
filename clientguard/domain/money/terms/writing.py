"""Payment terms written in a language, so that `parse_terms` reads the same rule from them (P3.1)."""

from __future__ import annotations

from decimal import Decimal

from clientguard.domain.money.amount import Money
from clientguard.domain.money.terms.parts import Discount, Event, Part, Terms, When
from clientguard.domain.money.terms.rules import (
    LAST,
    DayAfter,
    DayOfMonth,
    DayOfNextMonth,
    EndOfMonth,
    Net,
    OnReceipt,
    PaymentDays,
    Rule,
    Unit,
)
from clientguard.domain.money.terms.words import words_of
from clientguard.domain.money.terms.words.table import Forms
from clientguard.domain.tongues import Tongue, tongue


def written(terms: Terms, language: str) -> str:
    """Return terms as they are typed in a language: `net 30` in English, `binnen 30 dagen` in West Frisian."""
    return _Writing(language).terms(terms)


class _Writing:
    """One language; each method writes what its argument says."""

    def __init__(self, language: str) -> None:
        self._forms: Forms = words_of(language).forms
        self._tongue: Tongue = tongue(language)
        self._english = words_of(language) is words_of("en")

    def terms(self, terms: Terms) -> str:
        first, *others = terms.parts
        whole = not others and first.share is None
        if whole and first.when is None and not (terms.convention or terms.discount):
            return ""  # on receipt, since nothing is said
        told = self._when(first.when) if whole and first.when else self._part(first)
        for each in others:
            told += self._forms.then.format(self._part(each)) if each.follows else f", {self._part(each)}"
        before = self._discount(terms.discount) if terms.discount else ""
        return before + told + (self._forms.moved[terms.convention] if terms.convention else "")

    def _discount(self, discount: Discount) -> str:
        return self._forms.discount.format(percent=self._figure(discount.percent), days=discount.days)

    def _part(self, part: Part) -> str:
        return f"{self._share(part.share)} {self._when(part.when) if part.when else ''}".strip()

    def _share(self, share: Decimal | Money | None) -> str:
        if share is None:
            return self._forms.rest
        if isinstance(share, Money):
            return f"{self._tongue.written(share.plain())} {share.currency}"
        return f"{self._figure(share)}%"

    def _figure(self, figure: Decimal) -> str:
        return self._tongue.written(f"{figure:f}")

    def _when(self, when: When) -> str:
        rules = list(when.rules)
        if when.event is None:
            told = self._rule(rules.pop(0) if rules else OnReceipt())
        elif rules and isinstance(rules[0], Net):
            told = self._after(when.event, rules.pop(0))
        else:
            told = self._on(when.event)
        for each in rules:
            told += self._forms.then.format(self._rule(each))
        return told

    def _on(self, event: Event) -> str:
        match event.type:
            case "signing":
                return self._forms.on_signing
            case "delivery":
                return self._forms.on_delivery
            case "named":
                return self._forms.on_named.format(_quoted(event.name))

    def _after(self, event: Event, rule: Rule) -> str:
        assert isinstance(rule, Net)
        count = self._count(rule.count, rule.unit)
        match event.type:
            case "signing":
                return self._forms.after_signing.format(count)
            case "delivery":
                return self._forms.after_delivery.format(count)
            case "named":
                return self._forms.after_named.format(count=count, name=_quoted(event.name))

    def _rule(self, rule: Rule) -> str:
        forms = self._forms
        match rule:
            case OnReceipt():
                return forms.receipt
            case Net(count, "days") if self._english:
                return forms.net.format(count)
            case Net(count, unit):
                return forms.net.format(self._count(count, unit))
            case EndOfMonth(0, "days"):
                return forms.end
            case EndOfMonth(count, unit):
                return forms.end_after.format(self._count(count, unit))
            case DayOfNextMonth(day):
                return forms.next_month.format(self._ordinal(day))
            case DayOfMonth(day):
                return forms.last_day if day == LAST else forms.the_day.format(self._ordinal(day))
            case DayAfter(day, days):
                return forms.day_after.format(day=self._ordinal(day), count=self._count(days, "days"))
            case PaymentDays(days):
                return forms.pay_days.format(", ".join(map(str, days)))

    def _count(self, count: int, unit: Unit) -> str:
        one, several = self._forms.units[unit]
        return (one if count == 1 else several).format(count)

    def _ordinal(self, day: int) -> str:
        return _english_ordinal(day) if self._english else self._forms.ordinal.format(day)


def _english_ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _quoted(name: str) -> str:
    return f"“{name}”" if '"' in name else f'"{name}"'
