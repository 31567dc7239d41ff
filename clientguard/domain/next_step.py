"""A next step of Today, as each subject proposes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clientguard.domain.wording import N_, Said, counted, said

SOON = 7  # days before a date to decide by, or a last day, at which it needs the user


@dataclass(frozen=True, slots=True)
class Step:
    """One row of Today. `action` is a key: record payment, log answer, open contract, continue leaving.

    `days` counts how late or how old it is; for a contract how long there is to decide, below zero once that passed.
    `pressing` grows with the days that it has waited: steps of one tone are ordered by it.
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


def since_days(count: int) -> Said:
    """Return for how long something has been waiting: `3 days`, or `today`."""
    return counted(N_("{count} day"), N_("{count} days"), count) if count else said(N_("today"))
