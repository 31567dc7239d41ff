"""What the commands on money share: amounts as they are given and answered, and refusals."""

from __future__ import annotations

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.wording import N_
from clientguard.errors import KnownError


def amount_of(text: str, currency: str) -> int:
    """Return the minor units of an amount given as an option; KnownError if it is none."""
    try:
        return parse_amount(text, currency)
    except ValueError as error:
        raise refusal(N_("“{text}” is not an amount in {currency}."), text=text, currency=currency) from error


def plain(money: Money) -> dict[str, str]:
    """Return an amount as it stands in JSON."""
    return {"amount": money.plain(), "currency": money.currency}


def refusal(what: str, **values: str) -> KnownError:
    """Return the error of a command that changed nothing."""
    return KnownError(what, kept=N_("Nothing was changed."), **values)
