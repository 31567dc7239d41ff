"""Sign 3: aims that change after the delivery, with missed check-ins beside them (P6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clientguard.domain.judgement.events import (
    Event,
    days_of,
    drawing_of,
    evidence_of,
    first_day,
    noted,
    of_little_weight,
    pattern,
    taken_out,
)
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.judgement.signs.unavailable import missed_meetings
from clientguard.domain.wording import N_, Said, counted, said

SIGN = 3
ORDERED_WITHIN = 14  # days within which a change that was agreed and is paid answers an entry


def find(facts: SignFacts, today: date) -> Finding:
    """Return the changes of aim that the user noted, and the check-ins that were missed beside them (P6.3).

    Missed meetings alone are sign 5. A change that was ordered and is paid for is no moving need, and after a delivery
    that stays accepted for eight weeks nothing counts.
    """
    entries = noted(facts, SIGN, today)
    aims, ordered = _without_ordered(facts, entries.counted)
    missed = missed_meetings(facts, today, first_day(facts, today)) if aims else ()
    state = pattern(facts, aims)
    if state == "none" and days_of((*aims, *missed)) >= facts.thresholds.events_watch:
        state = "watch"
    accepted = _stays_accepted(facts, (*aims, *missed), today)
    reasons = [
        counted(N_("{count} change of aim is on record."), N_("{count} changes of aim are on record."), len(aims)),
        *of_little_weight(aims),
    ]
    if missed:
        reasons.append(counted(N_("{count} meeting was missed."), N_("{count} meetings were missed."), len(missed)))
    if state != "none" and accepted:
        state = "none"
        reasons.append(
            said(N_("What was delivered after that was accepted on {date} and has stood since."), date=accepted)
        )
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} change"), N_("{count} changes"), len(aims)),
        reasons=(*reasons, *_ordered(ordered), *taken_out(len(entries.explained))),
        evidence=evidence_of((*aims, *missed)),
        clears=said(N_("A delivery that is accepted as it was briefed, and stays accepted for eight weeks.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of((*aims, *missed)),
    )


def _without_ordered(facts: SignFacts, entries: Sequence[Event]) -> tuple[tuple[Event, ...], int]:
    """Return the changes that nobody ordered, and how many were ordered and are paid for."""
    left = sorted(entries, key=lambda each: (each.on, each.record))
    for order in facts.change_orders:
        if not order.amount or order.amount <= 0 or order.agreed_on is None:
            continue
        since = order.agreed_on - timedelta(days=ORDERED_WITHIN)
        before = [each for each in left if since <= each.on <= order.agreed_on]
        if before:
            left.remove(before[-1])
    return tuple(left), len(entries) - len(left)


def _stays_accepted(facts: SignFacts, events: Sequence[Event], today: date) -> date | None:
    """Return the day on which a later delivery was accepted, if eight weeks have passed since; None if not."""
    last = max((each.on for each in events), default=None)
    until = today - timedelta(days=round(facts.thresholds.quiet_aims_days))
    days = [
        each.settled_on
        for each in facts.deliverables
        if each.state == "accepted" and each.settled_on and last and last < each.settled_on <= until
    ]
    return min(days, default=None)


def _ordered(count: int) -> tuple[Said, ...]:
    if not count:
        return ()
    text = (
        N_("Not counted: {count} change that was ordered and is paid for."),
        N_("Not counted: {count} changes that were ordered and are paid for."),
    )
    return (counted(*text, count),)
