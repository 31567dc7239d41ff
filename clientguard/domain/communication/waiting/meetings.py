"""Planned meetings whose day has passed: the user is asked once what became of each (P6.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records.kinds.communication import CANCELLED, HELD, MISSED
from clientguard.domain.wording import N_, said

ASKED_FOR = 60  # days after a meeting for which it is asked about: nobody remembers longer
# What became of it, by the keys of the answers: the state, and who missed it.
OUTCOMES = {
    "meeting held": (HELD, ""),
    "client missed it": (MISSED, "client"),
    "we missed it": (MISSED, "us"),
    "meeting cancelled": (CANCELLED, ""),
}


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """A meeting that is on record as planned, on a day that has passed."""

    client: int
    client_name: str
    meeting: int
    subject: str
    day: date


def meeting_steps(meetings: Iterable[PastMeeting], today: date) -> list[Step]:
    """Return a step for each meeting whose day has passed: what became of it (P6.5)?"""
    return [_ask(each, (today - each.day).days) for each in meetings if 0 < (today - each.day).days <= ASKED_FOR]


def _ask(meeting: PastMeeting, days: int) -> Step:
    held, *others = OUTCOMES
    return Step(
        tone="neutral",
        icon="calendar",
        client=meeting.client,
        record=meeting.meeting,
        kind="meeting",
        what=said(N_("{client}: did “{subject}” take place?"), client=meeting.client_name, subject=meeting.subject),
        why=said(N_("Planned for {date}, and nobody has noted what became of it."), date=meeting.day),
        since=since_days(days),
        days=days,
        pressing=days,
        action=held,
        section="now",
        by=meeting.day,
        answers=tuple(others),
    )
