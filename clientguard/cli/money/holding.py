"""Commands on why an invoice is not chased for now: a dispute, an agreed wait, a collector, a promise to pay."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import click

from clientguard.actions.records.editing import save_record
from clientguard.cli.money.amounts import amount_of, plain, refusal
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_of,
    client_option,
    day,
    followed,
    json_option,
    named,
    opened,
)
from clientguard.domain.money.amount import Money
from clientguard.domain.records import KINDS, Invoice, InvoiceHold, Promise
from clientguard.domain.records.kinds.collecting import AGREED, COLLECTOR, DISPUTED
from clientguard.domain.wording import N_
from clientguard.store.records import lookup
from clientguard.texts import _


@click.command(help=_("Record that a client disputes an invoice, or a part of it."))
@click.argument("invoice", metavar="INVOICE")
@click.option("--reason", required=True, help=_("What the client says is wrong with it."))
@click.option("--amount", metavar="AMOUNT", help=_("The disputed part; by default, all that is open."))
@click.option("--until", metavar="DATE", help=_("The day by which it should be settled."))
@click.option("--on", metavar="DATE", help=_("The day on which the client said so; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def dispute(
    context: Context,
    invoice: str,
    reason: str,
    amount: str | None,
    until: str | None,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Pause the reminders for what is disputed."""
    ends = day(until, context.today) if until else None
    hold = InvoiceHold(type=DISPUTED, reason=reason, starts=day(on, context.today, past=True), until=ends)
    _save(context, invoice, hold, amount, casebook, as_json=as_json)


@click.command(help=_("Put an invoice on hold until a day, or note that a collector has it."))
@click.argument("invoice", metavar="INVOICE")
@click.option("--reason", required=True, help=_("Why it is not chased."))
@click.option("--until", metavar="DATE", help=_("The last day of the hold."))
@click.option("--collector", is_flag=True, help=_("A collector has it; then no last day is needed."))
@click.option("--on", metavar="DATE", help=_("The day on which it began; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def hold(
    context: Context,
    invoice: str,
    reason: str,
    until: str | None,
    collector: bool,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Pause the reminders for an invoice; the debt stays."""
    if not until and not collector:
        raise click.UsageError(_("--until DATE says how long it is on hold; only a collector needs none."))
    ends = day(until, context.today) if until else None
    kind = COLLECTOR if collector else AGREED
    found = InvoiceHold(type=kind, reason=reason, starts=day(on, context.today, past=True), until=ends)
    _save(context, invoice, found, None, casebook, as_json=as_json)


@click.command(help=_("Record when a client promised to pay."))
@client_option
@click.option("--for", "due", required=True, metavar="DATE", help=_("The day for which it was promised."))
@click.option("--words", required=True, help=_("What the client said, in its own words."))
@click.option("--invoice", metavar="INVOICE", help=_("The invoice that it is about; by default, all of them."))
@click.option("--who", default="", metavar="NAME", help=_("Who promised it."))
@click.option("--on", metavar="DATE", help=_("The day on which it was promised; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def promise(
    context: Context,
    client: str,
    due: str,
    words: str,
    invoice: str | None,
    who: str,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Note a promise; it is broken once its day has passed without the payment."""
    made, by = day(on, context.today, past=True), day(due, context.today)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
            about = named(db, KINDS["invoice"], invoice, owner) if invoice else None
        found = Promise(client=owner, words=words, made_on=made, due=by, who=who, invoice=about)
        done = save_record(book, found)
    told = {"id": done.first, "client": owner, "invoice": about, "made_on": made.isoformat(), "due": by.isoformat()}
    answer(told, followed(_("Added as number {id}.", id=str(done.first)), done), as_json=as_json)


def _save(
    context: Context, invoice: str, hold: InvoiceHold, amount: str | None, casebook: Path | None, *, as_json: bool
) -> None:
    """Save a hold of the invoice that was named, and answer with it."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            found = lookup.get_record(db, Invoice, named(db, KINDS["invoice"], invoice))
        if found.removed is not None:
            raise refusal(N_("This invoice is no longer on record."))
        part = amount_of(amount, found.currency) if amount else None
        whole = dataclasses.replace(hold, client=found.client, invoice=found.id, amount=part, currency=found.currency)
        done = save_record(book, whole)
    told = {
        "id": done.first,
        "invoice": found.id,
        "type": hold.type,
        "amount": plain(Money(part, found.currency)) if part is not None else None,
        "starts": _iso(hold.starts),
        "until": _iso(hold.until),
    }
    answer(told, followed(_("Added as number {id}.", id=str(done.first)), done), as_json=as_json)


def _iso(found: date | None) -> str | None:
    return found.isoformat() if found else None
