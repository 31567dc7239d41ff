"""Contracts that end, and when notice has to be given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.next_step import SOON, Step
from clientguard.domain.wording import N_, Said, counted, said

ENDING = 60  # days before its end from which a contract is shown


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract with an end date."""

    id: int
    client: int
    client_name: str
    title: str
    ends: date
    notice_days: int | None

    @property
    def decide_by(self) -> date:
        """The last day for giving notice; without a notice period, the day the contract ends."""
        return self.ends - timedelta(days=self.notice_days or 0)


def is_ending(contract: ContractFacts, today: date) -> bool:
    """Return whether a contract ends within the next 60 days, or notice is due within a week of today."""
    if contract.ends < today:
        return False
    return (contract.ends - today).days <= ENDING or abs((contract.decide_by - today).days) <= SOON


def _contract(contract: ContractFacts, today: date) -> Step:
    left = (contract.decide_by - today).days
    urgent = left <= SOON
    return Step(
        tone="attention" if urgent else "neutral",
        icon="calendar-clock",
        client=contract.client,
        record=contract.id,
        kind="contract",
        what=said(N_("{client}: the contract ends soon"), client=contract.client_name),
        why=_why_ending(contract, passed=left < 0),
        since=_until(left),
        days=left,
        pressing=-left,
        action="open contract",
        section="now" if urgent else "next",
    )


def _why_ending(contract: ContractFacts, *, passed: bool) -> Said:
    if not contract.notice_days:
        return said(N_("“{title}” ends on {ends}."), title=contract.title, ends=contract.ends)
    forms = (
        N_("“{title}” ends on {ends}; with {count} day of notice, decide by {decide}."),
        N_("“{title}” ends on {ends}; with {count} days of notice, decide by {decide}."),
    )
    if passed:
        forms = (
            N_("“{title}” ends on {ends}; its {count} day of notice began on {decide}."),
            N_("“{title}” ends on {ends}; its {count} days of notice began on {decide}."),
        )
    return counted(*forms, contract.notice_days, title=contract.title, ends=contract.ends, decide=contract.decide_by)


def _until(days: int) -> Said:
    if days < 0:
        return counted(N_("{count} day ago"), N_("{count} days ago"), -days)
    return counted(N_("in {count} day"), N_("in {count} days"), days) if days else said(N_("today"))


def ending(contracts: Iterable[ContractFacts], left: Collection[int], today: date) -> list[ContractFacts]:
    """Return the contracts that end soon, except those of clients being `left`, where leaving deals with them."""
    return [each for each in contracts if each.client not in left and is_ending(each, today)]


def notice_steps(contracts: Iterable[ContractFacts], today: date) -> list[Step]:
    """Return a step for each of these contracts: decide in time whether to continue."""
    return [_contract(each, today) for each in contracts]
