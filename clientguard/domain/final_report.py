"""The final report's facts: the client's copy has a type of its own that has no private fields (P4.5).

What the client gets, in text, attached JSON and metadata alike, is built from `FinalReport` and nothing else; the
builder takes only public fields of the records.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.domain.gates import LeavingCase, Todo, last_day, todos
from clientguard.domain.money import Money
from clientguard.domain.receivables import Bill, totals
from clientguard.domain.records import Account, Business, Client, Contract, Deliverable, Result
from clientguard.domain.records.engagement import DELIVERY
from clientguard.domain.records.leaving import OWNERSHIP
from clientguard.domain.words import Said


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two parties, as it stands on paper."""

    name: str
    person: str
    address: tuple[str, ...]
    email: str
    phone: str
    tax_number: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One thing that was measured."""

    measure: str
    unit: str
    before: str
    after: str
    measured_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """One thing that was agreed; `state` is a message key."""

    title: str
    state: str
    due: date | None
    delivered_on: date | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account's handover; `ownership` is a message key."""

    name: str
    ownership: str
    owner: str
    accepted_on: date | None
    tested_on: date | None
    removed_on: date | None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One invoice of the statement."""

    number: str
    issued: date
    due: date
    amount: Money
    paid: Money
    open: Money


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something still to do: derived from the record, or a line that the user wrote."""

    what: Said | str
    who: str  # "us", "client", or as it was written
    by: date | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The journal's size and root (hex) when the report was made."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class FinalReport:
    """Everything that the client's copy says."""

    version: int
    made: date
    language: str
    business: Party
    client: Party
    engagement: str
    starts: date | None
    ends: date | None
    summary: tuple[str, ...]
    results: tuple[ResultLine, ...]
    deliverables: tuple[DeliverableLine, ...]
    accounts: tuple[AccountLine, ...]
    statement: tuple[StatementLine, ...]
    owed: tuple[Money, ...]
    open_items: tuple[OpenItem, ...]
    anchor: Anchor


def build(
    business: Business,
    client: Client,
    case: LeavingCase | None,
    *,
    contract: Contract | None,
    deliverables: Sequence[Deliverable],
    results: Sequence[Result],
    bills: Sequence[Bill],
    accounts: Sequence[Account],
    made: date,
    version: int,
    anchor: Anchor,
) -> FinalReport:
    """Return the report's facts as the record has them on the day it is made."""
    leaving = case.leaving if case else None
    ends = last_day(leaving, contract) if leaving else None
    return FinalReport(
        version=version,
        made=made,
        language=client.language or business.language or "en",
        business=Party(
            business.name, business.owner, _lines(business.address), business.email, business.phone, business.tax_number
        ),
        client=Party(client.name, "", _lines(client.address), client.email, "", client.tax_number),
        engagement=contract.title if contract else "",
        starts=contract.starts if contract else client.since,
        ends=ends or (contract.ends if contract else None),
        summary=_paragraphs(leaving.summary) if leaving else (),
        results=tuple(
            ResultLine(each.measure, each.unit, each.before, each.after, each.measured_on, each.proof)
            for each in results
        ),
        deliverables=tuple(_deliverable(each) for each in deliverables),
        accounts=tuple(_account(each) for each in accounts),
        statement=tuple(_statement(each) for each in bills),
        owed=totals(bills).owed,
        open_items=_open_items(todos(case, made) if case else (), leaving.open_items if leaving else ""),
        anchor=anchor,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _deliverable(record: Deliverable) -> DeliverableLine:
    label = next((each.label for each in DELIVERY if each.key == record.state), record.state)
    return DeliverableLine(record.title, label, record.due, record.delivered_on, record.settled_on)


def _account(record: Account) -> AccountLine:
    label = next((each.label for each in OWNERSHIP if each.key == record.ownership), record.ownership)
    return AccountLine(record.name, label, record.owner, record.accepted_on, record.tested_on, record.removed_on)


def _statement(bill: Bill) -> StatementLine:
    facts = bill.facts
    paid = Money(facts.paid, facts.amount.currency)
    return StatementLine(facts.number, facts.issued, bill.due, facts.amount, paid, facts.amount - paid)


def _open_items(derived: Iterable[Todo], written: str) -> tuple[OpenItem, ...]:
    own = [OpenItem(line, "", None) for line in _lines(written)]
    return (*(OpenItem(each.what, each.who, each.by) for each in derived), *own)


def facts_json(report: FinalReport) -> dict[str, Any]:
    """Return the report's facts for a machine: ISO dates, decimal amounts as text, no language."""
    return _plain(report)


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Money):
        return {"amount": value.plain(), "currency": value.currency}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Said):
        return {"text": value.text, "values": {name: _plain(each) for name, each in value.values.items()}}
    if isinstance(value, tuple):
        items: tuple[Any, ...] = value
        return [_plain(each) for each in items]
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value
