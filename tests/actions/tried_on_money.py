"""Actions on late interest that take an open casebook, each with how it is tried (`test_only_sqlite_opens`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from clientguard.actions.money import interest
from clientguard.actions.money.interest import Wanted
from tests.factories import add

ON = date(2026, 3, 31)


def owing(world: Any) -> int:
    """Add a client in the United Kingdom that has not paid, and return its number."""
    client = add(world.book, "client", name="Late", country="GB")
    contract = add(world.book, "contract", client=client, title="Care", payment_terms="net 30", law="GB")
    add(world.book, "invoice", client=client, contract=contract, number="L-1", issued=date(2025, 6, 2))
    return client


TRIED_ON_MONEY: dict[str, Callable[[Any], object]] = {
    "interest.make_interest_sheet": lambda w: interest.make_interest_sheet(w.book, owing(w), ON, Wanted(ON)),
}
