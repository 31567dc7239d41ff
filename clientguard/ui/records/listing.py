"""One reading of a table: the ids in order, the pages that are looked at first, and what stands at the foot."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientguard.domain.money.amount import Money
from clientguard.domain.records import Field, Kind, Type
from clientguard.store.views import lists
from clientguard.texts import _, _n, current
from clientguard.ui.records.record_model import CHUNK, RowPage, Verdict, read_page
from clientguard.ui.records.shown import duration

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection

MARGIN = 32  # rows to either side of the one that is shown: a window's height


@dataclass(frozen=True, slots=True)
class Query:
    """What a table is asked to show, and the record and row where one is (0 for none)."""

    client: int
    sort: str
    descending: bool
    text: str
    only: tuple[str, str] | None
    record: int
    row: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The list; `row` is that of the query's record, -1 when it is not there."""

    ids: Sequence[int]
    row: int
    pages: dict[int, RowPage]
    totals: str


def read_listing(db: Connection, kind: Kind, verdict: Verdict | None, fields: Sequence[Field], query: Query) -> Listing:
    """Read a list, as a job: it takes as long as the list is."""
    ids = array(
        "q",
        lists.ids(
            db,
            kind,
            client=query.client,
            sort=query.sort,
            descending=query.descending,
            text=query.text,
            only=query.only,
        ),
    )
    row = _row(ids, query.record) if query.record else -1
    at = row if row >= 0 else min(query.row, len(ids) - 1)
    numbers = range(max(0, at - MARGIN) // CHUNK, min(len(ids) - 1, at + MARGIN) // CHUNK + 1) if ids else range(0)
    pages = {number: read_page(db, kind, verdict, ids[number * CHUNK : (number + 1) * CHUNK]) for number in numbers}
    return Listing(ids, row, pages, _totals(db, kind, fields, ids))


def _row(ids: array[int], record: int) -> int:
    try:
        return ids.index(record)
    except ValueError:
        return -1


def _totals(db: Connection, kind: Kind, fields: Sequence[Field], ids: Sequence[int]) -> str:
    """Return how many records there are, and what their amounts and times add up to."""
    parts = [_n("{count} record", "{count} records", len(ids))]
    for field in fields:
        if field.type not in (Type.MONEY, Type.MINUTES) or not ids:
            continue
        amounts = [
            current().money(Money(total, code)) if field.type is Type.MONEY else duration(total)
            for code, total in lists.sums(db, kind, field, ids)
        ]
        parts.append(_("{field}: {amounts}", field=_(field.label), amounts=", ".join(amounts)))
    return "   ".join(parts)
