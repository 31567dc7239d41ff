"""The command that says whom mail was exchanged with: who may be a client."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.communication import mail_clients
from clientguard.actions.rules.judgement.not_again import correspondent_words
from clientguard.cli.shared import Context, answer_list, casebook_option, json_option, opened, say
from clientguard.cli.status.outcome import current_outcome
from clientguard.domain.communication.mail_survey import Correspondent
from clientguard.store.views import addresses
from clientguard.texts import _


@click.command(help=_("List whom you exchange mail with, from mailboxes or folders: who may be a client."))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True))
@click.option("--own", multiple=True, metavar="ADDRESS", help=_("An email address of your own."))
@casebook_option
@json_option
@click.pass_obj
def survey(
    context: Context, files: tuple[Path, ...], own: tuple[str, ...], casebook: Path | None, as_json: bool
) -> None:
    """List correspondents, the most frequent first; nothing is kept."""
    with opened(context, casebook, write=False) as book:
        with book.read() as db:
            mine = [*own, *addresses.own_addresses(db)]
        seen = mail_clients.survey(book, files, cancelled=current_outcome().is_interrupted)
        likely = [] if mine else [each.address for each in seen.own() if each.likely]
        found = seen.correspondents(mine or likely)
        with book.read() as db:
            known = {each.key: words for each in found if (words := correspondent_words(db, each))}
    if likely:
        click.echo(_("Taken for your own addresses: {addresses}", addresses=", ".join(likely)), err=True)
    told = {key: say(words) for key, words in known.items()}
    answer_list(
        [_row(each, told.get(each.key, "")) for each in found],
        (_line(each, told.get(each.key, "")) for each in found),
        _("Nobody wrote to you and got mail from you three times or more. Name your own addresses with --own."),
        as_json=as_json,
    )


def _row(each: Correspondent, not_again: str) -> dict[str, object]:
    return {
        "key": each.key,
        "name": each.name,
        "received": each.received,
        "sent": each.sent,
        "people": [{"name": name, "email": address} for name, address in each.people],
        "not_again": not_again,
    }


def _line(each: Correspondent, not_again: str) -> str:
    counts = _("received: {received}, sent: {sent}", received=each.received, sent=each.sent)
    people = [f"    {name} <{to}>" for name, to in each.people]
    return "\n".join([f"{each.key}  {each.name}  {counts}", *people, *([f"    {not_again}"] if not_again else [])])
