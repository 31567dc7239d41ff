"""Deciding on a contract from the command line: renewed, ended, or open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from clientguard.actions.contracts import deciding as actions
from clientguard.actions.contracts import stopping
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    day,
    json_option,
    named,
    opened,
    read_back,
    record_of,
    remarks,
)
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Contract
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.texts import _


@click.group(cls=Sentences, help=_("Decide on a contract, or stop work under it."))
def contract() -> None:
    """Group the answers."""


def contract_of(db: Connection, number: int) -> Contract:
    """Return a contract by its number; KnownError if it is none."""
    found = record_of(db, number)
    if not isinstance(found, Contract):
        raise KnownError(
            N_("Number {number} is not a contract."),
            kept=N_("Nothing was changed."),
            todo=N_("Look it up with `clientguard list contract`."),
            number=str(number),
        )
    return found


def _decide(
    context: Context, number: int, casebook: Path | None, act: Callable[[Casebook], Changed], *, as_json: bool
) -> None:
    """Carry out an answer, and say what the contract's fields then come to."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            contract_of(db, number)
        act(book)
        with read_back(book) as db:
            found = contract_of(db, number)
    told = {
        "id": number,
        "ends": _iso(found.ends),
        "decided_until": _iso(found.decided_until),
        "ended_on": _iso(found.ended_on),
        "stopped_on": _iso(found.stopped_on),
    }
    answer(told, "\n".join([_("Changed number {id}.", id=str(number)), *remarks(found, context)]), as_json=as_json)


def _iso(found: date | None) -> str | None:
    return found.isoformat() if found else None


@contract.command(help=_("Record that a contract goes on."))
@click.argument("id", type=int, metavar="ID")
@click.option("--until", metavar="DATE", help=_("The last day it goes on until; by default, as long as before."))
@casebook_option
@json_option
@click.pass_obj
def renewed(context: Context, id: int, until: str | None, casebook: Path | None, as_json: bool) -> None:
    """Decide that it goes on."""
    when = day(until, context.today) if until else None
    _decide(context, id, casebook, lambda book: actions.renew_contract(book, id, context.today, when), as_json=as_json)


@contract.command(help=_("Record that one side has ended a contract."))
@click.argument("id", type=int, metavar="ID")
@click.option("--on", metavar="DATE", help=_("Its last day; by default, what follows from its term and its notice."))
@casebook_option
@json_option
@click.pass_obj
def ended(context: Context, id: int, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Decide that it ends."""
    when = day(on, context.today) if on else None
    _decide(context, id, casebook, lambda book: actions.end_contract(book, id, context.today, when), as_json=as_json)


@contract.command("open", help=_("Record that a contract runs on without an end."))
@click.argument("id", type=int, metavar="ID")
@casebook_option
@json_option
@click.pass_obj
def open_(context: Context, id: int, casebook: Path | None, as_json: bool) -> None:
    """Decide that it runs until one side ends it."""
    _decide(context, id, casebook, lambda book: actions.leave_open(book, id), as_json=as_json)


@contract.command(help=_("Record that work is stopped until the client has paid."))
@click.argument("id", type=int, metavar="ID")
@click.option("--invoice", metavar="N", help=_("The overdue invoice, by number; by default, the oldest."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why; needed where the contract has no clause for it."))
@click.option("--on", metavar="DATE", help=_("The day on which work stopped; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def stop(
    context: Context,
    id: int,
    invoice: str | None,
    reason: str,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Stop work."""
    when = day(on, context.today, past=True)

    def act(book: Casebook) -> Changed:
        with book.read() as db:
            late = named(db, KINDS["invoice"], invoice, contract_of(db, id).client or 0) if invoice else 0
        return stopping.stop_work(book, id, when, context.today, invoice=late, reason=reason)

    _decide(context, id, casebook, act, as_json=as_json)


@contract.command(help=_("Record that stopped work goes on although the client has not paid."))
@click.argument("id", type=int, metavar="ID")
@click.option("--on", metavar="DATE", help=_("The day from which work goes on; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def resume(context: Context, id: int, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Resume work."""
    when = day(on, context.today, past=True)
    _decide(context, id, casebook, lambda book: stopping.resume_work(book, id, when), as_json=as_json)
