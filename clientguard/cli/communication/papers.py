"""Making the waiting report, the client history and the chronology, as PDF (P1.4, P5.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from clientguard.actions.communication import papers
from clientguard.actions.communication.papers import RecordPaper
from clientguard.cli.kept_papers import kept_paper, line_of, paper_options, values_of
from clientguard.cli.shared import Context, PageSize, answer, day
from clientguard.domain.communication.papers.span import Span
from clientguard.texts import _

F = TypeVar("F", bound=Callable[..., Any])


def span_options(command: F) -> F:
    """Give a command the options for the days that a paper is about: `start` and `end`."""
    first = click.option(
        "--from", "start", metavar="DATE", help=_("The first day; by default, the beginning of the record.")
    )
    last = click.option("--to", "end", metavar="DATE", help=_("The last day; by default, today."))
    return first(last(command))


@click.command("waiting", help=_("Create the report on what was done and what waited on whom, as PDF."))
@paper_options
@span_options
@click.pass_obj
def waiting(
    context: Context, client: str, start: str | None, end: str | None, out: Path, page: PageSize,
    casebook: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Create the waiting report."""
    _make(context, client, start, end, out, casebook, as_json, partial(papers.make_waiting_report, page=page))


@click.command("history", help=_("Create the history of a client for your own use, as PDF."))
@paper_options
@span_options
@click.option("--private", is_flag=True, help=_("With what is private: notes, opinions and decisions."))
@click.pass_obj
def history(
    context: Context, client: str, start: str | None, end: str | None, private: bool, out: Path, page: PageSize,
    casebook: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Create the client history."""
    make = partial(papers.make_history, private=private, page=page)
    _make(context, client, start, end, out, casebook, as_json, make)


@click.command("chronology", help=_("Create a chronology with exhibits, as small-claims courts ask, as PDF."))
@paper_options
@span_options
@click.pass_obj
def chronology(
    context: Context, client: str, start: str | None, end: str | None, out: Path, page: PageSize,
    casebook: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Create the chronology."""
    _make(context, client, start, end, out, casebook, as_json, partial(papers.make_chronology, page=page))


PAPERS = (waiting, history, chronology)


def _make(
    context: Context, client: str, start: str | None, end: str | None, out: Path, casebook: Path | None, as_json: bool,
    make: Callable[..., RecordPaper],
) -> None:  # fmt: skip
    first = day(start, context.today, past=True) if start else None
    span = Span(first, day(end, context.today, past=True))
    made = kept_paper(
        context,
        casebook,
        client,
        out,
        lambda book, owner, language: make(book, owner, context.today, span, language=language),
    )
    answer(values_of(made, out), line_of(made, out), as_json=as_json)
