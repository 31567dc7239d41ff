"""How much contact each client takes, against the others and its income: `clientguard touch`."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from clientguard.cli.shared import Context, answer_list, casebook_option, client_of, day, json_option, opened
from clientguard.domain.communication.touch import Touch, touches
from clientguard.store.views.communication.touch import touch_facts
from clientguard.texts import _, current, week_minute

DAYS = 365  # that are looked at unless the user says otherwise
HOUR = 3600  # seconds


@click.command(help=_("Compare how much contact each client takes, and what it brings in."))
@click.option("--client", metavar="NAME", help=_("Only this client, still compared with all."))
@click.option("--from", "since", metavar="DATE", help=_("From this day on; by default, the last twelve months."))
@click.option("--to", "until", metavar="DATE", help=_("Up to and with this day; by default, today."))
@casebook_option
@json_option
@click.pass_obj
def touch(
    context: Context, client: str | None, since: str | None, until: str | None, casebook: Path | None, as_json: bool
) -> None:
    """Print the figures of each client, the one with most contact first."""
    last = day(until, context.today, past=True)
    first = day(since, context.today, past=True) if since else last - timedelta(days=DAYS)
    if first > last:
        raise click.UsageError(_("The first day is after the last one."))
    with opened(context, casebook, write=False) as book, book.read() as db:
        wanted = client_of(db, client) if client else 0
        found = touches(touch_facts(db, first, last, week_minute))
    rows = [each for each in found if wanted in (0, each.facts.client)]
    answer_list([_told(each) for each in rows], map(_line, rows), _nobody(first, last), as_json=as_json)


def _nobody(first: date, last: date) -> str:
    words = current()
    return _("There are no clients to compare from {first} to {last}.", first=words.date(first), last=words.date(last))


def _told(each: Touch) -> dict[str, Any]:
    facts = each.facts
    return {
        "client": facts.client_name,
        "client_id": facts.client,
        "messages": each.messages,
        "received": facts.received,
        "sent": facts.sent,
        "minutes": each.minutes,
        "contact_share": round(each.contact_share, 4),
        "income_share": None if each.income_share is None else round(each.income_share, 4),
        "rate": each.rate.plain() if each.rate else None,
        "currency": each.rate.currency if each.rate else None,
        "missed": facts.missed,
        "rounds": facts.rounds,
        "requests": facts.requests,
        "outside_hours": facts.outside,
        "they_answer_in": _hours(each.they_take),
        "you_answer_in": _hours(each.we_take),
        "work_minutes": each.work_minutes,
        "waiting_minutes": each.waiting_minutes,
        "change_minutes": each.change_minutes,
    }


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / HOUR, 1)


def _line(each: Touch) -> str:
    words, facts = current(), each.facts
    parts = [
        facts.client_name,
        _("messages: {count}", count=each.messages),
        _("contact: {share} %", share=round(each.contact_share * 100)),
    ]
    if each.income_share is not None:
        parts.append(_("income: {share} %", share=round(each.income_share * 100)))
    if each.rate:
        parts.append(_("{amount} an hour", amount=words.money(each.rate)))
    if facts.missed:
        parts.append(_("missed meetings: {count}", count=facts.missed))
    if facts.rounds:
        parts.append(_("rounds: {count}", count=facts.rounds))
    return "  ".join(parts)
