"""Sign 10: advice that was not followed, with harm that is on record (P6.10, P2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clientguard.domain.judgement.events import (
    Event,
    days_of,
    drawing_of,
    evidence_of,
    first_day,
    is_ours,
)
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding, State
from clientguard.domain.records import Advice
from clientguard.domain.wording import N_, counted, said

SIGN = 10
FOLLOWED_AGAIN = 2  # pieces of advice in a row that end it


def find(facts: SignFacts, today: date) -> Finding:
    """Return the advice that was not followed and did harm, against all advice that had time to be followed (P6.10).

    Clients follow about half of all advice: not following it is ordinary, so only harm that is on record counts.
    """
    ripe, young, ours = ripe_advice(facts, today)
    left = [each for each in ripe if each.followed == "no"]
    harmed = tuple(Event(each.id, each.given_on) for each in left if each.harm.strip() and each.given_on)
    days = days_of(harmed)
    state: State = "watch" if days >= facts.thresholds.events_watch else "none"
    enough = len(ripe) >= facts.thresholds.events_raised
    if days >= facts.thresholds.events_raised and enough and len(left) > len(ripe) * facts.thresholds.advice_share:
        state = "raised"
    reasons = [
        counted(
            N_("{count} of {all} pieces of advice was not followed; harm is on record for {harmed}."),
            N_("{count} of {all} pieces of advice were not followed; harm is on record for {harmed}."),
            len(left),
            all=len(ripe),
            harmed=len(harmed),
        )
        if ripe
        else said(N_("No advice on record is old enough to be judged."))
    ]
    if young:
        text = (
            N_("Not counted: {count} piece of advice that is too young."),
            N_("Not counted: {count} pieces of advice that are too young."),
        )
        reasons.append(counted(*text, young))
    if ours:
        text = (
            N_("Not counted: {count} piece of advice that was wrong."),
            N_("Not counted: {count} pieces of advice that were wrong."),
        )
        reasons.append(counted(*text, ours))
    if state != "none" and _follows_again(ripe):
        state = "none"
        reasons.append(said(N_("The last two pieces of advice were followed.")))
    return Finding(
        sign=SIGN,
        state=state,
        figure=said(N_("{count} of {all} not followed"), count=len(left), all=len(ripe)) if ripe else None,
        reasons=tuple(reasons),
        evidence=evidence_of(harmed),
        clears=said(N_("Two pieces of advice in a row that are followed, or refused with a reason.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(harmed),
    )


def ripe_advice(facts: SignFacts, today: date) -> tuple[list[Advice], int, int]:
    """Return the advice that had time to be followed, in order, and how much was too young, and how much was wrong."""
    first = first_day(facts, today)
    known = [each for each in facts.advice if each.given_on and first <= each.given_on <= today and each.followed]
    right = [each for each in known if not is_ours(facts, each.id)]
    until = today - timedelta(weeks=facts.thresholds.advice_weeks)
    ripe = [each for each in right if each.given_on and each.given_on <= until]
    ripe.sort(key=lambda each: (each.given_on or date.min, each.id))
    return ripe, len(right) - len(ripe), len(known) - len(right)


def _follows_again(ripe: Sequence[Advice]) -> bool:
    last = ripe[-FOLLOWED_AGAIN:]
    return len(last) == FOLLOWED_AGAIN and all(each.followed == "yes" for each in last)
