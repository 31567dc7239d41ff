"""Commands that correct what was written, or erase it for good: correct, erase, redact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard import paths
from clientguard.actions.casebook import backups
from clientguard.actions.journal import corrections
from clientguard.actions.privacy import erasure
from clientguard.actions.privacy.erasure import Erased
from clientguard.cli import values
from clientguard.cli.shared import Context, answer, casebook_option, json_option, opened, record_of, say
from clientguard.domain.records import KINDS
from clientguard.domain.wording import Said
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure.scope import Scope
from clientguard.texts import _, _n, current

_yes = click.option("--yes", is_flag=True, help=_("Carry it out; without this option, only show what would be erased."))


@click.command(help=_("Correct what a journal entry wrote to a record; both stay readable."))
@click.argument("id", type=int, metavar="ID")
@click.option("--entry", type=int, required=True, metavar="SEQ", help=_("The entry that is wrong."))
@click.option("--why", required=True, metavar="TEXT", help=_("Why it was wrong."))
@values.set_option
@values.anyway_option
@casebook_option
@json_option
@click.pass_obj
def correct(
    context: Context,
    id: int,
    entry: int,
    why: str,
    settings: tuple[str, ...],
    anyway: bool,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Correct one record."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            record = record_of(db, id)
            record = values.filled(db, context, record, values.given(record.kind, settings))
        corrections.correct_entry(book, record, entry, why, anyway=anyway)
    line = _("Corrected number {id}; entry {seq} stays readable.", id=str(id), seq=entry)
    answer({"id": id, "corrects": entry}, line, as_json=as_json)


@click.command(help=_("Erase records for good, a client with everything under it; or finish earlier erasures."))
@click.argument("ids", nargs=-1, type=int, metavar="[ID...]")
@click.option("--why", metavar="TEXT", help=_("The reason. It stays in the journal, so do not name anyone."))
@click.option("--keep", metavar="KIND,...", help=_("Kinds to leave out, such as invoice,payment."))
@_yes
@click.option("--pending", is_flag=True, help=_("Finish earlier erasures, and list what could not be done yet."))
@click.option("--gone", metavar="FOLDER", help=_("A backup folder that no longer exists, to take off that list."))
@casebook_option
@json_option
@click.pass_obj
def erase(
    context: Context,
    ids: tuple[int, ...],
    why: str | None,
    keep: str | None,
    yes: bool,
    pending: bool,
    gone: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Erase, or show what would be erased."""
    if pending or gone:
        if ids or why or keep or yes:
            raise click.UsageError(_("--pending and --gone cannot be combined with anything else."))
        _finish(context, casebook, gone, as_json=as_json)
        return
    if not ids:
        raise click.UsageError(_("Name the records by their numbers, or --pending."))
    if yes and not why:
        raise click.UsageError(_("Missing option '--why'."))
    kinds = [each for each in (keep or "").split(",") if each]
    if wrong := [each for each in kinds if each not in KINDS]:
        raise click.UsageError(_("“{kind}” is not a kind of record.", kind=wrong[0]))
    with opened(context, casebook, write=yes) as book:
        with book.read() as db:
            for each in ids:
                record_of(db, each)
        found = erasure.preview(book, ids, kinds)
        done = erasure.erase_records(book, ids, why or "", _places(book), keep=kinds) if yes else None
    if done is None:
        _preview(found, as_json=as_json)
        return
    line = _n("Erased {count} record for good.", "Erased {count} records for good.", done.records)
    _result(done, line, as_json=as_json)


@click.command(help=_("Redact one field of a record for good, in the journal too."))
@click.argument("id", type=int, metavar="ID")
@click.option("--field", required=True, metavar="NAME", help=_("The field to redact."))
@click.option("--why", metavar="TEXT", help=_("The reason. It stays in the journal, so do not name anyone."))
@_yes
@casebook_option
@json_option
@click.pass_obj
def redact(
    context: Context, id: int, field: str, why: str | None, yes: bool, casebook: Path | None, as_json: bool
) -> None:
    """Redact, or show what would be redacted."""
    if yes and not why:
        raise click.UsageError(_("Missing option '--why'."))
    with opened(context, casebook, write=yes) as book:
        with book.read() as db:
            hints = [say(each) for each in erasure.redaction_hints(record_of(db, id))]
        entries = erasure.preview_redaction(book, id, field)
        done = erasure.redact_field(book, id, field, why or "", _places(book)) if yes else None
    if done is None:
        lines = (
            _n(
                "This would redact “{field}” in the record and in {count} entry, for good.",
                "This would redact “{field}” in the record and in {count} entries, for good.",
                entries,
                field=field,
            ),
            *hints,
            _("Nothing has been redacted yet. Run it again with --why and --yes."),
        )
        told = {"hints": hints} if hints else {}
        answer({"done": False, "field": field, "entries": entries, **told}, "\n".join(lines), as_json=as_json)
        return
    _result(done, _("“{field}” was redacted for good.", field=field), as_json=as_json)


def _places(book: Casebook) -> list[backups.Place]:
    folders = Settings.load(paths.config_dir()).backup_folders(backups.edge(book).uid)
    return [backups.Place(folder, made) for folder, made in folders]


def _preview(found: Scope, *, as_json: bool) -> None:
    hints = [say(each) for each in erasure.hints(found)]
    if as_json:
        answer({"done": False, **_scope(found), "hints": hints})
        return
    click.echo(_("This would be erased for good:"))
    for label, count in erasure.words_of(found):
        click.echo(f"  {_(label)}: {count}")
    click.echo("  " + _("Journal entries: {count}", count=len(found.entries)))
    click.echo("  " + _("Bytes of files and long texts: {count}", count=current().number(found.bytes)))
    if found.drafts:
        click.echo("  " + _("Unsaved forms: {count}", count=found.drafts))
    for kind, count in found.kept.items():
        click.echo(_("Left out: {kind}, {count}", kind=_(KINDS[kind].plural), count=count))
    for line in hints:
        click.echo(line)
    click.echo(_("Nothing has been erased yet. Run it again with --why and --yes."))


def _scope(found: Scope) -> dict[str, Any]:
    return {
        "records": {kind: list(ids) for kind, ids in found.records.items()},
        "entries": len(found.entries),
        "files": found.files,
        "bytes": found.bytes,
        "drafts": found.drafts,
        "kept": found.kept,
        "referring": found.referring,
        "originals": list(found.originals),
    }


def _result(done: Erased, line: str, *, as_json: bool) -> None:
    for each in done.pending:
        click.echo(say(each), err=True)
    if as_json:
        answer(
            {
                "done": True,
                "entry": done.entry,
                "records": done.records,
                "entries": done.entries,
                "backups": [str(each) for each in done.written],
                "deleted": done.deleted,
                "pending": _said(done.pending),
                "beyond": _said(done.beyond),
            }
        )
        return
    click.echo(line)
    for path in done.written:
        click.echo("  " + _("New backup, verified: {path}", path=str(path)))
    click.echo("  " + _("Older backups deleted: {count}", count=done.deleted))
    click.echo(_("Out of ClientGuard's reach, for you to deal with:"))
    for each in _said(done.beyond):
        click.echo(f"  {each}")


def _finish(context: Context, casebook: Path | None, gone: str | None, *, as_json: bool) -> None:
    with opened(context, casebook, write=True) as book:
        if gone:
            erasure.give_up(book, gone)
        done = erasure.finish(book, _places(book)) if erasure.pending(book) else Erased()
    for each in done.pending:
        click.echo(say(each), err=True)
    line = _("Some of it has not been done yet.") if done.pending else _("Nothing is left to do.")
    found = {"backups": [str(each) for each in done.written], "deleted": done.deleted, "pending": _said(done.pending)}
    answer(found, line, as_json=as_json)


def _said(lines: list[Said]) -> list[str]:
    return [say(each) for each in lines]
