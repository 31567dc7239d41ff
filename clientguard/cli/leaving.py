"""Leaving a client from the command line: decide, evidence, status, release, sign-off; and the documents made.

The fields of a leaving that come between (notice, reason, summary …) are changed with `set`; accounts, deliverables and
obligations are records like any other.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.leaving import signing
from clientguard.actions.leaving import steps as actions
from clientguard.actions.leaving.tone_check import harsh_passages
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
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.leaving import case as cases
from clientguard.domain.leaving.closing import in_the_way, step_states
from clientguard.domain.leaving.gates import gates
from clientguard.domain.records import Document, Leaving
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving import case as case_views
from clientguard.store.views.leaving import documents
from clientguard.store.views.records import titles
from clientguard.texts import _, _n


@click.group(cls=Sentences, help=_("Leave a client."))
def offboard() -> None:
    """Group the commands of leaving."""


def _leaving(db: Connection, client: str, *, running: bool) -> Leaving:
    found = open_leaving(db, client_of(db, client))
    if found is None:
        raise KnownError(
            N_("{client} has no leaving on record."),
            kept=N_("Nothing was changed."),
            todo=N_("Start with `clientguard offboard decide`."),
            client=client,
        )
    if running and found.signed_off:
        raise KnownError(
            N_("Leaving {client} was signed off on {date}."),
            kept=N_("Nothing was changed."),
            client=client,
            date=found.signed_off,
        )
    return found


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
            leaving = _leaving(db, client, running=True)
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
            leaving = _leaving(db, client, running=True)
        made = actions.release_gate(book, leaving.id, gate, reason, when).first
    answer({"id": made}, _("Released as number {id}.", id=str(made)), as_json=as_json)


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
            leaving = _leaving(db, client, running=True)
            name = titles(db, [leaving.client or 0]).get(leaving.client or 0, client)
        actions.sign_off(book, leaving.id, when, by, outcome)
    answer(
        {"id": leaving.id, "signed_off": when.isoformat()},
        _("Signed off. {client} is now a former client.", client=name),
        as_json=as_json,
    )


@offboard.command(help=_("Show the progress of leaving a client: steps, gates and accounts."))
@client_option
@casebook_option
@json_option
@click.pass_obj
def status(context: Context, client: str, casebook: Path | None, as_json: bool) -> None:
    """Print gates, handover, and what stands in the way."""
    with opened(context, casebook, write=False) as book, book.read() as db:
        case = case_views.case(db, _leaving(db, client, running=False).id, context.today)
    found = _status(case, context.today)
    if as_json:
        answer(found)
        return
    click.echo(_("Leaving {client}, number {id}", client=found["client"], id=str(found["id"])))
    for gate in found["gates"]:
        click.echo(f"{gate['state']:9} {gate['key']}: {gate['reason']}")
    for account in found["accounts"]:
        state = "complete" if account["complete"] else "open"
        click.echo(f"{state:9} {account['name']}: {account['why']}")
    for line in found["in_the_way"]:
        click.echo(f"  {line}")


def _status(case: cases.LeavingCase, today: date) -> dict[str, Any]:
    leaving = case.leaving
    last = cases.last_day(leaving, case.contract)
    return {
        "id": leaving.id,
        "client": case.client_name,
        "decided": leaving.decided.isoformat() if leaving.decided else None,
        "last_day": last.isoformat() if last else None,
        "signed_off": leaving.signed_off.isoformat() if leaving.signed_off else None,
        "steps": dict(step_states(case, today)),
        "gates": [
            {
                "key": gate.key,
                "title": say(gate.title),
                "state": gate.state,
                "reason": say(gate.reason),
                "held": list(gate.held),
                "free": list(gate.free),
            }
            for gate in gates(case, today)
        ],
        "accounts": [
            {
                "id": each.account.id,
                "name": each.account.name,
                "ownership": each.account.ownership,
                "may_proceed": each.may_proceed,
                "why": say(each.why),
                "complete": each.complete,
                "steps": {step.field: step.done.isoformat() if step.done else None for step in each.steps},
            }
            for each in cases.handovers(case)
        ],
        "in_the_way": [] if leaving.signed_off else [say(each) for each in in_the_way(case, today)],
    }


# --- documents ---


@click.group(help=_("Look at a document that was made, or note its signature."))
def document() -> None:
    """Group the commands about documents."""


def _document(db: Connection, number: int) -> Document:
    found = record_of(db, number)
    if not isinstance(found, Document):
        raise KnownError(
            N_("Number {number} is not a document."),
            kept=N_("Nothing was changed."),
            todo=N_("Look it up with `clientguard list document`."),
            number=str(number),
        )
    return found


def told(found: documents.DocumentState) -> dict[str, Any]:
    """Return a document's state and what has changed since it was made, as plain values."""
    return {
        "state": found.state,
        "changes": [
            {"part": each.part, "item": each.item, "field": each.field, "how": each.how, "before": each.before,
             "after": each.after, "text": say(each.words)}
            for each in found.changes
        ],
    }  # fmt: skip


def state_lines(found: documents.DocumentState) -> list[str]:
    """Return a document's state, then a line for each change since it was made."""
    return [say(found.words), *(f"  {say(each.words)}" for each in found.changes)]


@document.command(help=_("Show a document: its signature, and what has changed since it was made."))
@click.argument("id", type=int, metavar="ID")
@casebook_option
@json_option
@click.pass_obj
def show(context: Context, id: int, casebook: Path | None, as_json: bool) -> None:
    """Compare one document with the record; the casebook is only read."""
    with opened(context, casebook, write=False) as book, book.read() as db:
        paper = _document(db, id)
        found = documents.document_states(db, [id], context.today).get(id) or documents.DocumentState(paper, "unknown")
    values = {
        "id": id,
        "title": paper.title,
        "made_on": paper.made_on.isoformat() if paper.made_on else None,
        "file": paper.file,
        "anchor": paper.anchor,
        "signed_on": paper.signed_on.isoformat() if paper.signed_on else None,
        "signed_by": paper.signed_by,
        "capacity": paper.capacity,
        "exceptions": paper.exceptions,
    }
    head = [_("{title}, made on {date}", title=paper.title, date=paper.made_on)]
    if paper.signed_on:
        head.append(_("Signed by {name} on {date}", name=paper.signed_by, date=paper.signed_on))
    answer(values | told(found), "\n".join([*head, *state_lines(found)]), as_json=as_json)


@document.command(help=_("Note that a document was signed; from then on it can only be corrected."))
@click.argument("id", type=int, metavar="ID")
@click.option("--by", required=True, metavar="NAME", help=_("Who signed it."))
@click.option("--capacity", default="", metavar="TEXT", help=_("In what capacity, such as owner."))
@click.option("--exceptions", default="", metavar="TEXT", help=_("What they did not agree to, as they wrote it."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def signed(
    context: Context,
    id: int,
    by: str,
    capacity: str,
    exceptions: str,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Note a signature."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            _document(db, id)
        signing.note_signed(book, id, when, by, capacity=capacity, exceptions=exceptions)
    line = _("Signed by {name} on {date}", name=by, date=when)
    answer({"id": id, "signed_on": when.isoformat()}, line, as_json=as_json)
