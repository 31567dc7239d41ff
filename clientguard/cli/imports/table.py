"""Importing a table (CSV) of clients, invoices or payments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard import paths
from clientguard.actions.casebook import backups
from clientguard.actions.casebook.backups import Event
from clientguard.actions.tables import import_table, reading
from clientguard.actions.tables.import_table import TableImported
from clientguard.cli.shared import Context, answer, opened, say
from clientguard.cli.status.outcome import current_outcome
from clientguard.exchange.tables.cell_values import MARKS, ORDERS
from clientguard.exchange.tables.read_table import is_table
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _

mapping_option = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("For a table: a file that says what its columns mean."),
)
dates_option = click.option(
    "--dates",
    type=click.Choice(ORDERS),
    help=_("For a table or a chat: whether the day or the month stands first in its dates."),
)
decimals_option = click.option(
    "--decimals", type=click.Choice(tuple(MARKS)), help=_("For a table: the decimal mark of its amounts.")
)
refused_option = click.option(
    "--refused",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("For a table: write the rows that were not imported to a CSV file, with the reasons."),
)


def only_table(files: tuple[Path, ...], mapping: Path | None) -> Path | None:
    """Return the table to import: a .csv file, or any one with a mapping; UsageError if something else is beside it."""
    tables = [path for path in files if mapping or is_table(path)]
    if tables and len(files) > 1:
        raise click.UsageError(_("A table is imported alone: name one CSV file."))
    return tables[0] if tables else None


def take_table(
    context: Context, path: Path, options: dict[str, Any], refused: Path | None, casebook: Path | None, *, as_json: bool
) -> None:
    """Import a table in one transaction, and print what came of it; status 1 if nothing in it could be imported."""
    with opened(context, casebook, write=True) as book:
        found = reading.planned(book, path, **options)
        back_up_before(book)
        interrupted = current_outcome().is_interrupted
        result = import_table.import_table(book, found, say=say, cancelled=interrupted)
        if refused and result.refused:
            reading.save_refused(book, found.table, result.refused, refused, say)
    for remark in found.remarks:
        click.echo(say(remark), err=True)
    nothing = not result.added and not result.duplicates
    if nothing:
        click.echo(_("Nothing was imported: no row could be used."), err=True)
        for line in _refused(result):
            click.echo(line, err=True)
    if as_json:
        answer(
            {
                "import": result.run or None,
                "clients": result.clients,
                "people": result.people,
                "invoices": result.invoices,
                "payments": result.payments,
                "duplicates": [{"row": each.row.number, "what": each.what} for each in result.duplicates],
                "unreadable": [{"row": each.row.number, "reason": say(each.reason)} for each in result.refused],
                "told": list(map(say, result.changed.told)),
            }
        )
    elif not nothing:
        _tell(result)
    if nothing:
        raise click.exceptions.Exit(1)


def _tell(result: TableImported) -> None:
    """Print what an import did, for a person."""
    click.echo(_("Clients added: {count}", count=result.clients))
    if result.people:
        click.echo(_("People added: {count}", count=result.people))
    click.echo(_("Invoices added: {count}", count=result.invoices))
    click.echo(_("Payments added: {count}", count=result.payments))
    click.echo(_("Already on record: {count}", count=len(result.duplicates)))
    if result.run:
        click.echo(_("To undo this import: clientguard remove {id}", id=str(result.run)))
    click.echo(_("Rows that were not imported: {count}", count=len(result.refused)))
    for line in (*_refused(result), *map(say, result.changed.told)):
        click.echo(line)


def _refused(result: TableImported) -> list[str]:
    """Return the rows that were not imported, and why, a line each."""
    return [_("  Row {row}: {reason}", row=str(each.row.number), reason=say(each.reason)) for each in result.refused]


def back_up_before(book: Casebook) -> None:
    """Back up a casebook that has changed since its last backup; a place that fails is reported, but stops nothing."""
    folders = Settings.load(paths.config_dir()).backup_folders(backups.edge(book).uid)
    places = [backups.Place(folder, made) for folder, made in folders]
    for problem in backups.back_up(book, places, Event.IMPORT).problems:
        click.echo(say(problem), err=True)
    current_outcome().saved = False  # the note of the backup is not what the command is for
