"""Commands about the passphrase: passphrase, recovery."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard import paths
from clientguard.actions.casebook import backups, passphrase
from clientguard.cli import unlocking
from clientguard.cli.shared import Context, answer, done, json_option, opened_with, say, to_file_option, write_paper
from clientguard.domain.wording import N_, Said, said
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.plain_errors import RewrittenError
from clientguard.texts import _, current

_file = click.Path(path_type=Path)


@click.command("passphrase", help=_("Set, change or remove the passphrase of a casebook."))
@click.argument("file", type=_file, metavar="FILE")
@click.option("--remove", is_flag=True, help=_("Remove the passphrase."))
@click.option(
    "--new-passphrase-file", "source", metavar="PATH", help=_("A file with the new passphrase; - is standard input.")
)
@json_option
def passphrase_(file: Path, remove: bool, source: str | None, as_json: bool) -> None:
    """Give a casebook another passphrase, or none; new backups replace the old ones."""
    if remove and source:
        raise click.UsageError(_("--remove takes no new passphrase."))
    key = unlocking.key_for(file)
    salts = unlocking.salts()
    secret = None if remove else unlocking.new(file.name, source)
    with opened_with(file, key, write=True) as book:
        places = _places(book)
        try:
            if secret is None:
                made = passphrase.unprotect(book, None, places, salts)
            else:
                made = passphrase.protect(book, secret, places, salts)
        except RewrittenError as error:  # it is done, but for the backups
            made = backups.Afresh(pending=[_not_renewed(error)])
    for each in made.pending:
        click.echo(say(each), err=True)
    if remove:
        line = _("{name} no longer has a passphrase.", name=file.name)
    else:
        line = _("{name} now has the new passphrase.", name=file.name)
    found = {"path": str(file), "locked": not remove, "backups": [str(each) for each in made.written]}
    answer({**found, "pending": len(made.pending)}, line, as_json=as_json)


def _not_renewed(error: RewrittenError) -> Said:
    return said(
        N_("{reason} Backups from before were not replaced: each opens as it did."), reason=current().error(error)
    )


def _places(book: Casebook) -> list[backups.Place]:
    folders = Settings.load(paths.config_dir()).backup_folders(backups.edge(book).uid)
    return [backups.Place(folder, made) for folder, made in folders]


@click.command(
    help=_("Write the recovery sheet of a casebook as PDF. Its code opens the casebook without the passphrase.")
)
@click.argument("file", type=_file, metavar="FILE")
@to_file_option
@json_option
@click.pass_obj
def recovery(context: Context, file: Path, out: Path, as_json: bool) -> None:
    """Create the recovery sheet."""
    with opened_with(file, unlocking.key_for(file), write=False) as book:
        sheet = passphrase.recovery_sheet(book, current(), context.today)
    write_paper(out, sheet, N_("The casebook was not touched."), book.path)
    done()
    answer({"path": str(out)}, _("Wrote {path}. Print it, then delete it.", path=str(out)), as_json=as_json)
