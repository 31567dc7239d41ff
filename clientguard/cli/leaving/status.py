"""How far a leaving is: its steps, gates and accounts (P4)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.actions.leaving.checklists import step_texts
from clientguard.cli.leaving.group import leaving_of, offboard
from clientguard.cli.leaving.handing_over import sweep_values
from clientguard.cli.shared import (
    Context,
    answer,
    casebook_option,
    client_option,
    json_option,
    opened,
    say,
)
from clientguard.domain.leaving import case as cases
from clientguard.domain.leaving.closing import in_the_way, step_states
from clientguard.domain.leaving.gates import gates
from clientguard.domain.leaving.handover import Handover
from clientguard.domain.leaving.owed import OwedLine, owed
from clientguard.store.views.leaving.closing import closing_case
from clientguard.texts import _


@offboard.command(help=_("Show the progress of leaving a client: steps, gates and accounts."))
@client_option
@casebook_option
@json_option
@click.pass_obj
def status(context: Context, client: str, casebook: Path | None, as_json: bool) -> None:
    """Print gates, handover, and what stands in the way."""
    with opened(context, casebook, write=False) as book, book.read() as db:
        case = closing_case(db, leaving_of(db, client, running=False).id, context.today, own_calendar(db))
    found = _status(case, context.today)
    if as_json:
        answer(found)
        return
    click.echo(_("Leaving {client}, number {id}", client=found["client"], id=str(found["id"])))
    for gate in found["gates"]:
        click.echo(f"{gate['state']:9} {gate['key']}: {gate['reason']}")
    for account in found["accounts"]:
        click.echo(f"{account['state']:9} {account['name']}: {account['no_reply'] or account['why']}")
    if found["signed_off"]:
        click.echo(_("Closed on {date}.", date=case.leaving.signed_off))
    for line in found["in_the_way"]:
        click.echo(f"  {line}")


def _status(case: cases.LeavingCase, today: date) -> dict[str, Any]:
    leaving = case.leaving
    last = cases.last_day(leaving, case.contract)
    return {
        "id": leaving.id,
        "client": case.client_name,
        "decided": leaving.decided.isoformat() if leaving.decided else None,
        "last_day": last.isoformat() if last else None,
        "signed_off": leaving.signed_off.isoformat() if leaving.signed_off else None,
        "steps": {key: {"state": state} for key, state in step_states(case, today).items()},
        "gates": [
            {
                "key": gate.key,
                "title": say(gate.title),
                "state": gate.state,
                "reason": say(gate.reason),
                "held": list(gate.held),
                "why_held": [{"names": list(each.names), "why": say(each.why)} for each in gate.holds],
                "free": list(gate.free),
                "not_held": list(gate.not_held),
            }
            for gate in gates(case, today)
        ],
        "owed": _owed(case, today),
        "accounts": [_account(each) for each in cases.handovers(case)],
        "sweep": sweep_values(case),
        "in_the_way": [say(each) for each in in_the_way(case, today)],
    }


def _owed(case: cases.LeavingCase, today: date) -> dict[str, list[dict[str, Any]]]:
    """Return what both sides owe, line by line, what is open first."""
    found = owed(case, today)
    return {
        side: [
            {
                "about": each.about,
                "id": each.record or None,
                "what": say(each.what),
                "state": _(each.word),
                "detail": say(each.detail) if each.detail else "",
                "settled": each.settled,
                **_dates(each),
            }
            for each in lines
        ]
        for side, lines in (("ours", found.ours), ("theirs", found.theirs))
    }


def _dates(line: OwedLine) -> dict[str, Any]:
    """Return where the date of a deliverable stands: as agreed first, as it is now, and which answers moved it."""
    found = line.date
    if found is None:
        return {}
    because = [{"request": each.request, "why": say(each.words)} for each in found.because]
    return {"agreed": _day(found.agreed), "due": _day(found.moved), "because": because}


def _account(found: Handover) -> dict[str, Any]:
    """Return one account: how far it is, each step with its day, and what has to wait, with every reason."""
    steps = (*found.steps, *found.checklist)
    texts = step_texts(found.account.asset_type)
    return {
        "id": found.account.id,
        "name": found.account.name,
        "ownership": found.account.ownership,
        "may_proceed": found.may_proceed,
        "why": say(found.why),
        "complete": found.complete,
        "state": found.state,
        "next": found.next,
        "steps": {each.field or each.key: _day(each.done) for each in found.steps},
        "checklist": [
            {"key": each.key, "text": texts.get(each.key, say(each.label)), "who": each.who, "done": _day(each.done)}
            for each in found.checklist
        ],
        "blocked": {each.key: [say(why) for why in each.blocked_by] for each in steps if each.blocked_by},
        "requests": [_day(each) for each in found.requests],
        "no_reply": say(found.no_reply) if found.no_reply else "",
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
