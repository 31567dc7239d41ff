"""Deciding about a client: decide, evidence, release, and the tone of a text (P4.1, P4.3, P4.6)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.judgement.reading import judged
from clientguard.actions.leaving import deciding as actions
from clientguard.actions.leaving import steps
from clientguard.actions.leaving.tone_check import harsh_passages
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
    record_of,
    say,
)
from clientguard.domain.judgement.referring import why_not_refer
from clientguard.domain.leaving.deciding.weighing import advice, is_against, weigh
from clientguard.domain.records import KINDS, Decision
from clientguard.domain.records.kinds.leaving import BEGIN_LEAVING, END, REFER, VERDICTS
from clientguard.domain.wording import Said
from clientguard.store.file.sqlite import Connection
from clientguard.store.views.client import open_leaving
from clientguard.store.views.leaving.deciding import drafted_decision, signed_decision
from clientguard.store.views.leaving.weighing import weighing_facts
from clientguard.texts import _, _n

peer_option = click.option("--peer", metavar="NAME", help=_("The peer that the client is referred to."))


@offboard.command(help=_("Look for passages in a text to a client that could do harm, each with a calmer wording."))
@click.argument("text")
@json_option
def tone(text: str, as_json: bool) -> None:
    """Tell the passages; no casebook is opened."""
    found = harsh_passages(text)
    values = [
        {"passage": each.word, "start": each.start, "end": each.end, "why": say(each.why), "calmer": each.calmer}
        for each in found
    ]
    lines = [say(each.why) + (f"\n  {each.calmer}" if each.calmer else "") for each in found]
    answer(values, "\n".join(lines) or _("Nothing in it sounds harsh."), as_json=as_json)


@offboard.command(help=_("Record what is decided about a client. To end the work or refer the client begins leaving."))
@client_option
@click.option(
    "--reasons",
    default="",
    metavar="TEXT",
    help=_("What happened, as facts from the record; without it, leaving begins from the decision that is signed."),
)
@click.option("--alternatives", default="", metavar="TEXT", help=_("What else was considered, and why not."))
@click.option(
    "--verdict",
    type=click.Choice([each.key for each in VERDICTS]),
    default=END,
    show_default=True,
    help=_("What is decided."),
)
@click.option("--review-on", metavar="DATE", help=_("When to look at it again."))
@click.option("--against-advice", default="", metavar="TEXT", help=_("Why you decide against the advice."))
@peer_option
@click.option("--by", default="", metavar="NAME", help=_("Who signs the decision; you, if it is not given."))
@click.option("--draft", is_flag=True, help=_("Do not sign it yet. The next `offboard decide` goes on with the draft."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def decide(
    context: Context,
    client: str,
    reasons: str,
    alternatives: str,
    verdict: str,
    review_on: str | None,
    against_advice: str,
    peer: str | None,
    by: str,
    draft: bool,
    on: str | None,
    casebook: Path | None,
    as_json: bool,
) -> None:
    """Write a decision and sign it, unless it is to stay a draft; without reasons, carry out the one that is signed."""
    if not reasons.strip():
        if verdict != END or alternatives or review_on or against_advice or peer or draft:
            raise click.UsageError(_("State the reasons with --reasons."))
        _carry_out(context, client, casebook, as_json=as_json)
        return
    when = day(on, context.today, past=True)
    entered = {
        "verdict": verdict,
        "on": when,
        "reasons": reasons,
        "alternatives": alternatives,
        "against_advice": against_advice,
        "review_on": day(review_on, context.today) if review_on else None,
    }
    record_decision(context, client, entered, casebook, peer=peer, by=by, draft=draft, as_json=as_json)


def _why_not(db: Connection, client: int, on: date) -> Said | None:
    """Return why a client is not passed on to a peer; None if it can be (P7.3)."""
    return why_not_refer(each.sign for each in judged(db, client, on).raised)


def _carry_out(context: Context, client: str, casebook: Path | None, *, as_json: bool) -> None:
    """Begin the leaving from the signed decision that stands."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
            found = signed_decision(db, owner)
        made = actions.begin_leaving(book, owner).first
    line = _("The decision is on record as number {id}.", id=str(made))
    told = {"id": made, "decision": found.id if found else 0, "advice": "", "why_not_refer": ""}
    answer(told, line, as_json=as_json)


def record_decision(
    context: Context,
    client: str,
    entered: Mapping[str, Any],
    casebook: Path | None,
    *,
    peer: str | None = None,
    by: str = "",
    draft: bool = False,
    begin: bool = True,
    as_json: bool,
) -> None:
    """Record a decision, and print its number and what the record advises; with `begin`, the leaving begins."""
    when: date = entered["on"]
    if peer and entered["verdict"] != REFER:
        raise click.UsageError(_("--peer is for a client that is referred: --verdict refer."))
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
            begun = drafted_decision(db, owner) or Decision(client=owner)
            to = named(db, KINDS["peer"], peer) if peer else begun.peer
        decision = dataclasses.replace(begun, **entered, peer=to if entered["verdict"] == REFER else None)
        changed = (
            actions.save_decision(book, decision) if draft else actions.decide(book, decision, when, by, begin=begin)
        )
        with read_back(book) as db:
            found = drafted_decision(db, owner) if draft else signed_decision(db, owner)
            advised = advice(weigh(weighing_facts(db, owner, when), when), when, tried=entered["alternatives"])
            against = _why_not(db, owner, when) if entered["verdict"] == REFER else None
    if against and not as_json:
        click.echo(say(against), err=True)
    note = say(advised.reason) if is_against(entered["verdict"], advised) and not entered["against_advice"] else ""
    if note and not as_json:
        click.echo(note, err=True)
    made = changed.first if begin and not draft and entered["verdict"] in BEGIN_LEAVING else None
    number = found.id if found else 0
    line = (
        _("The decision is a draft, number {id}.", id=str(number))
        if draft
        else _("The decision is on record as number {id}.", id=str(made or number))
    )
    told = {"id": made, "decision": number, "advice": note, "why_not_refer": say(against) if against else ""}
    answer(told, line, as_json=as_json)


@offboard.command(help=_("Add records as evidence for the decision about a client."))
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@client_option
@click.option("--passage", default="", metavar="TEXT", help=_("The passage in them that matters."))
@click.option("--note", default="", metavar="TEXT", help=_("What they show."))
@casebook_option
@json_option
@click.pass_obj
def evidence(
    context: Context, ids: tuple[int, ...], client: str, passage: str, note: str, casebook: Path | None, as_json: bool
) -> None:
    """Add evidence to the draft of a decision, else to what was decided; adding a record again changes nothing."""
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            owner = client_of(db, client)
            behind = drafted_decision(db, owner) or signed_decision(db, owner) or leaving_of(db, client, running=True)
            for each in ids:
                record_of(db, each)
            running = open_leaving(db, owner)
        made = actions.add_evidence(book, behind.id, ids, note, passage).made
    line = _n("Added {count} record as evidence.", "Added {count} records as evidence.", len(made))
    answer({"id": running.id if running else None, "evidence": list(made)}, line, as_json=as_json)


@offboard.command(help=_("Release an open gate, with a reason that goes on record."))
@client_option
@click.option("--gate", required=True, metavar="GATE", help=_("The gate's key, as shown by `offboard status`."))
@click.option("--reason", required=True, metavar="TEXT", help=_("The reason."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def release(
    context: Context, client: str, gate: str, reason: str, on: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Release one gate."""
    when = day(on, context.today, past=True)
    with opened(context, casebook, write=True) as book:
        with book.read() as db:
            leaving = leaving_of(db, client, running=True)
        made = steps.release_gate(book, leaving.id, gate, reason, when).first
    answer({"id": made}, _("Released as number {id}.", id=str(made)), as_json=as_json)
