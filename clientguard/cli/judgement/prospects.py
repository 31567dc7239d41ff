"""Answering someone who asks for work: `clientguard prospect accept` and `decline` (P7.5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from clientguard.actions.judgement import prospects
from clientguard.actions.records.undoing import Saving
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_of,
    client_option,
    followed,
    json_option,
    opened,
    read_back,
)
from clientguard.domain.records import Client
from clientguard.domain.records.kinds.beginning import CONDITIONS
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.lookup import get_record
from clientguard.store.views.judgement.intake import newest_intake
from clientguard.texts import _


@click.group(help=_("Accept or decline a prospect."))
def prospect() -> None:
    """Take the commands on prospects."""


@prospect.command(help=_("Make a prospect a client, maybe on conditions."))
@client_option
@click.option(
    "--conditions",
    default="",
    metavar="TEXT",
    help=_("The conditions; by default those of the intake sheet, if its result says so."),
)
@casebook_option
@json_option
@click.pass_obj
def accept(context: Context, client: str, conditions: str, casebook: Path | None, as_json: bool) -> None:
    """Accept a prospect, or one that was declined."""
    _record(context, client, casebook, partial(prospects.accept_prospect, conditions=conditions), as_json=as_json)


@prospect.command(help=_("Decline a prospect. `letter decline` drafts the letter that says so."))
@client_option
@casebook_option
@json_option
@click.pass_obj
def decline(context: Context, client: str, casebook: Path | None, as_json: bool) -> None:
    """Decline a prospect."""
    _record(context, client, casebook, prospects.decline_prospect, as_json=as_json)


def _record(
    context: Context, name: str, casebook: Path | None, act: Callable[[Casebook, int], Saving], *, as_json: bool
) -> None:
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, name)
        changed = act(book, owner).changed
        with read_back(book) as db:
            now, sheet = get_record(db, Client, owner), newest_intake(db, owner)
    conditions = sheet.conditions if sheet and sheet.result == CONDITIONS else ""
    told = {"id": owner, "stage": now.stage, "result": sheet.result if sheet else None, "conditions": conditions}
    line = _("“{name}” is declined.", name=now.name)
    if now.stage == "new":
        line = _("“{name}” is a client now.", name=now.name)
        if conditions:
            line += "\n" + _("Put these conditions into the contract: {conditions}", conditions=conditions)
    answer(told, followed(line, changed), as_json=as_json)
