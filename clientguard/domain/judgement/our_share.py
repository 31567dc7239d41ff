"""Our own share, counted with the same care: our faults, late deliveries, long answers, missed meetings (P8.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from clientguard.domain.communication.waiting.moved import moved
from clientguard.domain.communication.work_days import work_days
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.fair_point import FairPoint
from clientguard.domain.records.kinds.communication import MISSED
from clientguard.domain.wording import N_, counted, said

OURS, US = "ours", "us"


def points(facts: SignFacts, today: date) -> tuple[FairPoint, ...]:
    """Return what was our own doing, by sort, each with the records behind it (P8.1)."""
    return tuple(point for look in _LOOKS for point in look(facts, today))


def _faults(facts: SignFacts, _today: date) -> Iterator[FairPoint]:
    """Yield each problem of ours with what it explains."""
    for each in facts.problems:
        if each.sort != OURS and each.cause != US:
            continue
        plain = said(N_("{date}: {title}."), date=each.on, title=each.title)
        explains = tuple(record for record, faults in facts.explained.items() if each.id in faults)
        if explains:
            forms = (
                N_("{date}: {title}. That explains {count} entry, which does not count."),
                N_("{date}: {title}. That explains {count} entries, which do not count."),
            )
            told = counted(*forms, len(explains), date=each.on, title=each.title)
            yield FairPoint(told, (each.id, *explains), plain)
        else:
            yield FairPoint(plain, (each.id,))


def _sent_late(facts: SignFacts, _today: date) -> Iterator[FairPoint]:
    """Yield the invoices that we sent after their date: what was not sent cannot be paid."""
    for each in facts.bills:
        sent = facts.sent.get(each.facts.id)
        if sent and (days := (sent - each.facts.issued).days) > facts.thresholds.grace_days:
            forms = (
                N_("We sent invoice {number} {count} day after its date."),
                N_("We sent invoice {number} {count} days after its date."),
            )
            yield FairPoint(counted(*forms, days, number=each.facts.number), (each.facts.id,))


def _rounds(facts: SignFacts, _today: date) -> Iterator[FairPoint]:
    """Yield the approvals that went to and fro because of errors of ours."""
    for request in facts.requests:
        rounds = [each for each in facts.rounds if each.request == request.id]
        ours = [each.id for each in rounds if each.id in facts.explained and each.changes_asked]
        if ours:
            forms = (
                N_("{count} of {all} rounds of “{title}” was for an error of ours."),
                N_("{count} of {all} rounds of “{title}” were for errors of ours."),
            )
            yield FairPoint(counted(*forms, len(ours), all=len(rounds), title=request.title), (request.id, *ours))


def _deliveries(facts: SignFacts, today: date) -> Iterator[FairPoint]:
    """Yield what we delivered late, or have not delivered by the date to which late answers moved it."""
    # A new date for a reason of our own leaves the one before it standing.
    extensions = [known for known in facts.extensions if known.cause != US]
    for each in facts.deliverables:
        done = each.delivered_on or each.settled_on
        if each.state == "dropped" or (each.due and (done or today) <= each.due):
            continue
        due = moved(each, facts.requests, extensions, today, facts.is_working).moved
        if due is None or (done or today) <= due:
            continue
        days = ((done or today) - due).days
        text = (
            (N_("{title} was delivered {count} day late."), N_("{title} was delivered {count} days late."))
            if done
            else (N_("{title} is {count} day late so far."), N_("{title} is {count} days late so far."))
        )
        own = (known.id for known in facts.extensions if known.cause == US and known.deliverable == each.id)
        yield FairPoint(counted(*text, days, title=each.title), (each.id, *own))


def _answers(facts: SignFacts, _today: date) -> Iterator[FairPoint]:
    """Yield the answers of ours that took longer than we allow the client."""
    limit = facts.thresholds.answer_work_days
    first = {each.replies_to: each for each in reversed(facts.talks) if each.replies_to and each.direction == "out"}
    asked = {each.id: each for each in facts.talks if each.id in first and each.direction == "in"}
    took = [
        (days, message, reply.id)
        for message, reply in first.items()
        # As many days in all, at least: most answers come soon, and their working days need not be counted.
        if message in asked
        and (reply.on - asked[message].on).days > limit
        and (days := work_days(asked[message].on, reply.on, facts.is_working)) > limit
    ]
    if took:
        forms = (
            N_("An answer of ours took {longest} working days."),
            N_("{count} answers of ours took more than {limit} working days, the longest {longest}."),
        )
        found = counted(*forms, len(took), limit=round(limit), longest=max(took)[0])
        yield FairPoint(found, tuple(record for _days, *pair in sorted(took) for record in pair))


def _demands(facts: SignFacts, today: date) -> Iterator[FairPoint]:
    """Yield what the client asked for and we did not answer, or answered late."""
    limit = facts.thresholds.answer_work_days
    for each in facts.demands:
        if each.said_on is None or (each.answered_on is None and each.answer.strip()):
            continue
        days = work_days(each.said_on, each.answered_on or today, facts.is_working)
        if days > limit:
            text = N_("We answered “{words}” after {count} working days.")
            if each.answered_on is None:
                text = N_("We have not answered “{words}” for {count} working days.")
            yield FairPoint(said(text, count=days, words=each.words), (each.id,))


def _meetings(facts: SignFacts, _today: date) -> Iterator[FairPoint]:
    ours = [each for each in facts.meetings if each.state == MISSED and each.missed_by == US]
    if ours:
        text = N_("We missed {count} meeting."), N_("We missed {count} meetings.")
        yield FairPoint(counted(*text, len(ours)), tuple(each.id for each in ours))


_LOOKS: tuple[Callable[[SignFacts, date], Iterator[FairPoint]], ...] = (
    _faults,
    _sent_late,
    _rounds,
    _deliveries,
    _answers,
    _demands,
    _meetings,
)
