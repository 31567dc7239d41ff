"""What is still to be done when a client leaves, by whom and by when: for the report and the wizard (P4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.leaving.case import RENEWAL, LeavingCase, handovers, last_day
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records.collecting import AGREED, COLLECTOR
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class Todo:
    """Something still to be done: what, who (`us` or `client`), and by when."""

    what: Said
    who: Literal["us", "client"]
    by: date | None


def todos(case: LeavingCase, today: date) -> tuple[Todo, ...]:
    """Return what is still to be done according to the record, dated items first, for the report and the sign-off.

    The client sees this too, so it states only facts (P4.4). What waits for payment has no date: an account that is
    held, or a deliverable while work is stopped.
    """
    end = last_day(case.leaving, case.contract)
    found = [todo for each in handovers(case) for todo in _account_todos(each, end, today)]
    stopped = case.contract is not None and case.contract.stopped_on is not None
    for each in case.deliverables:
        if each.state == "agreed" and stopped:
            found.append(Todo(said(N_("Deliver {title}, once paid"), title=each.title), "us", None))
        elif each.state == "agreed":
            found.append(Todo(said(N_("Deliver {title}"), title=each.title), "us", each.due))
        elif each.state == "delivered":
            found.append(Todo(said(N_("Accept {title}"), title=each.title), "client", each.due))
    for each in case.obligations:
        if not each.met_on:
            found.append(Todo(said(N_("Settle: {what}"), what=each.what), "us", each.due))
    for each in case.bills:
        number = each.facts.number
        if each.is_unpaid:
            found += _to_pay(each)
        elif each.credit.minor:
            found.append(
                Todo(said(N_("Pay back {open} of invoice {number}"), open=each.credit, number=number), "us", end)
            )
    found += [
        Todo(said(N_("Pay back {amount} of credit on account"), amount=each), "us", end) for each in case.on_account
    ]
    return tuple(sorted(found, key=lambda todo: (todo.by is None, todo.by or today)))


def _to_pay(owed: Bill) -> Iterable[Todo]:
    """Yield what is to be done about an unpaid invoice: only what is demanded is to be paid, by the day agreed on."""
    number, hold = owed.facts.number, owed.hold
    if hold and hold.type == COLLECTOR:
        yield Todo(said(N_("Settle {open} of invoice {number} with the collector"), open=owed.open, number=number),
                   "client", None)  # fmt: skip
        return
    if owed.disputed.minor:
        yield Todo(said(N_("Settle what is disputed: {amount} of invoice {number}"), amount=owed.disputed,
                        number=number), "us", None)  # fmt: skip
    rest = owed.open - owed.disputed
    if rest.minor:
        by = hold.until if hold and hold.type == AGREED else owed.due
        yield Todo(said(N_("Pay {open} of invoice {number}"), open=rest, number=number), "client", by)


def _account_todos(ruled: Handover, end: date | None, today: date) -> Iterable[Todo]:
    """Yield the next step of an account's handover, and its renewal if that is close."""
    account = ruled.account
    name = account.name
    if ruled.waits:
        yield Todo(said(N_("Hand over {account}, once paid"), account=name), "us", None)
    elif not (account.offered_on or account.accepted_on or account.tested_on):
        yield Todo(said(N_("Hand over {account}"), account=name), "us", end)
    elif not account.tested_on:
        yield Todo(said(N_("Sign in to {account} and confirm"), account=name), "client", end)
    elif not account.removed_on:
        yield Todo(said(N_("Remove our own access to {account}"), account=name), "us", end)
    if account.renews and today <= account.renews <= today + timedelta(days=RENEWAL):
        what = said(N_("Renew {account} (renews on {date})"), account=name, date=account.renews)
        yield Todo(what, "client", account.renews)
