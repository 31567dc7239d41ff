"""What each client is worth: `clientguard worth`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from clientguard.cli.shared import (
    Context,
    answer_list,
    casebook_option,
    client_of,
    day,
    json_option,
    on_option,
    opened,
    say,
)
from clientguard.domain.judgement.worth import Worth, in_order, in_words, worth
from clientguard.domain.money.amount import Money
from clientguard.store.views.judgement.worth import worth_facts
from clientguard.texts import _, current, week_minute

DAYS = 365  # that are looked at


@click.command("worth", help=_("Say what each client brings by the hour, what it costs besides, and who is neglected."))
@click.option("--client", metavar="NAME", help=_("Only this client, still compared with all."))
@on_option
@casebook_option
@json_option
@click.pass_obj
def worth_(context: Context, client: str | None, on: str | None, casebook: Path | None, as_json: bool) -> None:
    """Print the figures of twelve months, the client first whose hour brings least of the target rate."""
    today = day(on, context.today, past=True)
    with opened(context, casebook, write=False) as book, book.read() as db:
        wanted = client_of(db, client) if client else 0
        facts = worth_facts(db, today - timedelta(days=DAYS), today, week_minute)
    found = in_order(worth(each, today) for each in facts)
    rows = [each for each in found if wanted in (0, each.touch.facts.client)]
    answer_list([_told(each) for each in rows], map(_line, rows), _("There are no clients yet."), as_json=as_json)


def _told(each: Worth) -> dict[str, Any]:
    touch, rate, target = each.touch, each.touch.rate, each.facts.target
    return {
        "client": touch.facts.client_name,
        "client_id": touch.facts.client,
        "income": [_money(income) for income in touch.facts.income],
        "income_share": None if touch.income_share is None else round(touch.income_share, 4),
        "contact_share": round(touch.contact_share, 4),
        "minutes": touch.minutes,
        "work_minutes": touch.work_minutes,
        "waiting_minutes": touch.waiting_minutes,
        "change_minutes": touch.change_minutes,
        "rate": rate.plain() if rate else None,
        "target": target.plain() if target else None,
        "currency": (rate or target).currency if (rate or target) else None,  # pyright: ignore[reportOptionalMemberAccess]
        "of_target": None if each.of_target is None else round(each.of_target, 4),
        "in_question": each.is_in_question,
        "reminders": each.facts.effort.messages,
        "reminder_minutes": each.facts.effort.minutes,
        "past_due": [{**_money(tied.amount), "days": tied.days} for tied in each.tied],
        "written_off": [_money(gone) for gone in each.written_off],
        "referred": each.facts.referred,
        "replacement": _money(each.facts.replacement) if each.facts.replacement else None,
        "neglected": each.neglected is not None,
        "says": [say(sentence) for sentence in in_words(each)],
    }


def _money(found: Money) -> dict[str, str]:
    return {"amount": found.plain(), "currency": found.currency}


def _line(each: Worth) -> str:
    words, touch = current(), each.touch
    parts = [touch.facts.client_name]
    if touch.rate:
        parts.append(_("{amount} an hour", amount=words.money(touch.rate)))
    if each.of_target is not None:
        parts.append(_("of your rate: {share} %", share=round(100 * each.of_target)))
    if touch.income_share is not None:
        parts.append(_("income: {share} %", share=round(100 * touch.income_share)))
    return "\n    ".join(["  ".join(parts), *map(say, in_words(each))])
