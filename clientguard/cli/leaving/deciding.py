"""Deciding to leave a client: decide, evidence, release, and the tone of a text (P4.1, P4.3, P4.6)."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.leaving import deciding as actions
from clientguard.actions.leaving import steps
from clientguard.actions.leaving.tone_check import harsh_passages
from clientguard.cli.leaving.group import leaving_of, offboard
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_of,
    client_option,
    day,
    json_option,
    on_option,
    opened,
    record_of,
    say,
)
from clientguard.texts import _, _n


@offboard.command(help=_("Look for passages in a text to a client that could do harm, each with a calmer wording."))
@click.argument("text")
@json_option
def tone(text: str, as_json: bool) -> None:
    """Tell the passages; no casebook is opened."""
    found = harsh_passages(text)
    values = [
        {"passage": each.word, "start": each.start, "end": each.end, "why": say(each.why), "calmer": each.calmer}
        for each in found
    ]
    lines = [say(each.why) + (f"\n  {each.calmer}" if each.calmer else "") for each in found]
    answer(values, "\n".join(lines) or _("Nothing in it sounds harsh."), as_json=as_json)


@offboard.command(help=_("Record the decision to leave a client."))
@client_option
@click.option("--reasons", required=True, metavar="TEXT", help=_("What happened, as facts from the record."))
@click.option("--alternatives", default="", metavar="TEXT", help=_("What else was considered, and why not."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def decide(
    context: Context, client: str, reasons: str, alternatives: str, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Start leaving a client."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        made = actions.start_leaving(book, owner, when, reasons, alternatives).first
    answer({"id": made}, _("The decision is on record as number {id}.", id=str(made)), as_json=as_json)


@offboard.command(help=_("Add records as evidence for the decision."))
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@client_option
@click.option("--note", default="", metavar="TEXT", help=_("What they show."))
@casebook_option
@json_option
@click.pass_obj
def evidence(
    context: Context, ids: tuple[int, ...], client: str, note: str, casebook: Path | None, as_json: bool
) -> None:
    """Add evidence; adding a record again changes nothing."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            leaving = leaving_of(db, client, running=True)
            for each in ids:
                record_of(db, each)
        made = actions.add_evidence(book, leaving.id, ids, note).made
    line = _n("Added {count} record as evidence.", "Added {count} records as evidence.", len(made))
    answer({"id": leaving.id, "evidence": list(made)}, line, as_json=as_json)


@offboard.command(help=_("Release an open gate, with a reason that goes on record."))
@client_option
@click.option("--gate", required=True, metavar="GATE", help=_("The gate's key, as shown by `offboard status`."))
@click.option("--reason", required=True, metavar="TEXT", help=_("The reason."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def release(
    context: Context, client: str, gate: str, reason: str, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Release one gate."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            leaving = leaving_of(db, client, running=True)
        made = steps.release_gate(book, leaving.id, gate, reason, when).first
    answer({"id": made}, _("Released as number {id}.", id=str(made)), as_json=as_json)
