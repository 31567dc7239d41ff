"""After the close: what is still owed, renewed and kept, how long questions are answered, and what is destroyed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.leaving.case import LeavingCase, handovers
from clientguard.domain.money.receivables import totals
from clientguard.domain.next_step import SOON, Step, since_days
from clientguard.domain.wording import N_, Said, counted, listed, said

KEPT = "keep"  # what the client let us keep of its data


@dataclass(frozen=True, slots=True)
class Care:
    """One thing that goes on after the close: what, and where it is seen to (money, an account, data held)."""

    what: Said
    place: Literal["money", "account", "data_holding"]
    record: int = 0
    settled: bool = False  # it is as agreed: nothing has to be done about it now


@dataclass(frozen=True, slots=True)
class AfterFacts:
    """A closed leaving whose end of support or destruction is near."""

    id: int
    client: int
    client_name: str
    destroy_on: date | None
    support_until: date | None


def aftercare(case: LeavingCase, today: date) -> tuple[Care, ...]:
    """Return what goes on after the close: the debt, accounts that are still ours to hand over or renew, data kept."""
    return (*_debt(case), *_accounts(case), *_data(case, today))


def _debt(case: LeavingCase) -> Iterator[Care]:
    if owed := totals(case.bills).owed:
        yield Care(said(N_("{amount} is still owed: the reminders go on."), amount=listed(owed)), "money")


def _accounts(case: LeavingCase) -> Iterator[Care]:
    for each in handovers(case):
        account = each.account
        if account.renews and not account.removed_on:
            what = said(
                N_("“{account}” renews on {date}, and you still have access."),
                account=account.name,
                date=account.renews,
            )
            yield Care(what, "account", account.id)
        elif not each.complete:
            yield Care(said(N_("“{account}” is not handed over yet."), account=account.name), "account", account.id)


def _data(case: LeavingCase, today: date) -> Iterator[Care]:
    for each in case.holdings:
        if each.disposition == KEPT and each.until:
            text = (
                N_("“{what}” is kept until {date}.") if each.until >= today else N_("“{what}” was kept until {date}.")
            )
            yield Care(said(text, what=each.what, date=each.until), "data_holding", each.id, each.until >= today)
        elif each.disposition != KEPT and not each.done_on:
            yield Care(said(N_("“{what}” is not returned or deleted yet."), what=each.what), "data_holding", each.id)


def is_destruction_due(destroy_on: date | None, destroyed_on: date | None, today: date) -> bool:
    """Return whether the record was to be destroyed by a day, and is not yet."""
    return destroy_on is not None and destroy_on <= today and destroyed_on is None


def after_steps(closed: Iterable[AfterFacts], today: date) -> list[Step]:
    """Return the steps of Today for closed leavings: destroy the record, and the end of answering questions."""
    found: list[Step] = []
    for each in closed:
        if each.destroy_on and (each.destroy_on - today).days <= SOON:
            found.append(_destroy(each, each.destroy_on, today))
        if each.support_until and 0 <= (each.support_until - today).days <= SOON:
            found.append(_support(each, each.support_until, today))
    return found


def _destroy(facts: AfterFacts, on: date, today: date) -> Step:
    late = (today - on).days
    text = N_("It was kept until {date}. Erase what is on record of this client, then note that it is done.")
    if late < 0:
        text = N_("It is kept until {date}. Check whether anything has to be kept longer.")
    return _step(
        facts,
        "attention" if late >= 0 else "neutral",
        said(N_("{client}: destroy the record"), client=facts.client_name),
        said(text, date=on),
        on,
        today,
    )


def _support(facts: AfterFacts, until: date, today: date) -> Step:
    what = said(N_("{client}: questions are answered until {date}"), client=facts.client_name, date=until)
    why = said(N_("After that, work for this client is paid work under a new contract."))
    return _step(facts, "neutral", what, why, until, today)


def _step(facts: AfterFacts, tone: str, what: Said, why: Said, by: date, today: date) -> Step:
    late = (today - by).days
    left = counted(N_("in {count} day"), N_("in {count} days"), -late) if late < 0 else since_days(late)
    return Step(
        tone=tone,
        icon="handshake",
        client=facts.client,
        record=facts.id,
        kind="leaving",
        what=what,
        why=why,
        since=left,
        days=late,
        pressing=late,
        action="look after",
        section="now" if tone == "attention" else "next",
        by=by,
    )
