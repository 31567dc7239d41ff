"""The command that shows the reminder ladder, and begins with one that ships (P3.3, P3.4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clientguard.actions.money import climbing, ladders
from clientguard.cli.shared import Context, answer, casebook_option, client_of, json_option, opened, read_back, say
from clientguard.domain.money.collecting.ladder import LadderStep
from clientguard.domain.records import KINDS
from clientguard.texts import _, _n, current


@click.command(help=_("Show the steps of the reminder ladder, and where each unpaid invoice stands."))
@click.option("--client", metavar="NAME", help=_("The client's name or number; by default, all clients."))
@click.option(
    "--use", type=click.Choice(ladders.NAMES), metavar="LADDER", help=_("Begin with the steps of this ladder.")
)
@casebook_option
@json_option
@click.pass_obj
def ladder(context: Context, client: str | None, use: str | None, casebook: Path | None, as_json: bool) -> None:
    """Show or choose the steps."""
    with opened(context, casebook, write=bool(use)) as book:
        with book.read() as db:
            owner = client_of(db, client) if client else 0
        if use:
            ladders.use_ladder(book, use, owner)
        with read_back(book) as db:
            steps = climbing.ladder_of(db, owner)
            found = climbing.climbs(db, owner, context.today)
    told = {"steps": [_step(each) for each in steps], "invoices": [_climb(each) for each in found]}
    answer(told, "\n".join([*map(_line, steps), *(["", *map(_stands, found)] if found else [])]), as_json=as_json)


def _step(step: LadderStep) -> dict[str, Any]:
    return {
        "ladder": step.ladder,
        "offset_days": step.offset,
        "tone": step.tone,
        "channel": step.channel,
        "template": step.letter,
    }


def _climb(found: climbing.Climb) -> dict[str, Any]:
    step, rung = found.rung.step, found.rung
    return {
        "invoice": found.owed.facts.id,
        "number": found.owed.facts.number,
        "client": found.owed.facts.client,
        "step": step.key if step else None,
        "template": step.letter if step else None,
        "day": rung.day.isoformat() if rung.day else None,
        "due": rung.is_due,
        "why_none": say(rung.why_none) if rung.why_none else None,
    }


def _line(step: LadderStep) -> str:
    """Return a step for a person: its day, its letter, its tone and how it goes out."""
    kind = KINDS["dunning_step"]
    tone, channel = kind.field("tone").choice(step.tone), kind.field("channel").choice(step.channel)
    parts = [days_in_words(step.offset), letter_in_words(step)]
    parts += [_(each.label) for each in (tone, channel) if each]
    return "  ".join(parts)


def days_in_words(offset: int) -> str:
    """Return when a step comes."""
    if offset < 0:
        return _n("{count} day before the due date", "{count} days before the due date", -offset)
    return _n("{count} day after the due date", "{count} days after the due date", offset)


def letter_in_words(step: LadderStep) -> str:
    """Return what a step sends, or that it asks to decide."""
    found = KINDS["dunning_step"].field("template").choice(step.letter)
    return _(found.label) if found else _("Collector or write-off")


def _stands(found: climbing.Climb) -> str:
    facts, rung = found.owed.facts, found.rung
    if rung.step is None or rung.day is None:
        why = say(rung.why_none) if rung.why_none else ""
        return _("{number} of {client}: no step, {why}", number=facts.number, client=facts.client_name, why=why)
    return _(
        "{number} of {client}: {step}, on {date}",
        number=facts.number,
        client=facts.client_name,
        step=letter_in_words(rung.step),
        date=current().date(rung.day),
    )
