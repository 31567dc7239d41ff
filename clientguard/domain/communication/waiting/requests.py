"""Requests, and what they require of the user while nobody answers (P1.1, P1.2, P1.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.communication.waiting.absences import PATIENCE as PATIENCE
from clientguard.domain.communication.waiting.absences import Away, is_away, notice_day
from clientguard.domain.money.terms import Calendar, monday_to_friday
from clientguard.domain.next_step import Step, since_days
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request, as known on a day. Views that say “open” give only those that nobody answered or closed by then."""

    id: int
    client: int
    client_name: str
    title: str
    ask: str
    asked_on: date
    needed_by: date | None
    blocks: str  # the title of the deliverable that it holds up, or ""
    rounds: int = 0  # how many times it came back with changes (P2.1)
    chased: tuple[date, ...] = ()  # the days on which it was asked again, each by a message
    channel: str = "mail"
    away: tuple[Away, ...] = ()  # when silence is excused
    answered_on: date | None = None
    closed_on: date | None = None
    closed_reason: str = ""
    deliverable: int = 0  # the record that it holds up, or 0

    def is_open(self, on: date) -> bool:
        """Return whether nobody had answered or closed it by a day."""
        return not any(each and each <= on for each in (self.answered_on, self.closed_on))

    @property
    def state(self) -> Literal["open", "answered", "closed"]:
        """How it stands on the day on which it is known so."""
        return "answered" if self.answered_on else "closed" if self.closed_on else "open"

    def days_open(self, today: date) -> int:
        """Return how many days it has been open (P1.2)."""
        return max(0, (today - self.asked_on).days)

    def is_late(self, today: date) -> bool:
        """Return whether its date has passed or, if it has none, whether it has been open for over a week (P1.1).

        While the client is away, it is not.
        """
        if is_away(today, self.away):
            return False
        return self.needed_by < today if self.needed_by else self.days_open(today) > PATIENCE

    def next_notice(self, is_working: Calendar) -> date:
        """Return the day on which the client is next to be told that work waits (P1.3).

        That is the day after the answer is needed, or a week after it was asked, and then a week after each time that
        it was asked again.
        """
        first = self.needed_by + timedelta(days=1) if self.needed_by else self.asked_on + timedelta(days=PATIENCE)
        return notice_day(first, self.chased, self.away, is_working)

    def chased_words(self) -> Said | None:
        """Return how often it was asked again; None if it was not."""
        if not self.chased:
            return None
        last, times = max(self.chased), len(self.chased)
        if times == 1:
            return said(N_("Asked again on {date}."), date=last)
        return counted(
            N_("Asked again {count} time, last on {date}."),
            N_("Asked again {count} times, last on {date}."),
            times,
            date=last,
        )


def request_words(request: RequestFacts, today: date) -> tuple[Said, str]:
    """Return how a request stands, as a short phrase, and its tone."""
    if request.closed_on and request.closed_on <= today:
        return said(N_("closed unanswered")), "neutral"
    if request.answered_on and request.answered_on <= today:
        days = max(0, (request.answered_on - request.asked_on).days)
        late = request.needed_by is not None and request.answered_on > request.needed_by
        if not days:
            return said(N_("answered on the same day")), "met"
        text = counted(N_("answered after {count} day"), N_("answered after {count} days"), days)
        return text, "neutral" if late else "met"
    days = request.days_open(today)
    text = counted(N_("waiting {count} day"), N_("waiting {count} days"), days) if days else said(N_("asked today"))
    if request.chased:
        text = said(N_("{state}, asked again {count}×"), state=text, count=len(request.chased))
    return text, "attention" if request.is_late(today) else "note"


def _why(request: RequestFacts, *, due: bool) -> Said:
    if request.blocks and request.needed_by:
        return said(
            N_("Holds up {work}; the answer was needed by {date}.")
            if due
            else N_("Holds up {work}; the answer is needed by {date}."),
            work=request.blocks,
            date=request.needed_by,
        )
    if request.blocks:
        return said(N_("Holds up {work}. Asked on {date}."), work=request.blocks, date=request.asked_on)
    if request.needed_by:
        return said(N_("Asked on {asked}, needed by {date}."), asked=request.asked_on, date=request.needed_by)
    return said(N_("Asked on {date}."), date=request.asked_on)


def _request(request: RequestFacts, today: date, is_working: Calendar) -> Step:
    days, late = request.days_open(today), request.is_late(today)
    notice = request.next_notice(is_working)
    why = _why(request, due=late)
    if chased := request.chased_words():
        why = said(N_("{first} {second}"), first=why, second=chased)
    asks = late and notice <= today  # asked again a few days ago, it waits until a week has passed
    return Step(
        tone="attention" if late else "note",
        icon="hourglass",
        client=request.client,
        record=request.id,
        kind="request",
        what=said(N_("{client}: no answer to “{question}”"), client=request.client_name, question=request.title),
        why=why,
        since=since_days(days),
        days=days,
        pressing=days,
        action="ask again" if asks else "log answer",
        section="now" if asks else "next",
        by=request.needed_by,
        answers=("log answer", "close request") if asks else (),
    )


def waiting_steps(requests: Iterable[RequestFacts], today: date, is_working: Calendar = monday_to_friday) -> list[Step]:
    """Return a step for each unanswered request: ask again once a notice is due, else log the answer when it comes."""
    return [_request(each, today, is_working) for each in requests]
