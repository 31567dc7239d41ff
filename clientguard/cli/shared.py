"""What the commands share: the casebook, the clients and records that arguments name, and the answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from clientguard import output, paths
from clientguard.actions.contracts.stopping import carry_over_stops
from clientguard.cli import older
from clientguard.cli.status.outcome import CommandCasebook, Outcome, UntoldError, current_outcome
from clientguard.cli.unlocking import key_for
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Kind, Record
from clientguard.domain.records.parse import FieldError, parse_date
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.file.keys import Key
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views import lists
from clientguard.store.views.business import business
from clientguard.texts import LANGUAGES, _, current, use_zone

LONGEST_NUMBER = 18  # digits: a longer number does not fit into SQLite's integers

PageSize = Literal["A4", "Letter"]


@dataclass(frozen=True)
class Context:
    """The casebook to use if a command names none, and the date on which the command runs."""

    casebook: Path
    today: date


casebook_option = click.option("--casebook", type=click.Path(path_type=Path), metavar="FILE", help=_("The casebook."))
json_option = click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))
client_option = click.option("--client", required=True, metavar="NAME", help=_("The client's name or number."))


def _note_language(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    context.meta[_LANGUAGE] = value or ""


_LANGUAGE = "clientguard.paper_language"
language_option = click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    expose_value=False,
    callback=_note_language,
    help=_("The language of the paper; by default, the client's."),
)


def paper_language() -> str:
    """Return the language that the running command's `language_option` got; "" for none."""
    return click.get_current_context().meta.get(_LANGUAGE, "")


page_option = click.option(
    "--page",
    type=click.Choice(["A4", "Letter"], case_sensitive=False),
    default="A4",
    show_default=True,
    help=_("The paper size."),
)
to_file_option = click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.pdf",
    help=_("The file to write; an existing file is replaced."),
)
on_option = click.option("--on", "on", metavar="DATE", help=_("The date; by default, today."))


@contextmanager
def opened(context: Context, casebook: Path | None, *, write: bool) -> Iterator[Casebook]:
    """Open the casebook that a command names, or the default one, for the duration of the command."""
    path = casebook or context.casebook
    with opened_with(path, key_for(path), write=write) as book:
        book.take_refuge([paths.data_dir() / "backups"])
        with book.read() as db:
            firm = business(db)
        use_zone(firm.time_zone if firm else "")
        yield book


@contextmanager
def opened_with(path: Path, key: Key | None, *, write: bool) -> Iterator[Casebook]:
    """Open a casebook with its key; what closing it meets is a warning, because what was saved is saved."""
    outcome = current_outcome()
    with outcome.held() if write else nullcontext():
        book = CommandCasebook.open(path, write=write, key=key)
        book.outcome = outcome
        try:
            outcome.check()
            with older.watched(book, write=write):
                if write:
                    _carry_over(book, outcome)
                yield book
        except BaseException:
            with suppress(KnownError, OSError, sqlite.Error):  # the reason is on its way already
                book.close()
            raise
        closed(book, outcome)


@contextmanager
def read_back(book: Casebook) -> Iterator[Connection]:
    """Read what a change came to, only to tell it; UntoldError if that fails once it is saved."""
    try:
        with book.read() as db:
            yield db
    except (KnownError, sqlite.Error) as error:
        if not current_outcome().saved:
            raise
        raise UntoldError(current().reason(error) if isinstance(error, KnownError) else f"{error}.") from error


def _carry_over(book: Casebook, outcome: Outcome) -> None:
    """Bring the casebook up to date; that is not what the command was asked for, so it is not saved by that yet."""
    saved = outcome.saved
    carry_over_stops(book)
    outcome.saved = saved


def closed(book: Casebook, outcome: Outcome) -> None:
    """Close a casebook, and warn if that was not possible cleanly."""
    try:
        book.close()
    except (KnownError, OSError, sqlite.Error) as error:
        reason = current().error(error) if isinstance(error, KnownError) else f"{error}."
        if outcome.saved:
            line = _("Saved. The casebook could not be closed cleanly: {reason}", reason=reason)
        else:
            line = _("The casebook could not be closed cleanly: {reason}", reason=reason)
        click.echo(line, err=True)


def done() -> None:
    """Note that the command wrote a file: from now on it counts as done, even if the answer cannot be printed."""
    current_outcome().saved = True


def answer(value: Any, line: str = "", *, as_json: bool = True) -> None:  # noqa: ANN401
    """Print the answer: `value` as JSON, or else one line for a person."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else line)


def write_paper(out: Path, pdf: bytes, kept: str, beside: Path) -> None:
    """Write a paper to a file, once the characters that print as boxes are named; no paper is written otherwise."""
    warn_of_boxes(pdf)
    output.write_whole(out, pdf, kept, beside)


def warn_of_boxes(pdf: bytes) -> None:
    """Name on standard error the characters of a paper that no typeface prints, each with its place in the facts."""
    from clientguard.reports.paper.scripts.lacking import lacking_in

    warn_of_letters(lacking_in(pdf))


def warn_of_letters(text: str) -> None:
    """Name characters that no typeface prints, if there are any, on standard error."""
    if text:
        click.echo(_("These characters are not in the font, and print as boxes: {text}", text=text), err=True)


def answer_list(rows: list[Any], lines: Iterable[str], empty: str, *, as_json: bool) -> None:
    """Print a list: as JSON, or a line for each row; an empty one prints `[]`, or says so on standard error."""
    if as_json:
        answer(rows)
        return
    for line in lines:
        click.echo(line)
    if not rows:
        click.echo(empty, err=True)


def followed(line: str, changed: Changed) -> str:
    """Return the answer to a person, with a line for each thing that followed from a change beyond what was asked."""
    return "\n".join([line, *map(say, changed.told)])


def say(message: Said) -> str:
    """Return what the domain said, in the language of the command line."""
    return current().say(message)


def remarks(record: Record, context: Context) -> list[str]:
    """Return what a record's fields come to, in the language of the command line."""
    return [say(each.message) for each in record.in_words(context.today)]


def day(text: str | None, today: date, *, past: bool = False) -> date:
    """Return the date given in an option, or today; a weekday is the last one of what is `past`, else the next."""
    try:
        return parse_date(text or "", today, past=past, language=current().language) or today
    except FieldError as error:
        raise click.UsageError(say(error.said)) from None


def client_of(db: Connection, name: str) -> int:
    """Return the id of the client with that name or number; KnownError if there is none, or more than one."""
    return named(db, KINDS["client"], name)


def named(db: Connection, kind: Kind, name: str, client: int = 0) -> int:
    """Return the id of the record with that title or number; among several, the one that belongs to `client`."""
    if name.isdecimal() and len(name) < LONGEST_NUMBER and lookup.kind_of(db, int(name)) == kind.name:
        return int(name)
    found = lists.records_named(db, kind, name)
    if len(found) > 1 and client and kind.has("client"):
        found = lists.records_named(db, kind, name, client=client) or found
    if len(found) == 1:
        return found[0]
    if found:
        raise KnownError(
            N_("More than one {kind} is called “{name}”."),
            kept=N_("Nothing was changed."),
            todo=N_("Use its number instead: {ids}."),
            kind=said(kind.noun),
            name=name,
            ids=", ".join(map(str, found)),
        )
    raise KnownError(
        N_("There is no {kind} called “{name}”."),
        kept=N_("Nothing was changed."),
        todo=N_("Look it up with `clientguard list {list}`."),
        kind=said(kind.noun),
        name=name,
        list=kind.name,
    )


def record_of(db: Connection, number: int) -> Record:
    """Return the record with that number; KnownError if there is none."""
    if abs(number) >= 10**LONGEST_NUMBER or lookup.kind_of(db, number) is None:
        raise KnownError(
            N_("There is no record number {number}."),
            kept=N_("Nothing was changed."),
            todo=N_("Look it up with `clientguard list` or `clientguard search`."),
            number=str(number),
        )
    return lookup.any_record(db, number)
