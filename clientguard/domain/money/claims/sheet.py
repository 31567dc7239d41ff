"""The facts of an interest sheet: what late invoices cost by law or contract, line by line (P3.2, P5.2).

Everything on the paper is made from an `InterestSheet` alone, which has no private fields. It states a claim; what the
user should know before making it is not on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.money.claims.late import Claim, Worked
from clientguard.domain.money.claims.watched import Watched
from clientguard.domain.money.interest.regimes import CONTRACT, NAMES, Law
from clientguard.domain.money.interest.remarks import per_cent
from clientguard.domain.money.interest.working import Line, Working
from clientguard.domain.money.receivables import sums
from clientguard.domain.paper.letterhead import Letterhead, letterhead, lines_of
from clientguard.domain.paper.printed import Anchor, Party, party, plain_facts
from clientguard.domain.records import Business, Client
from clientguard.domain.wording import N_, Said, said

FORMAT = "clientguard interest sheet 1"  # in the JSON: a reader checks it first


@dataclass(frozen=True, slots=True)
class Row:
    """Some days at one rate, in per cent a year with its decimals, on one balance; the interest is rounded for showing.

    `paid` came in on the last day; `to_interest` and `to_principal` say what it counted for, `joined` is the interest
    that joined the balance then.
    """

    starts: date
    ends: date
    days: int
    balance: Money
    rate: str
    interest: Money
    paid: Money
    to_interest: Money
    to_principal: Money
    joined: Money


@dataclass(frozen=True, slots=True)
class Instead:
    """What the law gives where the contract's clause may not stand."""

    law: str
    interest: Money
    fixed: Money


@dataclass(frozen=True, slots=True)
class DebtWorked:
    """A debt with its working: an invoice, or the part of it that was due on a day (`is_part`).

    `starts` is the first day of interest; None where there is none, and then `why` says so.
    """

    invoice: str
    issued: date
    amount: Money
    is_part: bool
    due: date
    principal: Money
    basis: int  # which of the sheet's bases it goes by, from 0
    has_right: bool
    starts: date | None
    why: Said
    rows: tuple[Row, ...]
    interest: Money
    fixed: Money
    paid: Money
    to_pay: Money
    remarks: tuple[Said, ...]
    instead: Instead | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written: the text, the day or month that it is of, and when it was last looked at."""

    text: str
    dated: str
    checked: date


@dataclass(frozen=True, slots=True)
class Basis:
    """By what interest is counted: a law by its name, or the contract, with its method and its conditions."""

    name: Said
    law: str
    method: Said
    conditions: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A rule on payment times that applies to the contract, with its sources."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sum:
    """What the debts in one currency come to."""

    principal: Money
    interest: Money
    fixed: Money
    paid: Money
    to_pay: Money


@dataclass(frozen=True, slots=True)
class InterestSheet:
    """Everything on a sheet; `on` is the last day for which interest is counted."""

    version: int
    made: date
    on: date
    language: str
    business: Letterhead
    payment_details: tuple[str, ...]
    client: Party
    debts: tuple[DebtWorked, ...]
    sums: tuple[Sum, ...]
    bases: tuple[Basis, ...]
    watched: tuple[Noted, ...]
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a sheet: when and as which version it is made, until which day it counts, and the anchor."""

    made: date
    version: int
    on: date
    language: str
    anchor: Anchor


def interest_sheet(
    firm: Business, client: Client, claims: Sequence[Claim], watched: Iterable[Watched], law: Law, asked: Asked
) -> InterestSheet:
    """Return the sheet of claims, by invoice and due date."""
    worked = [(claim, each) for claim in claims for each in claim.worked]
    keys = list(dict.fromkeys(_key(each.working) for _claim, each in worked))
    debts = tuple(_debt(claim, each, keys.index(_key(each.working))) for claim, each in worked)
    return InterestSheet(
        version=asked.version,
        made=asked.made,
        on=asked.on,
        language=asked.language,
        business=letterhead(firm),
        payment_details=lines_of(firm.payment_details),
        client=party(client),
        debts=debts,
        sums=tuple(_sums(debts)),
        bases=tuple(
            _basis([each.working for _claim, each in worked if _key(each.working) == key], law) for key in keys
        ),
        watched=tuple(
            Noted(each.words, Source("; ".join(each.sources), each.source_date.isoformat(), each.checked))
            for each in {each.key: each for each in watched}.values()
        ),
        anchor=asked.anchor,
    )


def facts_json(found: InterestSheet) -> dict[str, Any]:
    """Return the sheet's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}


def _key(working: Working) -> tuple[str, Decimal | None, str, str]:
    """Return what is the same for debts that go by the same law."""
    debt = working.debt
    return working.regime, debt.rate, debt.base, debt.debtor


def _debt(claim: Claim, worked: Worked, basis: int) -> DebtWorked:
    found, facts = worked.working, claim.invoice.facts
    at = claim.worked.index(worked)
    return DebtWorked(
        invoice=facts.number,
        issued=facts.issued,
        amount=facts.amount,
        is_part=len(claim.worked) > 1 or found.debt.due != facts.due,
        due=found.debt.due,
        principal=found.money(found.debt.principal),
        basis=basis,
        has_right=found.has_right,
        starts=found.starts,
        why=found.why,
        rows=tuple(_row(each, found) for each in found.lines),
        interest=found.money(found.interest),
        fixed=found.money(found.fixed),
        paid=found.money(worked.paid),
        to_pay=found.money(worked.to_pay),
        remarks=found.remarks,
        instead=_instead(claim.by_law[at].working) if claim.by_law else None,
    )


def _row(line: Line, found: Working) -> Row:
    return Row(
        starts=line.starts,
        ends=line.ends,
        days=line.days,
        balance=found.money(line.balance),
        rate=per_cent(line.rate) if line.balance else "",
        interest=found.money(line.amount),
        paid=found.money(line.paid),
        to_interest=found.money(line.to_interest),
        to_principal=found.money(line.to_principal),
        joined=found.money(line.capitalised),
    )


def _instead(found: Working) -> Instead:
    return Instead(found.law, found.money(found.interest), found.money(found.fixed))


def _sums(debts: Sequence[DebtWorked]) -> Iterator[Sum]:
    """Yield what the debts of each currency come to."""
    for code in sorted({each.principal.currency for each in debts}):
        same = [each for each in debts if each.principal.currency == code]
        columns = zip(*((e.principal, e.interest, e.fixed, e.paid, e.to_pay) for e in same), strict=True)
        yield Sum(*(sums(column)[0] for column in columns))


def _basis(workings: Sequence[Working], law: Law) -> Basis:
    """Return what debts go by, with the sources of all of them, each once."""
    first = workings[0]
    sources = dict.fromkeys(each for working in workings for each in sources_of(working, law))
    name, own = said(NAMES[first.regime]), first.debt.rate is not None
    if own and first.regime != CONTRACT:
        name = said(N_("the contract, under the law of this country: {law}"), law=name)
    conditions = () if own else first.conditions  # those of the law's own rate
    return Basis(name, first.law, first.method, conditions, tuple(sources))


def sources_of(working: Working, law: Law) -> Iterator[Source]:
    """Yield where the law and the rates that were used are written."""
    rules = law.regimes[working.debt.regime].of(working.debt)
    if rules.source:
        yield Source(rules.source, rules.source_date, rules.checked)
    for each in working.lines:
        if rules.base and each.rate and working.starts:
            period = law.rates.on(rules.base, working.starts if rules.per_debt else each.starts)
            yield Source(period.source, period.source_date, period.checked)
