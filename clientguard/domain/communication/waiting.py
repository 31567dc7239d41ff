"""Unanswered requests, and what they require of the user (P1.1, P1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.next_step import Step, since_days
from clientguard.domain.wording import N_, said

PATIENCE = 7  # days that a request without a date may stay open


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """An unanswered request."""

    id: int
    client: int
    client_name: str
    title: str
    ask: str
    asked_on: date
    needed_by: date | None
    blocks: str  # the title of the deliverable that it holds up, or ""
    rounds: int = 0  # how many times it came back with changes (P2.1)

    def days_open(self, today: date) -> int:
        """Return how many days it has been open (P1.2)."""
        return max(0, (today - self.asked_on).days)

    def is_late(self, today: date) -> bool:
        """Return whether its date has passed or, if it has none, whether it has been open for over a week (P1.1)."""
        return self.needed_by < today if self.needed_by else self.days_open(today) > PATIENCE


def _request(request: RequestFacts, today: date) -> Step:
    days, due = request.days_open(today), request.is_late(today)
    if request.blocks and request.needed_by:
        why = said(
            N_("Holds up {work}; the answer was needed by {date}.")
            if due
            else N_("Holds up {work}; the answer is needed by {date}."),
            work=request.blocks,
            date=request.needed_by,
        )
    elif request.blocks:
        why = said(N_("Holds up {work}. Asked on {date}."), work=request.blocks, date=request.asked_on)
    elif request.needed_by:
        why = said(N_("Asked on {asked}, needed by {date}."), asked=request.asked_on, date=request.needed_by)
    else:
        why = said(N_("Asked on {date}."), date=request.asked_on)
    return Step(
        tone="attention" if due else "note",
        icon="hourglass",
        client=request.client,
        record=request.id,
        kind="request",
        what=said(N_("{client}: no answer to “{question}”"), client=request.client_name, question=request.title),
        why=why,
        since=since_days(days),
        days=days,
        pressing=days,
        action="log answer",
        section="now" if due else "next",
        by=request.needed_by,
    )


def waiting_steps(requests: Iterable[RequestFacts], today: date) -> list[Step]:
    """Return a step for each unanswered request: log the answer when it comes."""
    return [_request(each, today) for each in requests]
