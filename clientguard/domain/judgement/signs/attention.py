"""Sign 4: more contact than its share of the income, measured against the other clients (P6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from clientguard.domain.judgement.events import is_ours
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Finding, Point, State
from clientguard.domain.records.kinds.communication import HELD
from clientguard.domain.records.kinds.parties import NEVER_CLIENTS
from clientguard.domain.wording import N_, Said, counted, said

SIGN = 4
NOT_SERVED = (*NEVER_CLIENTS, "former")  # stages of others that are no measure
YEAR = 365
HOUR = 60
TO_SPREAD = 0.6745  # what makes the median of the distances comparable with a standard deviation
THOUSAND = 1000.0


@dataclass(frozen=True, slots=True)
class _Own:
    """The client's own contact over the days that count, and its income by the day."""

    days: int
    messages: int
    minutes: float
    income: float
    records: tuple[int, ...]
    points: tuple[Point, ...]
    explained: int

    @property
    def rate(self) -> float:
        """Minutes a day."""
        return self.minutes / self.days


def find(facts: SignFacts, today: date) -> Finding:
    """Return a client's share of all contact against its share of all income (P6.4).

    Contact is the minutes of messages and held meetings of the last 90 days; the first eight weeks of a client do not
    count, then or later. Income is what was paid or billed in the last twelve months, or since the client came, by the
    day, so that both are shares of the same time. With fewer than five others there is nothing to tell the usual
    spread from, and the sign is worth watching at most.
    """
    first = today - timedelta(days=round(facts.thresholds.contact_days) - 1)
    since = facts.client.since
    settled = since + timedelta(weeks=facts.thresholds.new_weeks) if since else None
    empty = Finding(sign=SIGN, first=first, last=today)
    if settled and today < settled:
        text = N_("A new client may ask more: its contact counts from {date}.")
        return _with(empty, said(text, date=settled))
    own = _own(facts, max(first, settled) if settled else first, today)
    others = _others(facts, today)
    if not others:
        return _with(empty, said(N_("There are no other clients to compare it with.")))
    all_income = own.income + sum(income for income, _rate in others)
    all_minutes = own.rate + sum(rate for _income, rate in others)
    if own.income <= 0 or all_minutes <= 0:
        return _with(empty, said(N_("There is no income or no contact on record to compare.")))
    contact, income = own.rate / all_minutes, own.income / all_income
    ratio = contact / income
    spread = _spread(own, others)
    state = _state(facts, own, len(others), ratio, spread)
    return Finding(
        sign=SIGN,
        state=state,
        figure=said(N_("{contact} % of contact, {income} % of income"), contact=round(100 * contact),
                    income=round(100 * income)),
        reasons=_reasons(facts, own, len(others), ratio, spread),
        evidence=own.records,
        clears=said(N_("Two periods of 90 days below twice its share of the income.")),
        first=max(first, settled) if settled else first,
        last=today,
        drawing=own.points,
    )  # fmt: skip


def _with(finding: Finding, reason: Said) -> Finding:
    return Finding(finding.sign, reasons=(reason,), first=finding.first, last=finding.last)


def _own(facts: SignFacts, first: date, today: date) -> _Own:
    talks = [each for each in facts.talks if first <= each.on <= today]
    counted_in = [each for each in talks if not is_ours(facts, each.id)]
    held = [each for each in facts.meetings if each.state == HELD and first <= each.on <= today]
    held = [each for each in held if not is_ours(facts, each.id)]
    logged = sum(each.minutes or 0 for each in facts.work
                 if each.sort == "meeting" and each.on and first <= each.on <= today)  # fmt: skip
    times = [(each.on, facts.thresholds.message_minutes if each.minutes is None else float(each.minutes), each.id)
             for each in counted_in]  # fmt: skip
    meetings = [(each.on, float(each.minutes or 0), each.id) for each in held]
    in_meetings = max(float(logged), sum(minutes for _on, minutes, _id in meetings))
    by_day: dict[date, float] = {}
    for on, minutes, _id in (*times, *meetings):
        by_day[on] = by_day.get(on, 0.0) + minutes
    return _Own(
        days=max(1, (today - first).days + 1),
        messages=len(counted_in),
        minutes=sum(minutes for _on, minutes, _id in times) + in_meetings,
        income=_income(facts, today),
        records=tuple(dict.fromkeys(number for _on, _minutes, number in sorted((*times, *meetings)))),
        points=tuple(Point(day, value) for day, value in sorted(by_day.items())),
        explained=len(talks) - len(counted_in),
    )


def _currency(facts: SignFacts) -> str:
    used = [each.facts.amount.currency for each in facts.bills] or [each.currency for each in facts.payments]
    return max(sorted(set(used)), key=used.count, default=facts.client.currency)


def _income(facts: SignFacts, today: date) -> float:
    """Return what came in by the day, in the client's usual currency: paid or billed, whichever is more."""
    currency = _currency(facts)
    days = _days(facts.client.since, today, YEAR)
    first = today - timedelta(days=days - 1)
    paid = sum(each.amount or 0 for each in facts.payments
               if each.currency == currency and each.received and first <= each.received <= today)  # fmt: skip
    billed = sum(each.facts.amount.minor for each in facts.bills
                 if each.facts.amount.currency == currency and first <= each.facts.issued <= today)  # fmt: skip
    return max(paid, billed) / days


def _days(since: date | None, today: date, most: int) -> int:
    return max(1, min(most, (today - since).days)) if since else most


def _others(facts: SignFacts, today: date) -> list[tuple[float, float]]:
    """Return income and minutes by the day of each client to compare with: served, and past its first weeks."""
    currency = _currency(facts)
    settled = today - timedelta(weeks=facts.thresholds.new_weeks)
    most, guess = round(facts.thresholds.contact_days), facts.thresholds.message_minutes
    found: list[tuple[float, float]] = []
    for each in facts.others:
        since = each.since
        paid = 0
        for it in each.income:
            if it.currency == currency:
                paid += it.minor
        if paid <= 0 or each.stage in NOT_SERVED or (since is not None and since > settled):
            continue
        days = (today - since).days if since else YEAR  # it is past its first weeks, so that is at least one
        minutes = each.minutes + each.untimed * guess
        found.append((paid / min(days, YEAR), minutes / min(days, most)))
    return sorted(found)


def _spread(own: _Own, others: Sequence[tuple[float, float]]) -> float:
    """Return how far its contact for each unit of income lies from that of the others: the modified z-score."""
    values = [rate / income for income, rate in others]
    middle = median(values)
    distance = median(abs(each - middle) for each in values) or middle / 10
    above = own.rate / own.income - middle
    if not distance:
        return 0.0 if above <= 0 else THOUSAND
    return TO_SPREAD * above / distance


def _state(facts: SignFacts, own: _Own, others: int, ratio: float, spread: float) -> State:
    limits = facts.thresholds
    messages, minutes = limits.contact_messages, limits.contact_hours * HOUR
    if 2 * own.messages < messages or 2 * own.minutes < minutes:
        return "none"
    if others < limits.others_least:
        return "watch" if ratio >= limits.ratio_raised else "none"
    enough = own.messages >= messages and own.minutes >= minutes
    if ratio >= limits.ratio_raised and spread > limits.spread_raised and enough:
        return "raised"
    return "watch" if ratio >= limits.ratio_watch and spread >= limits.spread_watch else "none"


def _reasons(facts: SignFacts, own: _Own, others: int, ratio: float, spread: float) -> tuple[Said, ...]:
    reasons = [
        counted(N_("{count} message and {hours} hours of contact in {days} days."),
                N_("{count} messages and {hours} hours of contact in {days} days."),
                own.messages, hours=round(own.minutes / HOUR, 1), days=own.days),
        said(N_("Its share of the contact is {ratio} times its share of the income."), ratio=round(ratio, 1)),
    ]  # fmt: skip
    if others < facts.thresholds.others_least:
        text = (
            N_("There is {count} other client: too few to say what is usual, so it is worth watching at most."),
            N_("There are {count} other clients: too few to say what is usual, so it is worth watching at most."),
        )
        reasons.append(counted(*text, others))
    elif spread < facts.thresholds.spread_watch:
        reasons.append(said(N_("That is usual among the other clients.")))
    else:
        reasons.append(said(N_("That is far from what is usual among {count} other clients."), count=others))
    if own.explained:
        text = (
            N_("Not counted: {count} message that a fault of ours explains."),
            N_("Not counted: {count} messages that a fault of ours explains."),
        )
        reasons.append(counted(*text, own.explained))
    return tuple(reasons)
