"""The twelve clauses of a contract: what the user confirmed, else what its words propose (P7.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.judgement.clauses.find import find_clauses
from clientguard.domain.records import Clause
from clientguard.domain.records.kinds.beginning import CLAUSES, NOT_STATED

PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class CheckedClause:
    """A clause of a contract: its state, the passage, and the day on which the user confirmed it.

    `state` is `stated`, `not stated` or `proposed`. Without `confirmed_on`, `not stated` says only that nothing was
    found. `record` is the number of the clause on record, 0 if there is none.
    """

    key: str
    state: str
    passage: str = ""
    confirmed_on: date | None = None
    record: int = 0


def check_clauses(text: str, fields: Mapping[str, str], confirmed: Sequence[Clause]) -> tuple[CheckedClause, ...]:
    """Return the twelve clauses in their order: what was confirmed, else what the contract says (P7.5).

    `text` is the words of its files, which are quoted first; `fields` holds by key what the contract's own fields say.
    """
    found = {**{key: said for key, said in fields.items() if said.strip()}, **find_clauses(text)}
    answered = {each.key: each for each in confirmed}
    return tuple(_checked(each.key, answered.get(each.key), found.get(each.key, "")) for each in CLAUSES)


def _checked(key: str, answer: Clause | None, passage: str) -> CheckedClause:
    if answer:
        return CheckedClause(key, answer.state, answer.passage, answer.confirmed_on, answer.id)
    return CheckedClause(key, PROPOSED if passage else NOT_STATED, passage)
