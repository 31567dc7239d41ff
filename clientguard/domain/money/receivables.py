"""Invoices and what was paid on them: due, open, late (P3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.money.amount import Money
from clientguard.domain.money.holds import HoldFacts, PromiseFacts, last_promise, standing
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records.collecting import AGREED, COLLECTOR, DISPUTED
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice on record, with the terms that apply to it and what was paid."""

    id: int
    client: int
    client_name: str
    number: str
    issued: date
    due: date | None  # if one was entered
    terms: str
    amount: Money
    paid: int  # minor units of the same currency
    settled: date | None  # the day of the last payment
    written_off: int = 0  # minor units: no longer demanded
    forgiven: int = 0  # the part of it that was forgiven
    holds: tuple[HoldFacts, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """The state of an invoice on a day."""

    facts: InvoiceFacts
    due: date
    open: Money
    days_late: int  # days past the due date: until today if it is open, else until it was settled
    status: Literal["paid", "open", "overdue", "written off"]
    holds: tuple[HoldFacts, ...] = ()  # those that stand, while it is unpaid
    promise: PromiseFacts | None = None  # the one that counts, while it is unpaid
    promise_broken: bool = False  # its day has passed, and it is not paid

    @property
    def credit(self) -> Money:
        """What was overpaid and is owed back to the client (P4.2); zero if nothing is."""
        return Money(max(0, self.facts.paid - self.facts.amount.minor), self.facts.amount.currency)

    @property
    def written_off(self) -> Money:
        """What is no longer demanded; less than was written off if more was paid after all."""
        unpaid = self.facts.amount.minor - self.facts.paid
        return Money(max(0, min(self.facts.written_off, unpaid)), self.facts.amount.currency)

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
        """What the client can be asked for on the day: nothing while all of it waits, or is with a collector."""
        waits = any(each.type != DISPUTED for each in self.holds)
        return Money(0, self.open.currency) if waits else self.open - self.disputed

    @property
    def takes_reminder(self) -> bool:
        """Whether it is overdue, and nothing speaks against reminding the client of it today (P3.3)."""
        return self.status == "overdue" and self.demanded.minor > 0 and not self.is_promised

    @property
    def is_promised(self) -> bool:
        """Whether a promise to pay it still has time."""
        return self.promise is not None and not self.promise_broken


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part of an invoice that is still demanded, and when it is due; None while it waits for something."""

    due: date | None
    open: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """What is owed and what is overdue, one amount for each currency."""

    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]


def due_of(facts: InvoiceFacts) -> date:
    """Return the due date: as entered, else by the terms, else the date of the invoice (P3.1)."""
    if facts.due:
        return facts.due
    try:
        return (parse_terms(facts.terms).due(facts.issued) if facts.terms else None) or facts.issued
    except TermsError:
        return facts.issued


def still_open(facts: InvoiceFacts) -> int:
    """Return what is neither paid nor written off of an invoice, in minor units; below zero if it was overpaid."""
    return facts.amount.minor - facts.paid - facts.written_off


def bill(facts: InvoiceFacts, today: date) -> Bill:
    """Return the state of an invoice on the day `today`."""
    due = due_of(facts)
    left = Money(still_open(facts), facts.amount.currency)
    if left.minor <= 0:
        nothing = Money(0, facts.amount.currency)
        if facts.paid < facts.amount.minor:
            return Bill(facts, due, nothing, 0, "written off")
        return Bill(facts, due, nothing, max(0, ((facts.settled or due) - due).days), "paid")
    late = max(0, (today - due).days)
    promise = last_promise(facts.promises, today) if facts.promises else None
    return Bill(
        facts,
        due,
        left,
        late,
        "overdue" if late else "open",
        standing(facts.holds, today) if facts.holds else (),
        promise,
        promise_broken=promise is not None and promise.due < today,
    )


def waiting_for(found: Bill) -> Said | None:
    """Return what holds an unpaid invoice up, or what was promised, as it stands beside its amount; None if nothing."""
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


def open_parts(facts: InvoiceFacts, on: date) -> tuple[OpenPart, ...]:
    """Return what is still demanded of an invoice on a day, by when it is due; nothing if it is paid or written off."""
    found = bill(facts, on)
    return (OpenPart(found.due, found.open),) if found.is_unpaid else ()


def settled_from(amount: int, received: Iterable[tuple[date, int]]) -> date | None:
    """Return the day from which payments, in the order of their dates, cover an amount; None if they do not.

    All in minor units of one currency. A refund may open a settled invoice again.
    """
    paid, settled = 0, None
    for day, each in received:
        paid += each
        settled = (settled or day) if paid >= amount else None
    return settled


def oldest_first(amount: int, bills: Iterable[Bill]) -> list[tuple[Bill, int]]:
    """Return what a payment of `amount` minor units pays of these invoices: those due first, as far as it reaches.

    The invoices are in the payment's currency. What is left over is credit on account (P4.2).
    """
    spread: list[tuple[Bill, int]] = []
    for each in sorted(bills, key=lambda each: (each.due, each.facts.issued, each.facts.id)):
        part = min(amount, each.open.minor)
        if part > 0:
            spread.append((each, part))
            amount -= part
    return spread


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
        overdue=sums(each.open for each in unpaid if each.status == "overdue"),
    )


def is_current(bills: Iterable[Bill]) -> bool:
    """Return whether nothing is overdue."""
    return all(each.status != "overdue" for each in bills)
