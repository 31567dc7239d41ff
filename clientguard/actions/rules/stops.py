"""Stops of work: lifted by the payment that makes the client current, and back when it no longer does (P3.5)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta

from clientguard.actions.rules.invoices.spreading import spread_again
from clientguard.actions.rules.money import same_number
from clientguard.domain.money import stops
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import Allocation, Contract, Instant, Invoice, Payment, Suspension, Work, WriteOff
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.collecting.stops import settling_days, stops_of
from clientguard.store.views.money import invoices

# --- what is paid ---


def payment_saved(write: Write, payment: Payment, before: Payment | None) -> None:
    """Spread a payment without an invoice, and lift or put back the client's stops."""
    spread_again(write, payment, before)
    weigh(write, [payment.client or 0])


def payment_gone(write: Write, payment: Payment) -> None:
    """Put back what a removed payment had lifted, or lift again what a restored one lifts."""
    weigh(write, [payment.client or 0])


def part_gone(write: Write, part: Allocation | WriteOff) -> None:
    """Lift or put back the stops of the client whose payment or write-off this is part of."""
    weigh(write, [part.client or 0])


def part_saved(write: Write, part: Allocation | WriteOff, _before: Allocation | WriteOff | None) -> None:
    """Lift or put back the stops of the client whose payment or write-off this is part of."""
    weigh(write, [part.client or 0])


def invoice_saved(write: Write, invoice: Invoice, before: Invoice | None) -> None:
    """Lift or put back the client's stops when an invoice's amount changed: what was paid may settle it now, or not."""
    if before and (before.amount, before.currency) != (invoice.amount, invoice.currency):
        weigh(write, [invoice.client or 0])


def invoice_restored(write: Write, invoice: Invoice) -> None:
    """Refuse to restore an invoice whose number was used again; payments may have changed since it was removed."""
    if other := same_number(write.db, invoice):
        raise KnownError(
            N_("The number of invoice “{number}” is used by another invoice now."),
            kept=N_("Nothing was restored."),
            todo=N_("Change the number of the other invoice first, or remove it."),
            number=other.number,
        )
    weigh(write, [invoice.client or 0])


def weigh(write: Write, clients: Iterable[int]) -> None:
    """Lift the stops of these clients if they are current now, and put back those that were lifted, if not."""
    for client in clients:
        found = stops_of(write.db, client)
        for contract in dict.fromkeys(each.contract for each in found if each.contract):
            newest = stops.latest(each for each in found if each.contract == contract)
            if newest:
                _weigh(write, newest)


def _weigh(write: Write, stop: Suspension) -> None:
    """Weigh the newest stop under a contract; one that the user has resumed stays so."""
    contract = write.get(Contract, stop.contract or 0)
    if contract.removed is not None or (stop.resumed_on and not stops.is_lifted_by_payment(contract, stop)):
        return
    on, payment = _lifted(write.db, stop)
    if (on, payment) == (stop.resumed_on, stop.lifted_by):
        return
    write.change(dataclasses.replace(stop, resumed_on=on, lifted_by=payment))
    if on and payment is None:  # what was written off is told apart from what the user resumed by this alone
        contract = dataclasses.replace(contract, lifted_stop=stop.starts, lifted_for=stop.invoice)
    follow(write, contract)
    if on and not stop.resumed_on:
        write.tell(said(N_("The stop of work on “{contract}” is lifted."), contract=contract.title))
        write.tell(said(N_("Tell the client that work goes on: the letter is ready."), contract=contract.title))
    elif not on:
        write.tell(said(N_("Work on “{contract}” is stopped again."), contract=contract.title))


def _lifted(db: Connection, stop: Suspension) -> tuple[date | None, int | None]:
    """Return the first day since a stop on which its client was current, and the payment of that day, if it was one."""
    client, starts = stop.client or 0, stop.starts or date.min
    later = [bill(each, date.max) for each in invoices(db, client)]
    for day, payment in settling_days(db, client, starts):
        bills = [bill(each, day) for each in invoices(db, client, on=day)]
        if stops.is_lifted(stop, day, bills, later):
            return day, payment
    return None, None


# --- the stop itself ---


def suspension_saved(write: Write, stop: Suspension, before: Suspension | None) -> None:
    """Have its contract say what its stops are now."""
    for contract in dict.fromkeys(each.contract for each in (before, stop) if each and each.contract):
        follow(write, write.get(Contract, contract))


def suspension_gone(write: Write, stop: Suspension) -> None:
    """Have its contract say what its stops are without this one, or with it again."""
    suspension_saved(write, stop, None)


def suspension_restored(write: Write, stop: Suspension) -> None:
    """Refuse to restore a stop while work is stopped under the same contract by another one."""
    others = [each for each in stops_of(write.db, stop.client or 0) if each.contract == stop.contract]
    if not stop.resumed_on and any(each.resumed_on is None and each.id != stop.id for each in others):
        raise KnownError(
            N_("Work under this contract has been stopped again since."),
            kept=N_("Nothing was restored."),
            todo=N_("Resume it first."),
        )
    suspension_saved(write, stop, None)


def follow(write: Write, contract: Contract) -> None:
    """Write into a contract what its stops come to (`stops.follows`)."""
    found = [each for each in stops_of(write.db, contract.client or 0) if each.contract == contract.id]
    after = stops.follows(contract, found)
    if any(getattr(write.get(Contract, contract.id), name) != getattr(after, name) for name in stops.STATE):
        write.change(after)


def contract_saved(write: Write, contract: Contract, before: Contract | None) -> None:
    """Take a stop that was written into a contract over into a record of its own."""
    if any(getattr(contract, name) != getattr(before or Contract(), name) for name in stops.STATE):
        carry_over(write, contract)


def carry_over(write: Write, contract: Contract) -> None:
    """Make the stops that a contract tells of records of their own, or change those that it tells of otherwise."""
    found = [each for each in stops_of(write.db, contract.client or 0) if each.contract == contract.id]
    blank = Suspension(client=contract.client, contract=contract.id)
    past = contract.lifted_stop and contract.lifted_on
    if past and not any(each.starts == contract.lifted_stop for each in found):
        paid = contract.lifted_for and _payment_on(write.db, contract)
        write.add(
            dataclasses.replace(
                blank,
                starts=contract.lifted_stop,
                invoice=contract.lifted_for,
                resumed_on=contract.lifted_on,
                lifted_by=paid,
            )
        )
    now = next((each for each in found if each.resumed_on is None), None)
    if contract.stopped_on is None:
        if now and past and now.starts == contract.lifted_stop:
            write.change(dataclasses.replace(now, resumed_on=contract.lifted_on))
        elif now:
            write.remove(now.id)
    elif now is None:
        write.add(dataclasses.replace(blank, starts=contract.stopped_on, invoice=contract.stopped_for))
    elif (now.starts, now.invoice) != (contract.stopped_on, contract.stopped_for):
        write.change(dataclasses.replace(now, starts=contract.stopped_on, invoice=contract.stopped_for))


def _payment_on(db: Connection, contract: Contract) -> int | None:
    """Return the payment of the day on which a stop was lifted."""
    found = settling_days(db, contract.client or 0, contract.lifted_stop or date.min)
    return next((payment for day, payment in found if day == contract.lifted_on), None)


def forget(write: Write, gone: Collection[int]) -> None:
    """End the stops for invoices that are being erased: nothing could ever be paid on those again."""
    for stop in lookup.find_records(write.db, Suspension, "t.invoice IS NOT NULL"):
        if stop.invoice in gone and stop.id not in gone and stop.contract not in gone:
            paid = None if stop.lifted_by in gone else stop.lifted_by
            ended = stop.resumed_on or max(stop.starts or date.min, _day(write.now()))
            write.change(dataclasses.replace(stop, invoice=None, lifted_by=paid, resumed_on=ended))
            contract = write.get(Contract, stop.contract or 0)
            follow(write, dataclasses.replace(contract, lifted_for=None))


def _day(at: Instant) -> date:
    """Return the date that a clock showed."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms, minutes=at.offset)).date()


# --- work meanwhile ---


def work_warning(db: Connection, work: Work, _language: str) -> Said | None:
    """Return that work is logged for a day on which work for the client is stopped (P3.4)."""
    stop = stops.standing_on(stops_of(db, work.client or 0), work.on) if work.client and work.on else None
    if stop is None or stop.starts is None:
        return None
    return said(N_("Work for this client has been stopped since {date}. What you log is marked so."), date=stop.starts)


def work_saved(write: Write, work: Work, before: Work | None) -> None:
    """Say that work was logged during a stop."""
    if before is None or before.on != work.on:
        stop = stops.standing_on(stops_of(write.db, work.client or 0), work.on or date.min)
        if stop:
            write.tell(said(N_("This is work during the stop that began on {date}."), date=stop.starts))
