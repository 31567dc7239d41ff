"""The command that prints the journal's anchor, or drafts the mail that somebody outside keeps (P5.2)."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.journal import anchors
from clientguard.actions.records import attachments
from clientguard.cli.shared import Context, answer, casebook_option, done, json_option, opened, say
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.parse import NO_EMAIL
from clientguard.store.journal.clock import now
from clientguard.texts import _


@click.command(help=_("Print the journal's anchor, against which the casebook can be checked later."))
@click.option(
    "--mail",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE.eml",
    help=_("Write a mail file with it, for someone outside to keep; the journal notes that."),
)
@click.option("--to", default="", metavar="ADDRESS", help=_("With --mail: the email address of the one who keeps it."))
@casebook_option
@json_option
@click.pass_obj
def anchor(context: Context, out: Path | None, to: str, casebook: Path | None, as_json: bool) -> None:
    """Print it, or write the mail."""
    if to and not out:
        raise click.UsageError(_("--to belongs to --mail."))
    if to and not is_email(to):
        raise click.UsageError(say(NO_EMAIL))
    if out:
        attachments.check_out(out, casebook or context.casebook)
    with opened(context, casebook, write=bool(out)) as book:
        if out:
            found = anchors.hand_out_anchor(book, now())
            anchors.save_anchor_mail(book, found, out, to)
            done()
        else:
            with book.read() as db:
                found = anchors.anchor_in_mail(db, now())
    size, _colon, root = found.anchor.partition(":")
    told = {"anchor": found.anchor, "entries": int(size), "root": root, "path": str(out) if out else None}
    written = _("Wrote {path}. Send it to someone you trust.", path=str(out))
    answer(told, f"{found.anchor}\n{written}" if out else found.anchor, as_json=as_json)
