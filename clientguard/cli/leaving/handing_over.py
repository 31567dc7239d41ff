"""Handing over: the sweep of the platforms, and the steps of each account (P4.3, P4.4)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving import handing_over as actions
from clientguard.cli.leaving.group import leaving_of, offboard
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_of,
    client_option,
    day,
    json_option,
    named,
    on_option,
    opened,
    read_back,
    say,
)
from clientguard.domain.leaving.case import LeavingCase, handovers
from clientguard.domain.leaving.handover import PROOF
from clientguard.domain.leaving.sweep import sweep as lines_of
from clientguard.domain.leaving.sweep import unanswered
from clientguard.domain.records import KINDS, Account
from clientguard.domain.records.kinds.handover import NONE, PLATFORMS, REQUEST, YES
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import N_, Said, listed, said
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import get_record
from clientguard.store.views.leaving import case as case_views
from clientguard.texts import _

REST = "rest"  # instead of a platform: all that have no answer yet
NO_REPLY = "no-reply"


@offboard.command(help=_("Answer which kinds of platform the client has: yes or none for each."))
@click.argument("answers", nargs=-1, required=True, metavar="PLATFORM=ANSWER...")
@client_option
@on_option
@casebook_option
@json_option
@click.pass_obj
def sweep(
    context: Context, answers: tuple[str, ...], client: str, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Record the answers; all of them, or with any wrong one none."""
    when = _day_done(on, context.today)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            leaving = leaving_of(db, client, running=True)
            case = case_views.case(db, leaving.id, when, own_calendar(db))
        actions.answer_sweep(book, leaving.id, _answers(case, answers), when)
        with read_back(book) as db:
            case = case_views.case(db, leaving.id, context.today, own_calendar(db))
    lines = [f"{each.answer or '-':6} {say(each.name)}{_why(each.open)}" for each in lines_of(case)]
    answer({"id": leaving.id, **sweep_values(case)}, "\n".join(lines), as_json=as_json)


def sweep_values(case: LeavingCase) -> dict[str, Any]:
    """Return the sweep as the answers in JSON have it: what was answered, what was not, and what does not fit."""
    lines = lines_of(case)
    return {
        "answers": {each.platform: each.answer for each in lines if each.answer},
        "unanswered": [each.platform for each in unanswered(case)],
        "open": {each.platform: say(each.open) for each in lines if each.answer and each.open},
    }


def _why(missing: Said | None) -> str:
    return f": {say(missing)}" if missing else ""


def _answers(case: LeavingCase, given: Iterable[str]) -> dict[str, str]:
    """Return the answers by platform; KnownError with everything that is wrong with them."""
    found: dict[str, str] = {}
    wrong: list[Said] = []
    rest = ""
    for each in given:
        name, equals, word = (part.strip() for part in each.partition("="))
        if not name or not equals or word.lower() not in (YES, NONE):
            wrong.append(said(N_("“{given}” is not an answer: write {example}."), given=each, example="hosting=none"))
        elif name.lower() == REST:
            rest = word.lower()
        elif meant := _misspelt(case, name):
            wrong.append(said(N_("There is no platform “{name}”. Did you mean “{other}”?"), name=name, other=meant))
        else:
            found[_platform(name) or name] = word.lower()
    if wrong:
        raise KnownError(N_("{reasons}"), kept=N_("Nothing was changed."), reasons=listed(wrong, " "))
    open_ones = (each.platform for each in unanswered(case) if rest)
    return dict.fromkeys(open_ones, rest) | found


def _platform(name: str) -> str:
    """Return the key of a kind of platform by its key or its name; "" for the user's own."""
    known = {each.key: each.key for each in PLATFORMS} | {name_key(_(each.label)): each.key for each in PLATFORMS}
    return known.get(name_key(name), "")


def _misspelt(case: LeavingCase, name: str) -> str:
    """Return the platform that a word seems to mean but does not name; "" if it names one, or is a word of its own."""
    if _platform(name) or name in {each.platform for each in case.answers}:
        return ""
    return next(iter(difflib.get_close_matches(name.lower(), [each.key for each in PLATFORMS], n=1, cutoff=0.75)), "")


@offboard.command(help=_("Record that a step of an account's handover was done, or with --undo that it was not."))
@click.argument("account")
@click.argument("step")
@click.option("--client", metavar="NAME", help=_("The client's name or number, if the account is given by its name."))
@click.option("--proof", default="", metavar="TEXT", help=_("What proves it."))
@click.option("--undo", is_flag=True, help=_("Take the step back."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def tick(
    context: Context,
    account: str,
    step: str,
    client: str | None,
    proof: str,
    undo: bool,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Set or undo one step."""
    when = _day_done(on, context.today)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            found = _account_of(db, account, client)
        if undo:
            _undo(book, found, step)
        else:
            _do(book, found, step, when, proof)
        with read_back(book) as db:
            whole = case_views.client_case(
                db, get_record(db, Account, found).client or 0, context.today, own_calendar(db)
            )
    (after,) = (each for each in handovers(whole) if each.account.id == found)
    values = {"id": found, "account": after.account.name, "step": step, "state": after.state, "next": after.next}
    line = _("{account}: {state}", account=after.account.name, state=after.state)
    if after.next:
        line = _("{account}: {state}; next: {step}", account=after.account.name, state=after.state, step=after.next)
    answer(values, line, as_json=as_json)


def _day_done(text: str | None, today: date) -> date:
    """Return the day on which something was done; KnownError if it has not come yet."""
    when = day(text, today, past=True)
    if when > today:
        raise KnownError(N_("{date} has not come yet."), kept=N_("Nothing was changed."), date=when)
    return when


def _account_of(db: Connection, name: str, client: str | None) -> int:
    """Return an account by its number or name, which with a client has to be one of that client's."""
    owner = client_of(db, client) if client else 0
    found = named(db, KINDS["account"], name, owner)
    if owner and get_record(db, Account, found).client != owner:
        raise KnownError(
            N_("“{name}” is not an account of {client}."),
            kept=N_("Nothing was changed."),
            todo=N_("Look it up with `clientguard list {list}`."),
            name=name,
            client=client,
            list="account",
        )
    return found


def _do(book: Casebook, account: int, step: str, on: date, proof: str) -> None:
    if step == REQUEST:
        actions.note_request(book, account=account, on=on, proof=proof)
    elif step == NO_REPLY:
        actions.close_without_reply(book, account, on)
    elif step == PROOF:
        if not proof.strip():
            raise KnownError(
                N_("The proof is missing."), kept=N_("Nothing was changed."), todo=N_("Say what it is with --proof.")
            )
        actions.set_proof(book, account, proof)
    else:
        actions.tick(book, account, _key(step), on, proof)


def _undo(book: Casebook, account: int, step: str) -> None:
    if step == NO_REPLY:
        actions.reopen(book, account)
    elif step == PROOF:
        actions.set_proof(book, account, "")
    else:
        actions.untick(book, account, _key(step))


def _key(step: str) -> str:
    """Return the key of a step, also if it is given by its field: `offered_on`."""
    return step.removesuffix("_on")
