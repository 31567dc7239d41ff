"""Making reports as PDF: of a leaving, of what was exchanged, and the sheets of judgement (P1.4, P4.5, P5.2, P7.2)."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.leaving import final_report
from clientguard.actions.paper import again
from clientguard.actions.records import attachments
from clientguard.cli.communication import papers
from clientguard.cli.judgement import sheets
from clientguard.cli.kept_papers import kept_paper, line_of, paper_options, values_of
from clientguard.cli.leaving import handover_papers
from clientguard.cli.money import interest_sheet
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    done,
    json_option,
    page_option,
    write_paper,
)
from clientguard.cli.usage.groups import Sentences
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.exchange.files import LARGEST
from clientguard.texts import _

_file = click.Path(path_type=Path)


@click.group(
    cls=Sentences,
    invoke_without_command=True,
    help=_("Create a report, or make one again from the facts that were attached to it."),
)
@click.option("--from-json", "source", type=_file, metavar="FILE", help=_("The facts attached to a report."))
@click.option("--out", type=_file, metavar="FILE.pdf", help=_("The file to write; an existing file is replaced."))
@page_option
@json_option
@click.pass_context
def report(context: click.Context, source: Path | None, out: Path | None, page: PageSize, as_json: bool) -> None:
    """Group the commands that create documents; without one of them, make a report again from its facts."""
    if context.invoked_subcommand is not None:
        if source or out:
            raise click.UsageError(_("`--from-json` and `--out` here go without a further command."), context)
        return
    if source is None:
        click.echo(context.get_help())
        return
    if out is None:
        raise click.UsageError(_("Say with `--out` which file to write."), context)
    _again(context.obj, source, out, page, as_json=as_json)


def _again(context: Context, source: Path, out: Path, page: PageSize, *, as_json: bool) -> None:
    attachments.check_out(out, context.casebook)
    made = again.paper_again(_facts(source), page=page)
    write_paper(out, made.pdf, N_("The facts were only read."), context.casebook)
    done()
    answer({"path": str(out), "version": made.version, "missing": made.boxes}, _("Wrote {path}.", path=str(out)),
           as_json=as_json)  # fmt: skip


def _facts(source: Path) -> bytes:
    """Return the bytes of a file of facts, of one that is far too large only the beginning, which is no JSON."""
    try:
        with source.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise KnownError(
            N_("{path} could not be read: {detail}."),
            kept=N_("Nothing was written."),
            todo=N_("Use the file facts.json that is attached to the PDF of a report."),
            path=str(source),
            detail=error.strerror or str(error),
        ) from error


for _paper in (
    handover_papers.handover_request,
    handover_papers.certificate,
    *papers.PAPERS,
    *sheets.SHEETS,
    interest_sheet.interest,
):
    report.add_command(_paper)


@report.command("final", help=_("Create the final report for a client, as PDF."))
@paper_options
@click.pass_obj
def report_final(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool
) -> None:
    """Create the final report."""
    made = kept_paper(
        context, casebook, client, out,
        lambda book, owner, language: final_report.final_report(
            book, owner, context.today, page=page, language=language
        ),
    )  # fmt: skip
    answer(values_of(made, out), line_of(made, out), as_json=as_json)
