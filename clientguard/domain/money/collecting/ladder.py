"""The reminder ladder: which step an unpaid invoice comes to next, on which day, and why none is due (P3.3, P3.4).

A step comes on its day after the due date, but never sooner after the step before than the ladder has between the two:
a client that got the first note late is not hurried to the next. Steps are told by their place in the ladder, so that
what was sent counts also after the ladder was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clientguard.domain.money.receivables import Bill, waiting_for
from clientguard.domain.wording import N_, Said, said

PRACTICE, FORMAL = "practice", "formal"
STOP, STOP_NOTICE = "stop", "stop-notice"
DECIDE_FIRST, DECIDE_AFTER = 45, 30  # days after the due date, and after the last letter, to decide what becomes of it
_SETTLED = {
    "paid": N_("It is paid."),
    "credited": N_("It was credited."),
    "written off": N_("It is written off."),
}
TOLD_WITHIN = 14  # days after which a stop of work no longer asks for its letter: the client knows by then


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step: how many days after the due date (below zero: before it), in which tone, how, and which letter.

    Without a letter, the step asks to decide on a collector or a write-off.
    """

    ladder: str
    offset: int
    tone: str
    channel: str
    letter: str

    @property
    def key(self) -> str:
        """What a message names it by, such as `practice/+7`."""
        return f"{self.ladder}/{self.offset:+d}"


@dataclass(frozen=True, slots=True)
class SentStep:
    """A step that was carried out for an invoice, by the name that its letter gives it, and when."""

    key: str
    on: date

    @property
    def offset(self) -> int | None:
        """Its place in the ladder; None if that cannot be read."""
        number = self.key.rpartition("/")[2]
        try:
            return int(number)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Stoppable:
    """How work for a client can be stopped: whether there is a contract, and what it allows; since when it is."""

    has_contract: bool = False
    suspension_days: int | None = None
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """Where an invoice stands on its ladder: its next step and its day, or no step, and why."""

    step: LadderStep | None
    day: date | None = None
    last: date | None = None  # when the step before was carried out
    is_stopped: bool = False  # whether work for the client is stopped
    is_due: bool = False  # whether the day of the step has come
    why_none: Said | None = None


def rung(
    owed: Bill, steps: Iterable[LadderStep], sent: Sequence[SentStep], today: date, stop: Stoppable | None = None
) -> Rung:
    """Return the next step of an invoice (P3.3), or why there is none.

    None for what is paid, credited or written off, not due on any day yet, on hold, disputed as a whole, with a
    collector, or promised for a day that has not passed. Neither a part payment nor a dispute about a part silences the
    rest.
    """
    if not owed.is_unpaid:
        return Rung(None, why_none=said(_SETTLED[owed.status]))
    if owed.due is None:
        return Rung(None, why_none=said(N_("It is not known yet when it is due.")))
    if owed.demanded.minor <= 0 or owed.is_promised:
        return Rung(None, why_none=waiting_for(owed))
    taken = [(each.offset, each.on) for each in sent if each.offset is not None and _is_about(each, owed.due)]
    last, stop = max(taken, default=None), stop or Stoppable()
    left = _left(_to_the_end(steps), last, owed.due, today, stop)
    if not left:
        return Rung(None, why_none=said(N_("Every step of the ladder was taken.")))
    day = _day(left[0], last, owed.due, stop)
    return Rung(left[0], day, last[1] if last else None, bool(stop.stopped_on), day <= today)


def _is_about(sent: SentStep, due: date) -> bool:
    """Return whether a step was about what is due on a day: one after that day, of an earlier instalment, was not."""
    return sent.offset is not None and (sent.offset <= 0 or sent.on > due)


def _to_the_end(steps: Iterable[LadderStep]) -> list[LadderStep]:
    """Return the steps in their order; the last one asks for a collector or a write-off, also if none says so."""
    ordered = sorted(steps, key=lambda each: each.offset)
    if ordered and ordered[-1].letter:
        last = ordered[-1]
        offset = max(last.offset + DECIDE_AFTER, DECIDE_FIRST)
        ordered.append(LadderStep(last.ladder, offset, "final", "call", ""))
    return ordered


def _left(
    steps: Sequence[LadderStep], last: tuple[int, date] | None, due: date, today: date, stop: Stoppable
) -> list[LadderStep]:
    """Return which of the steps, in their order, are still to be taken."""
    stopping = next((each.offset for each in steps if each.letter == STOP), None)
    reached = None if last is None else last[0]
    if stop.stopped_on and stopping is not None:  # what comes before a stop is past
        untold = (today - stop.stopped_on).days <= TOLD_WITHIN
        reached = max(stopping - 1 if untold else stopping, reached if reached is not None else stopping - 1)
    return [
        each
        for each in steps
        if (reached is None or each.offset > reached)
        and (each.offset > 0 or today <= due)
        and not (each.letter in (STOP, STOP_NOTICE) and not stop.has_contract)
        and not (each.letter == STOP_NOTICE and stop.stopped_on)
    ]


def _day(step: LadderStep, last: tuple[int, date] | None, due: date, stop: Stoppable) -> date:
    day = later(due, step.offset)
    if last and last[0] > 0:
        day = max(day, later(last[1], step.offset - last[0]))
    if step.letter == STOP:
        if stop.stopped_on:
            return stop.stopped_on  # work is stopped: its letter is what is left
        day = max(day, later(due, max(1, stop.suspension_days or 0)))
    return day


def later(day: date, days: int) -> date:
    """Return the day some days later; the calendar's last or first where it would end."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True)
class Ladders:
    """The ladders that hold: of single clients, of all others, and the one that ships, where the user edited none."""

    shipped: tuple[LadderStep, ...]
    own: tuple[LadderStep, ...] = ()
    by_client: Mapping[int, tuple[LadderStep, ...]] = field(default_factory=dict[int, tuple[LadderStep, ...]])

    def of(self, client: int) -> tuple[LadderStep, ...]:
        """Return the steps for a client, in their order."""
        return self.by_client.get(client) or self.own or self.shipped


@dataclass(frozen=True, slots=True)
class Climbing:
    """What is known on a day of the steps of all: by invoice what was sent, by client how work can be stopped."""

    on: date
    ladders: Ladders
    sent: Mapping[int, tuple[SentStep, ...]] = field(default_factory=dict[int, tuple[SentStep, ...]])
    stops: Mapping[int, Stoppable] = field(default_factory=dict[int, Stoppable])

    def rung(self, owed: Bill) -> Rung:
        """Return the next step of an invoice, or why there is none."""
        facts = owed.facts
        return rung(
            owed, self.ladders.of(facts.client), self.sent.get(facts.id, ()), self.on, self.stops.get(facts.client)
        )
