"""A measured number with its unit, as people write it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from clientguard.domain.leaving.final.facts import figure
from clientguard.texts import Words


def with_unit(number: Decimal, unit: str, words: Words) -> str:
    """Return a number with its unit: `€ 11.20`, `1.4 s`, `12 %`; in Thai `฿11.20`."""
    shown, unit = words.figure(number), unit.strip()
    if unit and unit == words.own_sign:
        return f"{unit}{shown}"
    if unit and all(unicodedata.category(char) == "Sc" for char in unit):
        return f"{unit} {shown}"
    return f"{shown} {unit}" if unit else shown


def entered(text: str, unit: str, words: Words) -> str:
    """Return a result with its unit; text that is not a number stays as it was entered."""
    number = figure(text)
    if number is not None:
        return with_unit(number, unit, words)
    return f"{text} {unit}".strip() if text else ""
