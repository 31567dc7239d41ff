"""What signs have in common: the span that is looked at, entries of a day as one, what is taken out before counting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.domain.communication.waiting import Away
from clientguard.domain.contracts.agreed import Agreed, runs_on
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.finding import Point, State
from clientguard.domain.records import Contract, ProblemNote
from clientguard.domain.wording import N_, Said, counted, said

MINOR = "minor"
GRAVE = "grave"
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts for a sign: its record, its day, and whether it weighs more than little."""

    record: int
    on: date
    is_weighty: bool = True
    is_grave: bool = False


def first_day(facts: SignFacts, today: date) -> date:
    """Return the first day that is looked at: twelve months ago, or since the client came."""
    start = today - timedelta(days=round(facts.thresholds.span_days) - 1)
    return max(start, facts.client.since) if facts.client.since and facts.client.since <= today else start


def is_ours(facts: SignFacts, record: int) -> bool:
    """Return whether a fault of ours explains a record (P8.1)."""
    return bool(facts.explained.get(record))


def days_of(events: Iterable[Event]) -> int:
    """Return on how many days something happened: three mails of one evening are one event."""
    return len({each.on for each in events})


def weighty(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that weigh more than little."""
    return tuple(each for each in events if each.is_weighty)


def pattern(facts: SignFacts, events: Sequence[Event]) -> State:
    """Return what a number of events comes to: entries of little weight raise only beside two of more (P8.1)."""
    days = days_of(events)
    if days >= facts.thresholds.events_raised and days_of(weighty(events)) >= 2:
        return "raised"
    return "watch" if days >= facts.thresholds.events_watch else "none"


def last_day(events: Iterable[Event]) -> date | None:
    """Return the day of the last event; None without any."""
    return max((each.on for each in events), default=None)


def is_quiet(events: Iterable[Event], days: float, today: date) -> bool:
    """Return whether so many days have passed since the last event."""
    last = last_day(events)
    return last is not None and (today - last).days >= days


def evidence_of(events: Iterable[Event]) -> tuple[int, ...]:
    """Return the records of events, oldest first, each once."""
    return tuple(dict.fromkeys(each.record for each in sorted(events, key=lambda each: (each.on, each.record))))


def drawing_of(events: Iterable[Event]) -> tuple[Point, ...]:
    """Return how many events each day had."""
    days = [each.on for each in events]
    return tuple(Point(day, float(days.count(day))) for day in sorted(set(days)))


@dataclass(frozen=True, slots=True)
class Noted:
    """The problems that the user noted for a sign, and those taken out because a fault of ours explains them."""

    counted: tuple[Event, ...]
    explained: tuple[int, ...]


def noted(
    facts: SignFacts, sign: int, today: date, counts: Callable[[ProblemNote], bool] = lambda _problem: True
) -> Noted:
    """Return what was noted for a sign in the span (P8.1). What was nobody's doing is no conduct of the client."""
    first = first_day(facts, today)
    found: list[Event] = []
    explained: list[int] = []
    for each in facts.problems:
        if each.sign != str(sign) or each.on is None or not first <= each.on <= today or not counts(each):
            continue
        if each.sort == OURS or each.cause in ("us", "nobody") or is_ours(facts, each.id):
            explained.append(each.id)
        else:
            found.append(Event(each.id, each.on, each.severity != MINOR, each.severity == GRAVE))
    return Noted(tuple(found), tuple(explained))


def taken_out(count: int) -> tuple[Said, ...]:
    """Return the sentence on the entries that a fault of ours explains; nothing if there are none."""
    if not count:
        return ()
    text = (
        N_("Not counted: {count} entry that a fault of ours explains."),
        N_("Not counted: {count} entries that a fault of ours explains."),
    )
    return (counted(*text, count),)


def gone_quiet(events: Sequence[Event]) -> Said:
    """Return the sentence that says why a pattern no longer counts."""
    return said(N_("The last one was on {date}. Since then there has been none, so it no longer counts."),
                date=last_day(events))  # fmt: skip


def of_little_weight(events: Sequence[Event]) -> tuple[Said, ...]:
    """Return the sentence on entries of little weight; nothing if there are none."""
    minor = len(events) - len(weighty(events))
    if not minor:
        return ()
    text = (
        N_("{count} of them weighs little, and does not raise the sign alone."),
        N_("{count} of them weigh little, and do not raise the sign alone."),
    )
    return (counted(*text, minor),)


# --- contracts and absences ---


def contracts_on(facts: SignFacts, day: date) -> tuple[Contract, ...]:
    """Return the contracts that ran on a day; all of them where none says when it ran."""
    running = [each for each in facts.contracts if runs_on(Agreed(each.starts, each.ends, each.renews_months,
               each.ended_on), day)]  # fmt: skip
    return tuple(running or facts.contracts)


def response_days(facts: SignFacts, day: date) -> int | None:
    """Return how many working days an answer may take, as agreed; None if the contract is silent (P6.5)."""
    return max((each.response_days for each in contracts_on(facts, day) if each.response_days is not None),
               default=None)  # fmt: skip


def away_of(facts: SignFacts) -> tuple[Away, ...]:
    """Return the absences that the client announced."""
    return tuple(Away(each.starts, last) for each in facts.absences if each.starts and (last := each.last_day))
