"""The commands of sources: mailboxes and folders that are read again, of which only what is new enters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard import paths
from clientguard.actions.casebook import backups
from clientguard.actions.communication.incoming import sources
from clientguard.actions.communication.incoming.other_files import HowToRead
from clientguard.actions.communication.incoming.sources import Source
from clientguard.cli.imports import told
from clientguard.cli.imports.table import back_up_before
from clientguard.cli.shared import (
    Context,
    answer,
    answer_list,
    casebook_option,
    client_of,
    done,
    json_option,
    opened,
    read_back,
    say,
)
from clientguard.cli.status.outcome import current_outcome
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.texts import _, local


@click.group(
    "source",
    cls=Sentences,
    help=_("Mailboxes and folders of this computer whose new mail is imported when you say so."),
)
def source() -> None:
    """Group the commands of sources."""


@source.command(help=_("Add a mailbox, a folder of a mail program or a watched folder as a source."))
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--client", metavar="NAME", help=_("The client that all of it goes to; by default, those whose it is."))
@casebook_option
@json_option
@click.pass_obj
def add(context: Context, path: Path, client: str | None, casebook: Path | None, as_json: bool) -> None:
    """Add a source to the settings of this computer."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client) if client else None
        kept = _Kept(book)
        found = sources.added(book, kept.sources, path, owner)
        kept.keep(found)
        row = _rows(book, found)[-1]
    line = _("Added {path}. Read it with `clientguard source read`.", path=row["path"])
    answer(row, line, as_json=as_json)


@source.command("list", help=_("List the sources by number, and say which were not found."))
@casebook_option
@json_option
@click.pass_obj
def list_(context: Context, casebook: Path | None, as_json: bool) -> None:
    """List the sources."""
    with opened(context, casebook, write=False) as book:
        rows = _rows(book, _Kept(book).sources)
    answer_list(
        rows, map(_line, rows), _("No sources yet. Add one with `clientguard source add PATH`."), as_json=as_json
    )


@source.command(help=_("Import what is new in the sources."))
@click.option("--whole", is_flag=True, help=_("Read all that is in them again, not only what is new."))
@casebook_option
@json_option
@click.pass_obj
def read(context: Context, whole: bool, casebook: Path | None, as_json: bool) -> None:
    """Import what is new, in one transaction, and print what came of it."""
    with opened(context, casebook, write=True) as book:
        kept = _Kept(book)
        if not kept.sources:
            raise KnownError(
                N_("There are no sources."),
                kept=N_("Nothing was changed."),
                todo=N_("Add one with `clientguard source add PATH`."),
            )
        back_up_before(book)
        interrupted = current_outcome().is_interrupted
        found = sources.read_sources(
            book, kept.sources, kept.seen, whole=whole, how=HowToRead(say=say), cancelled=interrupted
        )
        kept.keep(found.sources)
        kept.keep_seen(found.seen)
        names = told.names_of(book, found.taken)
        gone = [row for row in _rows(book, found.sources) if row["gone_since"]]
    if as_json:
        answer({**told.as_json(found.taken, names, by_client=True), "gone": gone})
        return
    for line in told.lines(found.taken, names, by_client=True):
        click.echo(line)
    for row in gone:
        click.echo(_line(row), err=True)


@source.command(help=_("Remove a source; what came from it stays on record."))
@click.argument("number", type=int, metavar="NUMBER")
@casebook_option
@json_option
@click.pass_obj
def remove(context: Context, number: int, casebook: Path | None, as_json: bool) -> None:
    """Take a source out of the settings of this computer."""
    with opened(context, casebook, write=True) as book:
        kept = _Kept(book)
        rows = _rows(book, kept.sources)
        if not 0 < number <= len(rows):
            raise KnownError(
                N_("There is no source number {number}."),
                kept=N_("Nothing was changed."),
                todo=N_("Look it up with `clientguard source list`."),
                number=str(number),
            )
        kept.keep([each for place, each in enumerate(kept.sources, 1) if place != number])
    row = rows[number - 1]
    answer(row, _("{path} is no longer a source.", path=row["path"]), as_json=as_json)


class _Kept:
    """What the settings of this computer hold of a casebook's sources."""

    def __init__(self, book: Casebook) -> None:
        self._uid = backups.edge(book).uid
        self._settings = Settings.load(paths.config_dir())
        self.sources = sources.sources_from(self._settings.sources.get(self._uid))
        self.seen = sources.seen_from(self._settings.sources_seen(self._uid))

    def keep(self, found: list[Source] | tuple[Source, ...]) -> None:
        """Keep the sources; KnownError if the settings cannot be written."""
        plain = [each.plain() for each in found]
        self._settings.sources[self._uid] = plain
        self._settings.save()
        if Settings.load(paths.config_dir()).sources.get(self._uid) != plain:
            raise KnownError(
                N_("The settings could not be written: {path}."),
                kept=N_("The sources are as they were."),
                path=str(self._settings.file),
            )
        done()

    def keep_seen(self, seen: sources.Seen) -> None:
        """Keep what was read; if that fails, it is read again the next time."""
        self._settings.keep_sources_seen(self._uid, seen.plain())


def _rows(book: Casebook, found: list[Source] | tuple[Source, ...]) -> list[dict[str, Any]]:
    with read_back(book) as db:
        there = [each.client for each in found if each.client and lookup.kind_of(db, each.client) == "client"]
        names = lookup.titles(db, there)
    return [
        {
            "number": number,
            "path": str(each.path),
            "client": names.get(each.client or 0),
            "gone_since": local(Instant(each.gone_ms, 0)).date().isoformat() if each.gone_ms else None,
        }
        for number, each in enumerate(found, 1)
    ]


def _line(row: dict[str, Any]) -> str:
    line = f"{row['number']}  {row['path']}" + (f"  {row['client']}" if row["client"] else "")
    return f"{line}  {_('not there since {day}', day=row['gone_since'])}" if row["gone_since"] else line
