"""Late interest on invoices of the record: the debts that they are, and by which law (P3.2).

Each part of an invoice that has a due date of its own is a debt of its own. Credit notes and what is no longer
demanded are taken off from the beginning, from the parts that are due first, as if they had never been owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from clientguard.domain.money.amount import Money
from clientguard.domain.money.interest.facts import Debt, Debtor, PartPayment
from clientguard.domain.money.interest.regimes import CONTRACT, Law
from clientguard.domain.money.interest.working import Working, rounded, working_of
from clientguard.domain.money.receivables import InvoiceFacts, discount_of, dues_of

_REGIMES = {"GB": "uk", "DE": "de", "AT": "at", "IE": "ie", "NL": "nl", "TH": "th", "MY": "my"}
_UNION = frozenset("BE BG CY CZ DK EE ES FI FR GR HR HU IT LT LU LV MT PL PT RO SE SI SK".split())


@dataclass(frozen=True, slots=True)
class LateInvoice:
    """An invoice with all that decides on its interest.

    `country` is that whose law governs, by its code; `rate` and `base` are the contract's own. `paid` is what counted
    for the invoice on which day, refunds below zero. `asked` are the days on which a reminder of it went out.
    """

    facts: InvoiceFacts
    contract: int
    country: str
    debtor: Debtor
    agreed: bool
    received: date | None
    performed: date | None
    asked: tuple[date, ...]
    rate: Decimal | None
    base: str
    paid: tuple[tuple[date, int], ...]

    @property
    def usual(self) -> str:
        """The regime that is used unless the user chooses another: the contract's rate, else the law that governs."""
        return CONTRACT if self.rate is not None else regime_of_country(self.country)


@dataclass(frozen=True, slots=True)
class Worked:
    """A debt that was worked out, and what was paid on it, in minor units."""

    working: Working
    paid: int

    @property
    def to_pay(self) -> int:
        """What is to be paid in all, in minor units."""
        found = self.working
        return max(0, found.debt.principal + found.interest + found.fixed - self.paid)

    @property
    def on_record(self) -> int:
        """What is open of it on record, in minor units: there, payments make the debt itself smaller."""
        return max(0, self.working.debt.principal - self.paid)


@dataclass(frozen=True, slots=True)
class Claim:
    """The interest on an invoice: a working for each debt that it is.

    `by_law` is what the law gives instead, where the contract's own rate may not stand; empty where that is no
    question.
    """

    invoice: LateInvoice
    regime: str
    worked: tuple[Worked, ...]
    by_law: tuple[Worked, ...] = ()

    @property
    def principal(self) -> Money:
        """What of the invoice was due and is not taken off."""
        return self.money(sum(each.working.debt.principal for each in self.worked))

    @property
    def interest(self) -> Money:
        """All interest that has built up, also what was paid of it."""
        return self.money(sum(each.working.interest for each in self.worked))

    @property
    def fixed(self) -> Money:
        """The fixed sums."""
        return self.money(sum(each.working.fixed for each in self.worked))

    @property
    def paid(self) -> Money:
        """What was paid on it."""
        return self.money(sum(each.paid for each in self.worked))

    @property
    def to_pay(self) -> Money:
        """What is to be paid in all."""
        return self.money(sum(each.to_pay for each in self.worked))

    @property
    def claimed(self) -> Money:
        """What is to be paid beside what is open on record: the interest and the fixed sums that were not paid."""
        return self.money(sum(each.to_pay - each.on_record for each in self.worked))

    @property
    def has_right(self) -> bool:
        """Whether there is a right to interest on any part of it."""
        return any(each.working.has_right for each in self.worked)

    def money(self, minor: int) -> Money:
        """Return minor units in the currency of the invoice."""
        return Money(minor, self.invoice.facts.amount.currency)


def regime_of_country(country: str) -> str:
    """Return the regime of a country; where its law is not known here, only the contract gives interest."""
    return _REGIMES.get(country, "eu" if country in _UNION else CONTRACT)


def claim_of(invoice: LateInvoice, on: date, law: Law, regime: str = "") -> Claim:
    """Return the interest on an invoice up to and with a day, by the usual regime or by one that was chosen.

    With the contract's own rate, the law that governs still says when interest starts. RateMissingError and
    StartMissingError as `working_of`.
    """
    chosen = regime or invoice.usual
    by_country = regime_of_country(invoice.country)
    own = chosen == CONTRACT
    name = by_country if own and invoice.rate is not None else chosen
    found = tuple(_worked(invoice, on, law, name, own=own))
    doubtful = own and invoice.rate is not None and not law.regimes[name].keeps_fixed
    return Claim(invoice, chosen, found, tuple(_worked(invoice, on, law, name, own=False)) if doubtful else ())


def per_day(working: Working, law: Law) -> Money:
    """Return what the next day adds at the rate of the last one; zero where no interest runs."""
    if not working.lines or not working.balance_after or law.regimes[working.debt.regime].compound:
        return working.money(0)
    rate = Fraction(working.lines[-1].rate)
    return working.money(rounded(working.balance_after * rate / (100 * 365)))


def debts_of(
    invoice: LateInvoice, on: date, regime: str, *, own: bool
) -> Iterator[tuple[Debt, tuple[PartPayment, ...]]]:
    """Yield the debts that an invoice is and that were due before a day, each with what was paid on it."""
    facts = invoice.facts
    off = facts.credited + facts.written_off + discount_of(facts).minor
    payments = list(without_refunds(each for each in invoice.paid if each[0] <= on))
    parts = [each for each in dues_of(facts, on) if each.due]
    for number, each in enumerate(parts, 1):
        assert each.due is not None
        amount = each.amount or 0
        principal = max(0, amount - off)
        off -= amount - principal
        taken, payments = _taken(payments, principal, is_last=number == len(parts))
        if each.due < on and principal:
            yield (
                Debt(
                    principal=principal,
                    currency=facts.amount.currency,
                    due=each.due,
                    regime=regime,
                    debtor=invoice.debtor,
                    agreed=invoice.agreed,
                    received=invoice.received,
                    performed=invoice.performed,
                    reminded=next((day for day in sorted(invoice.asked) if day > each.due), None),
                    rate=invoice.rate if own else None,
                    base=invoice.base if own else "",
                ),
                taken,
            )


def without_refunds(paid: Iterable[tuple[date, int]]) -> Sequence[PartPayment]:
    """Return payments by day; what was refunded is taken off the last ones before it, as if they had not come."""
    found: list[PartPayment] = []
    for on, minor in sorted(paid):
        if minor >= 0:
            found.append(PartPayment(on, minor))
            continue
        back = -minor
        while back and found:
            last = found.pop()
            kept = max(0, last.amount - back)
            back -= last.amount - kept
            if kept:
                found.append(replace(last, amount=kept))
    return [each for each in found if each.amount]


def _taken(
    payments: list[PartPayment], principal: int, *, is_last: bool
) -> tuple[tuple[PartPayment, ...], list[PartPayment]]:
    """Return what of the payments is for a part of this size, and the others; the last part takes all that is left."""
    if is_last:
        return tuple(payments), []
    taken: list[PartPayment] = []
    left: list[PartPayment] = []
    for each in payments:
        part = min(principal, each.amount)
        principal -= part
        taken += [replace(each, amount=part)] if part else []
        left += [replace(each, amount=each.amount - part)] if each.amount > part else []
    return tuple(taken), left


def _worked(invoice: LateInvoice, on: date, law: Law, regime: str, *, own: bool) -> Iterator[Worked]:
    for debt, payments in debts_of(invoice, on, regime, own=own):
        yield Worked(working_of(debt, payments, on, law), sum(each.amount for each in payments))
