"""Commands about copies of a casebook: backup, restore, check."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.casebook import casebooks, opening, passphrase
from clientguard.actions.casebook import restore as restoring
from clientguard.actions.casebook import salvage as salvaging
from clientguard.cli import older, writing
from clientguard.cli.shared import LONGEST_NUMBER, Context, answer, casebook_option, done, json_option, say
from clientguard.cli.status.outcome import current_outcome
from clientguard.cli.unlocking import given, key_for, named, salts
from clientguard.errors import KnownError
from clientguard.store.file.keys import Key
from clientguard.store.file.ordinary import require_file
from clientguard.texts import _

_file = click.Path(path_type=Path)


@click.command(help=_("Write a verified copy of a casebook, even while it is open."))
@click.argument("file", type=_file, metavar="FILE")
@click.argument("to", type=_file, metavar="TO")
@json_option
def backup(file: Path, to: Path, as_json: bool) -> None:
    """Back up."""
    key = key_for(file)
    casebooks.backup_to(file, to, key=key)
    done()
    older.warn(file, key)
    answer({"path": str(to)}, _("Wrote {path}.", path=str(to)), as_json=as_json)


@click.command(help=_("Restore removed records or, with --to, a whole casebook from a backup."))
@click.argument("what", nargs=-1, required=True, metavar="ID...|BACKUP")
@click.option(
    "--to", type=_file, metavar="FILE", help=_("Restore the backup to this file; a file that is already there is kept.")
)
@click.option(
    "--with-erased",
    is_flag=True,
    help=_("Bring back what was erased after the backup was made; by default, it is erased again."),
)
@casebook_option
@json_option
@click.pass_obj
def restore(
    context: Context,
    what: tuple[str, ...],
    to: Path | None,
    with_erased: bool,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Restore records by their numbers, or one backup to a file."""
    if to is None:
        if not all(each.isdecimal() and len(each) <= LONGEST_NUMBER for each in what):
            raise click.UsageError(_("Name records by their numbers. To restore a backup, use --to FILE."))
        if with_erased:
            raise click.UsageError(_("--with-erased goes with --to."))
        writing.bring_back(context, tuple(int(each) for each in what), casebook, as_json)
        return
    if len(what) != 1:
        raise click.UsageError(_("Name one backup."))
    backup = Path(what[0])
    key = key_for(backup)
    with current_outcome().held():
        made = restoring.restore(backup, to, _sources(backup, to, key), key=key, with_erased=with_erased)
        older.restored(to, key)
        done()
    lines = [_("Restored {path}; it was checked in full.", path=str(to))]
    if made.aside:
        lines.append(_("What was there before is kept as {path}.", path=str(made.aside)))
    lines += [say(each) for each in restoring.in_words(made)]
    found = {"records": made.returning.records, "fields": made.returning.fields, "again": made.repeated}
    kept = str(made.aside) if made.aside else None
    answer({"path": str(to), "kept": kept, "erased": found}, "\n".join(lines), as_json=as_json)


def _sources(backup: Path, to: Path, key: Key | None) -> list[restoring.Source]:
    """Return the files whose erasures count: the one that is replaced, and the newest backup of the same casebook."""
    found: list[restoring.Source] = []
    if to.is_file():
        found.append((to, _key_of(to, key)))
    uid = opening.uid_of(backup, key)
    folders = [each.folder for each in older.places(uid)] if uid else []
    found += [(each.path, key) for each in opening.backups_of(backup, uid, folders)[:1] if uid]
    return found


def _key_of(path: Path, key: Key | None) -> Key | None:
    """Return the key of the casebook that is replaced, if the backup's or a given passphrase opens it; else None."""
    if not opening.takes_passphrase(path) or opening.opens(path, key) or named() is None:
        return key
    try:
        return passphrase.unlock(path, given(path), salts())
    except KnownError:  # it has another passphrase: the answer says that it could not be read
        return None


@click.command(help=_("Read what can still be read from a damaged casebook, and write it to a new one."))
@click.argument("damaged", type=_file, metavar="DAMAGED")
@click.option("--to", type=_file, required=True, metavar="FILE", help=_("The new casebook; it must not exist yet."))
@json_option
def salvage(damaged: Path, to: Path, as_json: bool) -> None:
    """Salvage a damaged file without writing to it. What could not be read is listed on standard error."""
    require_file(damaged)
    locked = opening.takes_passphrase(damaged)
    key = passphrase.unlock(damaged, given(damaged), salts()) if locked else None
    outcome = current_outcome()
    with outcome.held():
        found = salvaging.salvage_casebook(damaged, to, key=key, cancelled=outcome.is_interrupted)
        done()
    lost = [say(each) for each in salvaging.missing(found)]
    lines = [_("Wrote {path}; it was checked in full.", path=str(to)), *(say(each) for each in salvaging.told(found))]
    told = {
        "records": found.records,
        "files": found.files,
        "entries": found.entries,
        "from_journal": found.from_journal,
    }
    answer({"path": str(to), **told, "lost": lost}, "\n".join(lines), as_json=as_json)
    for line in () if as_json else lost:
        click.echo(line, err=True)


@click.command(help=_("Check whether a casebook or a backup is intact."))
@click.argument("file", type=_file, metavar="FILE")
@json_option
def check(file: Path, as_json: bool) -> None:
    """Check the database, the journal, the records and the files; status 1 if any of them has a fault."""
    key = key_for(file)
    found = casebooks.verify_casebook(file, key=key)
    older.warn(file, key)
    if as_json:
        answer(
            {
                "whole": found.valid,
                "entries": found.size,
                "records": found.records,
                "faults": [say(each) for each in found.faults],
            }
        )
    elif found.valid:
        count = {"records": found.records, "entries": found.size}
        click.echo(_("{name} is intact. Records: {records}. Entries: {entries}.", name=file.name, **count))
    else:
        click.echo(_("{name} is damaged. Keep a copy of it, and restore the newest backup.", name=file.name))
    for line in found.faults:
        click.echo(say(line), err=True)
    if not found.valid:
        raise click.exceptions.Exit(1)
