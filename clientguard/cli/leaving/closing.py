"""The end of a leaving (P4)."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.leaving import closing as actions
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
    read_back,
    say,
)
from clientguard.domain.records import Leaving
from clientguard.store.views.records import get_record, titles
from clientguard.texts import _


@click.command("close", help=_("Close a leaving; refused while anything still stands in the way."))
@client_option
@click.option("--by", default="", metavar="WHO", help=_("Who signed the report, if that is not noted yet."))
@click.option("--outcome", default="", metavar="TEXT", help=_("How it ended; for yourself only."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def close(
    context: Context, client: str, by: str, outcome: str, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Close a leaving, or tell all that stands in the way."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            leaving = leaving_of(db, client, running=True)
            name = titles(db, [leaving.client or 0]).get(leaving.client or 0, client)
        try:
            actions.close_leaving(book, leaving.id, when, by=by, outcome=outcome)
        except actions.NotClosableError as error:
            _refuse(leaving, error, as_json=as_json)
        with read_back(book) as db:
            closed = get_record(db, Leaving, leaving.id)
    value = {
        "id": closed.id,
        "signed_off": when.isoformat(),
        "closed_how": closed.closed_how,
        "signed_by": closed.signed_by,
        "exceptions": closed.exceptions.splitlines(),
        "seal": closed.seal,
    }
    lines = [_("Closed. {client} is now a former client.", client=name), *closed.exceptions.splitlines()]
    lines.append(_("The journal is sealed at {anchor}.", anchor=closed.seal))
    answer(value, "\n".join(lines), as_json=as_json)


def _refuse(leaving: Leaving, error: actions.NotClosableError, *, as_json: bool) -> None:
    reasons = [say(each) for each in error.reasons]
    if as_json:
        answer({"id": leaving.id, "signed_off": None, "in_the_way": reasons})
    click.echo(_("Leaving is not complete. This stands in the way:"), err=True)
    for each in reasons:
        click.echo(f"  {each}", err=True)
    click.get_current_context().exit(1)


offboard.add_command(close)
_old_name = _("The old name of `close`.")
offboard.add_command(click.Command("sign-off", params=[*close.params], callback=close.callback, help=_old_name))
