"""The interest sheet of a client's late invoices from the command line (P3.2, P5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from clientguard.actions.money.interest import InterestPaper, Wanted, make_interest_sheet
from clientguard.cli.kept_papers import kept_paper, line_of, paper_options, values_of
from clientguard.cli.shared import Context, PageSize, answer, day, named
from clientguard.domain.money.claims.sheet import InterestSheet, facts_json
from clientguard.domain.money.interest.regimes import NAMES
from clientguard.domain.records import KINDS
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _


@click.command("interest", help=_("Create the sheet of interest on a client's late invoices, as PDF."))
@paper_options
@click.option("--invoice", "numbers", multiple=True, metavar="INVOICE",
              help=_("An invoice, by number or record number; repeat for more. By default, all overdue."))  # fmt: skip
@click.option("--paid-late", is_flag=True, help=_("With the invoices that were paid late."))
@click.option("--on", metavar="DATE", help=_("The last day that counts; by default, today."))
@click.option("--regime", type=click.Choice(list(NAMES)), default=None,
              help=_("By default, the contract's own rate, else the law that governs it."))  # fmt: skip
@click.pass_obj
def interest(
    context: Context, client: str, numbers: tuple[str, ...], paid_late: bool, on: str | None, regime: str | None,
    out: Path, page: PageSize, casebook: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Create the interest sheet."""
    last = day(on, context.today, past=True)

    def make(book: Casebook, owner: int, language: str) -> InterestPaper:
        return _made(book, owner, context.today, numbers, Wanted(last, (), regime or "", paid_late), page, language)

    made = kept_paper(context, casebook, client, out, make)
    facts = facts_json(made.facts)
    told = {**values_of(made, out), **{name: facts[name] for name in ("on", "sums", "debts", "bases", "watched")}}
    answer(told, "\n".join([line_of(made, out), *_sums(made.facts)]), as_json=as_json)


def _made(
    book: Casebook,
    client: int,
    today: date,
    numbers: tuple[str, ...],
    wanted: Wanted,
    page: PageSize,
    language: str,
) -> InterestPaper:
    with book.read() as db:
        ids = tuple(named(db, KINDS["invoice"], each, client) for each in numbers)
    asked = Wanted(wanted.on, ids, wanted.regime, wanted.paid_late)
    return make_interest_sheet(book, client, today, asked, page=page, language=language)


def _sums(found: InterestSheet) -> Iterator[str]:
    """Yield a line for each currency."""
    for each in found.sums:
        text = _("Interest {interest}, fixed sums {fixed}; to pay on {date}: {amount}.",
                 interest=each.interest, fixed=each.fixed, date=found.on, amount=each.to_pay)  # fmt: skip
        yield text
