"""Making the handover request and the certificate of return and deletion, as PDF (P4.4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from clientguard.actions.leaving import handover_papers
from clientguard.actions.leaving.handover_papers import HandoverPaper
from clientguard.cli.kept_papers import kept_paper, line_of, paper_options, values_of
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    say,
)
from clientguard.texts import _


@click.command("handover-request", help=_("Create the page that a client answers account by account, as PDF."))
@paper_options
@click.pass_obj
def handover_request(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool
) -> None:
    """Create the handover request."""
    _make(context, client, out, page, casebook, as_json, handover_papers.make_handover_request)


@click.command("certificate", help=_("Create the certificate of what became of a client's data, as PDF."))
@paper_options
@click.pass_obj
def certificate(context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool) -> None:
    """Create the certificate of return and deletion."""
    _make(context, client, out, page, casebook, as_json, handover_papers.make_certificate)


def _make(
    context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool,
    make: Callable[..., HandoverPaper],
) -> None:  # fmt: skip
    made = kept_paper(
        context,
        casebook,
        client,
        out,
        lambda book, owner, language: make(book, owner, context.today, page=page, language=language),
    )
    told = [line_of(made, out)]
    if made.draft:
        told += [_("It is a draft."), *(f"  {say(each)}" for each in made.open_points)]
    values = values_of(made, out) | {"draft": made.draft, "open": [say(each) for each in made.open_points]}
    answer(values, "\n".join(told), as_json=as_json)
