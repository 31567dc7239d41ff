"""What waits for the client: `clientguard waiting`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard.actions.communication.waiting.waits import waiting as what_waits
from clientguard.cli.shared import Context, answer_list, casebook_option, client_of, day, json_option, opened
from clientguard.domain.communication.waiting import Wait
from clientguard.texts import _, _n, current


@click.command(help=_("Show the requests and promises that clients have not answered or kept, oldest first."))
@click.option("--client", metavar="NAME", help=_("Only this client's."))
@click.option("--on", "on", metavar="DATE", help=_("As it was on that day; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def waiting(context: Context, client: str | None, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Print a line for each open request and promise, and below it what it holds up and when a notice is due."""
    when = day(on, context.today)
    with opened(context, casebook, write=False) as book, book.read() as db:
        found = what_waits(db, when, client_of(db, client) if client else 0)
    lines = [line for each in found for line in (_line(each), f"    {_more(each)}")]
    answer_list([_told(each) for each in found], lines, _("Nobody owes you an answer."), as_json=as_json)


def _told(each: Wait) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client_name,
        "kind": each.kind,
        "title": each.title,
        "days": each.days,
        "work_days": each.work_days,
        "blocks": each.blocks or None,
        "next_notice": each.next_notice.isoformat(),
    }


def _line(each: Wait) -> str:
    days = _n("{count} day", "{count} days", each.days)
    working = _n("{count} working day", "{count} working days", each.work_days)
    return f"{each.id}  {each.client_name}: {each.title} ({days}, {working})"


def _more(each: Wait) -> str:
    """Return what an open request or promise holds up, how often it was asked again, and when a notice is due."""
    parts = [_("Holds up {work}.", work=each.blocks)] if each.blocks else []
    if each.chased:
        parts.append(_n("Asked again {count} time.", "Asked again {count} times.", len(each.chased)))
    due = current().date(each.next_notice)
    parts.append(
        _("A notice has been due since {date}.", date=due) if each.is_due else _("Next notice: {date}.", date=due)
    )
    return " ".join(parts)
