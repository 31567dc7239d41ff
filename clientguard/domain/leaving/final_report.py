"""The facts of the final report, the client's own copy, in a type that cannot hold anything private (P4.5).

Everything the client gets (the printed text, the attached JSON, the metadata) is made from a `FinalReport` alone. Its
dates, amounts and states do not depend on a language; free text is as the user wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from clientguard.domain.leaving.case import LeavingCase, handovers, last_day
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.leaving.todo import todos
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, sums
from clientguard.domain.paper.letterhead import Letterhead, letterhead, lines_of
from clientguard.domain.paper.printed import Anchor, Party, party, plain_facts
from clientguard.domain.records import Business, Client, Result
from clientguard.domain.records.collecting import COLLECTOR
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.domain.wording import Said, said

FORMAT = "clientguard final report 1"  # in the JSON: a reader checks it first


@dataclass(frozen=True, slots=True)
class Period:
    """The start and end of the engagement; None if not known."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result before and after, as entered; `measured` says where the figures come from."""

    measure: str
    before: str
    after: str
    unit: str
    measured: str
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One result that has both figures, so that a chart can show it."""

    measure: str
    before: Decimal
    after: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """One agreed deliverable. `state` is a key in `engagement.DELIVERY`."""

    title: str
    state: str
    due: date | None
    delivered_on: date | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account's handover. `ownership` is a key in `leaving.OWNERSHIP`.

    `waits` means that the account is held until payments are current (`Handover.waits`).
    """

    name: str
    ownership: str
    owner: str
    offered: date | None
    accepted: date | None
    tested: date | None
    removed: date | None
    renews: date | None
    clause: str
    waits: bool


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One invoice: its amount, what was paid and credited, what is not demanded any more, and what is open.

    `open` is negative if too much was paid.

    `forgiven` is the part of `written_off` that the client no longer owes. `disputed` is the part of `open` that the
    client disputes; `collector` says that a collector has it.
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


@dataclass(frozen=True, slots=True)
class StatementTotal:
    """The sums of the statement in one currency."""

    amount: Money
    paid: Money
    open: Money


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something still to be done. `who` is `us`, `client`, a name as the user wrote it, or empty."""

    what: Said
    who: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who one of the two signature blocks is for; `person` may be empty."""

    side: Literal["us", "client"]
    party: str
    person: str


@dataclass(frozen=True, slots=True)
class FinalReport:
    """Everything in the client's copy."""

    version: int
    made: date
    language: str
    business: Letterhead
    client: Party
    engagement: str
    period: Period
    summary: tuple[str, ...]
    results: tuple[ResultLine, ...]
    deliverables: tuple[DeliverableLine, ...]
    accounts: tuple[AccountLine, ...]
    statement: tuple[StatementLine, ...]
    totals: tuple[StatementTotal, ...]
    open_items: tuple[OpenItem, ...]
    signatures: tuple[Signature, ...]
    anchor: Anchor


def final_report(
    business: Business,
    client: Client,
    case: LeavingCase,
    results: Iterable[Result],
    *,
    made: date,
    version: int,
    anchor: Anchor,
) -> FinalReport:
    """Return the client's copy of these records as of the day `made`, with public fields only.

    The case may have an empty leaving, if nothing has been decided yet. The open items are the lines that the user
    wrote and what `gates.todos` derives from the record: dated items first, by date.
    """
    all_bills = sorted(case.bills, key=lambda each: (each.facts.issued, each.facts.id))
    statement = tuple(_statement_line(each) for each in all_bills)
    items = [open_item(line, made) for line in lines_of(case.leaving.open_items)]
    items += [OpenItem(each.what, each.who, each.by) for each in todos(case, made)]
    return FinalReport(
        version=version,
        made=made,
        language=client.language or business.language or "en",
        business=letterhead(business),
        client=party(client),
        engagement=case.contract.title if case.contract else "",
        period=_period(client, case),
        summary=lines_of(case.leaving.summary),
        results=tuple(
            ResultLine(each.measure, each.before, each.after, each.unit, each.proof, each.measured_on)
            for each in results
        ),
        deliverables=tuple(
            DeliverableLine(each.title, each.state, each.due, each.delivered_on, each.settled_on)
            for each in case.deliverables
        ),
        accounts=tuple(_account_line(each) for each in handovers(case)),
        statement=statement,
        totals=_totals(statement),
        open_items=tuple(sorted(items, key=lambda each: each.by or date.max)),
        signatures=(Signature("us", business.name, business.owner), Signature("client", client.name, "")),
        anchor=anchor,
    )


def _period(client: Client, case: LeavingCase) -> Period:
    """Return when the work started and ends: on the last day of the leaving, else at the end of the contract."""
    contract = case.contract
    end = last_day(case.leaving, contract)
    if contract is None:
        return Period(client.since, end)
    return Period(contract.starts or contract.signed or client.since, end or contract.ends)


def _account_line(ruled: Handover) -> AccountLine:
    account = ruled.account
    return AccountLine(
        name=account.name,
        ownership=account.ownership,
        owner=account.owner,
        offered=account.offered_on,
        accepted=account.accepted_on,
        tested=account.tested_on,
        removed=account.removed_on,
        renews=account.renews,
        clause=account.clause,
        waits=ruled.waits,
    )


def _statement_line(bill: Bill) -> StatementLine:
    facts = bill.facts
    paid = Money(facts.paid, facts.amount.currency)
    off = bill.written_off
    forgiven = Money(min(facts.forgiven, off.minor), off.currency)
    credited = Money(facts.credited, facts.amount.currency)
    still_open = facts.amount - paid - credited - off - bill.discount
    collector = any(each.type == COLLECTOR for each in bill.holds)
    return StatementLine(
        number=facts.number,
        issued=facts.issued,
        due=bill.due,
        amount=facts.amount,
        paid=paid,
        credited=credited,
        written_off=off,
        forgiven=forgiven,
        discount=bill.discount,
        open=still_open,
        disputed=bill.disputed,
        collector=collector,
    )


def _totals(statement: Sequence[StatementLine]) -> tuple[StatementTotal, ...]:
    amounts = sums(each.amount for each in statement)
    paid = sums(each.paid for each in statement)
    still_open = sums(each.open for each in statement)
    return tuple(StatementTotal(*each) for each in zip(amounts, paid, still_open, strict=True))


_RELATIVE = re.compile(r"[+-]|\D*$")  # `+2w`, `fri`: what they mean depends on the day they are read


def open_item(line: str, made: date) -> OpenItem:
    """Return the open item in a line such as “what, who, by when”.

    If the line ends with a date, that is the day, and the part before it says who. Any other line stays one sentence,
    as it was written.
    """
    parts = [part.strip() for part in line.split(",")]
    by = _written_date(parts[-1], made) if len(parts) > 1 else None
    if by is None:
        return OpenItem(said("{text}", text=line), "", None)
    who = parts[-2] if len(parts) > 2 else ""
    what = ", ".join(parts[: -2 if who else -1])
    return OpenItem(said("{text}", text=what), who, by)


def _written_date(text: str, made: date) -> date | None:
    words = text.removeprefix("by ").strip()
    if _RELATIVE.match(words):
        return None
    try:
        return parse_date(words, made)
    except FieldError:
        return None


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
