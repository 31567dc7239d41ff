"""Making the handover request and the certificate of return and deletion, as PDF (P4.4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from clientguard import output
from clientguard.actions.leaving import handover_papers
from clientguard.actions.leaving.handover_papers import HandoverPaper
from clientguard.actions.records import attachments
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    casebook_option,
    client_of,
    client_option,
    json_option,
    opened,
    page_option,
    say,
    warn_of_boxes,
)
from clientguard.domain.wording import N_
from clientguard.texts import _

out_option = click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.pdf",
    help=_("The file to write; an existing file is replaced."),
)


@click.command("handover-request", help=_("Create the page that a client answers account by account, as PDF."))
@client_option
@out_option
@page_option
@casebook_option
@json_option
@click.pass_obj
def handover_request(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool
) -> None:
    """Create the handover request."""
    _make(context, client, out, page, casebook, as_json, handover_papers.make_handover_request)


@click.command("certificate", help=_("Create the certificate of what became of a client's data, as PDF."))
@client_option
@out_option
@page_option
@casebook_option
@json_option
@click.pass_obj
def certificate(context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool) -> None:
    """Create the certificate of return and deletion."""
    _make(context, client, out, page, casebook, as_json, handover_papers.make_certificate)


def _make(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool,
    make: Callable[..., HandoverPaper],
) -> None:  # fmt: skip
    attachments.check_out(out, casebook or context.casebook)  # before the paper is made
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        made = make(book, owner, context.today, page=page)
    output.write_whole(out, made.pdf, N_("The paper is in the casebook, among the client's files."), book.path)
    told = [_("Wrote {path}. It is on record as number {id}.", path=str(out), id=str(made.document))]
    if made.draft:
        told += [_("It is a draft."), *(f"  {say(each)}" for each in made.open_points)]
    warn_of_boxes(made.boxes)
    values = {
        "path": str(out),
        "version": made.version,
        "document": made.document,
        "draft": made.draft,
        "open": [say(each) for each in made.open_points],
        "missing": made.boxes,
    }
    answer(values, "\n".join(told), as_json=as_json)
