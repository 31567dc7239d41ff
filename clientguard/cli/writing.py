"""Commands that write records: add, set, remove, restore, attach."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.communication.move_message import move_message
from clientguard.actions.leaving import steps
from clientguard.actions.records import attachments, editing, merging
from clientguard.actions.rules.by_kind import rule_of
from clientguard.cli import values
from clientguard.cli.imports.files_read import read_files
from clientguard.cli.shared import (
    LONGEST_NUMBER,
    Context,
    answer,
    casebook_option,
    followed,
    json_option,
    named,
    opened,
    record_of,
    remarks,
    say,
)
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Leaving, Message, Record
from clientguard.domain.records.check import warnings
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views import lists
from clientguard.texts import _, _n, current

same_name_option = click.option(
    "--same-name", is_flag=True, help=_("Save a client even if another one has the same name.")
)
ADDABLE = sorted(kind.name for kind in KINDS.values() if kind.addable or kind.single)


@click.command(help=_("Add a record of a kind, such as client, invoice or request."))
@click.argument("kind", type=click.Choice(ADDABLE), metavar="KIND")
@values.set_option
@click.option(
    "--attach",
    "paths",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help=_("A file to attach."),
)
@same_name_option
@values.anyway_option
@casebook_option
@json_option
@click.pass_obj
def add(
    context: Context,
    kind: str,
    settings: tuple[str, ...],
    paths: tuple[Path, ...],
    same_name: bool,
    anyway: bool,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Add one record, with its files: both, or neither."""
    described = KINDS[kind]
    texts = values.given(described, settings)
    drafts = attachments.read_files(paths, None)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            if described.single and lists.count_records(db, described):
                raise KnownError(
                    N_("This casebook already has a business."),
                    kept=N_("Nothing was changed."),
                    todo=N_("Change it with `clientguard set`; `clientguard list business` shows its number."),
                )
            record = values.filled(db, context, described.record(), texts)
            same = _namesakes(db, record, "", allowed=same_name)
            _ask_first(db, record, anyway=anyway)
        done = editing.save_record(book, record, drafts, anyway=anyway)
        if drafts:
            read_files(book)
    _warn(record)
    told = [_("Added as number {id}.", id=str(done.first)), *_same_name(same), *values.understood(record, texts)]
    answer({"id": done.first}, followed("\n".join([*told, *remarks(record, context)]), done), as_json=as_json)


@click.command("set", help=_("Change fields of a record."))
@click.argument("id", type=int, metavar="ID")
@values.set_option
@same_name_option
@values.anyway_option
@casebook_option
@json_option
@click.pass_obj
def set_(
    context: Context,
    id: int,
    settings: tuple[str, ...],
    same_name: bool,
    anyway: bool,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Change one record; values that are the same as before change nothing."""
    if not settings:
        raise KnownError(
            N_("No field was named."),
            kept=N_("Nothing was changed."),
            todo=N_("Name each field to change with `--set FIELD=VALUE`."),
        )
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            before = record_of(db, id)
            texts = values.given(before.kind, settings)
            record = values.filled(db, context, before, texts)
            same = _namesakes(db, record, getattr(before, before.kind.title), allowed=same_name)
        done = _save(book, before, record, anyway=anyway)
    _warn(record)
    told = [_("Nothing is different; nothing was written.")]
    if done:
        told = [
            _("Changed number {id}.", id=str(id)),
            *_same_name(same),
            *values.understood(record, texts),
            *remarks(record, context),
        ]
    answer({"id": id, "changed": bool(done)}, followed("\n".join(told), done), as_json=as_json)


def _ask_first(db: Connection, record: Record, *, anyway: bool) -> None:
    """Refuse a record of which the form of its kind warns, where that is to be meant, unless it is added anyway."""
    warns = rule_of(record.kind).warns
    found = warns.read(db, record, current().language) if warns and warns.asks and not anyway else None
    if found:
        raise KnownError(
            N_("{warning}"),
            kept=N_("Nothing was added."),
            todo=N_("Add it with --anyway if you mean to."),
            warning=found,
        )


def _namesakes(db: Connection, record: Record, before: str, *, allowed: bool) -> list[int]:
    """Return the other clients that have a client's new name; refuse it unless that is allowed: it is seldom meant."""
    name: str = getattr(record, record.kind.title)
    if name_key(name) == name_key(before):
        return []
    others = lists.namesakes(db, record.kind, name, record.id)
    if others and not allowed:
        raise KnownError(
            N_("There is already a client called “{name}”: number {id}."),
            kept=N_("Nothing was changed."),
            todo=N_("If this is another client of the same name, say so with --same-name."),
            name=name,
            id=str(others[0]),
        )
    return others


def _same_name(others: list[int]) -> list[str]:
    """Say that a name now needs a number."""
    if not others:
        return []
    numbers = ", ".join(map(str, others))
    return [_("Other clients have the same name: {numbers}. Use their numbers instead of the name.", numbers=numbers)]


def _warn(record: Record) -> None:
    """Warn, apart from the answer, about saved text that looks like a secret."""
    for each in warnings(record):
        click.echo(f"{each.field}: {say(each.message)}", err=True)


def _save(book: Casebook, before: Record, record: Record, *, anyway: bool) -> Changed:
    if isinstance(record, Message) and record.client and record.client_id != before.client_id:
        differing = {
            each.name: getattr(record, each.name)
            for each in record.kind.fields
            if getattr(before, each.name) != getattr(record, each.name)
        }
        return move_message(book, record.id, **differing)
    if isinstance(record, Leaving):
        return steps.save_step(book, record, record.step, read=before)
    return editing.save_record(book, record, read=before, anyway=anyway)


@click.command(help=_("Remove records; `restore` undoes it."))
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@casebook_option
@json_option
@click.pass_obj
def remove(context: Context, ids: tuple[int, ...], casebook: Path | None, as_json: bool) -> None:
    """Remove records, all or none."""
    with opened(context, casebook, write=True) as book:
        _all_there(book, ids)
        before = _standing(book, ids)
        changed = editing.remove_records(book, ids)
    line = _n("Removed {count} record.", "Removed {count} records.", len(before))
    answer({"removed": before}, followed(line, changed), as_json=as_json)


def bring_back(context: Context, ids: tuple[int, ...], casebook: Path | None, as_json: bool) -> None:
    """Restore records, all or none."""
    with opened(context, casebook, write=True) as book:
        _all_there(book, ids)
        changed = editing.restore_records(book, ids)
    done = sorted(changed.ids & set(ids))
    line = _n("Restored {count} record.", "Restored {count} records.", len(done))
    answer({"restored": done}, followed(line, changed), as_json=as_json)


@click.command(help=_("Merge two clients, or two people of one client, that are the same; `restore` undoes it."))
@click.argument("loser", metavar="LOSER")
@click.option("--into", required=True, metavar="SURVIVOR", help=_("The one that stays, by name or number."))
@casebook_option
@json_option
@click.pass_obj
def merge(context: Context, loser: str, into: str, casebook: Path | None, as_json: bool) -> None:
    """Merge one record into another: clients by name or number, people by number or a name that one of them has."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            gone = _party(db, loser)
            stays = named(db, gone.kind, into)
        done = merging.merge(book, gone.id, stays)
    moved = len(done.ids - {gone.id, stays})
    line = _("Merged number {loser} into number {into}; records moved: {count}", loser=str(gone.id), into=str(stays),
             count=moved)  # fmt: skip
    answer({"merged": gone.id, "into": stays, "records": moved}, followed(line, done), as_json=as_json)


def _party(db: Connection, text: str) -> Record:
    """Return the client or, if no client is called that, the person with that name or number."""
    if text.isdecimal() and len(text) < LONGEST_NUMBER and lookup.kind_of(db, int(text)) in ("client", "contact"):
        return record_of(db, int(text))
    client, contact = KINDS["client"], KINDS["contact"]
    person = not lists.records_named(db, client, text) and lists.records_named(db, contact, text)
    return record_of(db, named(db, contact if person else client, text))


@click.command(help=_("Attach files to a record."))
@click.argument("id", type=int, metavar="ID")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@casebook_option
@json_option
@click.pass_obj
def attach(context: Context, id: int, paths: tuple[Path, ...], casebook: Path | None, as_json: bool) -> None:
    """Attach files, all or none."""
    with opened(context, casebook, write=True) as book:
        _all_there(book, (id,))
        made = attachments.attach_files(book, id, paths).made
        read_files(book)
    answer(
        {"id": id, "attachments": list(made)},
        _n("Attached {count} file.", "Attached {count} files.", len(made)),
        as_json=as_json,
    )


def _standing(book: Casebook, ids: tuple[int, ...]) -> list[int]:
    """Return those of these records that are not removed."""
    with book.read() as db:
        return sorted(each for each in {*ids} if record_of(db, each).removed is None)


def _all_there(book: Casebook, ids: tuple[int, ...]) -> None:
    with book.read() as db:
        for each in ids:
            record_of(db, each)
