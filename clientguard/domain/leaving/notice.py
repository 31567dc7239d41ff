"""Contracts on Today: what has to be decided, by when, and the answers (P4.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.contracts.agreed import Agreed
from clientguard.domain.contracts.deciding import Decision, decision
from clientguard.domain.contracts.words import period
from clientguard.domain.next_step import SOON, Step
from clientguard.domain.wording import N_, Said, counted, said

ENDING = 60  # days before its end from which a contract is said to end soon


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract with a term, whose client is not a former one.

    `followed`: the client has another contract that starts around the end of this one or later.
    """

    id: int
    client: int
    client_name: str
    title: str
    agreed: Agreed
    followed: bool = False

    def decision(self, today: date) -> Decision | None:
        """Return what has to be decided; nothing on a contract that ends and is followed by another."""
        if self.followed and not self.agreed.renews:
            return None
        return decision(self.agreed, today)


def _contract(contract: ContractFacts, due: Decision, today: date) -> Step:
    by = due.ends if due.state == "ran out" else due.by
    left = (by - today).days
    urgent = left <= SOON
    return Step(
        tone="attention" if urgent else "neutral",
        icon="calendar-clock",
        client=contract.client,
        record=contract.id,
        kind="contract",
        what=_what(contract, due, today),
        why=_why(contract, due),
        since=_until(left),
        days=left,
        pressing=-left,
        action="open contract",
        section="now" if urgent else "next",
        by=by,
        answers=_answers(contract, due),
    )


def _answers(contract: ContractFacts, due: Decision) -> tuple[str, ...]:
    if contract.agreed.renews:
        return "contract goes on", "contract ended"
    return (
        ("contract renewed", "contract ended", "contract open")
        if due.state == "ran out"
        else (
            "contract renewed",
            "contract ended",
        )
    )


def _what(contract: ContractFacts, due: Decision, today: date) -> Said:
    if due.state == "ran out":
        text = N_("{client}: the contract has run out")
    elif due.state == "missed":
        text = N_("{client}: the last day for notice has passed")
    elif (due.ends - today).days > ENDING:
        text = N_("{client}: decide on the contract")
    elif contract.agreed.renews:
        text = N_("{client}: the contract renews soon")
    else:
        text = N_("{client}: the contract ends soon")
    return said(text, client=contract.client_name)


def _why(contract: ContractFacts, due: Decision) -> Said:
    agreed = contract.agreed
    if due.state == "ran out":
        text = N_("“{title}” ended on {ends}. Was it renewed, has it ended, or does it run on without an end?")
    elif due.state == "missed":
        text = N_("“{title}” ends on {ends}; the last day for notice was {decide}.")
        if agreed.renews:
            text = N_("“{title}” renews after {ends}; the last day for notice was {decide}.")
    elif agreed.count:
        text = N_("“{title}” ends on {ends}; with {notice} of notice, decide by {decide}.")
        if agreed.renews:
            text = N_("“{title}” renews after {ends}; with {notice} of notice, decide by {decide}.")
    else:
        text = N_("“{title}” renews after {ends}.") if agreed.renews else N_("“{title}” ends on {ends}.")
    return said(text, title=contract.title, ends=due.ends, decide=due.by, notice=period(agreed))


def _until(days: int) -> Said:
    if days < 0:
        return counted(N_("{count} day ago"), N_("{count} days ago"), -days)
    return counted(N_("in {count} day"), N_("in {count} days"), days) if days else said(N_("today"))


def due_contracts(
    contracts: Iterable[ContractFacts], left: Collection[int], today: date
) -> list[tuple[ContractFacts, Decision]]:
    """Return the contracts to decide on, except those of clients being `left`, where leaving deals with them."""
    found = ((each, each.decision(today)) for each in contracts if each.client not in left)
    return [(each, due) for each, due in found if due]


def contract_steps(due: Iterable[tuple[ContractFacts, Decision]], today: date) -> list[Step]:
    """Return a step for each of these contracts: decide in time whether it goes on, and say so once it ran out."""
    return [_contract(each, decided, today) for each, decided in due]
