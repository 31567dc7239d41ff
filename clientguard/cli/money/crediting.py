"""Commands on invoices that were sent: they stand, and are credited, or replaced by another one."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from clientguard.actions.money.crediting import credit_invoice, creditable, numbered
from clientguard.actions.records.editing import save_record
from clientguard.cli import values
from clientguard.cli.money.amounts import amount_of, plain
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    day,
    followed,
    json_option,
    named,
    opened,
    read_back,
)
from clientguard.domain.changed import Changed
from clientguard.domain.money.amount import Money
from clientguard.domain.money.corrected import replacement_of
from clientguard.domain.records import KINDS, Invoice
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.texts import _


@click.command(help=_("Add a credit note for an invoice."))
@click.argument("invoice", metavar="INVOICE")
@click.option("--reason", required=True, help=_("Why; it is printed on the credit note."))
@click.option("--amount", metavar="AMOUNT", help=_("What is credited; by default, all that is not credited yet."))
@click.option("--number", default="", help=_("Its number; by default, the next one."))
@click.option("--on", metavar="DATE", help=_("Its date; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def credit(
    context: Context,
    invoice: str,
    reason: str,
    amount: str | None,
    number: str,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Credit an invoice, or a part of it."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            found = creditable(db, named(db, KINDS["invoice"], invoice))
        minor = amount_of(amount, found.currency) if amount else None
        done = credit_invoice(book, found.id, when, minor, reason, number)
        _tell(book, done, found, as_json=as_json)


@click.command(help=_("Replace an invoice by a new one that names it; the old one is credited in full."))
@click.argument("invoice", metavar="INVOICE")
@values.set_option
@click.option("--on", metavar="DATE", help=_("The date of the new one; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def replace(
    context: Context,
    invoice: str,
    settings: tuple[str, ...],
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Add the invoice as it should have been; what is not named stays as it was."""
    when = day(on, context.today, past=True)
    texts = values.given(KINDS["invoice"], settings)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            found = creditable(db, named(db, KINDS["invoice"], invoice))
            new = numbered(db, values.filled(db, context, replacement_of(found, when), texts))
        done = save_record(book, dataclasses.replace(new, replaces=found.id))
        _tell(book, done, found, as_json=as_json)


def _tell(book: Casebook, done: Changed, old: Invoice, *, as_json: bool) -> None:
    """Answer with the invoice or credit note that was added."""
    with read_back(book) as db:
        made = lookup.get_record(db, Invoice, done.first or 0)
    told = {
        "id": made.id,
        "number": made.number,
        "replaces": old.id,
        "amount": plain(Money(made.amount or 0, made.currency)),
    }
    line = _("Added {number} as number {id}.", number=made.number, id=str(made.id))
    answer(told, followed(line, done), as_json=as_json)
