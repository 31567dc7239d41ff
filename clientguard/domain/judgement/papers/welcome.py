"""The facts of a welcome sheet: how the work goes, what to expect, and how to reach us, from the contract (P8.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.domain.communication.papers.quoting import shortened
from clientguard.domain.judgement.papers.agreement import (
    LINE,
    Agreement,
    agreement,
    in_force,
    on_one_line,
    passages,
    quoted,
)
from clientguard.domain.judgement.papers.compared import WELCOME_FORMAT as FORMAT
from clientguard.domain.judgement.papers.head import Asked, SheetHead, sheet_head
from clientguard.domain.money.amount import Money
from clientguard.domain.paper.letterhead import lines_of
from clientguard.domain.paper.printed import plain_facts
from clientguard.domain.records import Business, Clause, Client, Contact, Contract, Deliverable, RecoveryPlan

MOST_DUE, MOST_PEOPLE, MOST_ACCESS = 6, 4, 8  # deliverables, people and accounts that are named on the one page
WAITS = ("agreed", "delivered")  # states of what is still to come, or to be accepted


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something to expect, and the day for which it is agreed."""

    title: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the client who can agree to changes and sign."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Late:
    """What the contract says of what comes late: passages of it; `stop_days` after the due date work may stop."""

    answers: str
    stop: str
    stop_days: int | None
    interest: str


@dataclass(frozen=True, slots=True)
class WelcomeSheet(SheetHead):
    """Everything on the sheet; what the contract does not say is empty.

    `changes` is what the contract says of changes to the scope, `access` the accounts that the work needs, `pay_to`
    where invoices are paid to, `fee_type` a key of `FEE_TYPES`.
    """

    agreement: Agreement
    expected: tuple[DueLine, ...]
    changes: str
    access: tuple[str, ...]
    fee_type: str
    fee: Money | None
    deposit: Money | None
    pay_to: tuple[str, ...]
    late: Late
    deciders: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the sheets are made from, as known on a day: the contracts of a client with what hangs on them."""

    firm: Business
    client: Client
    contracts: Sequence[Contract] = ()
    clauses: Sequence[Clause] = ()
    deliverables: Sequence[Deliverable] = ()
    people: Sequence[Contact] = ()
    plans: Sequence[RecoveryPlan] = ()

    def contract(self, asked: Asked) -> Contract | None:
        """Return the contract that is asked for, else the one in force on the day."""
        chosen = [each for each in self.contracts if each.id == asked.contract]
        return chosen[0] if chosen else in_force(self.contracts, asked.made)

    def agreement(self, asked: Asked) -> Agreement:
        """Return what that contract says on the day."""
        return agreement(self.contract(asked) or Contract(), self.firm.hours, asked.made)


def welcome_sheet(found: Beginning, asked: Asked) -> WelcomeSheet:
    """Return the welcome sheet by a contract; without one, it says how the business is reached and paid."""
    contract = found.contract(asked)
    said_by = contract or Contract()
    clauses = passages(each for each in found.clauses if contract and each.contract == contract.id)
    currency = said_by.currency or found.client.currency or found.firm.currency
    return WelcomeSheet(
        **sheet_head(found.firm, found.client, asked),
        agreement=found.agreement(asked),
        expected=_expected(found.deliverables, contract),
        changes=clauses.get("scope_change", ""),
        access=lines_of(said_by.access_needed)[:MOST_ACCESS],
        fee_type=said_by.fee_type if said_by.fee is not None else "",
        fee=_money(said_by.fee, currency),
        deposit=_money(said_by.deposit, currency),
        pay_to=lines_of(found.firm.payment_details),
        late=Late(
            answers=clauses.get("response_times", ""),
            stop=quoted(said_by.suspension_clause) or clauses.get("suspension", ""),
            stop_days=said_by.suspension_days,
            interest=quoted(said_by.late_clause) or clauses.get("late_interest", ""),
        ),
        deciders=tuple(Person(each.name, each.role) for each in found.people if each.decides)[:MOST_PEOPLE],
    )


def _expected(deliverables: Sequence[Deliverable], contract: Contract | None) -> tuple[DueLine, ...]:
    """Return what is still to come under a contract, the next first; what no contract is named for belongs to it."""
    if contract is None:
        return ()
    due = [each for each in deliverables if each.state in WAITS and each.contract in (None, contract.id)]
    due.sort(key=lambda each: (each.due or date.max, each.id))
    return tuple(DueLine(shortened(on_one_line(each.title), LINE), each.due) for each in due[:MOST_DUE])


def _money(minor: int | None, currency: str) -> Money | None:
    return Money(minor, currency) if minor and currency else None


def facts_json(found: WelcomeSheet) -> dict[str, Any]:
    """Return the sheet's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}
