"""Papers about money from the command line: the statement of account, invoices and credit notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.money.invoice_paper import make_invoice_pdf, set_lines
from clientguard.actions.money.statement import statement_facts, statement_paper
from clientguard.actions.paper.kept_paper import in_language
from clientguard.actions.records import attachments
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
    language_option,
    named,
    opened,
    page_option,
    paper_language,
    say,
    warn_of_boxes,
    write_paper,
)
from clientguard.domain.money.lines import amount_of
from clientguard.domain.money.statement import CurrencyAccount, Statement, facts_json
from clientguard.domain.records import KINDS, Invoice, InvoiceLine
from clientguard.domain.records.parse import FieldError, parse
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.views.records import get_record
from clientguard.texts import _, current

_file = click.Path(path_type=Path)


@click.command(help=_("Show a client's statement of account, or create it as PDF."))
@client_option
@click.option("--from", "start", metavar="DATE", help=_("Its first day; by default, that of the first invoice."))
@click.option("--to", "end", metavar="DATE", help=_("Its last day; by default, today."))
@click.option("--out", type=_file, metavar="FILE.pdf", help=_("The file to write; an existing file is replaced."))
@page_option
@language_option
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
            facts = in_language(facts, paper_language())
        made = statement_paper(facts, page=page) if out else None
    if out and made:
        write_paper(out, made.pdf, N_("The casebook was not touched."), book.path)
        done()
    lines = [_("Wrote {path}.", path=str(out))] if out else list(_lines(facts))
    answer(_told(facts, out, made.boxes if made else ""), "\n".join(lines), as_json=as_json)


def _told(facts: Statement, out: Path | None, boxes: str) -> dict[str, Any]:
    found: dict[str, Any] = facts_json(facts)
    told = {name: found[name] for name in ("client", "start", "end", "accounts")}
    return {"path": str(out) if out else None, **told, "missing": boxes}


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


@click.command(
    help=_("Create an invoice or a credit note as PDF, and keep it with the invoice. It is not an e-invoice.")
)
@click.argument("invoice", metavar="INVOICE")
@click.option(
    "--line",
    "lines",
    multiple=True,
    metavar="LINE",
    help=_("A line, as “description;quantity;unit;price;tax in %”; repeat for more. They replace its lines."),
)
@click.option("--out", type=_file, metavar="FILE.pdf", help=_("The file to write; an existing file is replaced."))
@page_option
@language_option
@casebook_option
@json_option
@click.pass_obj
def invoice(
    context: Context,
    invoice: str,
    lines: tuple[str, ...],
    out: Path | None,
    page: PageSize,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Set the lines of an invoice, if there are any, and create its PDF."""
    if out:
        attachments.check_out(out, casebook or context.casebook)  # before anything is written
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            found = get_record(db, Invoice, named(db, KINDS["invoice"], invoice))
        if lines:
            set_lines(book, found.id, [_line(each, found.currency, context.today) for each in lines])
        made = make_invoice_pdf(book, found.id, context.today, page=page, language=paper_language())
    for each in made.remarks:
        click.echo(say(each), err=True)
    if not out:
        warn_of_boxes(made.pdf)
    told = [_("{name} is on record as number {id}.", name=made.name, id=str(made.file))]
    if out:
        write_paper(out, made.pdf, N_("The document is in the casebook, with its invoice."), book.path)
        told.insert(0, _("Wrote {path}.", path=str(out)))
    values = {
        "id": found.id,
        "file": made.file,
        "path": str(out) if out else None,
        "remarks": list(map(say, made.remarks)),
        "missing": made.boxes,
    }
    answer(values, "\n".join(told), as_json=as_json)


def _line(text: str, currency: str, today: date) -> InvoiceLine:
    """Return the line in `description;quantity;unit;price;tax`; without a quantity, the price is the amount."""
    parts = [each.strip() for each in text.split(";")]
    names = ("description", "quantity", "unit", "unit_price", "tax_rate")
    if not 4 <= len(parts) <= len(names) or not parts[0] or not parts[3]:
        raise _unread(text)
    try:
        values = {
            name: parse(InvoiceLine.kind.field(name), part, today=today, currency=currency, language=current().language)
            for name, part in zip(names, parts, strict=False)
        }
    except FieldError as error:
        raise _unread(text) from error
    price = values.pop("unit_price")
    if not values["quantity"]:
        return InvoiceLine(**values, amount=price)
    return InvoiceLine(**values, unit_price=price, amount=amount_of(values["quantity"], price))


def _unread(text: str) -> KnownError:
    return KnownError(
        N_("“{text}” is not a line of an invoice."),
        kept=N_("Nothing was changed."),
        todo=N_("Enter it as “description;quantity;unit;price;tax in %”, such as “Design;10;hours;80.00;21”."),
        text=text,
    )
