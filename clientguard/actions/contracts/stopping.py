"""Stopping work under a contract while an invoice is unpaid, and resuming it (P3.4, P3.5)."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from clientguard.actions.records.editing import put_record
from clientguard.domain.changed import Changed
from clientguard.domain.records import Contract, Invoice
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.money import invoices_of

STATE = ("stopped_on", "stopped_for", "lifted_on", "lifted_stop", "lifted_for")  # what stopping and resuming write


def stop_work(book: Casebook, contract: int, invoice: int, on: date, today: date) -> Changed:
    """Record that work under a contract is stopped from a day, until an invoice is paid (P3.4).

    The payment that settles the invoice lifts the stop. KnownError with nothing written if work is stopped already,
    the day is still to come, or the invoice is not an unpaid one of this client.
    """

    def work(write: Write) -> Changed:
        found = write.get(Contract, contract)
        _check_running(found)
        if on > today:
            raise _refusal(N_("{date} is still to come."), N_("Enter the day on which you stopped work."), date=on)
        _check_unpaid(write, found, invoice)
        put_record(write, dataclasses.replace(found, stopped_on=on, stopped_for=invoice))
        return write.changed()

    return book.write(work)


def resume_work(book: Casebook, contract: int, on: date) -> Changed:
    """Record that work under a contract goes on from a day although the invoice is unpaid.

    No payment brings the stop back then. KnownError with nothing written if work is not stopped, or was stopped later.
    """

    def work(write: Write) -> Changed:
        found = write.get(Contract, contract)
        if found.stopped_on is None:
            raise _refusal(N_("Work on “{title}” is not stopped."), title=found.title)
        if on < found.stopped_on:
            raise _refusal(
                N_("Work on “{title}” was stopped on {date}."),
                N_("Enter that day or a later one."),
                title=found.title,
                date=found.stopped_on,
            )
        lifted = {"lifted_on": on, "lifted_stop": found.stopped_on, "lifted_for": None}
        put_record(write, dataclasses.replace(found, stopped_on=None, stopped_for=None, **lifted))
        return write.changed()

    return book.write(work)


def _check_running(contract: Contract) -> None:
    if contract.stopped_on:
        raise _refusal(
            N_("Work on “{title}” has been stopped since {date}."),
            N_("Resume it first, to stop it for another invoice."),
            title=contract.title,
            date=contract.stopped_on,
        )


def _check_unpaid(write: Write, contract: Contract, invoice: int) -> None:
    facts = next(iter(invoices_of(write.db, [invoice])), None)
    if facts is None or facts.client != contract.client:
        raise _refusal(N_("This is not an invoice of the contract's client."), N_("Choose one that is unpaid."))
    if facts.paid + facts.written_off >= facts.amount.minor:
        number = lookup.get_record(write.db, Invoice, invoice).number
        raise _refusal(N_("Invoice “{number}” is paid."), N_("Choose one that is unpaid."), number=number)


def _refusal(what: str, todo: str = "", **values: Any) -> KnownError:  # noqa: ANN401
    return KnownError(what, kept=N_("Nothing was changed."), todo=todo, **values)
