"""Commands that read, even while the app is open: list, search, today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.communication.waiting.waits import own_calendar, rounds_counted
from clientguard.actions.money.climbing import today_facts
from clientguard.cli.leaving.documents import state_lines, told
from clientguard.cli.shared import (
    Context,
    answer,
    answer_list,
    casebook_option,
    client_of,
    day,
    json_option,
    opened,
    say,
)
from clientguard.domain.next_step import Step
from clientguard.domain.records import KINDS, ApprovalRound, Document, Instant, Kind, Type
from clientguard.domain.records.parse import plain
from clientguard.domain.records.query import FROM, KIND, TO, Filter, limits, parse_query, vocabulary
from clientguard.domain.today import queue
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import titles
from clientguard.store.views import lists
from clientguard.store.views import search as finding
from clientguard.store.views.leaving.documents import document_states
from clientguard.texts import _, current, local

PAGE = 500


@click.command("list", help=_("List the records of one kind."))
@click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="KIND")
@click.option("--client", metavar="NAME", help=_("Only this client's."))
@casebook_option
@json_option
@click.pass_obj
def list_(context: Context, kind: str, client: str | None, casebook: Path | None, as_json: bool) -> None:
    """List records: number and columns, or everything as JSON."""
    described = KINDS[kind]
    with opened(context, casebook, write=False) as book, book.read() as db:
        ids = lists.ids(db, described, client=client_of(db, client) if client else 0)
        found = [
            row
            for start in range(0, len(ids), PAGE)
            for row in _rows(db, described, ids[start : start + PAGE], as_json=as_json)
        ]
        derived = _DERIVED[kind](db, ids, context.today) if kind in _DERIVED else {}
    columns = [field.name for field in described.columns]
    lines = (
        line
        for row in found
        for line in (
            "  ".join([str(row["id"]), *(row[name] for name in columns if row[name])]),
            *(f"    {each}" for each in (derived[row["id"]][1] if row["id"] in derived else ())),
        )
    )
    found = [row | derived[row["id"]][0] if row["id"] in derived else row for row in found]
    answer_list(found, lines, _("{kinds}: none on record.", kinds=_(described.plural)), as_json=as_json)


Derived = tuple[dict[str, Any], list[str]]  # what follows from a record, as plain values and as lines


def _documents(db: Connection, ids: list[int], today: date) -> dict[int, Derived]:
    """Return what has changed since each document was made."""
    states = document_states(db, ids, today, own_calendar(db), local)
    return {document: (told(each), state_lines(each)) for document, each in states.items()}


def _rounds(db: Connection, ids: list[int], today: date) -> dict[int, Derived]:
    """Return how long each round of an approval took, and what became of it (P2.1)."""
    whose = {each.request or 0 for each in lists.rows(db, KINDS[ApprovalRound.kind.name], ids).records
             if isinstance(each, ApprovalRound)}  # fmt: skip
    found = (each for part in rounds_counted(db, sorted(whose), today).values() for each in part)
    return {
        each.record: (
            {"number": each.number, "days": each.days, "work_days": each.work_days, "state": say(each.words)},
            [say(each.words)],
        )
        for each in found
    }


_DERIVED: dict[str, Callable[[Connection, list[int], date], dict[int, Derived]]] = {
    ApprovalRound.kind.name: _rounds,
    Document.kind.name: _documents,
}


def _here(at: Instant) -> str:
    """Return a moment by the clock of the casebook's time zone, with its offset: `2026-11-20 16:12+01:00`."""
    return local(at).isoformat(" ", "minutes")


def _rows(db: Connection, kind: Kind, ids: list[int], *, as_json: bool) -> list[dict[str, Any]]:
    """Return the records as plain values; a link as the title of its record, and its number as `<field>_id`.

    JSON has moments as they are on record, with the sender's offset; for people they are in the casebook's time zone.
    """
    page = lists.rows(db, kind, ids)
    found: list[dict[str, Any]] = []
    for record in page.records:
        row: dict[str, Any] = {"id": record.id}
        for field in kind.fields:
            value = getattr(record, field.name)
            if field.type is Type.LINK:
                row[field.name] = page.titles.get(value or 0, "")
                row[f"{field.name}_id"] = value
            elif isinstance(value, Instant) and not as_json:
                row[field.name] = _here(value)
            else:
                row[field.name] = plain(field, value, getattr(record, "currency", ""))
        found.append(row)
    return found


class _Search(click.Command):
    """Takes `-word` for a word to leave out; any other unknown option is still refused, unless it comes after `--`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, and leave what begins with one hyphen to the query."""
        ended = "--" in args
        rest = super().parse_args(ctx, args)
        odd = next((each for each in ctx.params.get("query") or () if each.startswith("--")), "")
        if odd and not ended:
            raise click.NoSuchOption(odd, ctx=ctx)
        return rest


@click.command(
    cls=_Search,
    context_settings={"ignore_unknown_options": True},
    help=_("Find records by words, newest first."),
)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--client", metavar="NAME", help=_("Only this client's."))
@click.option("--kind", type=click.Choice(sorted(KINDS)), metavar="KIND", help=_("Only records of this kind."))
@click.option("--from", "first", metavar="DATE", help=_("Only from this day on."))
@click.option("--to", "last", metavar="DATE", help=_("Only until this day."))
@click.option(
    "--limit",
    default=50,
    show_default=True,
    metavar="COUNT",
    type=click.IntRange(min=1),
    help=_("The most results to show."),
)
@casebook_option
@json_option
@click.pass_obj
def search(context: Context, query: tuple[str, ...], client: str | None, kind: str | None, first: str | None,
           last: str | None, limit: int, casebook: Path | None, as_json: bool) -> None:  # fmt: skip
    """Search the whole casebook."""
    asked = parse_query(" ".join(query), context.today, vocabulary(_, current().language))
    asked = asked.also(*([Filter(KIND, kind)] if kind else ()), *_days(context, first, last))
    with opened(context, casebook, write=False) as book, book.read() as db:
        whose = client_of(db, client) if client else 0
        found = finding.find(db, asked, limit=limit, client=whose, day_of=lambda at: local(at).date())
        hits = found.hits
        names = titles(db, [hit.record for hit in hits])
    if not found.looked_at_all:
        most = current().number(finding.LOOKED_AT)
        click.echo(_("Only the newest {count} entries were looked at. Search for more words.", count=most), err=True)
    rows = [{"id": hit.record, "kind": hit.kind, "title": names.get(hit.record, "")} for hit in hits]
    lines = (f"{hit.record}  {_(KINDS[hit.kind].label)}  {names.get(hit.record, '')}" for hit in hits)
    answer_list(rows, lines, _("Nothing found."), as_json=as_json)


def _days(context: Context, first: str | None, last: str | None) -> Iterator[Filter]:
    """Yield the filters of the options `--from` and `--to`."""
    for key, typed in ((FROM, first), (TO, last)):
        if typed:
            on = day(typed, context.today, past=True)
            yield Filter(key, typed, *limits(key, on, on))


@click.command(help=_("Show what needs you, most urgent first."))
@click.option("--on", "on", metavar="DATE", help=_("Show it as of another day."))
@casebook_option
@json_option
@click.pass_obj
def today(context: Context, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Print the queue of Today."""
    when = day(on, context.today)
    with opened(context, casebook, write=False) as book, book.read() as db:
        steps = queue(today_facts(db, when), when)
    if as_json:
        answer([_step(each) for each in steps])
        return
    if not steps:
        click.echo(_("Nothing needs you today."))
    for step in steps:
        click.echo(f"{say(step.what)} ({say(step.since)})\n    {say(step.why)}")


def _step(step: Step) -> dict[str, Any]:
    return {
        "section": step.section,
        "kind": step.kind,
        "record": step.record,
        "client": step.client,
        "what": say(step.what),
        "why": say(step.why),
        "since": say(step.since),
        "days": step.days,
        "action": step.action,
        "by": step.by.isoformat() if step.by else None,
        "answers": list(step.answers),
    }
