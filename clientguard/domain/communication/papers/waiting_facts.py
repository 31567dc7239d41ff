"""What the waiting report says, in types that cannot hold anything private (P1.4).

All that the client gets (the printed text, the attached JSON, the metadata) is made from a `WaitingReport` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.domain.communication.papers.head import PaperHead
from clientguard.domain.communication.waiting.moved import LateMove
from clientguard.domain.paper.printed import later, plain_facts

FORMAT = "clientguard waiting report 1"  # in the JSON: a reader checks it first


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Work of one day; `sort` is a key of `engagement.WORK_KINDS`."""

    on: date
    sort: str
    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class WorkTotal:
    """The work of one kind: how often, and how many minutes."""

    sort: str
    entries: int
    minutes: int


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A date that was moved: of which deliverable, to which day, why, and whose doing it was (`engagement.CAUSES`)."""

    deliverable: str
    to: date | None
    why: str
    cause: str


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """A deliverable; `state` is a key of `engagement.DELIVERY`, `due` the date agreed first.

    `moved` are the new dates agreed on; `late` is to which day late answers moved it (P1.3).
    """

    title: str
    state: str
    due: date | None
    delivered_on: date | None
    settled_on: date | None
    moved: tuple[MoveLine, ...]
    late: tuple[LateMove, ...] | None = later()


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message behind a request: what it was for it (`communication.ROLES`, or `asked`), and a passage of it."""

    on: date
    direction: str
    channel: str
    role: str
    subject: str
    passage: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of an approval: what was submitted, and what was asked to change; nothing if it was approved.

    `days` and `work_days` are how long the answer took, or has taken so far (P2.1).
    """

    what: str
    submitted_on: date
    answered_on: date | None
    changes: str
    days: int | None = later()
    work_days: int | None = later()


@dataclass(frozen=True, slots=True)
class AwayLine:
    """Days for which the client had said that it would be away."""

    starts: date
    until: date


@dataclass(frozen=True, slots=True)
class RequestLine:
    """What the client was asked, and how long the answer took: until it came, else until the day of the report.

    `ask` is a key of `communication.ASKS`; `blocks` is the deliverable that waited for it. `days` are calendar days
    and `work_days` business days after the day on which it was asked.
    """

    number: int
    title: str
    ask: str
    asked_on: date
    needed_by: date | None
    blocks: str
    answered_on: date | None
    answer: str
    closed_on: date | None
    closed_reason: str
    days: int
    work_days: int
    chased: tuple[date, ...]
    moved: tuple[MoveLine, ...]
    away: tuple[AwayLine, ...]
    rounds: tuple[RoundLine, ...]
    messages: tuple[MessageLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_on is None and self.closed_on is None


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What the client promised, in its words, and whether it came; `type` is a key of `collecting.PROMISES`."""

    type: str
    words: str
    made_on: date
    due: date
    kept_on: date | None


@dataclass(frozen=True, slots=True)
class DemandLine:
    """What the client asked for, in its words, and how long our answer took."""

    words: str
    said_on: date
    answered_on: date | None
    answer: str
    days: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the report.

    `any_days` are the days on which at least one request was open, `any_work_days` the working days of them. `messages`
    and `rounds` are those behind the requests, `moved` the dates that were moved by waiting for them.
    """

    minutes: int
    deliverables: int
    delivered: int
    accepted: int
    requests: int
    answered: int
    closed: int
    open: int
    days: int
    work_days: int
    any_days: int
    any_work_days: int
    chases: int
    messages: int
    rounds: int
    moved: int


@dataclass(frozen=True, slots=True)
class WaitingReport(PaperHead):
    """Everything on the paper; `requests` are in the order in which they were asked."""

    totals: Totals
    worked: tuple[WorkTotal, ...]
    deliverables: tuple[DeliverableLine, ...]
    requests: tuple[RequestLine, ...]
    promises: tuple[PromiseLine, ...]
    demands: tuple[DemandLine, ...]
    work: tuple[WorkLine, ...]


def facts_json(report: WaitingReport) -> dict[str, Any]:
    """Return the report's facts in machine-readable form, states as keys (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(report)}
