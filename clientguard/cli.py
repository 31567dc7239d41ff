"""The command line: the same actions without a screen, and without Qt. Documented in `docs/cli.md`.

Status 0: done; 1: refused, with the reason on standard error; 2: the command was not understood. Reading commands
work beside the open app; writing ones are refused while it is open.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard import __version__, paths
from clientguard.actions import casebooks, mail, records, reports
from clientguard.domain import gates, queue
from clientguard.domain.records import KINDS, Business, Field, Kind, Type
from clientguard.domain.records.parse import FieldError, parse, plain
from clientguard.domain.words import N_, Said
from clientguard.errors import KnownError
from clientguard.store import search as index
from clientguard.store.clock import now
from clientguard.store.engine import Casebook
from clientguard.store.sqlite import Connection
from clientguard.store.views import leaving as leaving_views
from clientguard.store.views import lists
from clientguard.store.views import today as today_view
from clientguard.store.views.client import open_leaving
from clientguard.texts import _, current


class _Context:
    """What every command shares."""

    def __init__(self, casebook: Path) -> None:
        self.casebook = casebook
        self.today = date.today()


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    try:
        cli.main(list(words), prog_name="clientguard", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 1
    except KnownError as error:
        click.echo(current().error(error), err=True)
        for problem in getattr(error, "problems", ()):
            click.echo(f"  {problem.field}: {current().say(problem.message)}", err=True)
        return 1
    return 0


@click.group(help=_("The record of each client, offline in one file. Without a command, the window opens."))
@click.option(
    "--casebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The casebook; without it, the one in your documents folder, or CLIENTGUARD_CASEBOOK."),
)
@click.version_option(__version__, prog_name="ClientGuard")
@click.pass_context
def cli(context: click.Context, casebook: Path | None) -> None:
    """Take the options that all commands share."""
    named = os.environ.get("CLIENTGUARD_CASEBOOK")
    context.obj = _Context(casebook or (Path(named) if named else paths.default_casebook()))


@contextmanager
def _open(context: _Context, casebook: Path | None, *, write: bool) -> Iterator[Casebook]:
    with Casebook.open(casebook or context.casebook, write=write) as book:
        yield book


_casebook = click.option("--casebook", type=click.Path(path_type=Path), metavar="FILE", help=_("The casebook."))
_json = click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))


def _answer(value: Any) -> None:  # noqa: ANN401
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _said(value: Said) -> str:
    return current().say(value)


def _client(db: Connection, name: str) -> int:
    return _named(db, KINDS["client"], name)


def _named(db: Connection, kind: Kind, name: str) -> int:
    if (
        name.isdigit()
        and db.execute("SELECT 1 FROM record WHERE id = ? AND kind = ?", (int(name), kind.name)).fetchone()
    ):
        return int(name)
    found = lists.named(db, kind, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise KnownError(
            N_("More than one {kind} is called “{name}”."),
            kept=N_("Nothing was changed."),
            todo=N_("Name it by its number: {ids}."),
            kind=current()(kind.label).lower(),
            name=name,
            ids=", ".join(map(str, found)),
        )
    raise KnownError(
        N_("There is no {kind} called “{name}”."),
        kept=N_("Nothing was changed."),
        todo=N_("Look it up with `clientguard list {list}`."),
        kind=current()(kind.label).lower(),
        name=name,
        list=kind.name,
    )


@cli.command(help=_("Make a new casebook."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--business", metavar="NAME", help=_("The name of your business."))
@click.option("--currency", default="EUR", show_default=True, metavar="CODE", help=_("The currency you work in."))
def new(file: Path, business: str | None, currency: str) -> None:
    """Make a casebook, with the business when it is named."""
    firm = Business(name=business, currency=currency.upper()) if business else None
    casebooks.create(file, firm).close()
    click.echo(_("Made {path}.", path=str(file)))


@cli.command("import", help=_("Take mail files, mailboxes or folders of mail into a client's record."))
@click.argument("files", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--client", required=True, metavar="NAME", help=_("The client's name or number."))
@_casebook
@_json
@click.pass_obj
def import_(context: _Context, files: tuple[Path, ...], client: str, casebook: Path | None, as_json: bool) -> None:
    """Import mail in one transaction."""
    with _open(context, casebook, write=True) as book:
        with book.read() as db:
            owner = _client(db, client)
        result = mail.import_mail(book, files, owner)
    if as_json:
        _answer(
            {
                "messages": result.messages,
                "attachments": result.attachments,
                "duplicates": [{"source": each.source, "subject": each.subject} for each in result.duplicates],
                "unreadable": [
                    {
                        "source": each.source,
                        "subject": each.subject,
                        "reason": _said(each.reason) if each.reason else "",
                    }
                    for each in result.unreadable
                ],
            }
        )
        return
    click.echo(_("Messages taken in: {count}", count=result.messages))
    click.echo(_("On record already: {count}", count=len(result.duplicates)))
    click.echo(_("Not readable: {count}", count=len(result.unreadable)))
    for each in result.unreadable:
        click.echo(f"  {each.source}: {_said(each.reason) if each.reason else ''}")


@cli.command(help=_("Add a record of a kind, such as client, invoice or request."))
@click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="KIND")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help=_("A field's value; links by title."))
@click.option("--attach", "files", multiple=True, type=click.Path(path_type=Path), help=_("A file to keep with it."))
@_casebook
@_json
@click.pass_obj
def add(
    context: _Context,
    kind: str,
    settings: tuple[str, ...],
    files: tuple[Path, ...],
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Add one record, with its files."""
    from clientguard.actions.attachments import attach

    described = KINDS[kind]
    given = _settings(described, settings)
    with _open(context, casebook, write=True) as book:
        with book.read() as db:
            values = {field.name: _value(db, context, field, text, given) for field, text in given.items()}
        changed = records.save(book, described.record(**values))
        if files:
            attach(book, changed.first, files)
    _answer({"id": changed.first}) if as_json else click.echo(_("Added, as number {id}.", id=str(changed.first)))


def _settings(kind: Kind, settings: Sequence[str]) -> dict[Field, str]:
    given: dict[Field, str] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not kind.has(name):
            known = ", ".join(field.name for field in kind.fields)
            raise click.UsageError(
                _("“{name}” is no field of {kind}. It has: {fields}.", name=name, kind=kind.name, fields=known)
            )
        given[kind.field(name)] = text
    return given


def _value(db: Connection, context: _Context, field: Field, text: str, given: dict[Field, str]) -> Any:  # noqa: ANN401
    if field.type is Type.LINK and field.target and text:
        return _named(db, KINDS[field.target], text)
    currency = next((other.upper() for each, other in given.items() if each.type is Type.CURRENCY), "")
    try:
        return parse(field, text, today=context.today, currency=currency, offset=now().offset)
    except FieldError as error:
        raise KnownError(
            N_("{field}: {reason}"), kept=N_("Nothing was added."), field=field.name, reason=error.said
        ) from None


@cli.command("list", help=_("List the records of a kind."))
@click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="KIND")
@click.option("--client", metavar="NAME", help=_("Only this client's."))
@_casebook
@_json
@click.pass_obj
def list_(context: _Context, kind: str, client: str | None, casebook: Path | None, as_json: bool) -> None:
    """List records: number and columns, or everything as JSON."""
    described = KINDS[kind]
    with _open(context, casebook, write=False) as book, book.read() as db:
        ids = lists.ids(db, described, client=_client(db, client) if client else 0)
        found: list[dict[str, Any]] = []
        for start in range(0, len(ids), 500):
            page = lists.rows(db, described, ids[start : start + 500])
            for record in page.records:
                row: dict[str, Any] = {"id": record.id}
                for field in described.fields:
                    value = getattr(record, field.name)
                    linked = page.titles.get(value or 0, "") if field.type is Type.LINK else None
                    row[field.name] = (
                        linked if linked is not None else plain(field, value, getattr(record, "currency", ""))
                    )
                found.append(row)
    if as_json:
        _answer(found)
        return
    for row in found:
        click.echo("  ".join([str(row["id"]), *(row[field.name] for field in described.columns if row[field.name])]))


@cli.command(help=_("Say what needs you, in its order."))
@click.option("--on", "on", metavar="DATE", help=_("As of another day."))
@_casebook
@_json
@click.pass_obj
def today(context: _Context, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Print the queue of Today."""
    day = _day(on, context)
    with _open(context, casebook, write=False) as book, book.read() as db:
        steps = queue.queue(today_view.today(db), day)
    if as_json:
        _answer(
            [
                {
                    "section": step.section,
                    "kind": step.kind,
                    "record": step.record,
                    "client": step.client,
                    "what": _said(step.what),
                    "why": _said(step.why),
                    "since": _said(step.since),
                    "days": step.days,
                    "action": step.action,
                }
                for step in steps
            ]
        )
        return
    if not steps:
        click.echo(_("Nothing needs you today."))
    for step in steps:
        click.echo(f"{_said(step.what)} ({_said(step.since)})\n    {_said(step.why)}")


def _day(text: str | None, context: _Context) -> date:
    from clientguard.domain.records.parse import parse_date

    try:
        return parse_date(text or "", context.today) or context.today
    except FieldError as error:
        raise click.UsageError(_said(error.said)) from None


@cli.command(help=_("Find records by words; the newest first."))
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, help=_("How many at most."))
@_casebook
@_json
@click.pass_obj
def search(context: _Context, query: tuple[str, ...], limit: int, casebook: Path | None, as_json: bool) -> None:
    """Search the whole casebook."""
    from clientguard.store.records import titles

    with _open(context, casebook, write=False) as book, book.read() as db:
        hits = index.find(db, " ".join(query), limit=limit)
        names = titles(db, [hit.record for hit in hits])
    if as_json:
        _answer([{"id": hit.record, "kind": hit.kind, "title": names.get(hit.record, "")} for hit in hits])
        return
    if not hits:
        click.echo(_("Nothing found."))
    for hit in hits:
        click.echo(f"{hit.record}  {_(KINDS[hit.kind].label)}  {names.get(hit.record, '')}")


@cli.group(help=_("Make a document."))
def report() -> None:
    """Group the documents."""


@report.command("final", help=_("The final report for a client, as PDF."))
@click.option("--client", required=True, metavar="NAME", help=_("The client's name or number."))
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf", help=_("Where to."))
@click.option("--page", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True, help=_("The paper."))
@_casebook
@click.pass_obj
def report_final(context: _Context, client: str, out: Path, page: str, casebook: Path | None) -> None:
    """Make the final report."""
    with _open(context, casebook, write=True) as book:
        with book.read() as db:
            owner = _client(db, client)
        made = reports.final_report(book, owner, context.today, page=page)
    try:
        out.write_bytes(made.pdf)
    except OSError as error:
        raise KnownError(
            N_("{path} could not be written: {detail}."),
            kept=N_("The report is in the casebook, with the client's files."),
            todo=N_("Choose a folder that you may write to and that has room."),
            path=str(out),
            detail=error.strerror or str(error),
        ) from error
    click.echo(_("Wrote {path}.", path=str(out)))


@cli.group(help=_("Leaving a client."))
def offboard() -> None:
    """Group the commands of leaving."""


@offboard.command("status", help=_("How far leaving a client is: steps, gates, accounts."))
@click.option("--client", required=True, metavar="NAME", help=_("The client's name or number."))
@_casebook
@_json
@click.pass_obj
def offboard_status(context: _Context, client: str, casebook: Path | None, as_json: bool) -> None:
    """Print gates and handover."""
    with _open(context, casebook, write=False) as book, book.read() as db:
        leaving = open_leaving(db, _client(db, client))
        if leaving is None:
            raise KnownError(
                N_("No leaving is on record for {client}."), todo=N_("It begins on the client's page."), client=client
            )
        case = leaving_views.case(db, leaving.id, context.today)
    status = _status(case, context.today)
    if as_json:
        _answer(status)
        return
    for gate in status["gates"]:
        click.echo(f"{gate['state']:9} {gate['title']}: {gate['reason']}")
    for account in status["accounts"]:
        click.echo(f"{'complete' if account['complete'] else 'open':9} {account['name']}: {account['why']}")


def _status(case: gates.LeavingCase, today: date) -> dict[str, Any]:
    return {
        "client": case.client_name,
        "decided": case.leaving.decided.isoformat() if case.leaving.decided else None,
        "signed_off": case.leaving.signed_off.isoformat() if case.leaving.signed_off else None,
        "steps": dict(gates.step_states(case, today)),
        "gates": [
            {
                "key": gate.key,
                "title": _said(gate.title),
                "state": gate.state,
                "reason": _said(gate.reason),
                "held": list(gate.held),
                "free": list(gate.free),
            }
            for gate in gates.gates(case, today)
        ],
        "accounts": [
            {
                "name": each.account.name,
                "ownership": each.account.ownership,
                "may_proceed": each.may_proceed,
                "why": _said(each.why),
                "complete": each.complete,
                "steps": {step.field: step.done.isoformat() if step.done else None for step in each.steps},
            }
            for each in gates.handovers(case)
        ],
        "in_the_way": [_said(each) for each in gates.in_the_way(case, today)],
    }


@cli.command(help=_("Check a casebook in full: journal, records and files."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--anchor", "anchors", multiple=True, metavar="SIZE:HASH", help=_("An anchor that was kept elsewhere."))
@_json
def verify(file: Path, anchors: tuple[str, ...], as_json: bool) -> None:
    """Verify; status 1 when something contradicts the journal."""
    found = casebooks.verify(file, anchors)
    if as_json:
        _answer(
            {
                "valid": found.valid,
                "entries": found.size,
                "root": found.root,
                "records": found.records,
                "anchors": found.anchors,
                "erased": found.erased,
                "faults": [_said(each) for each in found.faults],
                "remarks": [_said(each) for each in found.remarks],
            }
        )
    else:
        verdict = _("Valid.") if found.valid else _("Not valid.")
        click.echo(_("{verdict} Entries: {size}. Root: {root}", verdict=verdict, size=found.size, root=found.root))
        for line in (*found.faults, *found.remarks):
            click.echo(f"  {_said(line)}")
    if not found.valid:
        sys.exit(1)


@cli.command(help=_("Write a verified copy of a casebook, also while it is open."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("to", type=click.Path(path_type=Path))
def backup(file: Path, to: Path) -> None:
    """Back up."""
    casebooks.backup(file, to)
    click.echo(_("Wrote {path}.", path=str(to)))
