"""Papers about money from the command line: the statement of account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from clientguard import output
from clientguard.actions.money.statement import statement_facts, statement_paper
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    casebook_option,
    client_of,
    client_option,
    day,
    done,
    json_option,
    opened,
    page_option,
    say,
)
from clientguard.domain.money.statement import CurrencyAccount, Statement, facts_json
from clientguard.domain.wording import N_
from clientguard.texts import _, current

_file = click.Path(path_type=Path)


@click.command(help=_("Show a client's statement of account, or create it as PDF."))
@client_option
@click.option("--from", "start", metavar="DATE", help=_("Its first day; by default, that of the first invoice."))
@click.option("--to", "end", metavar="DATE", help=_("Its last day; by default, today."))
@click.option("--out", type=_file, metavar="FILE.pdf", help=_("The file to write; an existing file is replaced."))
@page_option
@casebook_option
@json_option
@click.pass_obj
def statement(
    context: Context,
    client: str,
    start: str | None,
    end: str | None,
    out: Path | None,
    page: PageSize,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Show or create a statement; the casebook is only read."""
    first = day(start, context.today, past=True) if start else None
    last = day(end, context.today, past=True)
    with opened(context, casebook, write=False) as book:
        with book.read() as db:
            facts = statement_facts(db, client_of(db, client), context.today, first, last)
        pdf = statement_paper(facts, page=page).pdf if out else b""
    if out:
        output.write_whole(out, pdf, N_("The casebook was not touched."), book.path)
        done()
    lines = [_("Wrote {path}.", path=str(out))] if out else list(_lines(facts))
    answer(_told(facts, out), "\n".join(lines), as_json=as_json)


def _told(facts: Statement, out: Path | None) -> dict[str, Any]:
    found: dict[str, Any] = facts_json(facts)
    return {"path": str(out) if out else None, **{name: found[name] for name in ("client", "start", "end", "accounts")}}


def _lines(facts: Statement) -> Iterator[str]:
    """Yield a line for each entry, and what it comes to; an account in each currency."""
    if not facts.accounts:
        yield _("No invoices and no payments are on record.")
    for each in facts.accounts:
        yield from _account(facts, each)


def _account(facts: Statement, each: CurrencyAccount) -> Iterator[str]:
    words = current()
    if facts.start:
        yield _("{date}  balance brought forward: {amount}", date=facts.start, amount=each.opening)
    for entry in each.entries:
        what = "  ".join(part for part in (say(entry.words), ", ".join(entry.about), entry.reference) if part)
        yield f"{words.date(entry.on):12} {words.money(entry.amount):>16} {words.money(entry.balance):>16}  {what}"
    yield _("{date}  balance: {amount}", date=facts.end, amount=each.closing)
