"""What a table means: drafts of records, and what stands in the way of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from clientguard.domain.wording import N_, Said
from clientguard.errors import KnownError
from clientguard.exchange.tables.known_tables import Plan
from clientguard.exchange.tables.read_table import Row, Table

MOST_ROWS_NAMED = 20  # in a message


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A client, and the person there that the row names."""

    row: Row
    name: str
    person: str = ""
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    """An invoice, from one row or a row for each of its lines; `paid` is what was paid on it by `paid_on`."""

    rows: tuple[Row, ...]
    client: str
    number: str
    issued: date
    amount: Decimal
    due: date | None = None
    currency: str = ""
    detail: str = ""
    email: str = ""
    paid: Decimal | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment on the invoice with that number; `client` is empty where the table names none."""

    row: Row
    invoice: str
    received: date
    amount: Decimal
    client: str = ""
    currency: str = ""
    detail: str = ""


Draft = ClientDraft | InvoiceDraft | PaymentDraft


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not imported, and why."""

    row: Row
    reason: Said


@dataclass(frozen=True, slots=True)
class Understood:
    """What a table means by a plan.

    `two_ways` are the numbers of the rows whose dates have two readings: nothing is imported before it is said which
    is meant. `remarks` are what a person should know before it is.
    """

    table: Table
    plan: Plan
    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]
    two_ways: tuple[int, ...] = ()
    remarks: tuple[Said, ...] = ()
    slashed: bool = False  # whether the order of day and month matters at all


def undecided(found: Understood) -> KnownError:
    """Return what to say of a table whose dates have two readings, with its rows."""
    return KnownError(
        N_("The dates in these rows of {name} can be read with the day or the month first: {rows}."),
        kept=N_("Nothing was imported."),
        todo=N_("Say which it is: with --dates dmy if the day stands first, with --dates mdy if the month does."),
        name=found.table.name,
        rows=listed(found.two_ways, MOST_ROWS_NAMED),
    )


def listed(rows: Sequence[int], most: int) -> str:
    """Return the numbers of rows in one line, at most so many of them."""
    return ", ".join([*map(str, rows[:most]), *(["…"] if len(rows) > most else [])])
