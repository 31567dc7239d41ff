"""Commands on what is owed: which invoices a payment is for, and what is written off."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.money.allocating import Part, spreadable
from clientguard.actions.money.allocating import allocate as spread
from clientguard.actions.records.editing import save_record
from clientguard.actions.rules.invoices.spreading import Source
from clientguard.cli.money.amounts import amount_of, plain, refusal
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    day,
    followed,
    json_option,
    named,
    opened,
    record_of,
)
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.records import KINDS, WriteOff
from clientguard.domain.wording import N_
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.money import invoices_of
from clientguard.texts import _


@click.command(help=_("Say which invoices a payment or a credit note is for."))
@click.argument("payment", type=int, metavar="PAYMENT")
@click.option("--to", "parts", multiple=True, required=True, metavar="INVOICE=AMOUNT",
              help=_("An invoice, by number or record number, and what it gets; repeat for more."))  # fmt: skip
@click.option("--taking", "takings", multiple=True, metavar="AMOUNT",
              help=_("What that takes of a payment in another currency, once for each --to."))  # fmt: skip
@click.option("--difference", default="", help=_("Where the difference comes from, such as “rate” or “bank fee”."))
@click.option("--reason", default="", help=_("Why, such as what the client wrote when paying."))
@casebook_option
@json_option
@click.pass_obj
def allocate(
    context: Context,
    payment: int,
    parts: tuple[str, ...],
    takings: tuple[str, ...],
    difference: str,
    reason: str,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Spread a payment or a credit note over invoices; what is left is credit on account."""
    if takings and len(takings) != len(parts):
        raise click.UsageError(_("Give --taking once for each --to."))
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            record_of(db, payment)
            source = spreadable(db, payment)
            code = source.amount.currency
            named_parts = [_part(db, each, source) for each in parts]
            took = [amount_of(each, code) for each in takings] or [None] * len(parts)
            to = {
                facts.id: Part(minor, taking, difference)
                for (facts, minor), taking in zip(named_parts, took, strict=True)
            }
        done = spread(book, payment, to, reason)
    left = Money(source.amount.minor - sum(each.taken for each in to.values()), code)
    amounts = {facts.id: Money(minor, facts.amount.currency) for facts, minor in named_parts}
    told = {
        "id": payment,
        "invoices": {str(each): plain(amount) for each, amount in amounts.items()},
        "credit": plain(left),
    }
    answer(told, followed(_("Changed number {id}.", id=str(payment)), done), as_json=as_json)


@click.command("write-off", help=_("Stop demanding what is open on an invoice."))
@click.argument("invoice", metavar="INVOICE")
@click.option("--reason", required=True, help=_("Why it is no longer demanded."))
@click.option("--forgiven", is_flag=True, help=_("The client no longer owes it, and is told so in the final report."))
@click.option("--amount", metavar="AMOUNT", help=_("How much of it; by default, all that is open."))
@click.option("--on", metavar="DATE", help=_("The day of the decision; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def write_off(
    context: Context,
    invoice: str,
    reason: str,
    forgiven: bool,
    amount: str | None,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Write off what is open on an invoice, or a part of it."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            facts = invoices_of(db, [named(db, KINDS["invoice"], invoice)])
            if not facts:
                raise refusal(N_("This invoice is no longer on record."))
            found = bill(facts[0], when)
            if not found.is_unpaid:
                raise refusal(N_("Nothing is open on invoice {number}."), number=found.facts.number)
        code = found.open.currency
        minor = amount_of(amount, code) if amount else found.open.minor
        record = WriteOff(
            client=found.facts.client,
            invoice=found.facts.id,
            on=when,
            amount=minor,
            currency=code,
            means="forgiven" if forgiven else "not pursued",
            reason=reason,
        )
        done = save_record(book, record)
    told = {"id": done.first, "invoice": found.facts.id, "amount": plain(Money(minor, code)), "means": record.means}
    answer(told, followed(_("Added as number {id}.", id=str(done.first)), done), as_json=as_json)


def _part(db: Connection, text: str, source: Source) -> tuple[InvoiceFacts, int]:
    """Return the invoice and the minor units of its currency in `INVOICE=AMOUNT`."""
    name, equals, amount = text.rpartition("=")
    if not equals or not name:
        raise refusal(N_("“{text}” does not say what is paid of which invoice."), text=text)
    invoice = named(db, KINDS["invoice"], name, source.client)
    facts = next(iter(invoices_of(db, [invoice])), None)
    if facts is None:
        raise refusal(N_("“{name}” is not an invoice that is on record."), name=name)
    return facts, amount_of(amount, facts.amount.currency)
