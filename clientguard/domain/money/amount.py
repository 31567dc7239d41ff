"""Money as whole minor units of an ISO 4217 currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# ISO 4217: decimal places of the currencies that do not have two.
_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


# Digits, plain or in groups of three (India: of two before the last group), all with the same separator.
_WHOLE = re.compile(r"[+-]?(?:\d*|[1-9]\d{0,2}(?:([.,])(?:\d{2,3}\1)*\d{3}))")


def digits(currency: str) -> int:
    """Return how many decimal places `currency` has (ISO 4217)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` in the currency's minor unit (cents, satang, yen)."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + Money(-other.minor, other.currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in the currency's main unit, as a decimal number."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def plain(self) -> str:
        """Return the amount without its currency, for exports: `4800.00`."""
        return f"{self.decimal:f}"


def parse_amount(text: str, currency: str) -> int:
    """Return the minor units of an amount as people write it: `4800`, `4,800.00`, `4.800,00`, `4 800`.

    The last `.` or `,` is the decimal mark if it occurs once and one to three digits follow it. But if it is the only
    mark and exactly three digits follow it, it separates thousands, unless the currency has three decimals.
    Raises ValueError if the text is not an amount or has more decimals than the currency.
    """
    cleaned = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
    cleaned = cleaned.removeprefix(currency).removesuffix(currency)
    places = digits(currency)
    mark = max(cleaned.rfind("."), cleaned.rfind(","))
    whole, fraction = cleaned, ""
    if mark >= 0:
        char, after = cleaned[mark], cleaned[mark + 1 :]
        other = "," if char == "." else "."
        group = cleaned.count(char) > 1 or (len(after) == 3 and places != 3 and other not in cleaned[:mark])
        if not group:
            whole, fraction = cleaned[:mark], after
    if not _WHOLE.fullmatch(whole):
        raise ValueError(text)
    whole = whole.replace(",", "").replace(".", "")
    try:
        amount = Decimal(f"{whole or '0'}.{fraction or '0'}")
    except InvalidOperation:
        raise ValueError(text) from None
    if not amount.is_finite() or len(fraction) > places or not (whole.strip("+-") or fraction):
        raise ValueError(text)
    return int(amount.scaleb(places).to_integral_value(ROUND_HALF_UP))
