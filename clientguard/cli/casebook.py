"""Commands about whole files: new, verify, import, report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from clientguard.actions.casebook import casebooks, opening, passphrase
from clientguard.actions.communication import import_mail, whose_mail
from clientguard.cli import older, unlocking
from clientguard.cli.imports import table
from clientguard.cli.journal import anchor_of
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_of,
    closed,
    done,
    json_option,
    opened,
    say,
)
from clientguard.cli.status.outcome import Outcome, current_outcome
from clientguard.domain.communication.addresses import Proposed
from clientguard.domain.records import Business
from clientguard.errors import KnownError
from clientguard.store.file.keys import Key
from clientguard.store.verify.full import Findings
from clientguard.texts import _, current, system_zone

_file = click.Path(path_type=Path)


@click.command(help=_("Make a new casebook."))
@click.argument("file", type=_file, metavar="FILE")
@click.option("--business", metavar="NAME", help=_("The name of your business."))
@click.option("--currency", metavar="CODE", help=_("The currency you work in; by default, EUR."))
@click.option(
    "--locked", is_flag=True, help=_("Protect it with a passphrase, which is asked for or read from its file.")
)
@json_option
def new(file: Path, business: str | None, currency: str | None, locked: bool, as_json: bool) -> None:
    """Create a casebook, with the business if it is named, and with a passphrase if it is to be locked."""
    code = (currency or "").strip().upper()
    firm = Business(name=business, currency=code or "EUR", time_zone=system_zone()) if business else None
    key = passphrase.new_key(unlocking.new(file.name, unlocking.named())) if locked else None
    outcome = current_outcome()
    with outcome.held():
        outcome.check()
        _create(file, firm, code, key, outcome)
    if key:
        unlocking.salts().keep(file, key.salt)
    answer({"path": str(file)}, _("Created {path}.", path=str(file)), as_json=as_json)


@click.command(help=_("Give a casebook that has other names on the drive (hard links) a file of its own."))
@click.argument("file", type=_file, metavar="FILE")
@json_option
def own(file: Path, as_json: bool) -> None:
    """Make it its own file, so that it can be written to."""
    changed = opening.make_own(file, unlocking.key_for(file))
    if changed:
        line = _("{name} is now a file of its own. Its other names still have the earlier file.", name=file.name)
    else:
        line = _("{name} is already a file of its own.", name=file.name)
    answer({"path": str(file), "changed": changed}, line, as_json=as_json)


def _create(file: Path, firm: Business | None, currency: str, key: Key | None, outcome: Outcome) -> None:
    """Create a casebook. It is there whole or not at all: what comes after that is a warning."""
    taken = os.path.lexists(file)
    try:
        book = casebooks.create_casebook(file, firm, currency=currency, key=key)
    except KnownError as error:
        if taken or not os.path.lexists(file):
            raise
        done()
        click.echo(_("Created, but it could not be opened: {reason}", reason=current().reason(error)), err=True)
        return
    done()
    closed(book, outcome)


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
    key = unlocking.key_for(file)
    found = casebooks.verify_casebook(file, anchors, key=key)
    older.warn(file, key)
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


@click.command(
    "import", help=_("Import mail into a client's records, or a table (CSV) of clients, invoices or payments.")
)
@click.argument("files", nargs=-1, required=True, metavar="PATH...", type=_file)
@click.option("--client", metavar="NAME", help=_("For mail: the client's name or number."))
@click.option(
    "--mine", multiple=True, metavar="ADDRESS", help=_("An address of yours: mail from it was sent, not received.")
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
    if mapping or dates or decimals or refused:
        raise click.UsageError(_("--mapping, --dates, --decimals and --refused are for a table (a .csv file)."))
    if not client:
        raise click.UsageError(_("Name the client whose mail it is: --client NAME."))
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        table.back_up_before(book)
        interrupted = current_outcome().is_interrupted
        if mine:
            whose_mail.set_own(book, mine)
        else:
            _ask_whose(whose_mail.proposal(book, files))
        result = import_mail.import_mail(book, files, owner, again=again, say=say, cancelled=interrupted)
    if nothing := not (result.messages or result.duplicates or result.left_out):
        click.echo(_("Nothing was imported: no message could be read."), err=True)
        for line in _unreadable(result):
            click.echo(line, err=True)
    if as_json:
        answer(_told(result))
    elif not nothing:
        _tell(result)
    if nothing:
        raise click.exceptions.Exit(1)


def _told(result: import_mail.Imported) -> dict[str, Any]:
    """Return what an import did, as JSON."""
    return {
        "import": result.run or None,
        "messages": result.messages,
        "sent": result.sent,
        "received": result.received,
        "attachments": result.attachments,
        "strangers": result.strangers,
        "duplicates": [_skipped(each) for each in result.duplicates],
        "left_out": len(result.left_out),
        "unreadable": [_skipped(each) for each in result.unreadable],
        "originals": result.originals,
    }


def _tell(result: import_mail.Imported) -> None:
    """Print what an import did, for a person."""
    click.echo(_("Messages imported: {count}", count=result.messages))
    click.echo(_("Sent: {sent}, received: {received}", sent=result.sent, received=result.received))
    if result.strangers:
        click.echo(_("From and to no known address of the client: {count}", count=result.strangers))
    click.echo(_("Already on record: {count}", count=len(result.duplicates)))
    if result.left_out:
        click.echo(_("Left out before: {count}. To import them after all, add --again.", count=len(result.left_out)))
    if result.originals:
        click.echo(_("Originals added to messages on record: {count}", count=result.originals))
    if result.run:
        click.echo(_("To undo this import: clientguard remove {id}", id=str(result.run)))
    click.echo(_("Could not be read: {count}", count=len(result.unreadable)))
    for line in _unreadable(result):
        click.echo(line)


def _unreadable(result: import_mail.Imported) -> list[str]:
    """Return what could not be read, and why, a line each."""
    return [f"  {each.source}: {say(each.reason) if each.reason else ''}" for each in result.unreadable]


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


def _skipped(each: import_mail.Skipped) -> dict[str, str]:
    found = {"source": each.source, "subject": each.subject}
    return {**found, "reason": say(each.reason)} if each.reason else found
