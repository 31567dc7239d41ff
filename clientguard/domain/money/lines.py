"""The lines of an invoice: their amounts, the tax in them, and what they come to.

A line's amount is without tax. Tax is worked out once for each rate, from the sum of its lines, and rounded half up:
so the paper adds up as it is printed. No tax rule of any country is applied; the rates are what the user entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from clientguard.domain.records import InvoiceLine, Work

MOST = Decimal(100)  # per cent


@dataclass(frozen=True, slots=True)
class TaxSum:
    """The lines of one rate: their sum without tax, and the tax on it, in minor units."""

    rate: Decimal
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class LineSums:
    """What the lines of an invoice come to, in minor units; `taxes` has one entry for each rate, the lowest first."""

    net: int
    taxes: tuple[TaxSum, ...]

    @property
    def tax(self) -> int | None:
        """All the tax; None if no line has a rate."""
        return sum(each.tax for each in self.taxes) if self.taxes else None

    @property
    def total(self) -> int:
        """The sum with tax: what the invoice is over."""
        return self.net + (self.tax or 0)


def decimal_of(text: str) -> Decimal | None:
    """Return an entered figure as a number; None if there is none."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def amount_of(quantity: str, unit_price: int | None) -> int | None:
    """Return a line's amount in minor units, rounded half up; None unless both are known."""
    count = decimal_of(quantity)
    return None if count is None or unit_price is None else _whole(count * unit_price)


def line_sums(lines: Iterable[InvoiceLine]) -> LineSums:
    """Return what these lines come to."""
    nets: dict[Decimal, int] = {}
    net = 0
    for each in lines:
        net += each.amount or 0
        rate = decimal_of(each.tax_rate)
        if rate is not None:
            nets[rate] = nets.get(rate, 0) + (each.amount or 0)
    return LineSums(net, tuple(TaxSum(rate, nets[rate], _whole(nets[rate] * rate / 100)) for rate in sorted(nets)))


def lines_of_work(
    done: Sequence[Work], unit: str, unit_price: int | None, currency: str, day: Callable[[date], str]
) -> tuple[InvoiceLine, ...]:
    """Return a line for each piece of work: its date and what was done, in hours with two decimals as printed.

    `day` writes a date in the client's language. Without a price the amount is left at zero, to be entered.
    """
    found: list[InvoiceLine] = []
    for each in done:
        hours = (Decimal(each.minutes or 0) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
        quantity = f"{hours:f}"
        found.append(
            InvoiceLine(
                description=f"{day(each.on)}: {each.detail}" if each.on else each.detail,
                quantity=quantity,
                unit=unit,
                unit_price=unit_price,
                amount=amount_of(quantity, unit_price) or 0,
                currency=currency,
            )
        )
    return tuple(found)


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
