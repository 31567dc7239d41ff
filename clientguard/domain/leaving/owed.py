"""What both sides still owe when a client leaves: for the wizard, the gates and the papers (P4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from clientguard.domain.communication.waiting.moved import MovedDate
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.leaving.deliverables import DeliverableState, deliverable_detail, deliverable_states
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, waiting_for
from clientguard.domain.records import Promise
from clientguard.domain.wording import N_, Said, counted, said

DEPOSIT = "deposit"  # the key of the mark, on the leaving itself, that says: the deposit was refunded or set off
Subject = Literal["deliverable", "obligation", "overpaid", "account", "deposit", "invoice", "work", "promise"]


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing that is owed, or was and is settled.

    `record` is the record that shows it, 0 if several do. `word` is its state, in a tone of the chips. `amount` is
    what it comes to, if it is money; `date` where the date of a deliverable stands. `private`: worked out from the
    user's own rate, so the client never gets it.
    """

    about: Subject
    record: int
    what: Said
    detail: Said | None
    word: str
    tone: str
    settled: bool = False
    amount: Money | None = None
    private: bool = False
    date: MovedDate | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What we owe the client, and what the client owes us; what is still open comes first on each side."""

    ours: tuple[OwedLine, ...]
    theirs: tuple[OwedLine, ...]


def owed(case: LeavingCase, on: date) -> Owed:
    """Return what both sides owe on a day (P4.2)."""
    ours = [_deliverable(each) for each in deliverable_states(case, on)]
    work = unbilled_line(case)
    theirs = [*_bills(case, on), *([work] if work else []), *map(_promise, open_promises(case))]
    return Owed(_open_first([*ours, *obligations(case)]), _open_first(theirs))


def _open_first(lines: Iterable[OwedLine]) -> tuple[OwedLine, ...]:
    return tuple(sorted(lines, key=lambda each: each.settled))


def _deliverable(found: DeliverableState) -> OwedLine:
    record = found.record
    what, detail = said("{title}", title=record.title), deliverable_detail(found)
    if found.stop and found.stop.why is None:
        detail = said(N_("{first}; {second}"), first=detail, second=said(N_("not held, as no clause is on record")))
    return OwedLine(
        "deliverable", record.id, what, detail, found.label, found.tone, settled=found.settled, date=found.date
    )


def obligations(case: LeavingCase) -> tuple[OwedLine, ...]:
    """Return what is owed to the client beside the deliverables: refunds, credits, promises, the deposit (P4.2)."""
    return (*_recorded(case), *_overpaid(case), *_on_account(case), *_deposit(case))


def _recorded(case: LeavingCase) -> Iterator[OwedLine]:
    for each in case.obligations:
        met = each.met_on is not None
        if met:
            detail = said(N_("met on {date}"), date=each.met_on)
        else:
            detail = said(N_("due {date}"), date=each.due) if each.due else None
        if each.note.strip():
            note = said("{text}", text=each.note)
            detail = said(N_("{first}; {second}"), first=detail, second=note) if detail else note
        word, tone = (N_("met"), "met") if met else (N_("open", "gate"), "attention")
        yield OwedLine("obligation", each.id, said("{title}", title=each.what), detail, word, tone, settled=met)


def _overpaid(case: LeavingCase) -> Iterator[OwedLine]:
    for each in case.bills:
        if each.credit.minor:
            what = said(N_("{amount} overpaid on invoice {number}"), amount=each.credit, number=each.facts.number)
            detail = said(N_("to be refunded"))
            yield OwedLine(
                "overpaid", each.facts.id, what, detail, N_("open", "amount"), "attention", amount=each.credit
            )


def _on_account(case: LeavingCase) -> Iterator[OwedLine]:
    for each in case.on_account:
        what = said(N_("{amount} of credit on account"), amount=each)
        detail = said(N_("to be refunded, or set off against the last invoice"))
        yield OwedLine("account", 0, what, detail, N_("open", "amount"), "attention", amount=each)


def _deposit(case: LeavingCase) -> Iterator[OwedLine]:
    contract = case.contract
    currency = (contract.currency if contract else "") or (case.rate.currency if case.rate else "")
    if contract is None or not contract.deposit or not currency:
        return
    amount = Money(contract.deposit, currency)
    what = said(N_("{amount} of deposit, by the contract"), amount=amount)
    mark = next(
        (each for each in case.marks if each.key == DEPOSIT and not each.account and each.leaving == case.leaving.id),
        None,
    )
    if mark is None:
        detail = said(N_("to be refunded, or set off against the last invoice"))
        yield OwedLine("deposit", 0, what, detail, N_("open", "amount"), "attention", amount=amount)
        return
    detail = said(N_("settled on {date}"), date=mark.done_on)
    if mark.proof.strip():
        detail = said(N_("settled on {date}: {proof}"), date=mark.done_on, proof=mark.proof)
    yield OwedLine("deposit", mark.id, what, detail, N_("met"), "met", settled=True, amount=amount)


def _bills(case: LeavingCase, on: date) -> Iterator[OwedLine]:
    for each in case.bills:
        if each.is_unpaid:
            what = said(N_("{amount} of invoice {number}"), amount=each.open, number=each.facts.number)
            word, tone = _standing(each)
            yield OwedLine("invoice", each.facts.id, what, _bill_detail(case, each, on), word, tone, amount=each.open)


def _standing(bill: Bill) -> tuple[str, str]:
    if bill.disputed.minor and bill.disputed == bill.open:
        return N_("disputed"), "attention"
    return (N_("overdue"), "attention") if bill.status == "overdue" else (N_("open", "amount"), "neutral")


def _bill_detail(case: LeavingCase, bill: Bill, on: date) -> Said:
    if bill.due is None:
        detail = said(N_("waits for {event}"), event=bill.waits_for.say() if bill.waits_for else "")
    elif bill.status == "overdue":
        detail = counted(
            N_("due {date}, {count} day late"), N_("due {date}, {count} days late"), bill.days_late, date=bill.due
        )
    else:
        detail = said(N_("due {date}"), date=bill.due)
    if waits := waiting_for(bill):
        detail = said(N_("{detail}, {waits}"), detail=detail, waits=waits)
    decided = case.leaving.decided or on
    if bill.facts.id in case.unsent and bill.facts.issued >= decided:
        detail = said(N_("{first}; {second}"), first=detail, second=said(N_("not sent yet")))
    return detail


def unbilled_amount(case: LeavingCase) -> Money | None:
    """Return what the unbilled work comes to, by the contract's hourly fee or else the user's own; None if unknown.

    Under a fixed price or a retainer hours are not what is invoiced.
    """
    contract = case.contract
    rate = case.rate
    if contract and contract.fee_type:
        currency = contract.currency or (rate.currency if rate else "")
        rate = Money(contract.fee, currency) if contract.fee_type == "hourly" and contract.fee and currency else None
    if rate is None or not case.unbilled:
        return None
    minor = Decimal(case.unbilled) * rate.minor / 60
    return Money(int(minor.quantize(Decimal(1), ROUND_HALF_UP)), rate.currency)


def unbilled_line(case: LeavingCase) -> OwedLine | None:
    """Return the work since the last invoice, and what it comes to as far as that is known; None if there is none."""
    if not case.unbilled:
        return None
    hours, minutes = divmod(case.unbilled, 60)
    text = N_("{hours}:{minutes} h of work since the last invoice") if case.bills else N_("{hours}:{minutes} h of work")
    what = said(text, hours=str(hours), minutes=f"{minutes:02}")
    amount = unbilled_amount(case)
    agreed = case.contract is not None and bool(case.contract.fee_type)
    detail = None
    if amount:
        text = N_("{amount} by the contract's hourly fee") if agreed else N_("about {amount} at your own hourly rate")
        detail = said(text, amount=amount)
    elif agreed:
        detail = said(N_("the fee is not by the hour: check what the last invoice has to cover"))
    private = amount is not None and not agreed
    return OwedLine("work", 0, what, detail, N_("not invoiced"), "note", amount=amount, private=private)


def open_promises(case: LeavingCase) -> tuple[Promise, ...]:
    """Return the client's promises of material or an answer that are not kept; those to pay show with the invoices."""
    return tuple(each for each in case.promises if each.type != "payment" and each.kept_on is None)


def _promise(record: Promise) -> OwedLine:
    what = said(N_("“{words}”"), words=record.words)
    detail = said(N_("promised for {date}"), date=record.due)
    if record.who.strip():
        detail = said(N_("promised by {name} for {date}"), name=record.who, date=record.due)
    return OwedLine("promise", record.id, what, detail, N_("promised"), "neutral")
