"""What is still to be done when a client leaves, by whom and by when: for the report and the wizard (P4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.leaving.assets import ACCEPTED, BILLING, REMOVED, TESTED, TOKENS
from clientguard.domain.leaving.case import RENEWAL, LeavingCase, handovers, last_day
from clientguard.domain.leaving.deliverables import deliverable_states
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.leaving.owed import obligations, unbilled_line
from clientguard.domain.money.receivables import Bill
from clientguard.domain.records.kinds.collecting import AGREED, COLLECTOR
from clientguard.domain.records.kinds.handover import ROTATED
from clientguard.domain.wording import N_, Said, said

_DATA = {
    "return": N_("Return {what}"),
    "delete": N_("Delete {what}"),
    "both": N_("Return {what}, then delete it"),
}

# What the client reads about the next step of an account, and who takes it: of its kind, else of any.
_NEXT: dict[tuple[str, str], tuple[str, Literal["us", "client"]]] = {
    ("", ACCEPTED): (N_("Sign in to {account} and confirm"), "client"),
    ("", TESTED): (N_("Sign in to {account} and confirm"), "client"),
    ("", TOKENS): (N_("Change the tokens and recovery addresses of {account}"), "us"),
    ("", BILLING): (N_("Move the billing of {account}"), "client"),
    ("", REMOVED): (N_("Remove our own access to {account}"), "us"),
    ("", ROTATED): (N_("Change the secrets of {account} that we knew"), "client"),
    ("mailing_list", ACCEPTED): (N_("Open {account} and confirm"), "client"),
    ("mailing_list", REMOVED): (N_("Delete our own copies of {account}"), "us"),
    ("files", ACCEPTED): (N_("Open {account} and confirm"), "client"),
    ("files", TESTED): (N_("Open {account} and confirm"), "client"),
    ("files", REMOVED): (N_("Delete our own copies of {account}"), "us"),
    ("telephone_sms", TESTED): (N_("Try {account} and confirm"), "client"),
    ("licences_stock", TESTED): (N_("Try {account} without our licences and confirm"), "client"),
    ("licences_stock", TOKENS): (N_("Replace our kits and keys for {account}"), "client"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    """Something still to be done: what, who (`us` or `client`), and by when; or `since` when, if that day is past."""

    what: Said
    who: Literal["us", "client"]
    by: date | None
    since: date | None = None


def todos(case: LeavingCase, today: date) -> tuple[Todo, ...]:
    """Return what is still to be done according to the record, dated items first, for the report and the sign-off.

    The client sees this too, so it states only facts (P4.4). What waits for payment has no date: an account that is
    held, or a deliverable while work is stopped. A day that is past is never asked for.
    """
    end = last_day(case.leaving, case.contract)
    found = [todo for each in handovers(case) for todo in _account_todos(each, end, today)]
    found += _deliverable_todos(case, today)
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
    found += _last_todos(case, end)
    found += _data_todos(case, end)
    dated = (_in_time(each, today) for each in found)
    return tuple(sorted(dated, key=lambda todo: todo.since or todo.by or date.max))


def _in_time(todo: Todo, today: date) -> Todo:
    """Return a todo whose day is past as due since then."""
    return Todo(todo.what, todo.who, None, todo.by) if todo.by and todo.by < today else todo


def _deliverable_todos(case: LeavingCase, today: date) -> Iterable[Todo]:
    """Yield what is still to be delivered or accepted, by the newest date agreed on; what waits has no date."""
    for each in deliverable_states(case, today):
        title = each.record.title
        if each.waits:
            yield Todo(said(N_("Deliver {title}, once paid"), title=title), "us", None)
        elif each.record.state == "agreed":
            yield Todo(said(N_("Deliver {title}"), title=title), "us", each.due)
        elif each.record.state == "delivered":
            yield Todo(said(N_("Accept {title}"), title=title), "client", each.due)


def _last_todos(case: LeavingCase, end: date | None) -> Iterable[Todo]:
    """Yield what the deposit and the work that is not invoiced yet still ask of us, where hours are paid."""
    for each in obligations(case):
        if each.about == "deposit" and not each.settled:
            yield Todo(said(N_("Refund the deposit of {amount}, or set it off"), amount=each.amount), "us", end)
    work = unbilled_line(case)
    if work and work.amount and not work.private:
        yield Todo(said(N_("Send the last invoice")), "us", end)


def _data_todos(case: LeavingCase, end: date | None) -> Iterable[Todo]:
    """Yield what is still to be returned or deleted, and what the client still has to choose (P4.3)."""
    for each in case.holdings:
        if each.done_on or each.disposition == "keep":
            continue
        if each.disposition in _DATA:
            yield Todo(said(_DATA[each.disposition], what=each.what), "us", end)
        else:
            yield Todo(said(N_("Choose: return or delete {what}"), what=each.what), "client", end)


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
    agreed = hold is not None and hold.type == AGREED
    if owed.in_parts and not agreed and 0 < owed.overdue.minor < rest.minor:  # the other instalments have time
        yield Todo(said(N_("Pay {open} of invoice {number}"), open=owed.overdue, number=number), "client", owed.due)
        later = rest - owed.overdue
        yield Todo(said(N_("Pay {open} of invoice {number} as agreed"), open=later, number=number), "client", None)
    elif rest.minor:
        by = hold.until if hold and agreed else owed.due
        yield Todo(said(N_("Pay {open} of invoice {number}"), open=rest, number=number), "client", by)


def _account_todos(ruled: Handover, end: date | None, today: date) -> Iterable[Todo]:
    """Yield the next step of an account's handover, and its renewal if that is close."""
    account = ruled.account
    name = account.name
    if ruled.waits:
        yield Todo(said(N_("Hand over {account}, once paid"), account=name), "us", None)
    elif found := _next_of(ruled):
        yield Todo(said(found[0], account=name), found[1], end)
    if account.renews and today <= account.renews <= today + timedelta(days=RENEWAL):
        what = said(N_("Renew {account} (renews on {date})"), account=name, date=account.renews)
        yield Todo(what, "client" if _theirs(ruled, end) else "us", account.renews)


def _next_of(ruled: Handover) -> tuple[str, Literal["us", "client"]] | None:
    """Return the next step that the account's path needs, and who takes it; None if only our own proof is missing."""
    if ruled.state == "open" and ruled.next in (ACCEPTED, TESTED):
        return N_("Hand over {account}"), "us"
    return _NEXT.get((ruled.account.asset_type, ruled.next)) or _NEXT.get(("", ruled.next))


def _theirs(ruled: Handover, end: date | None) -> bool:
    """Return whether the client renews an account: it pays for it by then."""
    account = ruled.account
    return bool(account.billing_on or ruled.complete or (account.renews and end and account.renews > end))
