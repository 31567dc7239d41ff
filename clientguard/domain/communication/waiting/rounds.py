"""Rounds of an approval, one by one: what was submitted, when it was answered, what was to be changed (P2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.work_days import work_days
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import ApprovalRound
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it stands on a day: `days` and `work_days` until it was answered, or until the day."""

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
        if self.answered_on is None:
            return counted(N_("not answered for {count} day"), N_("not answered for {count} days"), self.days)
        if not self.days:
            return said(N_("changes asked on the same day") if self.changes_asked else N_("approved on the same day"))
        if self.changes_asked:
            return counted(N_("changes asked after {count} day"), N_("changes asked after {count} days"), self.days)
        return counted(N_("approved after {count} day"), N_("approved after {count} days"), self.days)


def rounds(records: Iterable[ApprovalRound], on: date, is_working: Calendar) -> tuple[Round, ...]:
    """Return the rounds of one request that were submitted by a day, in order (P2.1).

    What is dated later had not happened yet. Changes that were noted without a day count as asked.
    """
    found: list[Round] = []
    for each in sorted(records, key=lambda each: (each.submitted_on or date.max, each.id)):
        if each.submitted_on is None or each.submitted_on > on:
            continue
        answered = each.answered_on if each.answered_on and each.answered_on <= on else None
        known = answered is not None or each.answered_on is None
        until = answered or on
        found.append(
            Round(
                record=each.id,
                number=len(found) + 1,
                what=each.what,
                submitted_on=each.submitted_on,
                answered_on=answered,
                days=(until - each.submitted_on).days,
                work_days=work_days(each.submitted_on, until, is_working),
                changes_asked=each.changes_asked.strip() if known else "",
            )
        )
    return tuple(found)
