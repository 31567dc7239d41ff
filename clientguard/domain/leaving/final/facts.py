"""What the final report says, in types that cannot hold anything private (P4.5).

Everything the client gets (the printed text, the attached JSON, the metadata) is made from a `FinalReport` alone. Its
dates, amounts and states do not depend on a language; free text is as the user wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from clientguard.domain.communication.waiting.moved import LateMove
from clientguard.domain.money.amount import Money
from clientguard.domain.paper.letterhead import Letterhead
from clientguard.domain.paper.printed import Anchor, Party, later, plain_facts
from clientguard.domain.wording import Said

FORMAT = "clientguard final report 2"  # in the JSON: a reader checks it first


@dataclass(frozen=True, slots=True)
class Period:
    """The start of the engagement, and the day on which duties end; None if not known."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed about dates and the end: when the contract was signed, its notice, and when notice was given."""

    signed: date | None
    notice: Said | None
    notice_given: date | None


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result: what was agreed, the figures before and after as entered, and where they come from (`measured`).

    `withheld` says what the client held back or approved late (P2.2).
    """

    objective: str
    measure: str
    before: str
    after: str
    unit: str
    measured: str
    measured_on: date | None
    withheld: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One result that has both figures, so that a chart can show it."""

    measure: str
    before: Decimal
    after: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Move:
    """A new date for a deliverable, and why."""

    to: date | None
    why: str


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """One agreed deliverable. `state` is a key in `engagement.DELIVERY`; `due` is the date agreed first.

    `stopped` is the day since which its work waits for payment; `late` is to which day late answers moved it (P1.3).
    """

    title: str
    state: str
    due: date | None
    moved: tuple[Move, ...]
    delivered_on: date | None
    settled_on: date | None
    settled_by: str
    stopped: date | None
    late: tuple[LateMove, ...] | None = later()


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change to the contract that both sides agreed on; without an amount it cost nothing."""

    agreed_on: date | None
    what: str
    amount: Money | None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account's handover. `ownership` is a key in `handover.OWNERSHIP`; `owner` is to whom it was handed over.

    `waits` means that the account is held until payments are current (`Handover.waits`). `requests` are the days on
    which the client was asked for it, and `no_reply` the day on which it was closed without an answer.
    """

    name: str
    ownership: str
    owner: str
    owner_of_record: str
    offered: date | None
    accepted: date | None
    tested: date | None
    removed: date | None
    billing: date | None
    renews: date | None
    clause: str
    waits: bool
    complete: bool
    requests: tuple[date, ...]
    no_reply: date | None


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """An account that renews or expires soon (`case.RENEWAL`), and whether the client pays for it already."""

    name: str
    on: date
    billing_moved: date | None


@dataclass(frozen=True, slots=True)
class DataLine:
    """Data of the client's that we hold, and what becomes of it; `disposition` is a key in `handover.DISPOSITIONS`."""

    what: str
    personal: bool
    disposition: str
    chosen_on: date | None
    chosen_by: str
    done_on: date | None
    until: date | None
    why: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One invoice: its amount, what was paid and credited, what is not demanded any more, and what is open.

    `open` is negative if too much was paid. `forgiven` is the part of `written_off` that the client no longer owes.
    `disputed` is the part of `open` that the client disputes; `collector` says that a collector has it, `on_hold` that
    it waits as agreed, until `held_until`. `overdue_since` is the day by which it was to be paid, where that is past
    and it is demanded.
    """

    number: str
    issued: date
    due: date | None  # None while it waits for what the terms tie it to
    amount: Money
    paid: Money
    credited: Money
    written_off: Money
    forgiven: Money
    discount: Money  # taken off for paying early
    open: Money
    disputed: Money
    collector: bool
    on_hold: bool
    held_until: date | None
    overdue_since: date | None


@dataclass(frozen=True, slots=True)
class StatementTotal:
    """The sums of the statement in one currency; `demanded` is what the client is asked to pay of what is open."""

    amount: Money
    paid: Money
    open: Money
    demanded: Money


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment received, or a refund (below zero): for which invoices, and its reference as the bank gave it."""

    on: date
    amount: Money
    invoices: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something still to be done. `who` is `us`, `client`, a name as the user wrote it, or empty.

    It is to be done by `by`; where that day is past, it has been due `since`.
    """

    what: Said
    who: str
    by: date | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Aftercare:
    """How the client reaches us afterwards: until when, with which questions, and who takes over."""

    until: date | None
    limit: str
    successor: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who one of the two signature blocks is for; `person` may be empty."""

    side: Literal["us", "client"]
    party: str
    person: str


@dataclass(frozen=True, slots=True)
class FinalReport:
    """Everything in the client's copy. `closed` is the day on which the leaving was closed; until then it is a status.

    It is to be signed and returned by `return_by`.
    """

    version: int
    made: date
    closed: date | None
    language: str
    business: Letterhead
    client: Party
    engagement: str
    period: Period
    agreement: Agreement
    summary: tuple[str, ...]
    results: tuple[ResultLine, ...]
    deliverables: tuple[DeliverableLine, ...]
    stop_clause: str  # under which clause work is stopped
    changes: tuple[ChangeLine, ...]
    accounts: tuple[AccountLine, ...]
    renewals: tuple[RenewalLine, ...]
    data: tuple[DataLine, ...]
    rights: tuple[str, ...]
    statement: tuple[StatementLine, ...]
    totals: tuple[StatementTotal, ...]
    payments: tuple[PaymentLine, ...]
    payment_details: tuple[str, ...]
    open_items: tuple[OpenItem, ...]
    aftercare: Aftercare
    signatures: tuple[Signature, ...]
    return_by: date
    anchor: Anchor


def figure(text: str) -> Decimal | None:
    """Return a result's figure as a number, or None if it is not a number, or out of range for a chart."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and -18 <= number.adjusted() <= 18 else None


def comparisons(report: FinalReport) -> tuple[Comparison, ...]:
    """Return the results that have both figures, in order."""
    found: list[Comparison] = []
    for each in report.results:
        before, after = figure(each.before), figure(each.after)
        if before is not None and after is not None:
            found.append(Comparison(each.measure, before, after, each.unit))
    return tuple(found)


def facts_json(report: FinalReport) -> dict[str, Any]:
    """Return the report's facts in machine-readable form, states as keys (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(report)}
