"""The fair look before any verdict: `clientguard triage` (P8.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from clientguard.actions.judgement.reading import judged
from clientguard.cli.judgement.signs import records_in_words
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_of,
    client_option,
    day,
    json_option,
    opened,
    say,
)
from clientguard.domain.judgement.fair_point import FairPoint
from clientguard.texts import _


@click.command(help=_("Show what speaks for a client and what was your own doing, before any verdict."))
@client_option
@click.option("--on", "on", metavar="DATE", help=_("As it was on that day; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def triage(context: Context, client: str, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Print both lists."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=False) as book, book.read() as db:
        found = judged(db, client_of(db, client), when).fair
    told = {"for_them": _told(found.for_them), "our_share": _told(found.our_share)}
    lines = (
        *_lines(_("What speaks for the client:"), found.for_them),
        *_lines(_("What was your own doing:"), found.our_share),
    )
    answer(told, "\n".join(lines), as_json=as_json)


def _told(points: Sequence[FairPoint]) -> list[dict[str, Any]]:
    return [{"text": say(each.text), "evidence": list(each.evidence)} for each in points]


def _lines(heading: str, points: Sequence[FairPoint]) -> Iterator[str]:
    yield heading
    for each in points:
        behind = f" ({records_in_words(each.evidence)})" if each.evidence else ""
        yield f"  {say(each.text)}{behind}"
    if not points:
        yield "  " + _("Nothing on record.")
