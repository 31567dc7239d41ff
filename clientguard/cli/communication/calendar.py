"""What lies ahead as a calendar file: `clientguard calendar`."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.casebook.backups import edge
from clientguard.actions.communication import calendar_out
from clientguard.cli.shared import Context, answer, casebook_option, done, json_option, opened, say
from clientguard.texts import _, _n


@click.command(help=_("Write due dates, notice dates, promises and meetings to a calendar file."))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE.ics", help=_("The calendar file to write.")
)
@casebook_option
@json_option
@click.pass_obj
def calendar(context: Context, out: Path, casebook: Path | None, as_json: bool) -> None:
    """Write the calendar of what lies ahead; a file that is there is replaced."""
    if out.suffix.lower() != ".ics":
        raise click.UsageError(_("The file's name has to end with .ics."))
    with opened(context, casebook, write=False) as book:
        uid = edge(book).uid
        with book.read() as db:
            entries = calendar_out.write_calendar(db, out, book.path, uid, context.today, say)
    done()
    line = _n("Wrote {count} entry to {path}.", "Wrote {count} entries to {path}.", len(entries), path=str(out))
    answer({"path": str(out), "entries": len(entries)}, line, as_json=as_json)
