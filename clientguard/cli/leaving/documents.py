"""Documents that were made: looking at one, and noting its signature (P4.5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving import signing
from clientguard.actions.records import attachments
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    day,
    json_option,
    on_option,
    opened,
    record_of,
    say,
)
from clientguard.domain.records import Document
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.leaving import documents
from clientguard.texts import _, local


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
        states = documents.document_states(db, [id], context.today, own_calendar(db), local)
    found = states.get(id) or documents.DocumentState(paper, "unknown")
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
@click.option("--attach", "page", type=click.Path(path_type=Path), metavar="PATH", help=_("The page that was signed."))
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
    page: Path | None,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Note a signature."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            _document(db, id)
        pages = attachments.read_files([page] if page else [], book)
        signing.note_signed(book, id, when, by, capacity=capacity, exceptions=exceptions, page=pages)
    line = _("Signed by {name} on {date}", name=by, date=when)
    answer({"id": id, "signed_on": when.isoformat()}, line, as_json=as_json)
