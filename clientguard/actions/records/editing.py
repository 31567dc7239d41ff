"""Saving, removing and restoring records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from clientguard.actions.records import attachments
from clientguard.domain.changed import Changed
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records import Client, Contract, Invoice, Payment, Problem, Record
from clientguard.domain.records.check import check_record
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.write_path import Write
from clientguard.store.views.business import business
from clientguard.store.views.client import current_contract
from clientguard.store.views.money import invoices

R = TypeVar("R", bound=Record)


class NotValidError(KnownError):
    """A record cannot be saved as it is; `problems` says which fields are wrong and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            N_("Something is missing or wrong."),
            kept=N_("What you entered is still on the screen."),
            todo=N_("Mend the marked fields, then save again."),
        )
        self.problems = problems


def save_record(book: Casebook, record: Record, files: Sequence[AttachmentDraft] = ()) -> Changed:
    """Write a new record, or what differs of one that has an id, and keep `files` with it.

    Raises NotValidError with nothing written. A payment that settles the invoice for which work was stopped lifts
    that stop (P3.5).
    """

    def work(write: Write) -> Changed:
        saved = put_record(write, record)
        attachments.keep_files(write, saved.id, files)
        return write.changed()

    return book.write(work)


def change_record(book: Casebook, record: Record, **values: Any) -> Changed:  # noqa: ANN401
    """Write these fields of a record and leave the others as they stand by now, whatever `record` says of them."""

    def work(write: Write) -> Changed:
        put_record(write, dataclasses.replace(write.get(type(record), record.id), **values))
        return write.changed()

    return book.write(work)


def put_record(write: Write, record: R) -> R:
    """Write one record within a transaction, completed and checked as `save` does."""
    whole = completed(write.db, record)
    saved = write.change(whole) if whole.id else write.add(whole)
    settled(write, saved)
    return saved


def completed(db: Connection, record: R) -> R:
    """Return the record with what follows from others; NotValidError when it cannot be saved like this."""
    whole = complete(db, record)
    problems = check_record(whole)
    if problems:
        raise NotValidError(problems)
    return whole


def settled(write: Write, saved: Record) -> None:
    """Do what follows from a record that was written: a payment may lift a stop (P3.5)."""
    if isinstance(saved, Payment) and saved.invoice:
        _lift_stop(write, saved.invoice, saved.received)


def complete(db: Connection, record: R) -> R:
    """Return the record with what follows from others: a currency, an invoice's contract and due date (P3.1)."""
    if record.kind.has("currency") and not getattr(record, "currency", ""):
        record = dataclasses.replace(record, **{"currency": _currency(db, record)})
    if not isinstance(record, Invoice) or not record.client:
        return record
    contract = (
        lookup.get_record(db, Contract, record.contract) if record.contract else current_contract(db, record.client)
    )
    if contract is None:
        return record
    due = record.due
    if due is None and record.issued and contract.payment_terms:
        try:
            due = parse_terms(contract.payment_terms).due(record.issued)
        except TermsError:
            due = None
    return dataclasses.replace(record, contract=contract.id, due=due)


def _currency(db: Connection, record: Record) -> str:
    if isinstance(record, Payment) and record.invoice:
        return lookup.get_record(db, Invoice, record.invoice).currency
    client: int | None = getattr(record, "client", None)
    if client:
        own = lookup.get_record(db, Client, client).currency
        if own:
            return own
    firm = business(db)
    return firm.currency if firm else ""


def _lift_stop(write: Write, invoice: int, on: date | None) -> None:
    for contract in lookup.find_records(write.db, Contract, "t.stopped_for = ?", invoice):
        paid = next((each for each in invoices(write.db, contract.client or 0) if each.id == invoice), None)
        if paid and paid.paid >= paid.amount.minor and on:
            write.change(dataclasses.replace(contract, stopped_on=None, stopped_for=None))


def remove_records(book: Casebook, ids: Iterable[int]) -> Changed:
    """Remove records; `restore` undoes it."""
    wanted = list(ids)

    def work(write: Write) -> Changed:
        for record in wanted:
            write.remove(record)
        return write.changed()

    return book.write(work)


def restore_records(book: Casebook, ids: Iterable[int]) -> Changed:
    """Undo a removal."""
    wanted = list(ids)

    def work(write: Write) -> Changed:
        for record in wanted:
            write.restore(record)
        return write.changed()

    return book.write(work)
