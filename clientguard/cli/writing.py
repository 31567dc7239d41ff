"""Commands that write records: add, set, remove, restore, attach."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.communication.move_message import move_message
from clientguard.actions.leaving import steps
from clientguard.actions.records import attachments, editing
from clientguard.cli import values
from clientguard.cli.shared import Context, answer, casebook_option, followed, json_option, opened, record_of, say
from clientguard.domain.changed import Changed
from clientguard.domain.records import KINDS, Leaving, Message, Record
from clientguard.domain.records.check import warnings
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.views import lists
from clientguard.texts import _, _n

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
@casebook_option
@json_option
@click.pass_obj
def add(
    context: Context,
    kind: str,
    settings: tuple[str, ...],
    paths: tuple[Path, ...],
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
        done = editing.save_record(book, record, drafts)
    _warn(record)
    answer({"id": done.first}, followed(_("Added as number {id}.", id=str(done.first)), done), as_json=as_json)


@click.command("set", help=_("Change fields of a record."))
@click.argument("id", type=int, metavar="ID")
@values.set_option
@casebook_option
@json_option
@click.pass_obj
def set_(context: Context, id: int, settings: tuple[str, ...], casebook: Path | None, as_json: bool) -> None:
    """Change one record; values that are the same as before change nothing."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            before = record_of(db, id)
            record = values.filled(db, context, before, values.given(before.kind, settings))
        done = _save(book, before, record)
    _warn(record)
    line = _("Changed number {id}.", id=str(id)) if done else _("Nothing is different; nothing was written.")
    answer({"id": id, "changed": bool(done)}, followed(line, done), as_json=as_json)


def _warn(record: Record) -> None:
    """Warn, apart from the answer, about saved text that looks like a secret."""
    for each in warnings(record):
        click.echo(f"{each.field}: {say(each.message)}", err=True)


def _save(book: Casebook, before: Record, record: Record) -> Changed:
    if isinstance(record, Message) and record.client and record.client_id != before.client_id:
        differing = {
            each.name: getattr(record, each.name)
            for each in record.kind.fields
            if getattr(before, each.name) != getattr(record, each.name)
        }
        return move_message(book, record.id, **differing)
    if isinstance(record, Leaving):
        return steps.save_step(book, record, record.step)
    return editing.save_record(book, record)


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
        gone = sorted({*ids} - {*_standing(book, ids)})
        changed = editing.restore_records(book, ids)
    line = _n("Restored {count} record.", "Restored {count} records.", len(gone))
    answer({"restored": gone}, followed(line, changed), as_json=as_json)


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
