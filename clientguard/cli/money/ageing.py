"""What is owed, by how long it has been due: `clientguard ageing`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard.cli.shared import Context, answer_list, casebook_option, client_of, day, json_option, opened, say
from clientguard.domain.money.ageing import KEYS, WORDS, Aged, all_clients, filled
from clientguard.store.views import money
from clientguard.texts import _, current


@click.command(help=_("Show what is owed, by how long it has been due."))
@click.option("--on", "on", metavar="DATE", help=_("As it was on that day; by default, today."))
@click.option("--client", metavar="NAME", help=_("Only this client's."))
@casebook_option
@json_option
@click.pass_obj
def ageing(context: Context, on: str | None, client: str | None, casebook: Path | None, as_json: bool) -> None:
    """Print a line for each client and currency, and the sum of each currency."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=False) as book, book.read() as db:
        rows = money.ageing(db, client_of(db, client) if client else 0, on=when)
    lines = [_line(row.client_name, row) for row in rows]
    lines += [_line(_("All clients"), each) for each in all_clients(rows)] if len(rows) > 1 else []
    empty = _("Nothing was owed to you on {date}.", date=current().date(when))
    answer_list([_told(row) for row in rows], lines, empty, as_json=as_json)


def _told(row: Aged) -> dict[str, Any]:
    amounts = dict(zip(KEYS, (row.money(each).plain() for each in row.amounts), strict=True))
    return {
        "client": row.client_name,
        "client_id": row.client,
        "currency": row.currency,
        **amounts,
        "total": row.money(row.total).plain(),
        "credit": row.money(row.credit).plain(),
    }


def _line(name: str, row: Aged) -> str:
    """Return a row for a person: who, how much in all, and what of it is how late."""
    words = current()
    parts = [f"{say(WORDS[key])}: {words.money(amount)}" for key, amount in filled(row)]
    parts += [_("Credit: {amount}", amount=words.money(row.money(row.credit)))] if row.credit else []
    return "  ".join([name, words.money(row.money(row.total)), *parts])
