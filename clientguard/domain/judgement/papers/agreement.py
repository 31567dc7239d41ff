"""What a contract says of how the work goes, as both sheets print it: what it does not say is empty (P8.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from clientguard.domain.communication.papers.quoting import shortened
from clientguard.domain.contracts.agreed import runs_on
from clientguard.domain.contracts.words import term_in_words
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records import Clause, Contract
from clientguard.domain.records.kinds.beginning import STATED
from clientguard.domain.wording import Said, said

SCOPE, QUOTED, LINE = 320, 260, 90  # characters at most of a scope, of a passage, and of one line: it is one page
_ENDS = (".", ";", ",", ":", "!", "?")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a contract says; all of it but `hours` is empty without one.

    `starts` is the day on which it begins, `runs` how long it goes on. `rounds` of changes are included; an answer of
    the client may take `answer_days` working days; `hours` are those at which the user can be reached, as the contract
    says, else as the business does. `terms` say when an invoice is due.
    """

    title: str
    starts: date | None
    runs: Said | None
    scope: str
    exclusions: str
    rounds: int | None
    hours: str
    answer_days: int | None
    terms: Said | None


def running(contracts: Iterable[Contract], day: date) -> list[Contract]:
    """Return the contracts that run on a day, the newest first."""
    known = sorted(contracts, key=lambda each: (each.starts or date.min, each.id), reverse=True)
    return [each for each in known if runs_on(each.agreed, day)]


def in_force(contracts: Sequence[Contract], day: date) -> Contract | None:
    """Return the newest contract that runs on a day, else the next one that begins; None if all are over."""
    if now := running(contracts, day):
        return now[0]
    ahead = [each for each in contracts if each.starts and each.starts > day and each.ended_on is None]
    return min(ahead, key=lambda each: (each.starts or date.max, each.id), default=None)


def printed_contract(contracts: Sequence[Contract], title: object, starts: object) -> int:
    """Return the number of the contract that a sheet followed, by the title or the beginning that it printed; else 0.

    A sheet goes to the client, so it names no number of the record.
    """
    named = [each.id for each in contracts if each.title == title]
    begun = [each.id for each in contracts if each.starts and each.starts.isoformat() == starts]
    return next((found[0] for found in (named, begun) if len(found) == 1), 0)


def agreement(contract: Contract, hours: str, made: date) -> Agreement:
    """Return what a contract says on a day, with the `hours` of the business where it names none."""
    return Agreement(
        title=contract.title,
        starts=contract.starts,
        runs=term_in_words(contract.agreed, made),
        scope=shortened(on_one_line(contract.scope), SCOPE),
        exclusions=shortened(on_one_line(contract.exclusions), QUOTED),
        rounds=contract.revision_limit,
        hours=contract.contact_hours or hours,
        answer_days=contract.response_days,
        terms=_terms(contract.payment_terms),
    )


def passages(clauses: Iterable[Clause]) -> Mapping[str, str]:
    """Return the passages that were confirmed to stand in a contract, by the keys of their clauses."""
    stated = (each for each in clauses if each.state == STATED)
    return {each.key: quoted(each.passage) for each in stated}


def quoted(text: str) -> str:
    """Return a passage of a contract as a sheet quotes it."""
    return shortened(on_one_line(text), QUOTED)


def on_one_line(text: str) -> str:
    """Return lines as one, each parted from the next as a list in a sentence is."""
    found = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        found = f"{found}{' ' if found.endswith(_ENDS) else '; '}{line}" if found else line
    return found


def _terms(text: str) -> Said | None:
    """Return payment terms in words; in those of the contract where they follow no rule. None without any."""
    if not text.strip():
        return None
    try:
        return parse_terms(text).say()
    except TermsError:
        return said("{text}", text=" ".join(text.split()))
