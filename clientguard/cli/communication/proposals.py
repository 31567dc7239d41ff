"""The command that lists what mail proposes, confirms it or dismisses it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.communication.proposing import confirming
from clientguard.actions.communication.proposing.proposals import gone_error, proposals_of
from clientguard.cli.shared import (
    Context,
    answer,
    answer_list,
    casebook_option,
    client_of,
    followed,
    json_option,
    opened,
    say,
)
from clientguard.domain.communication.proposals.proposal import Proposal, in_words
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _, _n, current


@click.command(help=_("Show what your mail proposes for the record; confirm it, or dismiss it."))
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--client", metavar="NAME", help=_("The client's name or number; by default, all clients."))
@click.option("--confirm", is_flag=True, help=_("Put the proposals with these IDs on record."))
@click.option("--dismiss", is_flag=True, help=_("Dismiss the proposals with these IDs; they are not made again."))
@casebook_option
@json_option
@click.pass_obj
def proposals(
    context: Context,
    ids: tuple[str, ...],
    client: str | None,
    confirm: bool,
    dismiss: bool,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """List proposals, or say what becomes of some."""
    _check(ids, confirm=confirm, dismiss=dismiss)
    with opened(context, casebook, write=bool(ids)) as book:
        with book.read() as db:
            owner = client_of(db, client) if client else 0
        if confirm:
            _confirm(book, _named(book, ids, owner, context.today), as_json=as_json)
        elif dismiss:
            wanted = _named(book, ids, owner, context.today)
            confirming.dismiss(book, wanted)
            line = _n("Dismissed {count} proposal.", "Dismissed {count} proposals.", len(wanted))
            answer([_told(each) for each in wanted], line, as_json=as_json)
        else:
            _list(book, owner, context.today, as_json=as_json)


def _check(ids: Sequence[str], *, confirm: bool, dismiss: bool) -> None:
    if confirm and dismiss:
        raise click.UsageError(_("Use --confirm or --dismiss, not both."))
    if (confirm or dismiss) and not ids:
        raise click.UsageError(_("Name the proposals by their IDs, as the list shows them."))
    if ids and not (confirm or dismiss):
        raise click.UsageError(_("Say --confirm or --dismiss for these proposals."))


def _list(book: Casebook, client: int, today: date, *, as_json: bool) -> None:
    with book.read() as db:
        found = proposals_of(db, today, client)
    lines = (
        f"{each.id}  {each.client_name}  {current().date(each.on)}  “{each.passage}”\n          {say(in_words(each))}"
        for each in found
    )
    answer_list([_told(each) for each in found], lines, _("Your mail proposes nothing."), as_json=as_json)


def _named(book: Casebook, ids: Sequence[str], client: int, today: date) -> list[Proposal]:
    """Return the proposals with these IDs, each once; KnownError if one is not made."""
    with book.read() as db:
        found = {each.id: each for each in proposals_of(db, today, client, most=None)}
    wanted = list(dict.fromkeys(each.lower() for each in ids))
    for each in wanted:
        if each not in found:
            raise gone_error(each)
    return [found[each] for each in wanted]


def _confirm(book: Casebook, wanted: list[Proposal], *, as_json: bool) -> None:
    done = confirming.confirm(book, wanted)
    line = _n("Put {count} proposal on record.", "Put {count} proposals on record.", len(wanted))
    answer([_told(each) for each in wanted], followed(line, done.changed), as_json=as_json)


def _told(each: Proposal) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "sort": each.sort,
        "message": each.message,
        "passage": each.passage,
        "date": each.date.isoformat() if each.date else None,
        "what": say(in_words(each)),
    }
