"""The check of a contract for its protective clauses: `clientguard clauses`."""

from __future__ import annotations

from pathlib import Path

import click

from clientguard.actions.judgement.clauses import ClauseAnswer, check_contract, confirm_clauses
from clientguard.cli.contracts import contract_of
from clientguard.cli.shared import Context, answer, casebook_option, json_option, opened, say
from clientguard.domain.judgement.clauses.check import PROPOSED, CheckedClause
from clientguard.domain.records.kinds.beginning import CLAUSES, STATED
from clientguard.domain.wording import N_, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.texts import _

_LABELS = {each.key: each.label for each in CLAUSES}
_key = click.Choice(list(_LABELS))


@click.command(help=_("Check which protective clauses stand in a contract, and record your answers."))
@click.option("--contract", "number", type=int, required=True, metavar="ID", help=_("The contract, by its number."))
@click.option("--confirm", multiple=True, type=_key, metavar="KEY", help=_("Confirm a clause as it is proposed."))
@click.option("--not-stated", multiple=True, type=_key, metavar="KEY", help=_("Record that the contract has none."))
@click.option("--passage", default="", metavar="TEXT", help=_("The passage, if another one than is proposed says it."))
@casebook_option
@json_option
@click.pass_obj
def clauses(
    context: Context,
    number: int,
    confirm: tuple[str, ...],
    not_stated: tuple[str, ...],
    passage: str,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Print the twelve clauses, once the answers are recorded."""
    if passage and len(confirm) != 1:
        raise click.UsageError(_("--passage goes with one --confirm."))
    if twice := set(confirm) & set(not_stated):
        raise click.UsageError(_("{key}: confirmed and not stated at once.", key=sorted(twice)[0]))
    with opened(context, casebook, write=bool(confirm or not_stated)) as book:
        with book.read() as db:
            contract_of(db, number)
        found = check_contract(book, number, say).clauses
        if confirm or not_stated:
            _answer(book, number, found, dict.fromkeys(confirm, passage), not_stated, context)
            found = check_contract(book, number, say).clauses
    answer([_told(each) for each in found], "\n".join(map(_line, found)), as_json=as_json)


def _answer(
    book: Casebook,
    number: int,
    found: tuple[CheckedClause, ...],
    confirm: dict[str, str],
    not_stated: tuple[str, ...],
    context: Context,
) -> None:
    quoted = {each.key: each.passage for each in found}
    answers = [ClauseAnswer(key, passage or quoted[key]) for key, passage in confirm.items()]
    if missing := [each.key for each in answers if not each.passage]:
        raise KnownError(
            N_("“{clause}”: nothing was found in the contract that could be confirmed."),
            kept=N_("Nothing was changed."),
            todo=N_("Quote what says it with `--passage`, or answer with `--not-stated`."),
            clause=said(_LABELS[missing[0]]),
        )
    confirm_clauses(book, number, [*answers, *map(ClauseAnswer, not_stated)], context.today)


def _told(each: CheckedClause) -> dict[str, str | None]:
    on = each.confirmed_on.isoformat() if each.confirmed_on else None
    return {"key": each.key, "state": each.state, "passage": each.passage, "confirmed_on": on}


def _line(each: CheckedClause) -> str:
    label, on = say(said(_LABELS[each.key])), each.confirmed_on
    if on and each.state == STATED:
        return _("{clause}: “{passage}” (confirmed on {date})", clause=label, passage=each.passage, date=on)
    if on:
        return _("{clause}: not stated (confirmed on {date})", clause=label, date=on)
    if each.state == PROPOSED:
        return _("{clause}: “{passage}” (proposed)", clause=label, passage=each.passage)
    return _("{clause}: nothing found", clause=label)
