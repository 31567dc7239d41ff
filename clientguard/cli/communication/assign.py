"""The command that says whose a sender is who wrote and is on no record."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.communication import known_people
from clientguard.cli.shared import Context, answer, casebook_option, client_of, followed, json_option, opened
from clientguard.domain.changed import Changed
from clientguard.texts import _


@click.command(help=_("Say whose a sender is: their mail comes in with the next import, or they are not asked about."))
@click.argument("address", metavar="ADDRESS")
@click.option("--client", metavar="NAME", help=_("The client whose person it is, by name or number."))
@click.option("--name", default="", metavar="TEXT", help=_("The person’s name; by default, as the address has it."))
@click.option("--nobody", is_flag=True, help=_("It is nobody’s: it is not listed again, and only a digest is kept."))
@casebook_option
@json_option
@click.pass_obj
def assign(
    context: Context, address: str, client: str | None, name: str, nobody: bool, casebook: Path | None, as_json: bool
) -> None:
    """Assign an address to a client, or to nobody."""
    if bool(client) == nobody or (nobody and name):
        raise click.UsageError(_("Say whose the address is: --client NAME, or --nobody."))
    with opened(context, casebook, write=True) as book:
        if not client:
            known_people.assign_nobody(book, address)
            done = Changed()
        else:
            with book.read() as db:
                owner = client_of(db, client)
            done = known_people.assign(book, address, owner, name)
    if client:
        line = _("{address} belongs to {client} now. Import its mail again, or read your sources.", address=address,
                 client=client)  # fmt: skip
    else:
        line = _("{address} is nobody’s, and is not listed again.", address=address)
    answer(
        {"address": address, "client": client, "nobody": nobody, "ids": sorted(done.ids)},
        followed(line, done),
        as_json=as_json,
    )
