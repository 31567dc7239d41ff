"""Commands about whole files: new, own, verify."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from clientguard.actions.casebook import casebooks, opening, passphrase
from clientguard.cli import older, unlocking
from clientguard.cli.journal import anchor_of
from clientguard.cli.shared import (
    answer,
    closed,
    done,
    json_option,
    say,
)
from clientguard.cli.status.outcome import Outcome, current_outcome
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
