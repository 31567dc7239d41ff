"""The access that a contract needs and the client has not given (P2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.paper.letterhead import lines_of
from clientguard.domain.records import Account, Contract
from clientguard.domain.records.names import folded
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class Gap:
    """Access that the contract needs and is not given; `asked_on`: since when it has been asked for, if it has."""

    what: str
    asked_on: date | None


def missing_access(
    contract: Contract | None, accounts: Iterable[Account], requests: Iterable[RequestFacts]
) -> tuple[Gap, ...]:
    """Return the lines of `contract.access_needed` to which access is missing, in their order (P2.3).

    It is missing if no account on record is named like it, or if one of `requests`, which are the unanswered ones, asks
    for access to it.
    """
    if contract is None:
        return ()
    given = [folded(f"{each.name} {each.platform} {_kind(each)}") for each in accounts]
    asked = [(folded(each.title), each.asked_on) for each in requests if each.ask == "access"]
    found: list[Gap] = []
    for line in lines_of(contract.access_needed):
        days = [day for title, day in asked if folded(line) in title]
        if days or not any(folded(line) in each for each in given):
            found.append(Gap(line, min(days, default=None)))
    return tuple(found)


def _kind(account: Account) -> str:
    choice = account.kind.field("asset_type").choice(account.asset_type)
    return choice.label if choice else ""


def in_words(gaps: tuple[Gap, ...]) -> Said:
    """Return what is missing, and since when the oldest has been asked for, as one line of a client's state."""
    names = ", ".join(each.what for each in gaps)
    asked = min((each.asked_on for each in gaps if each.asked_on), default=None)
    if asked is None:
        return said(N_("Access missing that the contract needs: {names}"), names=names)
    return said(N_("Access missing, asked for since {date}: {names}"), date=asked, names=names)
