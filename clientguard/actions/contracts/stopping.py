"""Stopping work under a contract while an invoice is unpaid, and resuming it (P3.4, P3.5, P3.6)."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.actions.records.editing import put_record
from clientguard.actions.rules.stops import carry_over
from clientguard.domain.changed import Changed
from clientguard.domain.contracts.agreed import runs_until
from clientguard.domain.money import stops
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.records import Client, Contract, Invoice, Suspension
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.letters.law import withholding
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.collecting.stops import stops_of, unrecorded_stops
from clientguard.store.views.money import unpaid_of


@dataclass(frozen=True, slots=True)
class StopChoice:
    """What has to be known before work under a contract is stopped.

    `first` is the first day on which it can be; `law` is what the country gives where the contract has no clause, None
    where it has one.
    """

    contract: Contract
    overdue: tuple[Bill, ...]  # the oldest first
    first: date
    law: Said | None


def stop_choice(db: Connection, contract: int, today: date) -> StopChoice:
    """Return what has to be known before work is stopped; KnownError if work is stopped or nothing is overdue."""
    found = lookup.get_record(db, Contract, contract)
    _check_running(found)
    bills = [bill(each, today) for each in unpaid_of(db, [found.client or 0])]
    late = sorted((each for each in bills if each.status == "overdue"), key=lambda each: (each.due, each.facts.id))
    if not late:
        raise _refusal(N_("No invoice of this client is overdue."), N_("Work is stopped for one that is past due."))
    law = None if stops.has_clause(found) else law_on_stopping(db, found)
    return StopChoice(found, tuple(late), stops.first_day(found, late[0].due or today), law)


def law_on_stopping(db: Connection, contract: Contract) -> Said:
    """Return what the law of the client's country, else of the user's own, gives to stop work for an unpaid invoice."""
    client, firm = lookup.get_record(db, Client, contract.client or 0), business(db)
    country = client.country or (firm.country if firm else "")
    if not country.strip():
        return said(N_("Enter the country in Settings or with the client, to see what its law says about it."))
    found = withholding(country, firm.language if firm else "en")
    if found.words:
        return said(found.words)
    return said(N_("What the law of {country} says about it is not known here."), country=country.strip())


def stop_work(
    book: Casebook, contract: int, on: date, today: date, *, invoice: int = 0, reason: str = ""
) -> Changed:  # fmt: skip
    """Record that work under a contract is stopped from a day, until its client is current (P3.4).

    It is stopped for `invoice`, else for the one that is overdue longest. KnownError with nothing written if work is
    stopped already, the day is still to come or before the contract allows it, nothing is overdue, or the contract has
    no clause and no reason is given.
    """

    def work(write: Write) -> Changed:
        known = stop_choice(write.db, contract, today)
        if on > today:
            raise _refusal(N_("{date} is still to come."), N_("Enter the day on which you stopped work."), date=on)
        about = known.overdue[0]
        if invoice:
            about = next((each for each in known.overdue if each.facts.id == invoice), None)
        if about is None:
            raise _refusal(N_("This is not an overdue invoice of the contract's client."), N_("Choose one that is."))
        if on < known.first:
            _refuse_early(known)
        if known.law and not reason.strip():
            raise _refusal(
                N_("“{title}” has no suspension clause. {law}"),
                N_("Give a reason if you want to stop work anyway."),
                title=known.contract.title,
                law=known.law,
            )
        put_record(
            write,
            Suspension(
                client=known.contract.client,
                contract=contract,
                starts=on,
                reason=reason.strip(),
                invoice=about.facts.id,
            ),
        )
        return write.changed()

    return book.write(work)


def _refuse_early(known: StopChoice) -> None:
    oldest, days = known.overdue[0], known.contract.suspension_days
    if days:
        what = N_("“{title}” allows it from {first}: {days} days after invoice {number} was due on {due}.")
    else:
        what = N_("Work can be stopped from {first}: invoice {number} was due on {due}.")
    raise _refusal(
        what,
        N_("Choose that day or a later one."),
        title=known.contract.title,
        first=known.first,
        days=days,
        number=oldest.facts.number,
        due=oldest.due,
    )


def resume_work(book: Casebook, contract: int, on: date) -> Changed:
    """Record that work under a contract goes on from a day although its client is not current.

    No payment brings the stop back then. KnownError with nothing written if work is not stopped, or was stopped later.
    """

    def work(write: Write) -> Changed:
        found = write.get(Contract, contract)
        stop = open_stop(write.db, found)
        if stop is None or stop.starts is None:
            raise _refusal(N_("Work on “{title}” is not stopped."), title=found.title)
        if on < stop.starts:
            raise _refusal(
                N_("Work on “{title}” was stopped on {date}."),
                N_("Enter that day or a later one."),
                title=found.title,
                date=stop.starts,
            )
        put_record(write, dataclasses.replace(stop, resumed_on=on))
        return write.changed()

    return book.write(work)


def note_exception(book: Casebook, stop: int, why: str) -> Changed:
    """Keep why the user stays with a client after a stop of work; the question of leaving is answered by it (P3.6)."""

    def work(write: Write) -> Changed:
        if not why.strip():
            raise _refusal(N_("Nothing was entered."), N_("Enter why you stay."))
        put_record(write, dataclasses.replace(write.get(Suspension, stop), exception=why.strip()))
        return write.changed()

    return book.write(work)


def open_stop(db: Connection, contract: Contract) -> Suspension | None:
    """Return the stop of work that is open under a contract, or None."""
    found = (each for each in stops_of(db, contract.client or 0) if each.contract == contract.id)
    return next((each for each in found if each.resumed_on is None), None)


def contract_to_stop(db: Connection, client: int, today: date) -> int:
    """Return the contract that is meant where none is named: the one whose invoice is overdue, or that runs.

    KnownError if there is none, or several could be meant.
    """
    found = lookup.find_records(db, Contract, "t.client = ?", client)
    if not found:
        raise _refusal(N_("This client has no contract on record."), N_("Add it first: work is stopped under it."))
    running = [each for each in found if _runs(each, today) and not each.stopped_on] or found
    bills = [bill(each, today) for each in unpaid_of(db, [client])]
    oldest = stops.oldest_overdue(bills)
    about = lookup.get_record(db, Invoice, oldest.facts.id).contract if oldest else None
    meant = [each for each in running if each.id == about] or running
    return _only(meant)


def contract_to_resume(db: Connection, client: int) -> int:
    """Return the contract of a client under which work is stopped; KnownError if there is none, or are several."""
    found = [each for each in lookup.find_records(db, Contract, "t.client = ?", client) if each.stopped_on]
    if not found:
        raise _refusal(N_("Work for this client is not stopped."))
    return _only(found)


def _only(found: list[Contract]) -> int:
    if len(found) == 1:
        return found[0].id
    named = ", ".join(f"{each.id} “{each.title}”" for each in found)
    raise _refusal(N_("It could be any of these contracts: {contracts}."), N_("Say which one."), contracts=named)


def _runs(contract: Contract, today: date) -> bool:
    ends = contract.ended_on or runs_until(contract.agreed, today)
    return (contract.starts is None or contract.starts <= today) and (ends is None or ends >= today)


def carry_over_stops(book: Casebook) -> None:
    """Make each stop of work that only a contract tells of a record: casebooks before schema 8 have no others.

    It is run after opening; where all are records, nothing is written. What prevents it prevents nothing else: a
    damaged contract or a full drive is told of where it is met, and the next opening tries again.
    """
    with suppress(KnownError):
        _carry_over(book)


def _carry_over(book: Casebook) -> None:
    if not book.writable:
        return
    with book.read() as db:
        if not unrecorded_stops(db, limit=1):
            return

    def work(write: Write) -> None:
        for each in unrecorded_stops(write.db):
            carry_over(write, each)

    book.write(work)


def _check_running(contract: Contract) -> None:
    if contract.stopped_on:
        raise _refusal(
            N_("Work on “{title}” has been stopped since {date}."),
            N_("Resume it first, to stop it for another invoice."),
            title=contract.title,
            date=contract.stopped_on,
        )


def _refusal(what: str, todo: str = "", **values: Any) -> KnownError:  # noqa: ANN401
    return KnownError(what, kept=N_("Nothing was changed."), todo=todo, **values)
