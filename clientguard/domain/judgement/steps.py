"""What judgement asks of Today: a recovery plan whose day has come, and a threat of harm (P8.3, P6.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records import DoNotEngage
from clientguard.domain.wording import N_, said


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A recovery plan without a result, and the day on which its result is to be looked at."""

    client: int
    client_name: str
    plan: int
    remedy: str
    made_on: date
    due: date


@dataclass(frozen=True, slots=True)
class HarmFacts:
    """A problem in which harm was threatened, while the user has not answered the sign since."""

    client: int
    client_name: str
    problem: int
    title: str
    on: date


def plan_steps(plans: Iterable[PlanFacts], today: date) -> list[Step]:
    """Return a step for each recovery plan whose day has come: did it get better (P8.3)?"""
    return [_look(each, today) for each in plans if each.due <= today]


def refusal_steps(refusals: Iterable[DoNotEngage], today: date) -> list[Step]:
    """Return a step for each entry of the list “Not again” whose day to look at it again has come (P7.5)."""
    return [_again(each, each.review_on, today) for each in refusals if each.review_on and each.review_on <= today]


def harm_steps(threats: Iterable[HarmFacts], today: date) -> list[Step]:
    """Return a step for each threat of harm: it needs no pattern, and the user acts at once (P6.7)."""
    return [_act(each, today) for each in threats]


def _look(plan: PlanFacts, today: date) -> Step:
    days = (today - plan.due).days
    return Step(
        tone="note",
        icon="shield-check",
        client=plan.client,
        record=plan.plan,
        kind="recovery_plan",
        what=said(N_("{client}: look at the result of the recovery plan"), client=plan.client_name),
        why=said(N_("Planned on {date}: {remedy}. Did it get better?"), date=plan.made_on, remedy=plan.remedy),
        since=since_days(days),
        days=days,
        pressing=days,
        action="look at result",
        section="now",
        by=plan.due,
    )


def _again(entry: DoNotEngage, due: date, today: date) -> Step:
    days = (today - due).days
    return Step(
        tone="note",
        icon="octagon-pause",
        client=0,
        record=entry.id,
        kind="do_not_engage",
        what=said(N_("{name}: does it still belong on your list “Not again”?"), name=entry.name),
        why=said(N_("Noted on {date}: {reason}"), date=entry.noted_on, reason=entry.reason),
        since=since_days(days),
        days=days,
        pressing=days,
        action="look at refusal",
        section="now",
        by=due,
    )


def _act(threat: HarmFacts, today: date) -> Step:
    days = (today - threat.on).days
    return Step(
        tone="stop",
        icon="triangle-alert",
        client=threat.client,
        record=threat.client,
        kind="client",
        what=said(N_("{client}: harm was threatened"), client=threat.client_name),
        why=said(
            N_("{title}. Keep the proof; in danger, call the police at once. It stays here until you answer the sign."),
            title=threat.title,
        ),
        since=since_days(days),
        days=days,
        pressing=days,
        action="answer sign",
        section="now",
        by=threat.on,
    )
