"""Importing mail, to a client that is named or to those whose it is, and tables, which name their clients."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from clientguard.actions.communication import whose_mail
from clientguard.actions.communication.incoming import import_any
from clientguard.actions.communication.incoming.other_files import HowToRead, Order, has_chats
from clientguard.cli.imports import table, told
from clientguard.cli.imports.files_read import read_files
from clientguard.cli.shared import Context, answer, casebook_option, client_of, json_option, opened, say
from clientguard.cli.status.outcome import current_outcome
from clientguard.domain.communication.addresses import Proposed
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _

_file = click.Path(path_type=Path)


@click.command(
    "import",
    help=_(
        "Import mail, calendars, contact cards and chats, to a client or to those whose they are, or a table (CSV) of "
        "clients, invoices or payments."
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="PATH...", type=_file)
@click.option("--client", metavar="NAME", help=_("The client that all of it goes to; by default, those whose it is."))
@click.option(
    "--mine",
    multiple=True,
    metavar="ADDRESS",
    help=_("An address of yours, or your name in a chat: what is from it was sent."),
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
    if mapping or decimals or refused:
        raise click.UsageError(_("--mapping, --decimals and --refused are for a table (a .csv file)."))
    names_of_mine = tuple(each for each in mine if "@" not in each) if has_chats(files) else ()
    how = HowToRead(names_of_mine, cast("Order | None", dates), again, say)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client) if client else None
        table.back_up_before(book)
        likely = _own(book, files, mine)
        interrupted = current_outcome().is_interrupted
        result = import_any.import_any(book, files, client=owner, own=likely, how=how, cancelled=interrupted)
        names = told.names_of(book, result)
        if told.is_something(result):
            read_files(book)
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
        if named := [each for each in mine if "@" in each or not has_chats(files)]:
            whose_mail.set_own(book, named)
        return []
    proposed = whose_mail.proposal(book, files)
    _ask_whose(proposed)
    return [each.address for each in proposed if each.likely]


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
