"""Commands about whole files: new, verify, import, report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard import paths
from clientguard.actions.casebook import backups, casebooks, passphrase
from clientguard.actions.communication import import_mail
from clientguard.actions.leaving import final_report
from clientguard.cli import unlocking
from clientguard.cli.journal import anchor_of
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    casebook_option,
    client_of,
    client_option,
    json_option,
    opened,
    page_option,
    say,
)
from clientguard.domain.casebook.backups import Event
from clientguard.domain.records import Business
from clientguard.domain.wording import N_
from clientguard.exchange.files import write_whole
from clientguard.settings import Settings
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.verify.full import Findings
from clientguard.texts import _

_file = click.Path(path_type=Path)


@click.command(help=_("Make a new casebook."))
@click.argument("file", type=_file, metavar="FILE")
@click.option("--business", metavar="NAME", help=_("The name of your business."))
@click.option("--currency", default="EUR", show_default=True, metavar="CODE", help=_("The currency you work in."))
@click.option(
    "--locked", is_flag=True, help=_("Protect it with a passphrase, which is asked for or read from its file.")
)
@json_option
def new(file: Path, business: str | None, currency: str, locked: bool, as_json: bool) -> None:
    """Create a casebook, with the business if it is named, and with a passphrase if it is to be locked."""
    firm = Business(name=business, currency=currency.upper()) if business else None
    key = passphrase.new_key(unlocking.new(file.name, unlocking.named())) if locked else None
    casebooks.create_casebook(file, firm, key=key).close()
    if key:
        unlocking.salts().keep(file, key.salt)
    answer({"path": str(file)}, _("Created {path}.", path=str(file)), as_json=as_json)


@click.command(help=_("Check a casebook in full: journal, records and files."))
@click.argument("file", type=_file, metavar="FILE")
@click.option("--anchor", "anchors", multiple=True, metavar="SIZE:HASH", help=_("An anchor that was kept elsewhere."))
@click.option(
    "--require-anchor", is_flag=True, help=_("Exit with status 1 unless an anchor from outside was compared.")
)
@click.option("--require-complete", is_flag=True, help=_("Exit with status 1 if values were erased or redacted."))
@json_option
def verify(file: Path, anchors: tuple[str, ...], require_anchor: bool, require_complete: bool, as_json: bool) -> None:
    """Verify; status 1 if anything contradicts the journal, or something required is missing."""
    for each in anchors:
        anchor_of(each)
    found = casebooks.verify_casebook(file, anchors, key=unlocking.key_for(file))
    missing: list[str] = []
    if require_anchor and not found.outside:
        missing.append(_("No anchor from outside was given, and one is required."))
    if require_complete and not found.complete:
        missing.append(_("Values were erased or redacted, and all of them are required."))
    if as_json:
        answer({**_findings(found), "missing": missing})
    else:
        verdict = _("Valid.") if found.valid else _("Not valid.")
        click.echo(_("{verdict} Entries: {size}. Root: {root}", verdict=verdict, size=found.size, root=found.root))
        for line in found.remarks:
            click.echo(f"  {say(line)}")
    for line in (*map(say, found.faults), *missing):
        click.echo(line, err=True)
    if missing or not found.valid:
        raise click.exceptions.Exit(1)


def _findings(found: Findings) -> dict[str, Any]:
    return {
        "valid": found.valid,
        "entries": found.size,
        "root": found.root,
        "records": found.records,
        "anchors": found.anchors,
        "anchors_outside": found.outside,
        "erased": found.erased,
        "redacted": found.redacted,
        "complete": found.complete,
        "faults": [say(each) for each in found.faults],
        "remarks": [say(each) for each in found.remarks],
    }


@click.command("import", help=_("Import mail files, mailboxes or folders of mail into a client's records."))
@click.argument("files", nargs=-1, required=True, metavar="PATH...", type=_file)
@client_option
@click.option(
    "--again", is_flag=True, help=_("Also import messages that were removed, moved to another client or erased before.")
)
@casebook_option
@json_option
@click.pass_obj
def import_(
    context: Context, files: tuple[Path, ...], client: str, again: bool, casebook: Path | None, as_json: bool
) -> None:
    """Import mail in one transaction."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        _back_up_before(book)
        result = import_mail.import_mail(book, files, owner, again=again, say=say)
    if as_json:
        answer(
            {
                "import": result.run or None,
                "messages": result.messages,
                "sent": result.sent,
                "received": result.received,
                "attachments": result.attachments,
                "duplicates": [_skipped(each) for each in result.duplicates],
                "left_out": len(result.left_out),
                "unreadable": [_skipped(each) for each in result.unreadable],
                "originals": result.originals,
            }
        )
        return
    click.echo(_("Messages imported: {count}", count=result.messages))
    click.echo(_("Already on record: {count}", count=len(result.duplicates)))
    if result.left_out:
        click.echo(_("Left out before: {count}. To import them after all, add --again.", count=len(result.left_out)))
    if result.originals:
        click.echo(_("Originals added to messages on record: {count}", count=result.originals))
    if result.run:
        click.echo(_("To undo this import: clientguard remove {id}", id=str(result.run)))
    click.echo(_("Could not be read: {count}", count=len(result.unreadable)))
    for each in result.unreadable:
        click.echo(f"  {each.source}: {say(each.reason) if each.reason else ''}")


def _back_up_before(book: Casebook) -> None:
    """Back up a casebook that has changed since its last backup; a place that fails is reported, but stops nothing."""
    folders = Settings.load(paths.config_dir()).backup_folders(backups.edge(book).uid)
    places = [backups.Place(folder, made) for folder, made in folders]
    for problem in backups.back_up(book, places, Event.IMPORT).problems:
        click.echo(say(problem), err=True)


def _skipped(each: import_mail.Skipped) -> dict[str, str]:
    found = {"source": each.source, "subject": each.subject}
    return {**found, "reason": say(each.reason)} if each.reason else found


@click.group(help=_("Create a report."))
def report() -> None:
    """Group the commands that create documents."""


@report.command("final", help=_("Create the final report for a client, as PDF."))
@client_option
@click.option(
    "--out", required=True, type=_file, metavar="FILE.pdf", help=_("The file to write; an existing file is replaced.")
)
@page_option
@casebook_option
@json_option
@click.pass_obj
def report_final(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool
) -> None:
    """Create the final report."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        made = final_report.final_report(book, owner, context.today, page=page)
    write_whole(out, made.pdf, N_("The report is in the casebook, among the client's files."))
    answer({"path": str(out), "version": made.version}, _("Wrote {path}.", path=str(out)), as_json=as_json)
