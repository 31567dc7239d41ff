"""A next step on Today, as each subject proposes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.wording import N_, Said, counted, said

SOON = 7  # days before a deadline or a last day from which it needs the user


@dataclass(frozen=True, slots=True)
class Step:
    """One row of Today.

    `action` is a key of `ui/intents/step_actions.py`: send_reminder, record payment, settle dispute, log answer ….
    `days` is how late or how old it is; for a contract, how many days are left to decide (negative if none are).
    `by` is the day that it is due, needed or to be decided by. `answers` are the keys of the one-click answers, if it
    is a question: contract renewed, contract goes on, contract ended, contract open.
    `pressing` grows with the days it has waited; steps of the same tone are sorted by it.
    """

    tone: str
    icon: str
    client: int
    record: int
    kind: str
    what: Said
    why: Said
    since: Said
    days: int
    pressing: int
    action: str
    section: Literal["now", "next"]
    by: date | None = None
    answers: tuple[str, ...] = ()


def since_days(count: int) -> Said:
    """Return how long something has been waiting: `3 days`, or `today`."""
    return counted(N_("{count} day"), N_("{count} days"), count) if count else said(N_("today"))
