"""Sign 5: answers that do not come though they were asked for again, and meetings missed without a word (P6.5, P1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.communication.waiting import PATIENCE, RequestFacts
from clientguard.domain.communication.waiting.absences import is_away
from clientguard.domain.communication.work_days import next_working_day, work_days, work_days_later
from clientguard.domain.judgement.events import (
    Event,
    away_of,
    days_of,
    drawing_of,
    evidence_of,
    is_ours,
    response_days,
)
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding, State
from clientguard.domain.records.kinds.communication import HELD, MISSED
from clientguard.domain.wording import N_, Said, counted, said

SIGN = 5
IN_TIME = 2  # answers in time that, with a meeting kept, end it
ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=120)  # an answer that is later than this is not measured more closely
MADE_UP_WITHIN = timedelta(days=14)  # of a missed meeting


@dataclass(frozen=True, slots=True)
class Answer:
    """How one request was answered: its due day, the day of the first answer, and the working days between them.

    Days on which the client was away, as it had announced, do not count. `is_missing`: over the working days that are
    allowed past its date, though it was asked for again.
    """

    request: RequestFacts
    due: date
    answered: date | None
    work_days: int
    is_missing: bool
    is_late: bool  # beyond the days of grace

    @property
    def missing_on(self) -> date:
        """The day that it is counted on."""
        return self.due


def find(facts: SignFacts, today: date) -> Finding:
    """Return the answers that did not come and the meetings that were missed in the last 90 days (P6.5).

    Announced absences and holidays stop the clock. Where the contract says nothing of response times, missing answers
    are worth watching at most.
    """
    first = today - timedelta(days=round(facts.thresholds.absence_days) - 1)
    answers = answers_of(facts, today, first)
    missing = tuple(Event(each.request.id, each.missing_on) for each in answers if each.is_missing)
    meetings = missed_meetings(facts, today, first)
    events = (*missing, *meetings)
    late = [each for each in answers if each.is_late and not each.is_missing]
    state = _state(facts, answers, events)
    silent = response_days(facts, today) is None and bool(missing)
    if state == "raised" and silent and days_of(meetings) < facts.thresholds.events_raised:
        state = "watch"
    over = _is_over(facts, answers, events, today)
    reasons = _reasons(facts, answers, missing, meetings)
    if late:
        text = (
            N_("{count} other answer came after its date."),
            N_("{count} other answers came after their date."),
        )
        reasons.append(counted(*text, len(late)))
    if silent:
        reasons.append(said(N_("No contract says how long an answer may take, so it is worth watching at most.")))
    if state != "none" and over:
        state = "none"
        reasons.append(said(N_("Since then answers came in time and a meeting was kept.")))
    behind = (*events, *(Event(each.request.id, each.missing_on) for each in late)) if events else ()
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} missing"), N_("{count} missing"), len(events)),
        reasons=(*reasons, *_out(facts, today, first)),
        evidence=evidence_of(behind),
        clears=said(N_("Two answers in time and a meeting kept.")),
        first=first,
        last=today,
        drawing=drawing_of(events),
    )


def answers_of(facts: SignFacts, today: date, first: date) -> tuple[Answer, ...]:
    """Return how the requests were answered that were open or due from a day on, without those that are our fault."""
    found: list[Answer] = []
    for each in facts.requests:
        over = each.needed_by and each.needed_by < first and each.answered_on and each.answered_on < first
        if each.asked_on > today or over or is_ours(facts, each.id):
            continue
        answer = _answer(facts, each, today)
        closed = each.closed_on is not None and each.closed_on <= answer.due
        if not closed and (answer.due >= first or answer.answered is None or answer.answered >= first):
            found.append(answer)
    return tuple(sorted(found, key=lambda each: (each.due, each.request.id)))


def _answer(facts: SignFacts, request: RequestFacts, today: date) -> Answer:
    agreed = _agreed_day(facts, request)
    due = request.needed_by or agreed or request.asked_on + timedelta(days=PATIENCE)
    rounds = [each.answered_on for each in facts.rounds if each.request == request.id and each.answered_on]
    answered = min((day for day in (request.answered_on, *rounds) if day and day <= today), default=None)
    until = answered or (request.closed_on if request.closed_on and request.closed_on <= today else today)
    chased = any(due <= each <= until for each in request.chased)
    # What nobody asked for again does not count while it is open, so its days are not counted either.
    days = _days_between(facts, request, due, until) if chased or answered else 0
    over = days if agreed is None or not days else min(days, _days_between(facts, request, agreed, until))
    limits = facts.thresholds
    return Answer(
        request=request,
        due=due,
        answered=answered,
        work_days=days,
        is_missing=days > limits.answer_work_days and over > limits.grace_days and chased,
        is_late=answered is not None and min(days, over) > limits.grace_days,
    )


def _agreed_day(facts: SignFacts, request: RequestFacts) -> date | None:
    """Return the day by which the contract promises an answer; None if it is silent.

    It goes before the date of the request: an answer within the agreed time is never late (P6.5).
    """
    agreed = response_days(facts, request.asked_on)
    return None if agreed is None else work_days_later(request.asked_on, agreed, facts.is_working)


def _days_between(facts: SignFacts, request: RequestFacts, due: date, until: date) -> int:
    """Return the working days after a day up to another, without those on which the client was away.

    What has been open for longer than `LONGEST` is not counted further: it is late, whatever the number.
    """
    until = min(until, due + LONGEST)
    away = (*request.away, *away_of(facts))
    if not away:
        return work_days(due, until, facts.is_working)
    days = (due + number * ONE_DAY for number in range(1, (until - due).days + 1))
    return sum(facts.is_working(day) and not is_away(day, away) for day in days)


def missed_meetings(facts: SignFacts, today: date, first: date) -> tuple[Event, ...]:
    """Return the meetings that the client missed without a word from a day on (P6.5).

    A word is a message or call from it on that day or the day before; on the next working day, if the meeting was then
    made up for.
    """
    return tuple(
        Event(each.id, each.on)
        for each in facts.meetings
        if first <= each.on <= today and _is_missed(facts, each.id, each.on, each.state, each.missed_by)
    )


def _is_missed(facts: SignFacts, record: int, on: date, state: str, missed_by: str) -> bool:
    if state != MISSED or missed_by != "client" or is_ours(facts, record) or is_away(on, away_of(facts)):
        return False
    made_up = any(each.state == HELD and on < each.on <= on + MADE_UP_WITHIN for each in facts.meetings)
    until = next_working_day(on + ONE_DAY, facts.is_working) if made_up else on
    return not any(each.direction == "in" and on - ONE_DAY <= each.on <= until for each in facts.talks)


def _state(facts: SignFacts, answers: Sequence[Answer], events: Sequence[Event]) -> State:
    days = days_of(events)
    missing = [each for each in answers if each.is_missing]
    counted_in = [each for each in answers if each.is_missing or not each.is_late]
    half = len(counted_in) * facts.thresholds.unanswered_share
    many = len(counted_in) >= facts.thresholds.requests_least and len(missing) >= half
    if days >= facts.thresholds.events_raised or (many and days >= facts.thresholds.events_watch):
        return "raised"
    return "watch" if days >= facts.thresholds.events_watch else "none"


def _is_over(facts: SignFacts, answers: Sequence[Answer], events: Sequence[Event], today: date) -> bool:
    """Return whether two answers in time and a meeting kept came after all that is counted (P6.5)."""
    if not events or any(each.is_missing and each.answered is None for each in answers):
        return False
    ends = [each.answered for each in answers if each.is_missing and each.answered]
    last = max(*ends, *(each.on for each in events), date.min)
    after = [each for each in answers if each.answered and each.request.asked_on >= last and not each.is_late]
    kept = any(each.state == HELD and last < each.on <= today for each in facts.meetings)
    return kept and len(after) >= IN_TIME


def _reasons(
    facts: SignFacts, answers: Sequence[Answer], missing: Sequence[Event], meetings: Sequence[Event]
) -> list[Said]:
    reasons: list[Said] = []
    if missing:
        text = (
            N_("{count} of {all} requests was not answered within {days} working days of its date, though you asked "
               "again."),
            N_("{count} of {all} requests were not answered within {days} working days of their date, though you asked "
               "again."),
        )  # fmt: skip
        reasons.append(counted(*text, len(missing), all=len(answers), days=round(facts.thresholds.answer_work_days)))
        still = sum(each.is_missing and each.answered is None for each in answers)
        if still:
            open_text = (N_("{count} of them is still open."), N_("{count} of them are still open."))
            reasons.append(counted(*open_text, still))
    if meetings:
        text = (
            N_("{count} meeting was missed without a word."),
            N_("{count} meetings were missed without a word."),
        )
        reasons.append(counted(*text, len(meetings)))
    if not reasons:
        reasons.append(said(N_("No answer is missing, and no meeting was missed without a word.")))
    return reasons


def _out(facts: SignFacts, today: date, first: date) -> tuple[Said, ...]:
    """Return the sentences on what was not counted: announced absences, and what a fault of ours explains."""
    reasons: list[Said] = []
    away = [each for each in away_of(facts) if each.until >= first and each.starts <= today]
    reasons += [
        said(N_("Not counted: the announced absence from {start} to {end}."), start=each.starts, end=each.until)
        for each in away
    ]
    ours = sum(is_ours(facts, each.id) for each in (*facts.requests, *facts.meetings))
    if ours:
        text = (
            N_("Not counted: {count} entry that a fault of ours explains."),
            N_("Not counted: {count} entries that a fault of ours explains."),
        )
        reasons.append(counted(*text, ours))
    return tuple(reasons)
