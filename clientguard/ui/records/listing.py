"""One reading of a table: the ids in order, the pages that are looked at first, and what stands at the foot."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientguard.domain.money.amount import Money
from clientguard.domain.records import Field, Kind, Type
from clientguard.domain.records.names import folded
from clientguard.store.views import lists
from clientguard.texts import _, _n, current
from clientguard.ui.records.record_model import ASIDE, CHUNK, RowPage, Verdict, read_page
from clientguard.ui.records.shown import duration

if TYPE_CHECKING:
    from clientguard.store.views.communication.conversations import Conversations
    from clientguard.store.views.lists import Connection

LONG = 10_000  # messages whose conversations take a second or more to be worked out
MARGIN = 32  # rows to either side of the one that is shown: a window's height


@dataclass(frozen=True, slots=True)
class Query:
    """What a table is asked to show, and the record and row where one is (0 for none).

    `only` is a choice field and its value, or "" and a state of the verdict or `ASIDE`.
    """

    client: int
    sort: str
    descending: bool
    text: str
    only: tuple[str, str] | None
    record: int
    row: int
    grouping: Grouping | None = None
    aside: Mapping[int, tuple[str, str]] = dataclasses.field(
        default_factory=dict[int, tuple[str, str]]
    )  # as it is known by now
    among: tuple[str, tuple[str, ...]] | None = None  # a choice field, and the values of it that the list is for


@dataclass(frozen=True, slots=True)
class Grouping:
    """That a list is to be shown by conversation: those with a message in `unfolded` unfolded, that of `fold` not.

    Where that takes long because nothing is known yet, a long list is first shown plainly, unless it is `patient`.
    """

    conversations: Conversations
    unfolded: frozenset[int]
    fold: int = 0
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The list; `row` is that of the query's record, -1 when it is not there.

    `rows` are the records that are shown, and `counts` says how many each of them stands for: 0 is one that is shown
    below another. `ids` are all. `is_first` says that it is shown plainly until it is read by conversation.
    """

    ids: Sequence[int]
    rows: Sequence[int]
    counts: Sequence[int]
    unfolded: frozenset[int]
    row: int
    pages: dict[int, RowPage]
    totals: str
    is_first: bool = False


def read_listing(db: Connection, kind: Kind, verdict: Verdict | None, fields: Sequence[Field], query: Query) -> Listing:
    """Read a list, as a job: it takes as long as the list is."""
    ids = _ids(db, kind, query, query.sort)
    if query.only == ("", ASIDE):
        ids = array("q", (each for each in ids if each in query.aside))
    elif query.only and not query.only[0] and verdict and verdict.of_state:
        wanted = verdict.of_state(db, query.client, query.only[1])
        ids = array("q", (each for each in ids if each in wanted))
    rows, counts, unfolded = ids, array("q"), frozenset[int]()
    totals = _totals(db, kind, fields, ids)
    is_first = False
    if query.grouping and not query.grouping.patient and len(ids) > LONG:
        is_first = not query.grouping.conversations.is_worked_out
    if query.grouping and not is_first:
        rows, counts, unfolded = _by_conversation(db, kind, query, query.grouping, ids)
        together = sum(1 for count in counts if count)
        totals += "   " + _n("{count} conversation", "{count} conversations", together)
    row = _row(rows, query.record) if query.record else -1
    at = row if row >= 0 else min(query.row, len(rows) - 1)
    numbers = range(max(0, at - MARGIN) // CHUNK, min(len(rows) - 1, at + MARGIN) // CHUNK + 1) if rows else range(0)
    parts = {number: slice(number * CHUNK, (number + 1) * CHUNK) for number in numbers}
    verdict = None if is_first else verdict  # it takes as long
    pages = {number: read_page(db, kind, verdict, rows[part], counts[part]) for number, part in parts.items()}
    return Listing(ids, rows, counts, unfolded, row, pages, totals, is_first)


def _ids(db: Connection, kind: Kind, query: Query, sort: str) -> array[int]:
    if sort == ASIDE:
        return _by_aside(_ids(db, kind, query, ""), query)
    found = lists.ids(
        db,
        kind,
        client=query.client,
        sort=sort,
        descending=bool(sort) and query.descending,
        text=query.text,
        only=query.only if query.only and query.only[0] else None,
        among=query.among,
    )
    return array("q", found)


def _by_aside(ids: array[int], query: Query) -> array[int]:
    """Return ids in the order of the words aside; those without any stand last."""
    words = {each: folded(query.aside[each][0]) for each in ids if each in query.aside}
    known = sorted(words, key=lambda each: words[each], reverse=query.descending)
    return array("q", [*known, *(each for each in ids if each not in words)])


def _by_conversation(
    db: Connection, kind: Kind, query: Query, grouping: Grouping, ids: array[int]
) -> tuple[array[int], array[int], frozenset[int]]:
    """Return the rows, how many records each stands for, and what is unfolded: where one is, is always shown."""
    conversations, unfolded = grouping.conversations, grouping.unfolded
    if grouping.fold:
        unfolded = unfolded.difference(conversations.around(db, grouping.fold))
    newest = _ids(db, kind, query, "") if query.sort else ids
    found = conversations.folded(db, newest, unfolded)
    if query.record and query.record in ids and query.record not in found.last:
        unfolded = unfolded | {query.record}
        found = conversations.folded(db, newest, unfolded)
    rows, counts = array("q"), array("q")
    standing = dict(zip(found.last, found.counts, strict=True)) if query.sort else {}
    order = ((each, standing[each]) for each in ids if each in standing)
    for each, count in order if query.sort else zip(found.last, found.counts, strict=True):
        rows.append(each)
        counts.append(count)
        if others := found.below.get(each):
            rows.extend(others)
            counts.extend([0] * len(others))
    return rows, counts, unfolded


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
