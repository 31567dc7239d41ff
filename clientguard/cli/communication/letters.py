"""The command that drafts a letter, writes it to a file, and keeps it as sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard import output
from clientguard.actions.communication import letters as actions
from clientguard.actions.communication.waiting_letters import ABOUT_WAITING, CHASE
from clientguard.cli.shared import (
    Context,
    PageSize,
    answer,
    casebook_option,
    client_of,
    done,
    json_option,
    named,
    opened,
    page_option,
    say,
    warn_of_boxes,
)
from clientguard.domain.records import KINDS
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.letters.template import KINDS as LETTERS
from clientguard.letters.template import shipped
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.clock import now
from clientguard.texts import _, current

FORMS = (".eml", ".pdf", ".txt")


@click.command(help=_("Draft a letter to a client from the record."))
@click.argument("kind", required=False, type=click.Choice(LETTERS), metavar="KIND")
@click.option("--list", "listed", is_flag=True, help=_("List the kinds of letters."))
@click.option("--client", metavar="NAME", help=_("The client's name or number."))
@click.option("--invoice", metavar="N", help=_("The invoice, by number or record number; by default, the oldest due."))
@click.option("--request", metavar="N", help=_("For `chase`: the open request, by its number; by default, the oldest."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write it to a file: .eml for a mail program, .pdf on your letterhead, or .txt."),
)
@click.option("--sent", is_flag=True, help=_("Record that it was sent: it becomes a message of the client."))
@click.option("--proof", default="", metavar="TEXT", help=_("What shows that it was sent, such as a number."))
@page_option
@casebook_option
@json_option
@click.pass_obj
def letter(
    context: Context,
    kind: str | None,
    listed: bool,
    client: str | None,
    invoice: str | None,
    request: str | None,
    out: Path | None,
    sent: bool,
    proof: str,
    page: PageSize,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Draft it, write it, keep it."""
    if listed:
        _list(as_json=as_json)
        return
    if not kind or not client:
        raise click.UsageError(_("Name a kind of letter and a client, or use --list."))
    if out and out.suffix.lower() not in FORMS:
        raise click.UsageError(_("The file's name has to end with .eml, .pdf or .txt."))
    with opened(context, casebook, write=sent) as book:
        with book.read() as db:
            owner = client_of(db, client)
            about = _about(db, kind, owner, invoice, request)
            draft = actions.draft_letter(db, kind, owner, context.today, about)
        if draft.lacking:
            raise KnownError(
                N_("This letter cannot be drafted yet. {reasons}"),
                kept=N_("Nothing was written."),
                reasons=" ".join(map(say, draft.lacking)),
            )
        for each in draft.remarks:
            click.echo(say(each), err=True)
        if out:
            _write(book, draft, out, page)
        told = _told(draft, out)
        if sent:
            channel = "letter" if out and out.suffix.lower() == ".pdf" else "mail"
            changed = actions.log_sent_letter(book, draft, draft.text, now(), channel=channel, proof=proof)
            told["message"] = changed.first
    answer(told, "" if as_json else _lines(draft, told), as_json=as_json)


def _about(db: Connection, kind: str, client: int, invoice: str | None, request: str | None) -> int:
    """Return the record that was named for a letter, 0 for none; UsageError if this letter is about another kind."""
    if request and kind != CHASE:
        raise click.UsageError(_("--request belongs to the letter `chase`."))
    if request:
        return named(db, KINDS["request"], request, client)
    return named(db, KINDS["invoice"], invoice, client) if invoice and kind not in ABOUT_WAITING else 0


def _list(*, as_json: bool) -> None:
    found = [shipped(each, current().language) for each in LETTERS]
    rows = [{"kind": each.kind, "title": each.title, "needs": list(each.needs)} for each in found]
    answer(rows, "\n".join(f"{each['kind']:15} {each['title']}" for each in rows), as_json=as_json)


def _write(book: Casebook, draft: actions.LetterDraft, out: Path, page: PageSize) -> None:
    match out.suffix.lower():
        case ".eml":
            data = actions.as_mail(book, draft, draft.text)
        case ".pdf":
            data = actions.on_paper(draft, draft.text, page=page)
            warn_of_boxes(data)
        case _:
            data = f"{draft.text.subject}\n\n{draft.text.body}".encode()
    output.write_whole(out, data, N_("The casebook was not touched."), book.path)
    done()


def _told(draft: actions.LetterDraft, out: Path | None) -> dict[str, Any]:
    name, address = draft.recipient
    return {
        "kind": draft.kind,
        "to": {"name": name, "email": address},
        "subject": draft.text.subject,
        "body": draft.text.body,
        "attachments": list(draft.attached),
        "remarks": [say(each) for each in draft.remarks],
        "english": {"subject": draft.english.subject, "body": draft.english.body} if draft.english else None,
        "path": str(out) if out else None,
        "message": None,
        **_goodbye(draft),
    }


def _goodbye(draft: actions.LetterDraft) -> dict[str, Any]:
    told = draft.facts.goodbye
    return {"reason": told.reason, "last_day": told.last_day.isoformat() if told.last_day else None} if told else {}


def _lines(draft: actions.LetterDraft, told: dict[str, Any]) -> str:
    lines = [_("Wrote {path}.", path=told["path"])] if told["path"] else [draft.text.subject, "", draft.text.body]
    if draft.english:
        lines += ["", _("The same letter in English:"), draft.english.subject, "", draft.english.body]
    if told["message"]:
        lines.append(_("Kept as message number {id}.", id=str(told["message"])))
    return "\n".join(lines)
