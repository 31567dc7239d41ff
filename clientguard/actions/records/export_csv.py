"""Exporting lists as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clientguard import output
from clientguard.domain.records import Kind, Type
from clientguard.domain.records.parse import plain
from clientguard.domain.wording import N_
from clientguard.exchange.export import csv_out
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.views import lists

STEP = 500


def rows(db: Connection, kind: Kind, ids: list[int]) -> Iterator[list[str]]:
    """Yield records as rows of plain text, one cell for each field; a link is the title of its record."""
    for start in range(0, len(ids), STEP):
        found = lists.rows(db, kind, ids[start : start + STEP])
        for record in found.records:
            currency: str = getattr(record, "currency", "")
            values = ((field, getattr(record, field.name)) for field in kind.fields)
            yield [
                found.titles.get(value or 0, "") if field.type is Type.LINK else plain(field, value, currency)
                for field, value in values
            ]


def export_csv(book: Casebook, kind: Kind, ids: list[int], target: Path) -> int:
    """Write records as CSV (UTF-8, formulas disarmed, field names in the first row) and return how many."""
    with book.read() as db:
        _write(book, [field.name for field in kind.fields], rows(db, kind, ids), target)
    return len(ids)


def write_rows(book: Casebook, head: Sequence[str], lines: Sequence[Sequence[str]], target: Path) -> int:
    """Write a list that is worked out, not on record, as CSV in the same way; return how many lines."""
    _write(book, head, lines, target)
    return len(lines)


def _write(book: Casebook, head: Sequence[str], lines: Iterable[Sequence[str]], target: Path) -> None:
    with output.whole(target, N_("The casebook was not touched."), book.path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        csv_out.write(text, head, lines)
        text.detach()
