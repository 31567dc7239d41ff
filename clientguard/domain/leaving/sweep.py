"""The sweep: every kind of platform is answered yes or none, so that nothing is forgotten (P4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.records import Account
from clientguard.domain.records.kinds.handover import PLATFORMS, YES
from clientguard.domain.wording import N_, Said, counted, listed, said

_PART_OF = {"mailing_list": "mail_newsletter"}  # a list of addresses is handed over apart, but is of that platform


@dataclass(frozen=True, slots=True)
class SweepLine:
    """One kind of platform, what was answered, and its accounts; `open` says what is missing, None if nothing is.

    `answer` is empty while there is none.
    """

    platform: str
    name: Said
    answer: str
    on: date | None
    accounts: tuple[Account, ...]
    open: Said | None


def sweep(case: LeavingCase) -> tuple[SweepLine, ...]:
    """Return each kind of platform with its answer, then the user's own ones in the order they were answered."""
    names = {each.key: said(each.label) for each in PLATFORMS}
    own = {each.platform: said("{name}", name=each.platform) for each in case.answers if each.platform not in names}
    return tuple(_line(case, key, name) for key, name in (names | own).items())


def _line(case: LeavingCase, key: str, name: Said) -> SweepLine:
    found = next((each for each in case.answers if each.platform == key), None)
    answer = found.answer if found else ""
    accounts = tuple(each for each in case.accounts if _is_of(each, key))
    return SweepLine(key, name, answer, found.answered_on if found else None, accounts, _missing(answer, accounts))


def _is_of(account: Account, key: str) -> bool:
    return key in (account.asset_type, _PART_OF.get(account.asset_type, ""), account.platform.strip())


def _missing(answer: str, accounts: tuple[Account, ...]) -> Said | None:
    """Return what is missing from an answer: the answer itself, or an account that it calls for or denies."""
    if not answer:
        return said(N_("It has not been answered."))
    if answer == YES and not accounts:
        return said(N_("Answered with yes, but no such account is on record."))
    if answer != YES and accounts:
        names = ", ".join(each.name for each in accounts)
        return said(N_("Answered with none, but on record: {names}."), names=names)
    return None


def unanswered(case: LeavingCase) -> tuple[SweepLine, ...]:
    """Return the kinds of platform that have no answer yet."""
    return tuple(each for each in sweep(case) if not each.answer)


def sweep_state(case: LeavingCase) -> tuple[bool, Said]:
    """Return whether the sweep is complete, and the reason: what is missing, by name (P4.4)."""
    lines = sweep(case)
    missing = [each.name for each in lines if not each.answer]
    wrong = [each for each in lines if each.answer and each.open]
    reasons: list[Said] = []
    if len(missing) == len(PLATFORMS):
        reasons.append(said(N_("No kind of platform has been answered yet.")))
    elif missing:
        reasons.append(said(N_("Not answered yet: {names}."), names=listed(missing)))
    reasons += [said(N_("{name}: {missing}"), name=each.name, missing=each.open) for each in wrong]
    if reasons:
        return False, listed(reasons, " ")
    there = sum(each.answer == YES for each in lines)
    return True, counted(
        N_("Every kind of platform is answered; the client has {count} of them."),
        N_("Every kind of platform is answered; the client has {count} of them."),
        there,
    )
