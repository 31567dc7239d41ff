"""Making the welcome sheet and the conversation sheet, as PDF: `clientguard report welcome` and `talk` (P7.2, P8.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from clientguard.actions.judgement import papers
from clientguard.actions.judgement.papers import Sheet
from clientguard.cli.kept_papers import kept_paper, line_of, paper_options, values_of
from clientguard.cli.shared import Context, PageSize, answer, say
from clientguard.texts import _


@click.command("welcome", help=_("Create the page that tells the client how you work together, as PDF."))
@paper_options
@click.option("--contract", type=int, default=0, metavar="ID", help=_("The contract; by default, the newest in force."))
@click.pass_obj
def welcome(
    context: Context, client: str, out: Path, page: PageSize, contract: int, casebook: Path | None, as_json: bool
) -> None:
    """Create the welcome sheet."""
    _make(context, client, out, casebook, as_json, partial(papers.make_welcome_sheet, page=page, contract=contract))


@click.command("talk", help=_("Create the page for an honest conversation with a client, as PDF."))
@paper_options
@click.pass_obj
def talk(context: Context, client: str, out: Path, page: PageSize, casebook: Path | None, as_json: bool) -> None:
    """Create the conversation sheet."""
    _make(context, client, out, casebook, as_json, partial(papers.make_talk_sheet, page=page))


SHEETS = (welcome, talk)


def _make(
    context: Context, client: str, out: Path, casebook: Path | None, as_json: bool, make: Callable[..., Sheet]
) -> None:
    made = kept_paper(
        context,
        casebook,
        client,
        out,
        lambda book, owner, language: make(book, owner, context.today, language=language),
    )
    told = [say(each) for each in made.told]
    answer(values_of(made, out) | {"told": told}, "\n".join([line_of(made, out), *told]), as_json=as_json)
