"""Commands that read the journal: journal, prove."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from clientguard.actions.journal import proofs
from clientguard.cli import unlocking
from clientguard.cli.shared import (
    Context,
    answer,
    answer_list,
    casebook_option,
    client_of,
    day,
    json_option,
    opened,
    opened_with,
    record_of,
    say,
)
from clientguard.domain.casebook.backups import local as by_its_own_clock
from clientguard.domain.journal.entry_proof import Checked
from clientguard.domain.journal.tree import parse_anchor
from clientguard.domain.records import KINDS, Instant
from clientguard.store.file import plain_errors
from clientguard.store.file.ordinary import require_file
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.entry_log import Anchor
from clientguard.store.views import journal as lines
from clientguard.store.views.journal import Filter, JournalRow, Written
from clientguard.texts import _, current, local

_file = click.Path(path_type=Path)


def anchor_of(text: str) -> Anchor:
    """Return the anchor given in an option; anything else is a usage error."""
    try:
        return Anchor(*parse_anchor(text))
    except ValueError:
        raise click.UsageError(
            _("“{anchor}” is not an anchor. Enter it as printed: a number, a colon, 64 digits.", anchor=text)
        ) from None


@click.command(help=_("Show journal entries: those about a record, or the newest that a filter lets through."))
@click.argument("id", type=int, required=False, metavar="[ID]")
@click.option("--client", metavar="NAME", help=_("Only about this client and what belongs to it."))
@click.option("--kind", type=click.Choice(sorted(KINDS)), metavar="KIND", help=_("Only about records of this kind."))
@click.option("--from", "since", metavar="DATE", help=_("Only from this day on."))
@click.option("--to", "until", metavar="DATE", help=_("Only up to this day."))
@click.option("--text", default="", metavar="TEXT", help=_("Only with this in a title, a field, a value or a reason."))
@click.option(
    "--limit", default=50, show_default=True, metavar="COUNT", type=click.IntRange(min=1), help=_("The most to show.")
)
@casebook_option
@json_option
@click.pass_obj
def journal(
    context: Context,
    id: int | None,
    client: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    text: str,
    limit: int,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Show one record's entries, oldest first, or those of a filter, newest first, with old and new values."""
    if id is not None and (client or kind or since or until or text):
        raise click.UsageError(_("Give the number of a record, or a filter, but not both."))
    wanted = Filter(
        kind=kind or "",
        since=day(since, context.today, past=True) if since else None,
        until=day(until, context.today, past=True) if until else None,
        text=text,
        word=current(),
        day=lambda at: local(at).date(),
    )
    with opened(context, casebook, write=False) as book, book.read() as db:
        if id is not None:
            record_of(db, id)
            found = list(reversed(lines.page(db, record=id)))
            wrote = lines.written_to(db, id)
        else:
            found = _passed(db, replace(wanted, client=client_of(db, client) if client else 0), limit)
            wrote = {each.seq: lines.written(db, each.seq) for each in found}
    rows = [(each, _values(wrote.get(each.seq))) for each in found]
    answer_list(
        [_row(each, values) for each, values in rows],
        (line for each, values in rows for line in _lines(each, values, titled=id is None)),
        _("No entry matches."),
        as_json=as_json,
    )


def _passed(db: Connection, wanted: Filter, limit: int) -> list[JournalRow]:
    """Return the newest entries that a filter lets through."""
    found: list[JournalRow] = []
    before = 0
    while len(found) < limit:
        part = lines.found(db, wanted, before)
        found += part.rows
        before = part.before
        if not before:
            break
    return found[:limit]


_Values = dict[str, tuple[str | None, str | None]]  # by field, before and after; None where there was nothing


def _values(wrote: Written | None) -> _Values:
    """Return what an entry changed, as text that does not depend on the language; what was erased is said to be."""
    return (
        {name: (wrote.text(name, wrote.before), wrote.text(name, wrote.after)) for name in wrote.fields}
        if wrote
        else {}
    )


def _lines(each: JournalRow, values: _Values, *, titled: bool) -> list[str]:
    at = current().moment(local(each.at))
    title = [" ".join(part for part in (each.kind, each.title) if part)] if titled else []
    head = "\t".join([str(each.seq), at, each.change, *title, ", ".join(each.fields), _about(each)]).rstrip()
    return [head, *(f"    {name}: {_change(*pair)}" for name, pair in values.items())]


def _change(before: str | None, after: str | None) -> str:
    """Return an old and a new value on one line."""
    old, new = (json.dumps(each, ensure_ascii=False) if each and "\n" in each else each for each in (before, after))
    return new or "" if before is None else f"{old or '–'} → {new or '–'}"


def _row(each: JournalRow, values: _Values) -> dict[str, Any]:
    return {
        "entry": each.seq,
        "change": each.change,
        "at": by_its_own_clock(each.at).isoformat(),
        "id": each.record or None,
        "kind": each.kind or None,
        "title": each.title,
        "fields": list(each.fields),
        "before": {name: before for name, (before, _after) in values.items() if before is not None},
        "after": {name: after for name, (_before, after) in values.items()},
        "corrects": each.corrects or None,
        "corrected_by": list(each.corrected_by),
        "why": each.why,
        "erased": each.gone,
        "redacted": each.lost,
    }


def _about(each: JournalRow) -> str:
    told: list[str] = []
    if each.corrects:
        told.append(_("corrects entry {seq}: {why}", seq=each.corrects, why=each.why))
    told += [_("corrected by entry {seq}", seq=by) for by in each.corrected_by]
    if each.gone:
        told.append(_("its values were erased"))
    if each.lost:
        told.append(_("a field was redacted"))
    return "; ".join(told)


@click.command(help=_("Prove a journal entry, so that it can be checked without the casebook."))
@click.argument("file", type=_file, required=False, metavar="[FILE]")
@click.option("--entry", "seq", type=int, metavar="SEQ", help=_("The entry to prove."))
@click.option(
    "--field", "fields", multiple=True, metavar="NAME", help=_("A field to disclose; by default, all of them.")
)
@click.option(
    "--anchor", "older", metavar="SIZE:HASH", help=_("An older anchor, to show that the journal continues from it.")
)
@click.option("--check", "proof", type=_file, metavar="PROOF.json", help=_("Check this proof instead."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON; a proof itself is always JSON."))
def prove(
    file: Path | None, seq: int | None, fields: tuple[str, ...], older: str | None, proof: Path | None, as_json: bool
) -> None:
    """Print a proof, or check one; status 1 if it is not valid."""
    anchor = anchor_of(older) if older else None
    if proof:
        if file or seq is not None or fields:
            raise click.UsageError(_("--check takes only a proof, and an anchor to compare it with."))
        _check(proof, older or "", as_json=as_json)
        return
    if not file or seq is None:
        raise click.UsageError(_("Name the casebook and, with --entry, the entry; or use --check with a proof."))
    with opened_with(file, unlocking.key_for(file), write=False) as book:
        answer(proofs.prove_entry(book, seq, fields, anchor))


def _check(path: Path, anchor: str, *, as_json: bool) -> None:
    require_file(path)
    with plain_errors.reading(path), path.open("rb") as file:
        data = file.read(proofs.LARGEST)
    found = proofs.check_proof(data.decode("utf-8", "replace"))
    faults = [say(each) for each in found.faults]
    held = anchor.partition(":")[0] + ":" + "".join(anchor.partition(":")[2].split()).lower() if anchor else ""
    if held and held not in (found.anchor, found.older):
        faults.append(_("The proof does not match the anchor {anchor}.", anchor=held))
    if as_json:
        answer(
            {
                "valid": not faults,
                "entry": found.header,
                "fields": found.fields,
                "closed": found.closed,
                "anchor": found.anchor,
                "older": found.older or None,
                "faults": faults,
            }
        )
    else:
        _say(found, held, valid=not faults)
    for line in faults:
        click.echo(line, err=True)
    if faults:
        raise click.exceptions.Exit(1)


def _say(found: Checked, held: str, *, valid: bool) -> None:
    if not valid:
        click.echo(_("Not valid."))
        return
    head = found.header
    at = current().moment(local(Instant(head["ms"], head["offset"])))
    click.echo(_("Valid. Entry {seq}, {change}, {moment}.", seq=head["seq"], change=head["change"], moment=at))
    for name, value in found.fields.items():
        click.echo(f"  {name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    if found.closed:
        click.echo("  " + _("Fields not disclosed: {count}", count=found.closed))
    click.echo("  " + _("It matches the anchor {anchor}", anchor=found.anchor))
    if found.older:
        click.echo("  " + _("which continues from the anchor {anchor}", anchor=found.older))
    if not held:
        click.echo("  " + _("Compare one of them with an anchor that you kept; otherwise the proof could be made up."))
