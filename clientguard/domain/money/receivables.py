"""Invoices and what was paid on them: due, open, late (P3.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.money.holds import HoldFacts, PromiseFacts, last_promise, standing
from clientguard.domain.money.milestones import NO_MILESTONES, Milestones
from clientguard.domain.money.terms import MOVED_AT_MOST, Due, Event, Terms, TermsError, parse_terms
from clientguard.domain.records import Allocation
from clientguard.domain.records.kinds.collecting import AGREED, COLLECTOR, DISPUTED
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice on record, with the terms that apply to it and what was paid.

    `due` is as entered by hand if it is `typed`, else as it was derived from the terms: the day by which all is due.
    """

    id: int
    client: int
    client_name: str
    number: str
    issued: date
    due: date | None
    terms: str
    amount: Money
    paid: int  # minor units of the same currency
    settled: date | None  # the day of the last payment or credit note
    written_off: int = 0  # minor units: no longer demanded
    forgiven: int = 0  # the part of it that was forgiven
    credited: int = 0  # minor units of the credit notes that count for it
    holds: tuple[HoldFacts, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    typed: bool = True
    milestones: Milestones = NO_MILESTONES


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part of an invoice that is still to be paid; without a due date, it waits for something."""

    due: date | None
    open: Money
    waits_for: Event | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """The state of an invoice on a day.

    `due` is the date of the first part that is not fully paid, or of the last one if all are; None while that part
    waits for something (`waits_for`). `overdue` is what is past due of the open amount.
    """

    facts: InvoiceFacts
    due: date | None
    open: Money
    days_late: int  # days past the due date: until today if it is open, else until it was settled
    status: Literal["paid", "credited", "open", "overdue", "written off"]
    overdue: Money
    discount: Money  # taken off for paying early
    waits_for: Event | None = None
    in_parts: bool = False  # paid in instalments
    holds: tuple[HoldFacts, ...] = ()  # those that stand, while it is unpaid
    promise: PromiseFacts | None = None  # the one that counts, while it is unpaid
    promise_broken: bool = False  # its day has passed, and it is not paid

    @property
    def credit(self) -> Money:
        """What was overpaid, or credited after it was paid, and is owed back (P4.2); zero if nothing is."""
        over = self.facts.paid + self.facts.credited - self.facts.amount.minor
        return Money(max(0, over), self.facts.amount.currency)

    @property
    def written_off(self) -> Money:
        """What is no longer demanded; less than was written off if more was paid after all."""
        unpaid = self.facts.amount.minor - self.facts.paid - self.facts.credited - self.discount.minor
        return Money(max(0, min(self.facts.written_off, unpaid)), self.facts.amount.currency)

    @property
    def not_due(self) -> Money:
        """What is open and not past due."""
        return self.open - self.overdue

    @property
    def is_unpaid(self) -> bool:
        """Whether something of it is still owed."""
        return self.status in ("open", "overdue")

    @property
    def hold(self) -> HoldFacts | None:
        """What holds it up on the day, the weightiest of several; None if it can be chased."""
        return self.holds[0] if self.holds else None

    @property
    def disputed(self) -> Money:
        """What of the open amount the client disputes."""
        parts = [each.amount for each in self.holds if each.type == DISPUTED]
        whole = any(each is None for each in parts)
        part = self.open.minor if whole else min(self.open.minor, sum(each or 0 for each in parts))
        return Money(part, self.open.currency)

    @property
    def demanded(self) -> Money:
        """What the client can be asked for on the day: nothing while all of it waits, or is with a collector.

        Of an invoice in instalments that is overdue, that is what is past due.
        """
        if any(each.type != DISPUTED for each in self.holds):
            return Money(0, self.open.currency)
        asked = self.overdue if self.overdue.minor else self.open
        return min(asked, self.open - self.disputed)

    @property
    def takes_reminder(self) -> bool:
        """Whether it is overdue, and nothing speaks against reminding the client of it today (P3.3)."""
        return self.status == "overdue" and self.demanded.minor > 0 and not self.is_promised

    @property
    def is_promised(self) -> bool:
        """Whether a promise to pay it still has time."""
        return self.promise is not None and not self.promise_broken


@dataclass(frozen=True, slots=True)
class Totals:
    """What is owed and what is overdue, one amount for each currency."""

    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]


def discount_of(facts: InvoiceFacts) -> Money:
    """Return what an invoice costs less because it was paid early (`2/10 net 30`); zero if it was not.

    It counts once the payments come to the rest, the last of them within the days that the terms give.
    """
    return Money(_discount(facts), facts.amount.currency)


def _discount(facts: InvoiceFacts) -> int:
    charged = facts.amount.minor - facts.credited
    short = charged - facts.paid - facts.written_off
    if short <= 0 or facts.settled is None:
        return 0
    terms = _terms(facts)
    if terms is None or terms.discount is None or facts.settled > terms.discount.last_day(facts.issued):
        return 0
    return short if short <= terms.discount.off(Money(charged, facts.amount.currency)).minor else 0


def open_parts(facts: InvoiceFacts, on: date) -> tuple[OpenPart, ...]:
    """Return what is to be paid of an invoice, by due date: one part, or several if the terms split it (P3.1).

    What was paid or written off covers the parts that are due first. What happened after the day `on` is not known.
    """
    return _open(facts, dues_of(facts, on), facts.amount.minor - still_open(facts))


def _open(facts: InvoiceFacts, dues: Iterable[Due], covered: int) -> tuple[OpenPart, ...]:
    """Return what is left of the parts, once those due first are covered."""
    found: list[OpenPart] = []
    for due in dues:
        amount = due.amount or 0
        left = amount - min(covered, amount)
        covered -= amount - left
        if left > 0:
            found.append(OpenPart(due.due, Money(left, facts.amount.currency), due.waits_for))
    return tuple(found)


def still_open(facts: InvoiceFacts) -> int:
    """Return what is neither paid, credited nor taken off, in minor units; below zero if too much was paid."""
    return facts.amount.minor - facts.paid - facts.credited - facts.written_off - _discount(facts)


def _settled_by(facts: InvoiceFacts, discount: int) -> Literal["paid", "credited", "written off"]:
    """Return what settled an invoice on which nothing is open."""
    if facts.paid + facts.credited + discount < facts.amount.minor:
        return "written off"
    return "credited" if facts.paid <= 0 < facts.credited else "paid"


def bill(facts: InvoiceFacts, today: date) -> Bill:
    """Return the state of an invoice on the day `today`."""
    nothing = Money(0, facts.amount.currency)
    off, left = _discount(facts), still_open(facts)
    discount = Money(off, facts.amount.currency) if off else nothing
    dues = dues_of(facts, today)
    parts = _open(facts, dues, facts.amount.minor - left) if left > 0 else ()
    if not parts:
        due, status = dues[-1].due, _settled_by(facts, off)
        late = max(0, (facts.settled - due).days) if status == "paid" and facts.settled and due else 0
        return Bill(facts, due, nothing, late, status, nothing, discount)
    first = parts[0]
    late = max(0, (today - first.due).days) if first.due else 0
    overdue = sum(each.open.minor for each in parts if each.due and each.due < today) if late else 0
    promise = last_promise(facts.promises, today) if facts.promises else None
    return Bill(
        facts,
        first.due,
        Money(left, facts.amount.currency),
        late,
        "overdue" if late else "open",
        Money(overdue, facts.amount.currency) if overdue else nothing,
        discount,
        first.waits_for,
        len(dues) > 1,
        standing(facts.holds, today) if facts.holds else (),
        promise,
        promise_broken=promise is not None and promise.due < today,
    )


def waiting_for(found: Bill) -> Said | None:
    """Return why an unpaid invoice is not chased, or what was promised, to show with its amount; None if nothing."""
    hold, promise = found.hold, found.promise
    if hold and hold.type == COLLECTOR:
        return said(N_("with a collector"))
    if hold and hold.type == DISPUTED:
        part = found.disputed < found.open
        return said(N_("{amount} of it disputed"), amount=found.disputed) if part else said(N_("disputed"))
    if hold and hold.type == AGREED:
        return said(N_("on hold until {date}"), date=hold.until) if hold.until else said(N_("on hold"))
    if promise is None:
        return None
    text = N_("promised for {date} and not paid") if found.promise_broken else N_("promised for {date}")
    return said(text, date=promise.due)


def _terms(facts: InvoiceFacts) -> Terms | None:
    try:
        return parse_terms(facts.terms) if facts.terms else None
    except TermsError:  # an older version took it
        return None


def dues_of(facts: InvoiceFacts, on: date) -> list[Due]:
    """Return the parts of an invoice with their amounts, those due first at the beginning, those that wait at the end.

    A date entered by hand is that of the whole; so is one that the terms do not give any more, since an invoice that
    was sent keeps it. Without terms it is due on its date.
    """
    terms = None if facts.typed and facts.due else _terms(facts)
    if terms is None or (facts.due and not terms.is_split):
        return [Due(facts.due or facts.issued, facts.amount.minor)]
    dues = terms.dues(facts.issued, facts.amount, happened=lambda event: facts.milestones.day_of(event, on))
    last = max((each.due for each in dues if each.due), default=None)
    if dues[-1].amount is None:  # the terms name amounts in another currency
        return [Due(facts.due or last or facts.issued, facts.amount.minor)]
    if facts.due is not None and facts.due != last:
        if last is None or not terms.by_business_days or abs((facts.due - last).days) > MOVED_AT_MOST:
            return [Due(facts.due, facts.amount.minor)]
        dues = tuple(dataclasses.replace(each, due=facts.due) if each.due == last else each for each in dues)
    return _without_excess(sorted(dues, key=lambda each: each.due or date.max))


def _without_excess(dues: list[Due]) -> list[Due]:
    """Return the parts without negative ones: where the others come to too much, they lower the ones due last."""
    excess = -sum(each.amount for each in dues if each.amount is not None and each.amount < 0)
    if not excess:
        return dues
    found: list[Due] = []
    for each in reversed(dues):
        amount = max(0, each.amount or 0)
        lowered = min(excess, amount)
        excess -= lowered
        found.append(dataclasses.replace(each, amount=amount - lowered))
    return found[::-1]


# What an order of the law puts first; what is equal by all of them goes by its due date.
_FIRST: dict[str, Callable[[Bill], bool]] = {
    "due": lambda each: each.status == "overdue",
    "burdensome": lambda each: any(hold.type == COLLECTOR for hold in each.holds),  # a collector adds its costs
}


def in_order(bills: Iterable[Bill], order: Sequence[str] = ()) -> list[Bill]:
    """Return unpaid invoices as a payment that names none pays them: by an order of the law, then the oldest first.

    `order` has the words “due” (those past due), “burdensome” (those that cost the client most) and “oldest”.
    """
    firsts = [_FIRST[each] for each in order if each in _FIRST]

    def place(each: Bill) -> tuple[list[bool], date, date, int]:
        return [not first(each) for first in firsts], each.due or date.max, each.facts.issued, each.facts.id

    return sorted(bills, key=place)


def oldest_first(amount: int, bills: Iterable[Bill], order: Sequence[str] = ()) -> list[tuple[Bill, int]]:
    """Return what a payment of `amount` minor units pays of these invoices, in their order (`in_order`), as it lasts.

    The invoices are in the payment's currency. What is left over is credit on account (P4.2).
    """
    spread: list[tuple[Bill, int]] = []
    for each in in_order(bills, order):
        part = min(amount, each.open.minor)
        if part > 0:
            spread.append((each, part))
            amount -= part
    return spread


def taken(part: Allocation, currency: str) -> int:
    """Return what a part takes of its payment, in minor units of the payment's currency."""
    if not part.source_amount:
        return part.amount or 0
    try:
        return parse_amount(f"{Decimal(part.source_amount):f}", currency)
    except (ValueError, InvalidOperation):  # more decimals than the currency has: it was entered by hand
        return part.amount or 0


def sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return one sum for each currency, sorted by currency code."""
    by_currency: dict[str, int] = {}
    for each in amounts:
        by_currency[each.currency] = by_currency.get(each.currency, 0) + each.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(by_currency.items()))


def totals(bills: Iterable[Bill]) -> Totals:
    """Return what is owed and how much of it is overdue, by currency."""
    unpaid = [each for each in bills if each.is_unpaid]
    return Totals(
        owed=sums(each.open for each in unpaid),
        overdue=sums(each.overdue for each in unpaid if each.status == "overdue"),
    )


def is_current(bills: Iterable[Bill]) -> bool:
    """Return whether nothing is overdue."""
    return all(each.status != "overdue" for each in bills)
