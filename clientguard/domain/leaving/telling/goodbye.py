"""What the client is told at the end: the facts of the goodbye letter and of the guide for the call (P4.2, P4.7).

They come from the rules that the screen and the report use (`todos`, `last_day`), so that a letter promises
nothing that a gate holds, and asks for nothing that was written off or waits.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.letter_facts import Goodbye
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.words import notice
from clientguard.domain.leaving.case import LeavingCase, last_day, notice_ends
from clientguard.domain.leaving.todo import Todo, todos
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, sums
from clientguard.domain.records import DataHolding, Deliverable, Leaving, Message, ProblemNote, Request
from clientguard.domain.records.kinds.collecting import COLLECTOR
from clientguard.domain.wording import N_, Said, said

CONDUCT = "conduct"  # the kind of problem that shows a conflict with a person


@dataclass(frozen=True, slots=True)
class Telling:
    """What the step needs besides the case: what was asked, problems of conduct, and the message that gave notice.

    `letter` is None if that message is not on record, or not any more.
    """

    requests: tuple[RequestFacts, ...] = ()
    answered: tuple[Request, ...] = ()
    conduct: tuple[ProblemNote, ...] = ()
    letter: Message | None = None


def as_told(case: LeavingCase, on: date) -> LeavingCase:
    """Return a case as if notice were given on a day, unless it was given before (P4.2)."""
    if case.leaving.notice_given and case.leaving.notice_given <= on:
        return case
    return dataclasses.replace(case, leaving=dataclasses.replace(case.leaving, notice_given=on))


def goodbye(case: LeavingCase, today: date, reason: str) -> Goodbye:
    """Return what the client is told as of a day, with a reason, "" for none (P4.6)."""
    told = as_told(case, today)
    leaving, contract = told.leaving, told.contract
    agreed = contract.agreed if contract else None
    left = todos(told, today)
    return Goodbye(
        contract=contract.title if contract else "",
        given=leaving.notice_given or today,
        confirms=told is case and leaving.notice_given is not None and leaving.notice_given < today,
        last_day=last_day(leaving, contract),
        notice=notice(agreed) if agreed and agreed.count else "",
        done=tuple(_done(case.deliverables)),
        ours=tuple(_line(each) for each in left if each.who == "us"),
        yours=tuple(_line(each) for each in left if each.who == "client"),
        fees=sums(_asked(case.bills)),
        data=tuple(_kept(each) for each in case.holdings if each.disposition == "keep"),
        transition=leaving.transition.strip(),
        reason=reason,
    )


def _done(deliverables: Iterable[Deliverable]) -> Iterator[Said]:
    for each in deliverables:
        if each.state == "accepted" and each.settled_on:
            yield said(N_("{what}, accepted on {date}"), what=each.title, date=each.settled_on)
        elif each.state == "delivered" and each.delivered_on:
            yield said(N_("{what}, delivered on {date}"), what=each.title, date=each.delivered_on)
        elif each.state in ("accepted", "delivered"):
            yield said("{what}", what=each.title)


def _line(todo: Todo) -> Said:
    """Return what is to be done with its day; one that has passed is not asked for again."""
    if todo.by and todo.what.values.get("date") == todo.by:  # it names its day itself, as a renewal does
        return todo.what
    if todo.by:
        return said(N_("{what}, by {date}"), what=todo.what, date=todo.by)
    return said(N_("{what}, due since {date}"), what=todo.what, date=todo.since) if todo.since else todo.what


def _asked(bills: Iterable[Bill]) -> Iterator[Money]:
    """Yield what is to be paid to us: nothing of what is disputed, or with a collector."""
    for each in bills:
        if each.is_unpaid and not (each.hold and each.hold.type == COLLECTOR):
            rest = each.open - each.disputed
            if rest.minor:
                yield rest


def _kept(holding: DataHolding) -> Said:
    """Return data of the client's that is kept, why and until when; what goes back is among what is to be done."""
    values = {"what": holding.what, "date": holding.until, "reason": holding.reason.strip().rstrip(".")}
    return said(N_("{what}, until {date}: {reason}"), **values)


def before_sending(case: LeavingCase, told: Goodbye, today: date) -> tuple[Said, ...]:
    """Return what the user should know before the letter goes out; nothing of it is said to the client."""
    found: list[Said] = []
    if case.contract and case.contract.notice_means.strip():
        found.append(said(N_("How the contract says that notice is given: {means}"), means=case.contract.notice_means))
    if told.confirms:
        found.append(said(N_("Notice was given on {date}; this letter confirms it."), date=told.given))
    ends = notice_ends(as_told(case, today).leaving, case.contract)
    if told.last_day and told.last_day < today:
        found.append(said(N_("The last day, {last}, has passed."), last=told.last_day))
    elif ends and told.last_day and told.last_day < ends and not case.leaving.agreed_last_day:
        text = N_("The last day, {last}, is before the end of the notice on {ends}.")
        found.append(said(text, last=told.last_day, ends=ends))
    return tuple(found)


def messenger_advice(telling: Telling) -> Said | None:
    """Return who should stay out of it, after a problem of conduct with a person; None if there was none (P4.7)."""
    if not telling.conduct:
        return None
    last = max(telling.conduct, key=lambda each: (each.on or date.min, each.id))
    if last.who.strip():
        text = N_(
            "A problem with {who} is on record (“{what}”, {date}). If it is a conflict, stay out of it: tell the client"
            " in writing, or through a neutral third person."
        )
        return said(text, who=last.who.strip(), what=last.title, date=last.on)
    text = N_(
        "A problem of conduct is on record (“{what}”, {date}). If it is a conflict, stay out of it: tell the client in"
        " writing, or through a neutral third person."
    )
    return said(text, what=last.title, date=last.on)


def is_running(case: LeavingCase, today: date) -> bool:
    """Return whether notice was given and runs to its end (P4.2)."""
    ends, last = notice_ends(case.leaving, case.contract), last_day(case.leaving, case.contract)
    return ends is not None and last is not None and ends <= last and today <= last


def is_withdrawn(leaving: Leaving, telling: Telling) -> bool:
    """Return whether the message that gave notice was removed from the record since."""
    return leaving.notice_message is not None and telling.letter is None
