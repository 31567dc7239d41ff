"""Rounds of an approval, one by one: what was submitted, when it was answered, what was to be changed (P2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.communication.work_days import work_days
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import ApprovalRound
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class Round:
    """One round: `days` and `work_days` until it was answered, or until the day up to which it is counted."""

    record: int
    number: int  # within its request, from 1
    what: str
    submitted_on: date
    answered_on: date | None
    days: int
    work_days: int
    changes_asked: str

    @property
    def words(self) -> Said:
        """What became of it, and how long that took."""
        if self.answered_on is None and self.changes_asked:
            return said(N_("changes asked"))
        if self.answered_on is None:
            return counted(N_("not answered for {count} day"), N_("not answered for {count} days"), self.days)
        if not self.days:
            return said(N_("changes asked on the same day") if self.changes_asked else N_("approved on the same day"))
        if self.changes_asked:
            return counted(N_("changes asked after {count} day"), N_("changes asked after {count} days"), self.days)
        return counted(N_("approved after {count} day"), N_("approved after {count} days"), self.days)


Turn = Literal["client", "us", ""]


def rounds(records: Iterable[ApprovalRound], on: date, is_working: Calendar) -> tuple[Round, ...]:
    """Return the rounds of one request in order (P2.1).

    The records are as known on the day that is asked about; what is not answered is counted up to `on`.
    """
    found: list[Round] = []
    for each in sorted(records, key=lambda each: (each.submitted_on or date.max, each.id)):
        if each.submitted_on is None:
            continue
        until = max(each.answered_on or on, each.submitted_on)
        found.append(
            Round(
                record=each.id,
                number=len(found) + 1,
                what=each.what,
                submitted_on=each.submitted_on,
                answered_on=each.answered_on,
                days=(until - each.submitted_on).days,
                work_days=work_days(each.submitted_on, until, is_working),
                changes_asked=each.changes_asked.strip(),
            )
        )
    return tuple(found)


def whose_turn(found: Sequence[Round]) -> Turn:
    """Return who has to act next in an approval: by its last round, "" where that was approved or there is none (P2.1).

    Changes that were noted without a day count as asked.
    """
    if not found:
        return ""
    if found[-1].changes_asked:
        return "us"
    return "" if found[-1].answered_on else "client"


def turn_words(found: Sequence[Round]) -> Said | None:
    """Return whose turn it is, for the user, and since when; None where the last round was approved."""
    turn = whose_turn(found)
    if not turn:
        return None
    last = found[-1]
    if turn == "client":
        return said(N_("It has been the client's turn since {date}."), date=last.submitted_on)
    if last.answered_on is None:
        return said(N_("It is your turn: changes were asked."))
    return said(N_("It has been your turn since {date}: changes were asked."), date=last.answered_on)
