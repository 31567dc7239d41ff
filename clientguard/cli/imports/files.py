"""Importing mail, to a client that is named or to those whose it is, and tables, which name their clients."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from clientguard.actions.communication import import_mail, whose_mail
from clientguard.actions.communication.incoming import import_any
from clientguard.actions.communication.incoming.import_any import TakenIn
from clientguard.cli.imports import table, told
from clientguard.cli.shared import Context, answer, casebook_option, client_of, json_option, opened, say
from clientguard.cli.status.outcome import current_outcome
from clientguard.domain.communication.addresses import Proposed
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _

_file = click.Path(path_type=Path)


@click.command(
    "import",
    help=_("Import mail, to a client or to those whose it is, or a table (CSV) of clients, invoices or payments."),
)
@click.argument("files", nargs=-1, required=True, metavar="PATH...", type=_file)
@click.option(
    "--client", metavar="NAME", help=_("For mail: the client that all of it goes to; by default, those whose it is.")
)
@click.option(
    "--mine", multiple=True, metavar="ADDRESS", help=_("An address of yours: mail from it was sent, not received.")
)
@click.option(
    "--again", is_flag=True, help=_("Also import messages that were removed, moved to another client or erased before.")
)
@table.mapping_option
@table.dates_option
@table.decimals_option
@table.refused_option
@casebook_option
@json_option
@click.pass_obj
def import_(
    context: Context,
    files: tuple[Path, ...],
    client: str | None,
    mine: tuple[str, ...],
    again: bool,
    mapping: Path | None,
    dates: str | None,
    decimals: str | None,
    refused: Path | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Import mail or a table in one transaction."""
    found = table.only_table(files, mapping)
    if found and (client or mine or again):
        raise click.UsageError(_("--client, --mine and --again are for mail: a table names its clients itself."))
    if found:
        options = {"mapping": mapping, "dates": dates or "", "decimals": decimals or ""}
        table.take_table(context, found, options, refused, casebook, as_json=as_json)
        return
    if mapping or dates or decimals or refused:
        raise click.UsageError(_("--mapping, --dates, --decimals and --refused are for a table (a .csv file)."))
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client) if client else None
        table.back_up_before(book)
        likely = _own(book, files, mine)
        result = _import(book, files, owner, likely, again=again)
        names = told.names_of(book, result)
    if nothing := not told.is_something(result):
        click.echo(_("Nothing was imported: no message could be read."), err=True)
        for line in told.unreadable(result):
            click.echo(line, err=True)
    if as_json:
        answer(told.as_json(result, names, by_client=not client))
    elif not nothing:
        for line in told.lines(result, names, by_client=not client):
            click.echo(line)
    if nothing:
        raise click.exceptions.Exit(1)


def _own(book: Casebook, files: Sequence[Path], mine: Sequence[str]) -> list[str]:
    """Keep the user's addresses that were named, or ask for them; return those that are likely theirs meanwhile."""
    if mine:
        whose_mail.set_own(book, mine)
        return []
    proposed = whose_mail.proposal(book, files)
    _ask_whose(proposed)
    return [each.address for each in proposed if each.likely]


def _import(book: Casebook, files: Sequence[Path], owner: int | None, own: Sequence[str], *, again: bool) -> TakenIn:
    interrupted = current_outcome().is_interrupted
    if owner is None:
        return import_any.import_any(book, files, own=own, again=again, say=say, cancelled=interrupted)
    found = import_mail.import_mail(book, files, owner, again=again, say=say, cancelled=interrupted)
    return TakenIn(found.changed, {owner: found})


def _ask_whose(proposed: Sequence[Proposed]) -> None:
    """Print, apart from the answer, which addresses may be the user's own, and how to say so."""
    if not proposed:
        return
    click.echo(_("Which of these addresses are yours? Mail from others counts as received."), err=True)
    for each in proposed:
        others = len(each.others)
        told = _("{address}: messages from it: {sent}, to how many others: {others}", address=each.address,
                 sent=each.sent, others=others)  # fmt: skip
        click.echo(f"  {told}", err=True)
    likely = " ".join(f"--mine {each.address}" for each in proposed if each.likely)
    click.echo(
        _("Name them with `--mine`, such as `{options}`; what was imported before is then set right.", options=likely),
        err=True,
    )
