"""`bundle`: what proves the record of a client, in one file that others can check without this program (P5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from clientguard.actions.proof.bundling import Made, Plan, Wanted, make_bundle, plan_bundle
from clientguard.actions.records import attachments
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    casebook_option,
    client_of,
    client_option,
    done,
    json_option,
    opened,
    page_option,
    say,
    warn_of_letters,
)
from clientguard.domain.proof.exhibits import SECTIONS
from clientguard.domain.proof.plan import PAPER_NAMES
from clientguard.domain.wording import Said
from clientguard.texts import _, _n, current


@click.command(
    help=_("Create an evidence bundle of a client: its exhibits, with proof that they are as recorded, as ZIP.")
)
@client_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.zip",
              help=_("The file to write; an existing file is replaced."))  # fmt: skip
@click.option(
    "--redact",
    multiple=True,
    metavar="FIELD",
    help=_("A field to leave out, with all that shows it, such as body or message.body; repeat."),
)
@click.option("--without", type=int, multiple=True, metavar="ID",
              help=_("A record, file or person to leave out, by its number; repeat for more."))  # fmt: skip
@click.option("--with-person", "named", type=int, multiple=True, metavar="ID",
              help=_("A person to name who neither sent nor received an exhibit; repeat for more."))  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only list what would be in it; nothing is written."))
@page_option
@casebook_option
@json_option
@click.pass_obj
def bundle(
    context: Context,
    client: str,
    out: Path | None,
    redact: tuple[str, ...],
    without: tuple[int, ...],
    named: tuple[int, ...],
    dry_run: bool,
    page: PageSize,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Create a bundle, or list what would be in it."""
    if out is None and not dry_run:
        raise click.UsageError(_("Missing option '--out'."))
    if out:
        attachments.check_out(out, casebook or context.casebook)  # before anything is opened
    with opened(context, casebook, write=not dry_run) as book:
        with book.read() as db:
            owner = client_of(db, client)
        wanted = Wanted(owner, context.today, redact, without, named)
        if out is None or dry_run:
            with book.read() as db:
                plan = plan_bundle(db, wanted)
            warn_of_letters(plan.boxes_at)
            answer(_planned(plan), "\n".join(_lines(plan)), as_json=as_json)
            return
        made = make_bundle(book, wanted, out, page=page)
        done()
    warn_of_letters(made.plan.boxes_at)
    if made.unnoted:
        click.echo(say(made.unnoted), err=True)
    answer(_made(made), "\n".join(_told(made)), as_json=as_json)


def _planned(plan: Plan) -> dict[str, Any]:
    return {
        "client": plan.client,
        "exhibits": [
            {"number": each.number, "title": say(each.what), "record": each.record, "kind": each.kind,
             "section": each.section, "date": each.on.isoformat() if each.on else None, "files": each.files}
            for each in plan.exhibits
        ],
        "persons": [
            {"record": each.record, "name": each.name, "in": each.is_in, "why": say(each.why)} for each in plan.persons
        ],
        "attachments": [
            {"exhibit": each.exhibit, "record": each.record, "name": each.name, "size": each.size}
            for each in plan.attachments
        ],
        "papers": list(plan.papers),
        "redacted": list(plan.redacted),
        "left_out": {each.what: each.count for each in plan.left_out},
        "no_interest": say(plan.unworked) if plan.unworked else None,
        "missing": plan.boxes,
    }  # fmt: skip


def _made(made: Made) -> dict[str, Any]:
    return {
        "file": str(made.path),
        "sha256": made.sha256,
        "size": made.size,
        "anchor": made.anchor,
        "record": made.record or None,
        **_planned(made.plan),
    }


def _told(made: Made) -> Iterator[str]:
    count = len(made.plan.exhibits)
    yield _n("Wrote {path}: {count} exhibit.", "Wrote {path}: {count} exhibits.", count, path=str(made.path))
    yield from (_("Left out: {what}.", what=say(each)) for each in made.plan.all_left_out)
    if made.plan.unworked:
        yield _no_interest(made.plan.unworked)
    yield f"SHA-256 {made.sha256}"
    yield _(
        "Journal anchor {anchor}. Give it to someone else, who can check the bundle against it.", anchor=made.anchor
    )
    if made.record:
        yield _("It is on record as number {id}; the file itself is not kept.", id=str(made.record))


def _no_interest(why: Said) -> str:
    return _("There is no interest sheet: {why}", why=say(why))


def _lines(plan: Plan) -> Iterator[str]:
    words = current()
    section = ""
    for each in plan.exhibits:
        if each.section != section:
            section = each.section
            yield words(SECTIONS[section])
        yield f"  {each.label:5} {words.date(each.on) if each.on else '':12}  {say(each.what)}  ({each.record})"
    for each in plan.attachments:
        name = each.name or _("the original message")
        yield _("File of E{number}: {name}, {size} ({id})", number=str(each.exhibit), name=name,
                size=words.size(each.size), id=str(each.record))  # fmt: skip
    for each in plan.persons:
        mark = _("named") if each.is_in else _("left out")
        yield _(
            "Person: {name}: {mark}. {why} ({id})", name=each.name, mark=mark, why=say(each.why), id=str(each.record)
        )
    yield from (_("Paper: {name}", name=words(PAPER_NAMES[each])) for each in plan.papers)
    if plan.unworked:
        yield _no_interest(plan.unworked)
    yield from (_("Left out: {what}.", what=say(each)) for each in plan.all_left_out)
