"""What the commands on money share: amounts as they are given and answered, and refusals."""

from __future__ import annotations

from typing import Any

from clientguard.domain.money.amount import Money
from clientguard.domain.records.parse import FieldError, UnclearError, parse_money
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.texts import current


def amount_of(text: str, currency: str) -> int:
    """Return the minor units of an amount given as an option; KnownError if it is none."""
    try:
        minor = parse_money(text, currency, current().language)
    except UnclearError as error:
        raise refusal(error.said.text, **error.said.values) from error
    except FieldError:
        minor = None
    if minor is None:
        raise refusal(N_("“{text}” is not an amount in {currency}."), text=text, currency=currency)
    return minor


def plain(money: Money) -> dict[str, str]:
    """Return an amount as it stands in JSON."""
    return {"amount": money.plain(), "currency": money.currency}


def refusal(what: str, **values: Any) -> KnownError:  # noqa: ANN401
    """Return the error of a command that changed nothing."""
    return KnownError(what, kept=N_("Nothing was changed."), **values)
