"""Stops of work: from which day a contract allows one, what lifts it, and what its contract then says (P3.4, P3.5)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.collecting.ladder import TOLD_WITHIN, later
from clientguard.domain.money.receivables import Bill, is_current
from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records import Contract, Suspension
from clientguard.domain.wording import N_, said

STATE = ("stopped_on", "stopped_for", "lifted_on", "lifted_stop", "lifted_for")  # what a contract says of its stops


def latest(stops: Iterable[Suspension]) -> Suspension | None:
    """Return the stop of work that began last, or None."""
    return max(stops, key=lambda each: (each.starts or date.min, each.id), default=None)


def follows(contract: Contract, stops: Sequence[Suspension]) -> Contract:
    """Return a contract with the stop that is open, and the one that was lifted last, in its own fields.

    `lifted_for` is the invoice of a stop that payment lifted, which can come back; one that the user resumed has none.
    """
    now = latest(each for each in stops if each.resumed_on is None)
    past = latest(each for each in stops if each.resumed_on is not None)
    return dataclasses.replace(
        contract,
        stopped_on=now.starts if now else None,
        stopped_for=now.invoice if now else None,
        lifted_on=past.resumed_on if past else None,
        lifted_stop=past.starts if past else None,
        lifted_for=past.invoice if past and is_lifted_by_payment(contract, past) else None,
    )


def is_lifted_by_payment(contract: Contract, stop: Suspension) -> bool:
    """Return whether what was paid or written off lifted a stop, so that it comes back if that is taken away."""
    if stop.lifted_by is not None:
        return True
    return stop.resumed_on is not None and contract.lifted_stop == stop.starts and contract.lifted_for is not None


def has_clause(contract: Contract) -> bool:
    """Return whether a contract says that work can be stopped while an invoice is unpaid."""
    return bool(contract.suspension_clause.strip()) or contract.suspension_days is not None


def oldest_overdue(bills: Iterable[Bill]) -> Bill | None:
    """Return the overdue invoice that was due first, or None."""
    late = (each for each in bills if each.status == "overdue")
    return min(late, key=lambda each: (each.due, each.facts.id), default=None)


def first_day(contract: Contract, due: date) -> date:
    """Return the first day on which work can be stopped for an invoice due on a day (P3.4).

    Never before it is overdue; where the contract names a number of days after the due date, not before those.
    """
    return later(due, max(1, contract.suspension_days or 0))


def is_lifted(stop: Suspension, on: date, bills: Sequence[Bill], later: Sequence[Bill]) -> bool:
    """Return whether the client is current on a day, and has stayed so (P3.5).

    `bills` are all its invoices on that day. `later` are the same with everything that is recorded: a payment that
    bounced leaves open what was due then. The invoice that work was stopped for has to be settled in any case; of
    one in instalments, those that are due. One that is no longer on record never is.
    """
    if stop.invoice and all(each.facts.id != stop.invoice for each in later):
        return False
    due = {
        each.facts.id
        for each in bills
        if (each.due is not None and each.due < on) or (each.facts.id == stop.invoice and not each.in_parts)
    }
    open_now = {each.facts.id for each in bills if each.is_unpaid} | {each.facts.id for each in later if each.is_unpaid}
    return is_current(bills) and not due & open_now


def standing_on(stops: Iterable[Suspension], on: date) -> Suspension | None:
    """Return the stop during which a day falls; the day on which work goes on is no part of it."""
    return latest(each for each in stops if each.starts and each.starts <= on and on < (each.resumed_on or date.max))


@dataclass(frozen=True, slots=True)
class StopFacts:
    """A stop of work that may ask something: whether to stay, or to tell the client that work goes on.

    `decided`: an exception is on record, or the client is being left or was. `told`: the letter went out.
    """

    id: int
    client: int
    client_name: str
    starts: date
    resumed_on: date | None
    is_paid: bool  # a payment lifted it
    decided: bool
    told: bool


def stop_steps(stops: Iterable[StopFacts], today: date) -> list[Step]:
    """Return what a stop of work asks: to say that work goes on (P3.5), and whether to stay with the client (P3.6).

    The question of leaving is never more than a question: it stays until the user leaves, or notes why not.
    """
    steps: list[Step] = []
    for each in stops:
        lifted = each.resumed_on
        if lifted and each.is_paid and not each.told and 0 <= (today - lifted).days <= TOLD_WITHIN:
            steps.append(
                _step(
                    each,
                    N_("{client}: say that work goes on"),
                    N_("The payment arrived on {date}, and the stop of work is lifted."),
                    lifted,
                    today,
                    ("send_resume", ()),
                )
            )
        if not each.decided and each.starts <= today:
            steps.append(
                _step(
                    each,
                    N_("{client}: decide whether to stay"),
                    N_("Work had to be stopped on {date}, because a payment was late."),
                    each.starts,
                    today,
                    ("note exception", ("begin leaving",)),
                )
            )
    return steps


def _step(stop: StopFacts, what: str, why: str, since: date, today: date, actions: tuple[str, tuple[str, ...]]) -> Step:
    days = (today - since).days
    return Step(
        tone="note",
        icon="octagon-pause",
        client=stop.client,
        record=stop.id,
        kind="suspension",
        what=said(what, client=stop.client_name),
        why=said(why, date=since),
        since=since_days(days),
        days=days,
        pressing=days,
        action=actions[0],
        answers=actions[1],
        section="now" if actions[0] == "send_resume" else "next",
    )
