"""How late each billing cycle was paid, whether it becomes later and later (P3.2), and what that costs (P6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Literal

from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill
from clientguard.domain.next_step import Step
from clientguard.domain.records.kinds.collecting import AGREED, DISPUTED
from clientguard.domain.wording import N_, Said, counted, said

RECENT = 12  # invoices of a client that are looked at: what was before them no longer counts
TOGETHER = 7  # days from a cycle's first invoice within which another one belongs to the same cycle
SHOWN = 3  # cycles that are named
MINUTES = 60  # of an hour
# What the last cycles have to reach, in days late, the last one last. Three days are the bank's and the weekend's; each
# further step is more than three days after the one before it, a week, two weeks.
STAIR = {"late": (0, 4, 8), "very late": (0, 4, 8, 15)}


@dataclass(frozen=True, slots=True)
class Cycle:
    """The invoices that were issued together. `days_late` is that of the latest of them, 0 if paid in time.

    While one of them is open it counts with the days it is late so far, and is `running`; `due` says whether it can be
    late at all, because one is paid or past due.
    """

    invoices: tuple[int, ...]
    numbers: tuple[str, ...]
    days_late: int
    running: bool
    due: bool


# By whether the first of the cycles was late.
_PAID = (N_("Paid on time, then {second} and {third} days late"), N_("Paid {first}, {second} and {third} days late"))
_SO_FAR = (
    N_("Paid on time, then late by {second} and {third} days so far"),
    N_("Late by {first}, {second} and {third} days so far"),
)


@dataclass(frozen=True, slots=True)
class Trend:
    """That a client pays later and later, or keeps paying late: the cycles that show it, the last one last."""

    client: int
    client_name: str
    cycles: tuple[Cycle, ...]
    how: Literal["late", "very late"]
    in_a_row: int  # cycles that were late by more than the days of grace, up to the last one

    @property
    def grows(self) -> bool:
        """Whether each of the cycles was later than the one before."""
        days = [each.days_late for each in self.cycles]
        return all(before < after for before, after in pairwise(days))

    @property
    def evidence(self) -> tuple[int, ...]:
        """The invoices that show it, in the order of issue."""
        return tuple(invoice for each in self.cycles for invoice in each.invoices)

    @property
    def figure(self) -> Said:
        """How late each of the last cycles was, in one sentence."""
        days = [each.days_late for each in self.cycles]
        running = any(each.running for each in self.cycles[1:])
        if not self.cycles[0].due:
            text = N_("Late by {second} and {third} days so far")
        elif running:
            text = _SO_FAR[bool(days[0])]
        else:
            text = _PAID[bool(days[0])]
        shown = said(text, first=days[0], second=days[1], third=days[2])
        return said(N_("{late}: later each time.") if self.grows else N_("{late}."), late=shown)

    @property
    def short(self) -> Said:
        """The same as the state of a client."""
        return said(N_("Pays later each time") if self.grows else N_("Keeps paying late"))


def cycles(bills: Iterable[Bill], last: int = RECENT) -> tuple[Cycle, ...]:
    """Return the billing cycles of one client in the order of issue, from its `last` invoices (0: from all of them).

    A cycle is an invoice with those issued in the week after it: three invoices of one evening that are paid together
    are one event. What was written off or credited is left out: nobody expects it to be paid.
    """
    ordered = sorted(bills, key=lambda each: (each.facts.issued, each.facts.id))
    grouped: list[list[Bill]] = []
    for each in ordered[-last:]:
        if each.status in ("written off", "credited"):
            continue
        if grouped and (each.facts.issued - grouped[-1][0].facts.issued).days < TOGETHER:
            grouped[-1].append(each)
        else:
            grouped.append([each])
    return tuple(
        Cycle(
            invoices=tuple(each.facts.id for each in members),
            numbers=tuple(each.facts.number for each in members),
            days_late=max(map(_days_late, members)),
            running=any(each.is_unpaid for each in members),
            due=any(each.status != "open" for each in members),
        )
        for members in grouped
    )


def _days_late(late: Bill) -> int:
    """Return how many days late an invoice is, but for those on which all of it was on hold or disputed (P8.1)."""
    ours = [each for each in late.facts.holds if each.type in (AGREED, DISPUTED) and each.amount is None]
    if not ours or late.due is None:
        return late.days_late
    first = late.due
    days = (first + timedelta(number) for number in range(1, late.days_late + 1))
    return sum(not any(each.stands(day) for each in ours) for day in days)


def trend(bills: Sequence[Bill]) -> Trend | None:
    """Return whether one client pays later and later, from the third cycle on; None if not (P3.2).

    What is looked for is a stair: on time at first, then beyond the days of grace, then over a week. It is found as
    well where a cycle was later than its step, such as 9, 9 and 9 days: paying an invoice earlier may then end the
    finding and never begins one, and one late invoice alone never does. An open invoice adds to it as soon as it is
    late enough; until then, it takes nothing away from what the cycles before it show.
    """
    found = cycles(bills)
    ends = [len(found)]
    while ends[-1] and found[ends[-1] - 1].running:
        ends.append(ends[-1] - 1)
    for how in ("very late", "late"):
        shown = [
            Trend(
                client=bills[0].facts.client,
                client_name=bills[0].facts.client_name,
                cycles=found[end - SHOWN : end],
                how=how,
                in_a_row=_in_a_row(found[:end]),
            )
            for end in ends
            if _reaches(found[:end], STAIR[how])
        ]
        if shown:
            return next((each for each in shown if each.grows), shown[0])
    return None


def _reaches(found: Sequence[Cycle], stair: Sequence[int]) -> bool:
    """Return whether the last cycles reach each step of a stair."""
    last = found[-len(stair) :]
    return len(last) == len(stair) and all(each.days_late >= step for each, step in zip(last, stair, strict=True))


def _in_a_row(found: Sequence[Cycle]) -> int:
    on_time = [place for place, each in enumerate(found) if each.days_late < STAIR["late"][1]]
    return len(found) - 1 - max(on_time, default=-1)


def trends(bills: Iterable[Bill]) -> tuple[Trend, ...]:
    """Return the trends of several clients, in the order in which the clients come."""
    by_client: dict[int, list[Bill]] = {}
    for each in bills:
        by_client.setdefault(each.facts.client, []).append(each)
    return tuple(found for each in by_client.values() if (found := trend(each)))


def with_lateness(steps: Iterable[Step], found: Iterable[Trend]) -> list[Step]:
    """Return the steps about invoices with what the clients' last cycles show.

    It is told with the reason of the client's first step, so that a client has one row for what it owes. One that owes
    nothing now gets a step of its own: look at its payments, and talk about them (P7.2).
    """
    left = {each.client: each for each in found}
    told: list[Step] = []
    for step in steps:
        late = left.pop(step.client, None)
        told.append(replace(step, why=said(N_("{why} {more}"), why=step.why, more=late.figure)) if late else step)
    return [*told, *map(_step, left.values())]


def _step(late: Trend) -> Step:
    return Step(
        tone="attention",
        icon="wallet",
        client=late.client,
        record=late.client,
        kind="client",
        what=said(
            N_("{client} pays later each time") if late.grows else N_("{client} keeps paying late"),
            client=late.client_name,
        ),
        why=late.figure,
        since=counted(N_("late {count} time in a row"), N_("late {count} times in a row"), late.in_a_row),
        days=late.cycles[-1].days_late,
        pressing=late.cycles[-1].days_late,
        action="look at payments",
        section="now" if late.how == "very late" else "next",
    )


# --- what it costs ---


@dataclass(frozen=True, slots=True)
class TiedUp:
    """What is past due in one currency, and for how many days on average, each day weighed by its amount."""

    amount: Money
    days: int


@dataclass(frozen=True, slots=True)
class Collecting:
    """The reminders, notices and calls by which payment was asked for, and the minutes that they took.

    A message counts if it carried out a step of the ladder, or if it is a letter that asks for payment. Those without
    minutes are counted, but cost nothing: nobody noted what they took.
    """

    messages: int = 0
    minutes: int = 0

    def cost(self, hour: Money | None) -> Money | None:
        """Return the minutes at the business's target hourly rate, rounded to the minor unit; None without a rate."""
        if hour is None:
            return None
        return Money((self.minutes * hour.minor + MINUTES // 2) // MINUTES, hour.currency)


def tied_up(bills: Iterable[Bill]) -> tuple[TiedUp, ...]:
    """Return what is past due by currency: the cash that is tied up in invoices that should have been paid."""
    amounts: dict[str, int] = {}
    weighed: dict[str, int] = {}
    for each in bills:
        if each.status == "overdue":
            currency, minor = each.open.currency, each.overdue.minor
            amounts[currency] = amounts.get(currency, 0) + minor
            weighed[currency] = weighed.get(currency, 0) + minor * each.days_late
    return tuple(
        TiedUp(Money(minor, currency), round(weighed[currency] / minor))
        for currency, minor in sorted(amounts.items())
        if minor
    )
