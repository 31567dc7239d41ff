"""Decisions to keep a client, or to talk, that are to be looked at again (P7.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records.kinds.leaving import KEEP
from clientguard.domain.wording import N_, said


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A signed decision that stands, and the day from which it is to be looked at again."""

    client: int
    client_name: str
    decision: int
    verdict: str
    decided: date
    review_on: date


def review_steps(reviews: Iterable[ReviewFacts], today: date) -> list[Step]:
    """Return a step for each decision whose review is due: what came of it?"""
    return [_step(each, today) for each in reviews if each.review_on <= today]


def _step(review: ReviewFacts, today: date) -> Step:
    days = (today - review.review_on).days
    why = N_("You decided to keep this client on {date}, and to look at it again by now.")
    if review.verdict != KEEP:
        why = N_("You decided to talk on {date}, and to look by now at what came of it.")
    return Step(
        tone="note",
        icon="target",
        client=review.client,
        record=review.client,
        kind="client",
        what=said(N_("{client}: look again at what you decided"), client=review.client_name),
        why=said(why, date=review.decided),
        since=since_days(days),
        days=days,
        pressing=days,
        action="decide again",
        section="now",
        by=review.review_on,
    )
