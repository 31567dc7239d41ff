"""What lies behind a sign, line by line, as both sides can read it: the day, and what happened, without a judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.papers.quoting import shortened
from clientguard.domain.communication.waiting import PromiseMade, RequestFacts
from clientguard.domain.judgement.facts import Appointment, SignFacts, Talk
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records import Advice, ApprovalRound, Demand, ProblemNote
from clientguard.domain.records.kinds.communication import MISSED
from clientguard.domain.wording import N_, Said, counted, said

QUOTE = 80  # characters of a title or of words at most: a line on the sheet


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing that happened: its record, its day, and what it was."""

    record: int
    on: date
    what: Said


def dated(facts: SignFacts, records: Sequence[int]) -> tuple[Dated, ...]:
    """Return what these records of a client are, by day; one that says nothing to the client has no line."""
    wanted = set(records)
    known = (
        *(_bill(each) for each in facts.bills if each.facts.id in wanted),
        *(_request(each) for each in facts.requests if each.id in wanted),
        *(_promise(each) for each in facts.promises if each.id in wanted),
        *(_problem(each) for each in facts.problems if each.id in wanted),
        *(_demand(each) for each in facts.demands if each.id in wanted),
        *(_advice(each) for each in facts.advice if each.id in wanted),
        *(_round(each) for each in facts.rounds if each.id in wanted),
        *(_meeting(each) for each in facts.meetings if each.id in wanted),
        *(_talk(each) for each in facts.talks if each.id in wanted),
    )
    found = {each.record: each for each in known if each}
    return tuple(sorted(found.values(), key=lambda each: (each.on, each.record)))


def _bill(bill: Bill) -> Dated | None:
    days = bill.days_late
    if bill.due is None or days <= 0:
        return None
    if bill.is_unpaid:
        text = (
            N_("Invoice {number}: {open} open, {count} day after it was due"),
            N_("Invoice {number}: {open} open, {count} days after it was due"),
        )
    else:
        text = (
            N_("Invoice {number}: paid {count} day after it was due"),
            N_("Invoice {number}: paid {count} days after it was due"),
        )
    return Dated(bill.facts.id, bill.due, counted(*text, days, number=bill.facts.number, open=bill.open))


def _request(request: RequestFacts) -> Dated:
    needed, title = _on(request.needed_by), _quote(request.title)
    if request.answered_on and request.needed_by and request.answered_on > request.needed_by:
        text = N_("Request “{title}”, needed by {needed}: answered on {date}")
        return Dated(request.id, request.asked_on, said(text, title=title, needed=needed, date=request.answered_on))
    if request.answered_on:
        text = N_("Request “{title}”: answered on {date}")
        return Dated(request.id, request.asked_on, said(text, title=title, date=request.answered_on))
    text = N_("Request “{title}”, needed by {needed}: no answer") if needed else N_("Request “{title}”: no answer")
    return Dated(request.id, request.asked_on, said(text, title=title, needed=needed or ""))


def _promise(promise: PromiseMade) -> Dated:
    due, words = _on(promise.due), _quote(promise.words)
    if promise.kept_on:
        text = N_("“{words}”, promised for {due}: done on {date}")
        return Dated(promise.id, promise.made_on, said(text, words=words, due=due, date=promise.kept_on))
    return Dated(promise.id, promise.made_on, said(N_("“{words}”, promised for {due}: not done"), words=words, due=due))


def _problem(problem: ProblemNote) -> Dated | None:
    return Dated(problem.id, problem.on, said("{text}", text=_quote(problem.title))) if problem.on else None


def _demand(demand: Demand) -> Dated | None:
    if demand.said_on is None:
        return None
    text = N_("“{words}” was asked for, though we had said no") if demand.repeats else N_("“{words}” was asked for")
    return Dated(demand.id, demand.said_on, said(text, words=_quote(demand.words)))


def _advice(advice: Advice) -> Dated | None:
    if advice.given_on is None:
        return None
    text = N_("Advised: “{what}”, followed in part") if advice.followed == "partly" else N_("Advised: “{what}”")
    return Dated(advice.id, advice.given_on, said(text, what=_quote(advice.what)))


def _round(found: ApprovalRound) -> Dated | None:
    if found.submitted_on is None:
        return None
    return Dated(found.id, found.submitted_on, said(N_("Another round of changes: {what}"), what=_quote(found.what)))


def _meeting(meeting: Appointment) -> Dated | None:
    return Dated(meeting.id, meeting.on, said(N_("Meeting missed"))) if meeting.state == MISSED else None


def _talk(talk: Talk) -> Dated | None:
    if talk.direction != "in":
        return None
    time = f"{talk.minute // 60}:{talk.minute % 60:02}"
    text = N_("Call at {time}") if "call" in talk.channel else N_("Message at {time}")
    return Dated(talk.id, talk.on, said(text, time=time))


def _quote(text: str) -> str:
    return shortened(text, QUOTE)


def _on(day: date | None) -> Said | None:
    """Return a day as a value of a sentence that has another one: each is a `date` of its own."""
    return said("{date}", date=day) if day else None
