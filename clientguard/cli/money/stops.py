"""The commands that stop work for a client while an invoice is overdue, and resume it (P3.4, P3.5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard.actions.contracts import stopping
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
    read_back,
)
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Contract, Suspension
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.texts import _

contract_option = click.option(
    "--contract", metavar="N", help=_("The contract, by title or number, where the client has several.")
)


@click.command(help=_("Record that work for a client is stopped until it has paid."))
@client_option
@contract_option
@click.option("--invoice", metavar="N", help=_("The overdue invoice, by number; by default, the oldest."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why; needed where the contract has no clause for it."))
@click.option("--on", metavar="DATE", help=_("The day on which work stopped; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def stop(
    context: Context,
    client: str,
    contract: str | None,
    invoice: str | None,
    reason: str,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Stop work."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
            under = _under(db, contract, owner) if contract else stopping.contract_to_stop(db, owner, context.today)
            late = named(db, KINDS["invoice"], invoice, owner) if invoice else 0
        done = stopping.stop_work(book, under, when, context.today, invoice=late, reason=reason)
        with read_back(book) as db:
            found = lookup.get_record(db, Suspension, done.first)
            title = lookup.get_record(db, Contract, under).title
    line = _(
        "Work on “{title}” is stopped. The letter for it: `clientguard letter stop --client {client}`.",
        title=title,
        client=owner,
    )
    answer(_told(found), followed(line, done), as_json=as_json)


@click.command(help=_("Record that work for a client goes on although it has not paid."))
@client_option
@contract_option
@click.option("--on", metavar="DATE", help=_("The day from which work goes on; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def resume(
    context: Context, client: str, contract: str | None, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Resume work."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
            under = _under(db, contract, owner) if contract else stopping.contract_to_resume(db, owner)
        done = stopping.resume_work(book, under, when)
        found, title = _after(book, done, under)
    answer(_told(found), followed(_("Work on “{title}” goes on.", title=title), done), as_json=as_json)


def _after(book: Casebook, done: Changed, contract: int) -> tuple[Suspension, str]:
    """Return the stop that was changed, and the title of its contract."""
    with read_back(book) as db:
        stop = next(each for each in sorted(done.ids) if lookup.kind_of(db, each) == Suspension.kind.name)
        return lookup.get_record(db, Suspension, stop), lookup.get_record(db, Contract, contract).title


def _under(db: Connection, name: str, client: int) -> int:
    """Return the contract that was named; KnownError if it is not the client's."""
    found = named(db, KINDS["contract"], name, client)
    if lookup.get_record(db, Contract, found).client != client:
        raise KnownError(N_("This is not a contract of the client."), kept=N_("Nothing was changed."))
    return found


def _told(stop: Suspension) -> dict[str, Any]:
    return {
        "id": stop.id,
        "client": stop.client,
        "contract": stop.contract,
        "invoice": stop.invoice,
        "starts": stop.starts.isoformat() if stop.starts else None,
        "reason": stop.reason,
        "resumed_on": stop.resumed_on.isoformat() if stop.resumed_on else None,
    }
