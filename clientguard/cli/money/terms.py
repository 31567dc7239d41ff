"""What payment terms come to: `clientguard terms`, without a casebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from clientguard.actions.money.calendar import known_calendar
from clientguard.cli.money.amounts import amount_of
from clientguard.cli.shared import Context, answer, day, json_option, say
from clientguard.domain.money.amount import Money
from clientguard.domain.money.currencies import is_currency
from clientguard.domain.money.terms import Due, Terms, TermsError, monday_to_friday, parse_terms
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.texts import _, current

USUAL_CURRENCY = "EUR"  # where neither an option nor the terms name one: most currencies have two decimals


@click.command(help=_("Say when an invoice is due by payment terms."))
@click.argument("phrase")
@click.option("--date", "issued", metavar="DATE", help=_("The invoice's date; by default, today."))
@click.option("--amount", metavar="AMOUNT", help=_("The invoice's amount, to be split into its parts."))
@click.option("--currency", metavar="CODE", help=_("The currency of the amount."))
@click.option("--country", metavar="CODE", help=_("The country whose holidays count, such as GB."))
@click.option("--region", default="", metavar="CODE", help=_("Its region, such as ENG."))
@json_option
@click.pass_obj
def terms(
    context: Context,
    phrase: str,
    issued: str | None,
    amount: str | None,
    currency: str | None,
    country: str | None,
    region: str,
    as_json: bool,
) -> None:
    """Say each part's due date, its amount, and what it waits for."""
    rule = _read(phrase)
    total = _total(rule, amount, currency) if amount else None
    calendar = known_calendar(country, region) if country else monday_to_friday
    dues = rule.dues(day(issued, context.today), total, is_business_day=calendar)
    code = total.currency if total else ""
    lines = "\n".join([say(rule.say()), *(_line(each, code) for each in dues)])
    answer([dict(_told(each, code)) for each in dues], lines, as_json=as_json)


def _read(phrase: str) -> Terms:
    """Return the rule; if there is none, mark where reading stopped."""
    try:
        return parse_terms(phrase, current().language)
    except TermsError as error:
        if phrase.isprintable():
            click.echo(f"{phrase}\n{' ' * error.at}^", err=True)
        raise KnownError(error.said.text, **error.said.values) from error


def _total(rule: Terms, amount: str, currency: str | None) -> Money:
    code = (currency or "").upper() or next(iter(rule.currencies), USUAL_CURRENCY)
    if not is_currency(code):
        raise KnownError(N_("“{code}” is not a currency."), code=code)
    total = Money(amount_of(amount, code), code)
    if rule.amounts(total) is None:
        raise KnownError(
            N_("The terms name an amount in {own}, and the invoice is in {currency}."),
            own=rule.currencies[0],
            currency=code,
        )
    return total


def _told(due: Due, currency: str) -> Iterator[tuple[str, Any]]:
    yield "due", due.due.isoformat() if due.due else None
    if due.amount is not None:
        yield "amount", Money(due.amount, currency).plain()
    if due.waits_for is not None:
        yield "waits_for", due.waits_for.plain


def _line(due: Due, currency: str) -> str:
    when = current().date(due.due) if due.due else _("waits for {event}", event=due.waits_for and due.waits_for.say())
    return when if due.amount is None else f"{when}  {current().money(Money(due.amount, currency))}"
