"""How the records of a leaving become lines of its final report (P4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from clientguard.domain.communication.waiting.moved import late_moves
from clientguard.domain.leaving.case import RENEWAL, LeavingCase, handovers
from clientguard.domain.leaving.deliverables import deliverable_states
from clientguard.domain.leaving.final.facts import (
    AccountLine,
    ChangeLine,
    DataLine,
    DeliverableLine,
    Move,
    PaymentLine,
    RenewalLine,
    ResultLine,
    StatementLine,
    StatementTotal,
)
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, sums
from clientguard.domain.money.statement import Account, Receipt
from clientguard.domain.records import Result
from clientguard.domain.records.kinds.collecting import AGREED, COLLECTOR, DISPUTED
from clientguard.domain.records.kinds.handover import REQUEST


def result_lines(results: Iterable[Result]) -> tuple[ResultLine, ...]:
    """Return the results, each with what was held back or approved late beside it (P2.2)."""
    return tuple(
        ResultLine(
            each.objective,
            each.measure,
            each.before,
            each.after,
            each.unit,
            each.proof,
            each.measured_on,
            each.withheld,
        )
        for each in results
    )


def deliverable_lines(case: LeavingCase, made: date) -> tuple[DeliverableLine, ...]:
    """Return the deliverables with their moved dates, and since when those not delivered wait for payment."""
    return tuple(
        DeliverableLine(
            title=each.record.title,
            state=each.record.state,
            due=each.record.due,
            moved=tuple(Move(one.new_due, one.reason) for one in each.moves),
            delivered_on=each.record.delivered_on,
            settled_on=each.record.settled_on,
            settled_by=each.record.settled_by,
            stopped=each.stop.since if each.stop and each.waits else None,
            late=late_moves(each.date),
        )
        for each in deliverable_states(case, made)
    )


def change_lines(case: LeavingCase) -> tuple[ChangeLine, ...]:
    """Return the agreed changes, in their order."""
    return tuple(
        ChangeLine(each.agreed_on, each.what, Money(each.amount, each.currency) if each.amount else None)
        for each in case.changes
    )


def account_lines(case: LeavingCase) -> tuple[AccountLine, ...]:
    """Return the accounts, open ones first."""
    found = [_account_line(case, each) for each in handovers(case)]
    return tuple(sorted(found, key=lambda each: each.complete or each.no_reply is not None))


def _account_line(case: LeavingCase, ruled: Handover) -> AccountLine:
    account = ruled.account
    return AccountLine(
        name=account.name,
        ownership=account.ownership,
        owner=account.owner,
        owner_of_record=account.owner_of_record,
        offered=account.offered_on,
        accepted=account.accepted_on,
        tested=account.tested_on,
        removed=account.removed_on,
        billing=account.billing_on,
        renews=account.renews,
        clause=account.clause or (account.held_reason if ruled.waits else ""),
        waits=ruled.waits,
        complete=ruled.complete,
        requests=tuple(
            each.done_on for each in case.marks if each.account == account.id and each.key == REQUEST and each.done_on
        ),
        no_reply=account.no_reply_on,
    )


def renewal_lines(case: LeavingCase, made: date) -> tuple[RenewalLine, ...]:
    """Return what renews or expires soon, the next first."""
    soon = [
        RenewalLine(each.name, each.renews, each.billing_on)
        for each in case.accounts
        if each.renews and made <= each.renews <= made + timedelta(days=RENEWAL)
    ]
    return tuple(sorted(soon, key=lambda each: each.on))


def data_lines(case: LeavingCase) -> tuple[DataLine, ...]:
    """Return the data held, with what becomes of it; why it is kept is said only of what is kept."""
    return tuple(
        DataLine(
            what=each.what,
            personal=each.personal,
            disposition=each.disposition,
            chosen_on=each.chosen_on,
            chosen_by=each.chosen_by,
            done_on=each.done_on,
            until=each.until,
            why=each.reason,
        )
        for each in case.holdings
    )


def statement_lines(bills: Iterable[Bill]) -> tuple[StatementLine, ...]:
    """Return the invoices in the order of issue."""
    ordered = sorted(bills, key=lambda each: (each.facts.issued, each.facts.id))
    return tuple(_statement_line(each) for each in ordered)


def _statement_line(bill: Bill) -> StatementLine:
    facts = bill.facts
    paid = Money(facts.paid, facts.amount.currency)
    off = bill.written_off
    credited = Money(facts.credited, facts.amount.currency)
    on_hold = bill.hold is not None and bill.hold.type == AGREED
    late = bill.status == "overdue" and all(each.type == DISPUTED for each in bill.holds)
    return StatementLine(
        number=facts.number,
        issued=facts.issued,
        due=bill.due,
        amount=facts.amount,
        paid=paid,
        credited=credited,
        written_off=off,
        forgiven=Money(min(facts.forgiven, off.minor), off.currency),
        discount=bill.discount,
        open=facts.amount - paid - credited - off - bill.discount,
        disputed=bill.disputed,
        collector=any(each.type == COLLECTOR for each in bill.holds),
        on_hold=on_hold,
        held_until=bill.hold.until if on_hold and bill.hold else None,
        overdue_since=bill.due if late and bill.demanded.minor else None,
    )


def payment_lines(account: Account) -> tuple[PaymentLine, ...]:
    """Return what was received from the client, and refunded, day by day, as a statement of account has it."""
    numbers = {each.id: each.number for each in account.invoices}
    return tuple(
        PaymentLine(
            each.on,
            each.amount,
            tuple(dict.fromkeys(numbers[invoice] for invoice in _paid(each))),
            " ".join(each.reference.split()),
        )
        for each in account.receipts
    )


def _paid(receipt: Receipt) -> Iterable[int]:
    yield from (invoice for invoice, _on, _minor in receipt.counts)
    yield from (each.invoice for each in receipt.exchanged)


def totals_of(statement: Sequence[StatementLine], bills: Sequence[Bill]) -> tuple[StatementTotal, ...]:
    """Return the sums of a statement, one for each currency."""
    columns = (
        sums(each.amount for each in statement),
        sums(each.paid for each in statement),
        sums(each.open for each in statement),
        sums(Money(each.demanded.minor if each.is_unpaid else 0, each.facts.amount.currency) for each in bills),
    )
    return tuple(StatementTotal(*each) for each in zip(*columns, strict=True))
