"""Sign 8: demands beyond the contract that come again after a clear, recorded no (P6.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from clientguard.domain.contracts.contact_hours import ContactHours, contact_hours
from clientguard.domain.judgement.events import (
    Event,
    contracts_on,
    days_of,
    drawing_of,
    evidence_of,
    first_day,
    gone_quiet,
    is_ours,
    is_quiet,
    taken_out,
)
from clientguard.domain.judgement.facts import SignFacts, Talk
from clientguard.domain.judgement.finding import Finding, State
from clientguard.domain.records import Demand
from clientguard.domain.wording import N_, Said, counted, said

SIGN = 8
WANT_AN_ANSWER = ("call", "missed call")  # channels that ask for somebody to be there; mail waits until the morning
TOLD_WITHIN = 7  # days after such a call within which a no is about the hours
ORDERED_WITHIN = 14  # days within which an agreed change answers a demand


def is_refused(demand: Demand) -> bool:
    """Return whether a demand has a clear, recorded no: it is beyond the contract and has an answer, or was refused."""
    return demand.refused or (demand.in_scope == "no" and bool(demand.answer.strip()))


def find(facts: SignFacts, today: date) -> Finding:
    """Return the demands that were repeated after a recorded no, and calls out of hours after that (P6.8).

    Without a recorded no nothing counts, nor does what was then ordered, nor what a fault of ours explains.
    """
    repeats, explained = _repeats(facts, today)
    calls = _calls(facts, today)
    told = _told(facts, calls, today)
    after = tuple(Event(each.id, each.on) for each in calls if told and each.on > told[0])
    agreed = any(each.contact_hours.strip() for each in contracts_on(facts, today))
    events = (*repeats, *after) if days_of(after) >= facts.thresholds.events_watch or repeats else ()
    state = _state(facts, repeats, after, is_sure=bool(told and told[1] and agreed))
    reasons = _reasons(repeats, after)
    if events and (silent := _silent_contract(facts, today, calls=bool(after) and not agreed)):
        state = "watch" if state == "raised" else state
        reasons.append(silent)
    if state != "none" and is_quiet(events, facts.thresholds.quiet_demands_days, today):
        state = "none"
        reasons.append(gone_quiet(events))
    elif state != "none" and not after and (on := _within_rounds(facts, repeats)):
        state = "none"
        reasons.append(said(N_("What was submitted on {date} was approved within the rounds agreed."), date=on))
    return Finding(
        sign=SIGN,
        state=state,
        figure=counted(N_("{count} repeat"), N_("{count} repeats"), len(repeats)),
        reasons=(*reasons, *taken_out(explained)),
        evidence=evidence_of(events),
        clears=said(N_("Six weeks without another, or a delivery within the rounds agreed.")),
        first=first_day(facts, today),
        last=today,
        drawing=drawing_of(events),
    )


def _repeats(facts: SignFacts, today: date) -> tuple[tuple[Event, ...], int]:
    """Return the demands that came again after a no, and how many of them a fault of ours explains."""
    first = first_day(facts, today)
    by_id = {each.id: each for each in facts.demands}
    found: list[Event] = []
    explained = 0
    for each in facts.demands:
        before = by_id.get(each.repeats or 0)
        if before is None or each.said_on is None or not first <= each.said_on <= today or each.in_scope == "yes":
            continue
        answered = before.answered_on or before.said_on
        if not is_refused(before) or answered is None or answered > each.said_on or _is_ordered(facts, each):
            continue
        if any(is_ours(facts, earlier) for earlier in _chain(each, by_id)):
            explained += 1
        else:
            found.append(Event(each.id, each.said_on))
    return tuple(found), explained


def _chain(demand: Demand, by_id: Mapping[int, Demand]) -> tuple[int, ...]:
    """Return a demand and those that it repeats, the first one last: what explains the first explains all of them."""
    found: dict[int, None] = {}
    at: Demand | None = demand
    while at is not None and at.id not in found:
        found[at.id] = None
        at = by_id.get(at.repeats or 0)
    return tuple(found)


def _is_ordered(facts: SignFacts, demand: Demand) -> bool:
    """Return whether a demand was then ordered, at a price that both sides agreed on."""
    if demand.said_on is None:
        return False
    until = demand.said_on + timedelta(days=ORDERED_WITHIN)
    return any(
        order.agreed_on is not None
        and (order.demand == demand.id or (not order.demand and demand.said_on <= order.agreed_on <= until))
        and bool(order.amount and order.amount > 0)
        for order in facts.change_orders
    )


def _silent_contract(facts: SignFacts, today: date, *, calls: bool) -> Said | None:
    """Return what no contract says, so that the sign is worth watching at most; None if enough is agreed."""
    first = first_day(facts, today)
    many = [
        each for each in facts.requests if each.asked_on >= first and changes_asked(facts, each.id, each.rounds) > 1
    ]
    if not facts.contracts:
        return said(N_("There is no contract to hold it against, so it is worth watching at most."))
    if many and all(each.revision_limit is None for each in facts.contracts):
        return said(N_("No contract says how many rounds are included, so it is worth watching at most."))
    if calls:
        return said(N_("No contract names contact hours, so it is worth watching at most."))
    return None


# --- contact out of hours ---


def _calls(facts: SignFacts, today: date) -> tuple[Talk, ...]:
    """Return the client's calls out of hours, by the contract that ran, else by the hours of the business."""
    first = first_day(facts, today)
    own = contact_hours(facts.hours) if facts.hours.strip() else None
    parsed: dict[str, ContactHours | None] = {}
    found: list[Talk] = []
    for each in facts.talks:
        if each.direction != "in" or each.channel not in WANT_AN_ANSWER or not first <= each.on <= today:
            continue
        texts = [contract.contact_hours for contract in contracts_on(facts, each.on) if contract.contact_hours.strip()]
        for text in texts:
            if text not in parsed:
                parsed[text] = contact_hours(text)
        hours = [known for text in texts if (known := parsed[text])]
        if not hours and own:
            hours = [own]
        outside = bool(hours) and not any(known.cover(each.on.weekday(), each.minute) for known in hours)
        if outside and not is_ours(facts, each.id):
            found.append(each)
    return tuple(sorted(found, key=lambda each: (each.on, each.minute, each.id)))


def _told(facts: SignFacts, calls: Sequence[Talk], today: date) -> tuple[date, bool] | None:
    """Return the day from which the client had been told no, and whether that was about a call out of hours."""
    days = sorted(
        day for each in facts.demands if is_refused(each) and (day := each.answered_on or each.said_on) and day <= today
    )
    about = [day for day in days if any(0 <= (day - call.on).days <= TOLD_WITHIN for call in calls)]
    if about:
        return about[0], True
    return (days[0], False) if days else None


def _state(facts: SignFacts, repeats: Sequence[Event], after: Sequence[Event], *, is_sure: bool) -> State:
    """Return what repeats and calls come to: the demand itself and two repeats are three."""
    more, calls = days_of(repeats), days_of(after)
    out_of_hours = calls >= facts.thresholds.events_watch
    if more >= facts.thresholds.events_raised - 1:
        return "raised"
    if is_sure and ((more and out_of_hours) or calls >= facts.thresholds.events_raised):
        return "raised"
    return "watch" if more or out_of_hours else "none"


def _within_rounds(facts: SignFacts, repeats: Sequence[Event]) -> date | None:
    """Return the day on which something was submitted after all that counts, and approved within the rounds agreed."""
    last = max((each.on for each in repeats), default=None)
    days: list[date] = []
    for each in facts.requests:
        if each.ask != "approval" or last is None or each.asked_on <= last or each.answered_on is None:
            continue
        limits = [it.revision_limit for it in contracts_on(facts, each.asked_on) if it.revision_limit is not None]
        if limits and changes_asked(facts, each.id, each.rounds) <= max(limits):
            days.append(each.asked_on)
    return min(days, default=None)


def changes_asked(facts: SignFacts, request: int, noted: int = 0) -> int:
    """Return how many rounds of changes a request took: those on record, or as many as were noted on it."""
    own = [each for each in facts.rounds if each.request == request and not is_ours(facts, each.id)]
    return max(noted if not own else 0, sum(bool(each.changes_asked.strip()) for each in own))


def _reasons(repeats: Sequence[Event], after: Sequence[Event]) -> list[Said]:
    reasons: list[Said] = []
    if repeats:
        text = (
            N_("{count} demand came again after a recorded no."),
            N_("{count} demands came again after a recorded no."),
        )
        reasons.append(counted(*text, len(repeats)))
    if after:
        text = (
            N_("{count} call came out of hours after you had said no."),
            N_("{count} calls came out of hours after you had said no."),
        )
        reasons.append(counted(*text, len(after)))
    if not reasons:
        reasons.append(said(N_("No demand came again after a recorded no.")))
    return reasons
