"""The end of a leaving (P4)."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.leaving import steps as actions
from clientguard.cli.leaving.group import leaving_of, offboard
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_option,
    day,
    json_option,
    on_option,
    opened,
)
from clientguard.store.views.records import titles
from clientguard.texts import _


@offboard.command("sign-off", help=_("Finish leaving a client; refused while anything still stands in the way."))
@client_option
@click.option("--by", required=True, metavar="NAME", help=_("Who signs off."))
@click.option("--outcome", default="", metavar="TEXT", help=_("How it ended; for yourself only."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def sign_off(
    context: Context, client: str, by: str, outcome: str, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Sign off."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            leaving = leaving_of(db, client, running=True)
            name = titles(db, [leaving.client or 0]).get(leaving.client or 0, client)
        actions.sign_off(book, leaving.id, when, by, outcome)
    answer(
        {"id": leaving.id, "signed_off": when.isoformat()},
        _("Signed off. {client} is now a former client.", client=name),
        as_json=as_json,
    )
