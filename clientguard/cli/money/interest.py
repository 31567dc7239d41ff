"""What late interest comes to by law or contract: `clientguard interest`, with or without a casebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from clientguard.actions.money.law_rates import known_law
from clientguard.cli.money.amounts import amount_of, refusal
from clientguard.cli.shared import Context, answer, casebook_option, day, json_option, opened, say
from clientguard.cli.unlocking import named as passphrase_file
from clientguard.domain.money.claims.watched import Engagement, applying
from clientguard.domain.money.currencies import is_currency
from clientguard.domain.money.interest import remarks
from clientguard.domain.money.interest.facts import DEBTORS, HIGHEST, Debt, Debtor, Order, PartPayment, RateMissingError
from clientguard.domain.money.interest.regimes import CONTRACT, NAMES, Law
from clientguard.domain.money.interest.working import Line, Working, working_of
from clientguard.domain.records.kinds.parties import BASES
from clientguard.domain.tongues import without_percent
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.letters.late_interest import shipped_law
from clientguard.letters.law import before_action, watched
from clientguard.store.file import keys
from clientguard.texts import _, current

_COUNTRIES = {"uk": "GB", "eu": "", CONTRACT: ""}  # of the others, the name is the country's code
_FORMS = {"sole-trader": "sole trader", "consumer": "consumer"}  # as legal forms of clients


@dataclass(frozen=True)
class Given:
    """The options that are read as a whole: amounts need the currency, and dates the day of today."""

    principal: str
    currency: str
    due: str | None
    regime: str
    debtor: Debtor
    received: str | None
    performed: str | None
    reminded: str | None
    no_agreed_date: bool
    warned: bool
    rate: str | None
    base: str | None
    costs: str | None
    order: Order | None
    payment: tuple[str, ...]


@click.command(help=_("Work out late interest on a debt by law or contract, line by line."))
@click.option("--principal", required=True, metavar="AMOUNT", help=_("What was owed on the due date."))
@click.option("--currency", required=True, metavar="CODE", help=_("Its currency."))
@click.option("--due", metavar="DATE", help=_("The due date; interest runs from the day after, if it was agreed."))
@click.option("--on", metavar="DATE", help=_("The last day that counts; by default, today."))
@click.option("--regime", required=True, type=click.Choice(list(NAMES)), help=_("Whose law; or only the contract."))
@click.option(
    "--debtor", type=click.Choice(DEBTORS), default="company", show_default=True, help=_("Who owes the money.")
)
@click.option("--received", metavar="DATE", help=_("When the client received the invoice."))
@click.option("--performed", metavar="DATE", help=_("When the work for it was finished."))
@click.option("--no-agreed-date", is_flag=True, help=_("The due date was not agreed; only the invoice names it."))
@click.option("--reminded", metavar="DATE", help=_("When a reminder arrived, after the due date."))
@click.option("--warned", is_flag=True, help=_("The invoice told a consumer what happens after 30 days (Germany)."))
@click.option("--rate", metavar="PERCENT", help=_("The contract's own rate, in per cent a year."))
@click.option(
    "--base", type=click.Choice([each.key for each in BASES]), help=_("With --rate: it is in points above this rate.")
)
@click.option("--costs", metavar="AMOUNT", help=_("Costs of collecting it, for which payments count first."))
@click.option(
    "--order",
    type=click.Choice(["interest", "principal"]),
    help=_("What payments count for first; by default, as the law has it."),
)
@click.option("--payment", multiple=True, metavar="DATE=AMOUNT", help=_("A payment; may be given more than once."))
@casebook_option
@json_option
@click.pass_obj
def interest(context: Context, on: str | None, casebook: Path | None, as_json: bool, **options: Any) -> None:  # noqa: ANN401
    """Print what has built up, how, under which conditions, and where the rates were read."""
    given = Given(**options)
    debt, payments = _debt(given, context.today), _payments(given, context.today)
    until = day(on, context.today)
    law = _law(context, casebook)
    try:
        found = working_of(debt, payments, until, law)
    except RateMissingError as error:
        raise _asked(error) from error
    also = tuple(_watched(debt))
    answer(_told(found, also), "\n".join(_lines(found, also)), as_json=as_json)


def _law(context: Context, casebook: Path | None) -> Law:
    """Return the laws with the rates of a casebook, if there is one that can be opened without asking."""
    path = casebook or context.casebook
    language = current().language
    if casebook is None and (not path.is_file() or (keys.is_locked(path) and passphrase_file() is None)):
        return shipped_law(language=language)
    with opened(context, casebook, write=False) as book, book.read() as db:
        return known_law(db, language)


def _debt(given: Given, today: date) -> Debt:
    currency = given.currency.upper()
    if not is_currency(currency):
        raise KnownError(N_("“{code}” is not a currency."), code=given.currency)
    if given.regime == CONTRACT and given.rate is None:
        raise click.UsageError(_("--regime contract needs --rate, the contract's own rate."))
    if given.base and given.rate is None:
        raise click.UsageError(_("--base needs --rate: the points above it."))
    days = {
        name: day(text, today) if text else None
        for name, text in (("received", given.received), ("performed", given.performed), ("reminded", given.reminded))
    }
    due = day(given.due, today) if given.due else None
    if due is None and given.no_agreed_date:  # where nothing else was said, work is due once it is done and invoiced
        due = max((each for name, each in days.items() if each and name != "reminded"), default=None)
    if due is None:
        raise click.UsageError(_("--due DATE says when it was due."))
    return Debt(
        principal=_amount(given.principal, currency),
        currency=currency,
        due=due,
        regime=given.regime,
        debtor=given.debtor,
        agreed=not given.no_agreed_date,
        **days,
        warned=given.warned,
        rate=_rate(given.rate, given.base) if given.rate is not None else None,
        base=given.base or "",
        costs=_amount(given.costs, currency) if given.costs else 0,
        order=given.order or "",
    )


def _payments(given: Given, today: date) -> list[PartPayment]:
    found: list[PartPayment] = []
    for each in given.payment:
        when, equals, amount = each.partition("=")
        if not (equals and when.strip() and amount.strip()):
            raise click.UsageError(_("--payment takes DATE=AMOUNT, not “{text}”.", text=each))
        found.append(PartPayment(day(when, today), _amount(amount, given.currency.upper())))
    return found


def _amount(text: str, currency: str) -> int:
    minor = amount_of(text, currency)
    if minor < 0:
        raise refusal(N_("“{text}” is below zero."), text=text)
    return minor


def _rate(text: str, base: str | None) -> Decimal:
    try:
        rate = Decimal(without_percent(text, current().language).replace(",", "."))  # no rate has thousands
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or abs(rate) > HIGHEST or (rate < 0 and not base):  # points may be below a base
        raise refusal(N_("“{text}” is not a rate in per cent a year."), text=text)
    return rate


def _asked(error: RateMissingError) -> KnownError:
    """Return the error for a rate that is not known, with the command that adds it."""
    return KnownError(
        error.what,
        todo=N_(
            "Look it up, then: clientguard add law_rate --set base={key} --set starts={first} --set ends={last} "
            "--set rate=PERCENT --set source=WHERE --set checked_on=DATE"
        ),
        **{**error.values, "key": error.base, "first": error.starts.isoformat(), "last": error.ends.isoformat()},
    )


def _watched(debt: Debt) -> Iterator[str]:
    """Yield the rules on time to pay, and on the letter before court, that matter for a debt by its dates."""
    country = _COUNTRIES.get(debt.regime, debt.regime.upper())
    hand = debt.last_in_hand
    longest = (debt.due - hand).days if debt.agreed and hand else None
    found = Engagement(law=country, client=country, debtor=debt.debtor, longest=longest, own_rate=debt.rate is not None)
    for each in applying(watched(current().language), found):
        if not each.always:
            yield each.words
    if form := _FORMS.get(debt.debtor):
        last = before_action(country, form, current().language)
        if last.by_post:
            yield last.remark


def _told(found: Working, also: tuple[str, ...]) -> dict[str, Any]:
    def plain(minor: int) -> str:
        return found.money(minor).plain()

    debt = found.debt
    return {
        "regime": found.regime,
        "currency": debt.currency,
        "principal": plain(debt.principal),
        "due": debt.due.isoformat(),
        "starts": found.starts.isoformat() if found.starts else None,
        "on": found.on.isoformat(),
        "days": found.days,
        "interest": plain(found.interest),
        "fixed": plain(found.fixed),
        "balance_after": plain(found.balance_after),
        "interest_unpaid": plain(found.unpaid_interest),
        "costs_unpaid": plain(found.unpaid_costs),
        "overpaid": plain(found.overpaid),
        "total": plain(found.claim),
        "lines": [_line_told(each, found) for each in found.lines],
        "has_right": found.has_right,
        "why": say(found.why),
        "method": say(found.method),
        "rounding": say_key(remarks.ROUNDING),
        "due_days": say_key(remarks.DUE_DAYS),
        "law": found.law,
        "source": found.source,
        "as_of": found.as_of.isoformat(),
        "conditions": list(found.conditions),
        "remarks": [*map(say, found.remarks), *found.notes, *also],
        "advice": say_key(remarks.NOT_ADVICE),
    }


def _line_told(line: Line, found: Working) -> dict[str, Any]:
    told: dict[str, Any] = {
        "from": line.starts.isoformat(),
        "to": line.ends.isoformat(),
        "days": line.days,
        "balance": found.money(line.balance).plain(),
        "rate": remarks.per_cent(line.rate),
        "amount": found.money(line.amount).plain(),
    }
    if line.paid:
        shares = {"to_costs": line.to_costs, "to_interest": line.to_interest, "to_principal": line.to_principal}
        told["payment"] = {"amount": found.money(line.paid).plain()}
        told["payment"] |= {name: found.money(minor).plain() for name, minor in shares.items() if minor}
    if line.capitalised:
        told["capitalised"] = found.money(line.capitalised).plain()
    return told


def _lines(found: Working, also: tuple[str, ...]) -> Iterator[str]:
    """Yield the working for a person: the sums, each line, how and why, and what to look at oneself."""
    words = current()
    yield _("Interest: {amount}", amount=found.money(found.interest))
    if found.fixed:
        yield _("Fixed sum: {amount}", amount=found.money(found.fixed))
    yield _("To be paid on {day}, all in all: {amount}", day=found.on, amount=found.money(found.claim))
    for each in found.lines:
        yield "  ".join(
            [
                f"  {words.date(each.starts)} – {words.date(each.ends)}",
                words.several(N_("{count} day"), N_("{count} days"), each.days),
                words.money(found.money(each.balance)),
                f"{remarks.per_cent(each.rate)} %",
                words.money(found.money(each.amount)),
            ]
        )
        yield from _after(each, found)
    yield from map(say, (found.why, found.method))
    if found.lines:
        yield from map(say_key, (remarks.ROUNDING, remarks.DUE_DAYS))
    yield from map(say, found.remarks)
    if found.conditions:
        yield _("Conditions:")
        yield from (f"  {each}" for each in found.conditions)
    if found.notes or also:
        yield _("Look at this yourself:")
        yield from (f"  {each}" for each in (*found.notes, *also))
    if found.law:
        yield _("Law: {law}", law=found.law)
    if found.source:
        yield _("Read in: {source}. Checked on {day}.", source=found.source, day=found.as_of)
    yield say_key(remarks.NOT_ADVICE)


def _after(line: Line, found: Working) -> Iterator[str]:
    """Yield what happened at the end of a line's last day."""
    if line.paid:
        yield "    " + _("Then {amount} was paid.", amount=found.money(line.paid))
    if line.capitalised:
        yield "    " + _("Then {amount} of interest joined the debt.", amount=found.money(line.capitalised))


def say_key(key: str) -> str:
    """Return a sentence without values in the language of the command line."""
    return current()(key)
