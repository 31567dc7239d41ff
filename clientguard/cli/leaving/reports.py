"""Making the papers of a leaving, as PDF (P4.5)."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard import output
from clientguard.actions.leaving import final_report
from clientguard.actions.records import attachments
from clientguard.cli.leaving import handover_papers
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
)
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.wording import N_
from clientguard.texts import _

_file = click.Path(path_type=Path)


_file = click.Path(path_type=Path)


@click.group(cls=Sentences, help=_("Create a report."))
def report() -> None:
    """Group the commands that create documents."""


for _paper in (handover_papers.handover_request, handover_papers.certificate):
    report.add_command(_paper)


@report.command("final", help=_("Create the final report for a client, as PDF."))
@client_option
@click.option(
    "--out", required=True, type=_file, metavar="FILE.pdf", help=_("The file to write; an existing file is replaced.")
)
@page_option
@casebook_option
@json_option
@click.pass_obj
def report_final(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool
) -> None:
    """Create the final report."""
    attachments.check_out(out, casebook or context.casebook)  # before the report is made
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
        made = final_report.final_report(book, owner, context.today, page=page)
    output.write_whole(out, made.pdf, N_("The report is in the casebook, among the client's files."), book.path)
    line = _("Wrote {path}. It is on record as number {id}.", path=str(out), id=str(made.document))
    answer({"path": str(out), "version": made.version, "document": made.document}, line, as_json=as_json)
