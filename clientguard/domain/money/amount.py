"""Money as whole minor units of an ISO 4217 currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from clientguard.domain.money.currencies import digits, signs

# Digits, plain or in groups of three (India: of two before the last group), all with the same separator.
_WHOLE = re.compile(r"[+-]?(?:\d*|[1-9]\d{0,2}(?:([.,])(?:\d{2,3}\1)*\d{3}))")
# One mark and three digits after it, which may be thousands or decimals. After a zero they are no thousands.
_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
# The mark of those that has one reading, by the currency's decimals and the language's decimal mark: in English,
# thousands have a comma, and no amount has three decimals unless its currency does. Where the comma is the decimal
# mark, a point before three digits is often typed for it too. Without decimals, both separate thousands.
_MARKS = {".": {2: ",", 3: ".", 4: ""}, ",": {2: "", 3: ",", 4: ""}}


class AmbiguousError(ValueError):
    """An amount that can be read in two ways: `thousands` is the larger one, `decimals` the smaller one."""

    def __init__(self, thousands: Money, decimals: Decimal) -> None:
        super().__init__(f"{thousands.plain()} or {decimals}")
        self.thousands = thousands
        self.decimals = decimals


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


def parse_amount(text: str, currency: str, decimal: str = ".") -> int:
    """Return the minor units of an amount as people write it: `4800`, `4,800.00`, `4.800,00`, `4 800`, `€ 4,800.00`.

    The currency's own code or sign may stand before or after it. The last `.` or `,` is the decimal mark if it occurs
    once and is followed by one to three digits. Where it is the only mark and exactly three digits follow, it could
    also separate thousands: a comma does, unless the currency has three decimals, and a point is the decimal mark of
    such a currency; both separate thousands of a currency without decimals. Anything else that can be read in both
    ways raises AmbiguousError. Where the language's `decimal` mark is a comma, it is the mark of a currency with three
    decimals, and the other currencies are asked about with either mark. Raises ValueError if the text is not an amount
    or has more decimals than the currency.
    """
    figure = _bare(text, currency)
    places = digits(currency)
    mark = max(figure.rfind("."), figure.rfind(","))
    whole, fraction = figure, ""
    if mark >= 0:
        char, after = figure[mark], figure[mark + 1 :]
        other = "," if char == "." else "."
        lone = figure.count(char) == 1 and other not in figure
        if lone and _TWO_WAYS.fullmatch(figure) and char != _MARKS[decimal].get(places, char):
            thousands = Money(int(whole.replace(char, "")) * 10**places, currency)
            raise AmbiguousError(thousands, Decimal(whole.replace(char, ".")))
        group = figure.count(char) > 1 or (len(after) == 3 and places < 3 and lone)
        if not group:
            whole, fraction = figure[:mark], after
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


def _bare(text: str, currency: str) -> str:
    """Return an amount without blanks, and without the currency's code or sign on one side of it."""
    figure = "".join(text.split()).replace("'", "").replace("’", "").replace("\N{MINUS SIGN}", "-")
    minus = "-" if figure.startswith("-") else ""
    rest = figure[len(minus) :]
    for sign in signs(currency):
        if rest[: len(sign)].upper() == sign.upper():
            return minus + rest[len(sign) :]
        if rest[-len(sign) :].upper() == sign.upper():
            return minus + rest[: -len(sign)]
    return figure
