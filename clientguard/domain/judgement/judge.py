"""All ten signs of one client on one day, and what the user said to each (P6, P8.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.judgement.signs import (
    abusive,
    attention,
    demanding,
    dishonest,
    haggles,
    moving_needs,
    no_advice,
    pays_late,
    public_complaints,
    unavailable,
)
from clientguard.domain.records import SignReview
from clientguard.domain.records.kinds.judging import EXCEPT
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS
from clientguard.domain.wording import N_, said


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=_Numbered)
SIGNS: tuple[Callable[[SignFacts, date], Finding], ...] = (
    pays_late.find,
    haggles.find,
    moving_needs.find,
    attention.find,
    unavailable.find,
    dishonest.find,
    abusive.find,
    demanding.find,
    public_complaints.find,
    no_advice.find,
)


def findings(facts: SignFacts, today: date) -> tuple[Finding, ...]:
    """Return the ten signs in their order, as the record shows them and the user answered them (P6).

    A record that is in the facts twice counts once. Somebody who is no client yet, or was declined, has no signs but
    for a threat of harm.
    """
    facts = _once(facts)
    found = [find(facts, today) for find in SIGNS]
    if facts.client.stage in NEVER_CLIENTS:
        text = said(N_("Signs are read of clients only."))
        found = [each if each.is_harm else Finding(each.sign, reasons=(text,)) for each in found]
    return tuple(_answered(each, facts, today) for each in found)


def _once(facts: SignFacts) -> SignFacts:
    """Return the facts without records that are in them twice."""
    return replace(
        facts,
        contracts=_each(facts.contracts),
        bills=tuple({each.facts.id: each for each in facts.bills}.values()),
        payments=_each(facts.payments),
        promises=_each(facts.promises),
        talks=_each(facts.talks),
        requests=_each(facts.requests),
        rounds=_each(facts.rounds),
        meetings=_each(facts.meetings),
        absences=_each(facts.absences),
        deliverables=_each(facts.deliverables),
        change_orders=_each(facts.change_orders),
        demands=_each(facts.demands),
        advice=_each(facts.advice),
        problems=_each(facts.problems),
        work=_each(facts.work),
        others=tuple({each.client: each for each in facts.others}.values()),
    )


def _each(records: tuple[R, ...]) -> tuple[R, ...]:
    return tuple({each.id: each for each in records}.values())


def newest_answer(facts: SignFacts, sign: int, today: date) -> SignReview | None:
    """Return what the user said to a sign last, as known on a day; None if nothing (P8.1)."""
    own = [each for each in facts.reviews if each.sign == str(sign) and each.on is not None and each.on <= today]
    return max(own, key=lambda each: (each.on or date.min, each.id), default=None)


def _answered(finding: Finding, facts: SignFacts, today: date) -> Finding:
    """Return a finding with the user's newest answer: it is so, it is doubted, or it does not count until a day."""
    newest = newest_answer(facts, finding.sign, today)
    if newest is None or (finding.state == "none" and newest.verdict != EXCEPT):
        return finding
    if newest.verdict == EXCEPT:
        return _excepted(finding, newest, today)
    text = (
        N_("You doubted it on {date}: “{reason}”")
        if newest.verdict == "doubt"
        else N_("You answered on {date} that it is so.")
    )
    answer = said(text, date=newest.on, reason=" ".join(newest.reason.split()))
    return replace(finding, reasons=(*finding.reasons, answer))


def _excepted(finding: Finding, review: SignReview, today: date) -> Finding:
    if review.until is None or review.until < today:
        return finding
    text = said(N_("You decided that it does not count until {date}: “{reason}”"), date=review.until,
                reason=" ".join(review.reason.split()))  # fmt: skip
    return replace(finding, state="none", is_harm=False, until=review.until, reasons=(text, *finding.reasons))
