"""Making the facts of the waiting report: what was done, what waited on whom, and for how long (P1.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from clientguard.domain.communication.papers.head import Asked, paper_head
from clientguard.domain.communication.papers.quoting import day_of, passage
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.communication.papers.waiting_facts import (
    AwayLine,
    DeliverableLine,
    DemandLine,
    MessageLine,
    MoveLine,
    PromiseLine,
    RequestLine,
    RoundLine,
    Totals,
    WaitingReport,
    WorkLine,
    WorkTotal,
)
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.communication.waiting.moved import late_moves, moved
from clientguard.domain.communication.waiting.rounds import rounds
from clientguard.domain.communication.work_days import work_days
from clientguard.domain.records import (
    Absence,
    ApprovalRound,
    Business,
    Client,
    Deliverable,
    Demand,
    Extension,
    Message,
    Promise,
    Request,
    Work,
)
from clientguard.domain.records.kinds.engagement import WORK_KINDS

Calendar = Callable[[date], bool]
ASKED, CHASE, ANSWER = "asked", "chase", "answer"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Behind:
    """A message about a request, and what it was for it: a key of `communication.ROLES`."""

    request: int
    role: str
    message: Message


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What the report is made from: records of one client, none of them removed, as known on a day."""

    firm: Business
    client: Client
    work: Sequence[Work]
    deliverables: Sequence[Deliverable]
    moves: Sequence[Extension]
    requests: Sequence[Request]
    rounds: Sequence[ApprovalRound]
    behind: Sequence[Behind]
    promises: Sequence[Promise]
    demands: Sequence[Demand]
    absences: Sequence[Absence]
    holding_up: Sequence[RequestFacts] = ()  # what the deliverables wait or waited for


def waiting_report(found: Exchanged, asked: Asked, is_working: Calendar) -> WaitingReport:
    """Return the report on a span of days, with public fields only (P1.4).

    A request belongs to it if it was open on any of these days. The wait is counted whole, from the day after it was
    asked until the answer; of an open one, until the day on which the report is made.
    """
    span = asked.span
    work = tuple(
        WorkLine(each.on, each.sort, each.minutes or 0, each.detail)
        for each in sorted(found.work, key=lambda each: (each.on or date.min, each.id))
        if each.on and span.holds(each.on)
    )
    titles = {each.id: each.title for each in found.deliverables}
    moves = [(each, _move(each, titles)) for each in found.moves]
    lines = _Lines(found, asked.made, is_working, titles, moves)
    deliverables = tuple(lines.deliverable(each) for each in found.deliverables if _belongs(each, span))
    requests = tuple(lines.request(each) for each in _in_order(found.requests, lambda each: each.asked_on)
                     if span.meets(each.asked_on, each.answered_on or each.closed_on))  # fmt: skip
    return WaitingReport(
        **paper_head(found.firm, found.client, asked),
        totals=_totals(work, deliverables, requests, is_working),
        worked=_by_kind(work),
        deliverables=deliverables,
        requests=requests,
        promises=tuple(
            PromiseLine(each.type, each.words, each.made_on, each.due, each.kept_on)
            for each in _in_order(found.promises, lambda each: each.made_on)
            if each.made_on and each.due and span.meets(each.made_on, max(each.due, each.kept_on or each.due))
        ),
        demands=tuple(
            DemandLine(each.words, each.said_on, each.answered_on, each.answer,
                       max(0, ((each.answered_on or asked.made) - each.said_on).days))
            for each in _in_order(found.demands, lambda each: each.said_on)
            if each.said_on and span.meets(each.said_on, each.answered_on)
        ),
        work=work,
    )  # fmt: skip


def _in_order(records: Iterable[_T], day: Callable[[_T], date | None]) -> list[_T]:
    return sorted(records, key=lambda each: day(each) or date.min)


def _belongs(deliverable: Deliverable, span: Span) -> bool:
    """Return whether something happened to a deliverable in a span, or it was due in it or is still not delivered."""
    days = (deliverable.due, deliverable.delivered_on, deliverable.settled_on)
    return deliverable.state == "agreed" or span.start is None or any(map(span.holds, days))


def _move(move: Extension, titles: dict[int, str]) -> MoveLine:
    return MoveLine(titles.get(move.deliverable or 0, ""), move.new_due, move.reason, move.cause)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What makes a line of a request or of a deliverable."""

    found: Exchanged
    made: date
    is_working: Calendar
    titles: dict[int, str]
    moves: Sequence[tuple[Extension, MoveLine]]

    def deliverable(self, found: Deliverable) -> DeliverableLine:
        """Return a deliverable with the new dates agreed on, and where late answers moved it."""
        own = tuple(line for move, line in self.moves if move.deliverable == found.id)
        stands = moved(found, self.found.holding_up, self.found.moves, self.made, self.is_working)
        return DeliverableLine(
            found.title, found.state, found.due, found.delivered_on, found.settled_on, own, late_moves(stands)
        )

    def request(self, found: Request) -> RequestLine:
        """Return a request with all that belongs to it."""
        asked = found.asked_on or self.made
        until = max(found.answered_on or found.closed_on or self.made, asked)
        behind = self._messages(found)
        own = [each for each in self.found.rounds if each.request == found.id]
        return RequestLine(
            number=found.id,
            title=found.title,
            ask=found.ask,
            asked_on=asked,
            needed_by=found.needed_by,
            blocks=self.titles.get(found.blocks or 0, ""),
            answered_on=found.answered_on,
            answer=found.answer,
            closed_on=found.closed_on,
            closed_reason=found.closed_reason,
            days=(until - asked).days,
            work_days=work_days(asked, until, self.is_working),
            chased=tuple(each.on for each in behind if each.role == CHASE),
            moved=tuple(line for move, line in self.moves if move.request == found.id),
            away=tuple(
                AwayLine(each.starts, last)
                for each in _in_order(self.found.absences, lambda each: each.starts)
                if each.starts and (last := each.last_day) and each.starts <= until and last > asked
            ),
            rounds=tuple(
                RoundLine(each.what, each.submitted_on, each.answered_on, each.changes_asked, each.days, each.work_days)
                for each in rounds(own, self.made, self.is_working)
            ),
            messages=behind,
        )

    def _messages(self, request: Request) -> tuple[MessageLine, ...]:
        """Return the messages behind a request by date; one that shows that it was asked, and no more, is `asked`."""
        found: dict[int, Behind] = {}
        for each in self.found.behind:
            if each.request == request.id and (each.message.id not in found or each.role in (CHASE, ANSWER)):
                found[each.message.id] = each
        ordered = sorted(found.values(), key=_moment)
        return tuple(
            MessageLine(
                on=day_of(each.message.at),
                direction=each.message.direction,
                channel=each.message.channel,
                role=ASKED if each.role == "proof" and each.message.direction == "out" else each.role,
                subject=each.message.subject,
                passage=passage(each.message),
            )
            for each in ordered
        )


def _moment(behind: Behind) -> tuple[int, int]:
    at = behind.message.at
    return at.ms if at else 0, behind.message.id


def _by_kind(work: Iterable[WorkLine]) -> tuple[WorkTotal, ...]:
    """Return the sums of work by kind, in the order in which the kinds are offered."""
    lines = tuple(work)
    found = ((each.key, [line.minutes for line in lines if line.sort == each.key]) for each in WORK_KINDS)
    return tuple(WorkTotal(sort, len(minutes), sum(minutes)) for sort, minutes in found if minutes)


def _totals(
    work: Sequence[WorkLine],
    deliverables: Sequence[DeliverableLine],
    requests: Sequence[RequestLine],
    is_working: Calendar,
) -> Totals:
    waited = {
        day
        for each in requests
        for day in _days(each.asked_on, each.asked_on + timedelta(days=each.days))
    }  # fmt: skip
    return Totals(
        minutes=sum(each.minutes for each in work),
        deliverables=len(deliverables),
        delivered=sum(each.state in ("delivered", "accepted") for each in deliverables),
        accepted=sum(each.state == "accepted" for each in deliverables),
        requests=len(requests),
        answered=sum(each.answered_on is not None for each in requests),
        closed=sum(each.closed_on is not None for each in requests),
        open=sum(each.is_open for each in requests),
        days=sum(each.days for each in requests),
        work_days=sum(each.work_days for each in requests),
        any_days=len(waited),
        any_work_days=sum(map(is_working, waited)),
        chases=sum(len(each.chased) for each in requests),
        messages=sum(len(each.messages) for each in requests),
        rounds=sum(len(each.rounds) for each in requests),
        moved=sum(len(each.moved) for each in requests),
    )


def _days(after: date, until: date) -> Iterable[date]:
    return (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
