"""Commands that write out what is in the casebook, which they only read: export, file, report person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard.actions.casebook import export_all
from clientguard.actions.privacy import data_report
from clientguard.actions.records import attachments
from clientguard.actions.records import export_csv as exports
from clientguard.cli.leaving.reports import report
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    casebook_option,
    client_of,
    done,
    json_option,
    language_option,
    opened,
    page_option,
    paper_language,
    record_of,
    to_file_option,
    write_paper,
)
from clientguard.domain.records import KINDS
from clientguard.domain.wording import N_
from clientguard.store.records.lookup import kind_of
from clientguard.store.views import lists
from clientguard.texts import _, _n, current

_file = click.Path(path_type=Path)


@click.command(help=_("Write the records of one kind to a CSV file, or everything to a folder."))
@click.argument("kind", required=False, type=click.Choice(sorted(KINDS)), metavar="[KIND]")
@click.option("--out", type=_file, metavar="FILE.csv", help=_("The file to write; an existing file is replaced."))
@click.option("--client", metavar="NAME", help=_("Only this client's."))
@click.option(
    "--all", "folder", type=_file, metavar="DIR", help=_("Write everything to this folder, which must be new or empty.")
)
@casebook_option
@json_option
@click.pass_obj
def export(
    context: Context,
    kind: str | None,
    out: Path | None,
    client: str | None,
    folder: Path | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Export a list, or everything."""
    if folder:
        if kind or out or client:
            raise click.UsageError(_("--all writes everything: leave out KIND, --out and --client."))
        _everything(context, folder, casebook, as_json=as_json)
        return
    if not kind:
        raise click.UsageError(_("Name the kind of record, or --all with a folder."))
    if not out:
        raise click.UsageError(_("Missing option '--out'."))
    with opened(context, casebook, write=False) as book:
        with book.read() as db:
            ids = lists.ids(db, KINDS[kind], client=client_of(db, client) if client else 0)
        count = exports.export_csv(book, KINDS[kind], ids, out)
    done()
    line = _n("Wrote {count} record to {path}.", "Wrote {count} records to {path}.", count, path=str(out))
    answer({"path": str(out), "records": count}, line, as_json=as_json)


def _everything(context: Context, folder: Path, casebook: Path | None, *, as_json: bool) -> None:
    """Export everything; status 1 if an attachment is missing or damaged, which is reported on standard error."""
    with opened(context, casebook, write=False) as book:
        made = export_all.export_all(book, folder, context.today, current().language)
    done()
    found: dict[str, Any] = {
        "path": str(folder),
        "records": made.records,
        "removed": made.removed,
        "entries": made.entries,
        "files": made.files,
        "originals": made.originals,
        "anchor": made.anchor,
        "faults": list(made.faults),
    }
    line = _(
        "Wrote everything to {path}: {records} records, {files} files, {entries} journal entries.",
        path=str(folder),
        records=made.records,
        files=made.files,
        entries=made.entries,
    )
    if made.originals:
        line += "\n" + _("Messages as they came, in the folder originals: {count}", count=made.originals)
    answer(found, line, as_json=as_json)
    for name in made.faults:
        click.echo(_("{file} is missing or damaged.", file=name), err=True)
    if made.faults:
        raise click.exceptions.Exit(1)


@click.command("file", help=_("Write an attachment, or the original of a message, to a file."))
@click.argument("id", type=int, metavar="ID")
@click.option(
    "--out", required=True, type=_file, metavar="FILE", help=_("The file to write; an existing file is replaced.")
)
@casebook_option
@json_option
@click.pass_obj
def file_(context: Context, id: int, out: Path, casebook: Path | None, as_json: bool) -> None:
    """Save a copy of one file; the casebook is only read."""
    with opened(context, casebook, write=False) as book:
        with book.read() as db:
            record_of(db, id)
        attachments.save_copy(book, id, out)
    answer({"id": id, "path": str(out)}, _("Wrote {path}.", path=str(out)), as_json=as_json)


@report.command("person", help=_("Create a report of everything held about one person, as PDF, for when they ask."))
@click.option(
    "--person",
    required=True,
    metavar="NAME",
    help=_("The person: a name, an email address, or a contact's number."),
)
@click.option("--client", metavar="NAME", help=_("Only in this client's records."))
@click.option("--also", multiple=True, metavar="NAME", help=_("Another name or email address of the same person."))
@click.option("--why", metavar="TEXT", help=_("Why the data is kept, and for how long; by default, the standard text."))
@to_file_option
@language_option
@page_option
@casebook_option
@json_option
@click.pass_obj
def report_person(
    context: Context,
    person: str,
    client: str | None,
    also: tuple[str, ...],
    why: str | None,
    out: Path,
    page: PageSize,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Create the data report on one person; the casebook is only read."""
    with opened(context, casebook, write=False) as book:
        with book.read() as db:
            owner = client_of(db, client) if client else 0
            contact = int(person) if person.isdecimal() and kind_of(db, int(person)) == "contact" else 0
        made = data_report.data_report(
            book, "" if contact else person, context.today, client=owner, contact=contact, also=also, why=why,
            page=page, language=paper_language(),
        )  # fmt: skip
    write_paper(out, made.pdf, N_("The casebook was not touched."), book.path)
    done()
    facts = made.facts
    found = {
        "path": str(out),
        "names": list(facts.person.words),
        "records": len(facts.held),
        "files": len(facts.files),
        "entries": len(facts.entries),
        "missing": made.boxes,
    }
    line = _n(
        "Wrote {path}: {count} record mentions {person}.",
        "Wrote {path}: {count} records mention {person}.",
        len(facts.held),
        path=str(out),
        person=facts.person.called,
    )
    answer(found, line, as_json=as_json)
