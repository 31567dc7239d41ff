"""Dates of deliverables that late answers moved: agreed, moved, and because of what (P1.2, P1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting.requests import RequestFacts
from clientguard.domain.communication.work_days import work_days, work_days_later
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import Deliverable, Extension
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """An answer that came, or still has to come, after the day on which it was needed.

    `until` is the day on which it came or the request was closed, else the day up to which it is counted.
    """

    request: int
    question: str
    needed_by: date
    until: date
    state: str  # as `RequestFacts.state`: open, answered, closed
    work_days: int

    @property
    def words(self) -> Said:
        """Which answer it was, and how late: a phrase that a client may read."""
        if self.state == "open":
            return counted(
                N_("“{question}” has been waiting for {count} working day longer than agreed"),
                N_("“{question}” has been waiting for {count} working days longer than agreed"),
                self.work_days,
                question=self.question,
            )
        if self.state == "closed":
            return counted(
                N_("“{question}” was not answered, {count} working day was lost"),
                N_("“{question}” was not answered, {count} working days were lost"),
                self.work_days,
                question=self.question,
            )
        return counted(
            N_("the answer to “{question}” came {count} working day late"),
            N_("the answer to “{question}” came {count} working days late"),
            self.work_days,
            question=self.question,
        )


@dataclass(frozen=True, slots=True)
class MovedDate:
    """The date of a deliverable as agreed first, as it stands now, and why they differ: never stored.

    `extension` is the last new date that both sides agreed on; `because` are the late answers that moved it further.
    """

    agreed: date | None
    moved: date | None
    because: tuple[LateAnswer, ...] = ()
    extension: Extension | None = None

    @property
    def has_moved(self) -> bool:
        """Whether it is another date than the one agreed first."""
        return self.moved != self.agreed


def moved(
    deliverable: Deliverable,
    requests: Iterable[RequestFacts],
    extensions: Iterable[Extension],
    on: date,
    is_working: Calendar,
) -> MovedDate:
    """Return where the date of a deliverable stands (P1.3).

    All records are as known on the day that is asked about; what is still open is counted up to `on`. A late answer
    moves the date by the working days that passed after the answer was needed. Of answers that were late at the same
    time, the latest counts, not the sum. A new date that was agreed on holds: it says what everything that was needed
    before had come to. What came after the delivery moves nothing.
    """
    agreed = [each for each in extensions if each.deliverable == deliverable.id and each.new_due and each.agreed_on]
    last = max(agreed, key=lambda each: (each.agreed_on or date.min, each.id), default=None)
    start = last.new_due if last else deliverable.due
    if start is None:
        return MovedDate(deliverable.due, None, (), last)
    since = last.agreed_on if last else None
    end = min(filter(None, (deliverable.delivered_on, deliverable.settled_on)), default=date.max)
    own = [each for each in requests if each.deliverable == deliverable.id]
    late = [found for each in own if (found := _late(each, since, end, on, is_working))]
    because = tuple(_latest(group) for group in _together(late))
    return MovedDate(
        deliverable.due, work_days_later(start, sum(each.work_days for each in because), is_working), because, last
    )


def _late(request: RequestFacts, since: date | None, end: date, on: date, is_working: Calendar) -> LateAnswer | None:
    """Return how late an answer is; None if it is not, or was needed before the last new date was agreed on."""
    needed = request.needed_by
    if needed is None or (since and needed < since):
        return None
    until = min(request.answered_on or request.closed_on or on, end)
    days = work_days(needed, until, is_working)
    return LateAnswer(request.id, request.title, needed, until, request.state, days) if days else None


def _together(late: Sequence[LateAnswer]) -> list[list[LateAnswer]]:
    """Return the answers that were late at the same time, in groups, in their order."""
    groups: list[list[LateAnswer]] = []
    until = date.min
    for each in sorted(late, key=lambda each: (each.needed_by, each.request)):
        if groups and each.needed_by < until:
            groups[-1].append(each)
        else:
            groups.append([each])
        until = max(until, each.until)
    return groups


def _latest(group: Sequence[LateAnswer]) -> LateAnswer:
    return max(group, key=lambda each: (each.work_days, each.until, -each.request))


def moved_words(found: MovedDate) -> Said | None:
    """Return why a date is not the one that was agreed first, as one phrase; None if it is."""
    if not found.has_moved:
        return None
    whole = because_words(found.because)
    if found.extension:
        first = said(N_("new date agreed on {date}"), date=found.extension.agreed_on)
        whole = said(N_("{first}; {second}"), first=first, second=whole) if whole else first
    text = N_("moved to {date}: {why}") if found.agreed else N_("now {date}: {why}")
    return said(text, date=found.moved, why=whole)


def because_words(because: Sequence[LateAnswer]) -> Said | None:
    """Return which answers were late, and how late, as one phrase; None if none was."""
    if not because:
        return None
    whole = because[0].words
    for each in because[1:]:
        whole = said(N_("{first}; {second}"), first=whole, second=each.words)
    return whole


@dataclass(frozen=True, slots=True)
class LateMove:
    """What a paper says of a date that late answers moved: to which day, and which answers those were."""

    to: date | None
    because: tuple[Said, ...]


def late_moves(found: MovedDate) -> tuple[LateMove, ...]:
    """Return the move that late answers came to, for a paper; nothing where they moved nothing."""
    return (LateMove(found.moved, tuple(each.words for each in found.because)),) if found.because else ()
