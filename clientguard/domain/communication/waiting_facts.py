"""What the letters about waiting are written from: what is asked for, what holds the work up (P1.3, P2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from clientguard.domain.communication.access import Gap
from clientguard.domain.communication.letter_facts import ShownControl, ShownWaiting
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.wording import N_, Said, counted, said

TO_ANSWER = 7  # days that a letter leaves to answer
CONTROLLING = ("approval", "feedback", "access")  # what a client that controls leaves open (P2)
MINUTES = 60  # of an hour


def shown_waiting(requests: Sequence[RequestFacts], answer_by: date, moved: Iterable[Said] = ()) -> ShownWaiting | None:
    """Return what a client is asked again for, the oldest first (P1.3); None if nothing is open."""
    if not requests:
        return None
    first = min(requests, key=lambda each: (each.asked_on, each.id))
    return ShownWaiting(
        question=first.title,
        asked=first.asked_on,
        questions=tuple(_asked(each) for each in sorted(requests, key=lambda each: (each.asked_on, each.id))),
        work=", ".join(dict.fromkeys(each.blocks for each in requests if each.blocks)),
        moved=tuple(moved),
        answer_by=answer_by,
    )


def _asked(request: RequestFacts) -> Said:
    if request.needed_by:
        text = N_("{question} (asked on {date}, needed by {needed})")
        return said(text, question=request.title, date=request.asked_on, needed=request.needed_by)
    return said(N_("{question} (asked on {date})"), question=request.title, date=request.asked_on)


def over_the_limit(requests: Iterable[RequestFacts], limit: int | None, since: date) -> tuple[RequestFacts, ...]:
    """Return what ended on a day or later and had come back with changes more often than the contract includes (P2.1).

    Without a limit in the contract there is nothing to be over.
    """
    return tuple(
        each
        for each in requests
        if limit is not None
        and each.ask in CONTROLLING
        and each.rounds > limit
        and (ended := each.answered_on or each.closed_on)
        and ended >= since
    )


def shown_control(
    contract: str,
    gaps: Iterable[Gap],
    requests: Iterable[RequestFacts],
    ended: Iterable[RequestFacts],
    limit: int | None,
    minutes: tuple[int, int],
    answer_by: date,
) -> ShownControl | None:
    """Return what keeps the contracted work from going on (P2.5); None if nothing on record does.

    `requests` are the open ones, `ended` those that came back too often (`over_the_limit`). `limit` is how many rounds
    of changes the contract includes; `minutes` are those of waiting and changes, and of the work itself.
    """
    access = tuple(_access(each) for each in gaps)
    held = [each for each in requests if each.ask in CONTROLLING]
    rounds = tuple(_rounds(each, limit) for each in (*held, *ended) if each.rounds > (limit or 0))
    waits = tuple(_asked(each) for each in held)
    if not access and not rounds and not waits:
        return None
    return ShownControl(contract, access, rounds, waits, _hours(*minutes), answer_by)


def _access(gap: Gap) -> Said:
    if gap.asked_on:
        return said(N_("{what} (asked on {date})"), what=gap.what, date=gap.asked_on)
    return said("{what}", what=gap.what)


def _rounds(request: RequestFacts, limit: int | None) -> Said:
    if limit is None:
        return counted(N_("{question}: {count} round"), N_("{question}: {count} rounds"), request.rounds,
                       question=request.title)  # fmt: skip
    return counted(
        N_("{question}: {count} round, {limit} included"),
        N_("{question}: {count} rounds, {limit} included"),
        request.rounds,
        question=request.title,
        limit=limit,
    )


def _hours(beside: int, work: int) -> Said | str:
    """Return how the time that waiting and changes took compares with the work; "" if it was less than an hour."""
    if beside < MINUTES:
        return ""
    return said(
        N_("In the last twelve months, waiting and changes took {beside} hours, the work itself {work} hours."),
        beside=round(beside / MINUTES),
        work=round(work / MINUTES),
    )
