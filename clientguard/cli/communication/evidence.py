"""The command that puts records behind another one, as evidence for it."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.leaving import deciding as actions
from clientguard.cli.shared import Context, answer, casebook_option, json_option, opened, record_of
from clientguard.texts import _, _n


@click.command(help=_("Add records as evidence for another record of the client."))
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@click.option(
    "--for", "behind", required=True, type=int, metavar="ID", help=_("The record that they are evidence for.")
)
@click.option("--passage", default="", metavar="TEXT", help=_("The passage in them that matters."))
@click.option("--note", default="", metavar="TEXT", help=_("What they show."))
@casebook_option
@json_option
@click.pass_obj
def evidence(
    context: Context, ids: tuple[int, ...], behind: int, passage: str, note: str, casebook: Path | None, as_json: bool
) -> None:
    """Add evidence; adding a record again changes nothing."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            for each in (behind, *ids):
                record_of(db, each)
        made = actions.add_evidence(book, behind, ids, note, passage).made
    line = _n("Added {count} record as evidence.", "Added {count} records as evidence.", len(made))
    answer({"id": behind, "evidence": list(made)}, line, as_json=as_json)
