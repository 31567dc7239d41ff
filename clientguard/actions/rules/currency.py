"""A record's currency: from the record it follows (`currency(follows=...)`), else its client, else the business."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TypeVar

from clientguard.domain.records import KINDS, Client, Field, Problem, Record, Type
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.columns import quoted
from clientguard.store.views.business import usual_currency

R = TypeVar("R", bound=Record)


def with_currency(db: Connection, record: R) -> R:
    """Return the record with its currency filled in, if it has none."""
    field = _field(record)
    if field is None or getattr(record, field.name):
        return record
    return dataclasses.replace(record, **{field.name: _usual(db, record, field)})


def currency_problems(db: Connection, record: Record) -> Iterator[Problem]:
    """Yield a problem if a record's currency differs from the record it follows, or from one that follows it.

    Amounts in different currencies are never added. A record that was saved like that can still be edited: this is
    only checked when its currency or its link changes.
    """
    field = _field(record)
    if field is None or not _differs(db, record, field):
        return
    code: str = getattr(record, field.name)
    if others := {each for each in _following(db, record) if each != code}:
        told = said(N_("What was recorded on it is in {currency}. Remove that first."), currency=min(others))
        yield Problem(field.name, told)
    link: int | None = getattr(record, field.follows) if field.follows else None
    wanted = _currency_of(lookup.any_record(db, link)) if link else ""
    if link and wanted and code != wanted:
        told = said(
            N_("“{title}” is in {currency}. Enter the amount in {currency}: what it came to on that day."),
            title=lookup.titles(db, [link])[link],
            currency=wanted,
        )
        yield Problem(field.name, told)


def _field(record: Record) -> Field | None:
    return next((field for field in record.kind.fields if field.type is Type.CURRENCY), None)


def _currency_of(record: Record) -> str:
    field = _field(record)
    return getattr(record, field.name) if field else ""


def _usual(db: Connection, record: Record, field: Field) -> str:
    link: int | None = getattr(record, field.follows) if field.follows else None
    if link and (found := _currency_of(lookup.any_record(db, link))):
        return found
    if record.client_id and (own := lookup.get_record(db, Client, record.client_id).currency):
        return own
    return usual_currency(db)


def _following(db: Connection, record: Record) -> Iterator[str]:
    """Yield the currencies of the records that follow a saved one."""
    for kind in KINDS.values() if record.id else ():
        for link in (kind.field(each.follows) for each in kind.fields if each.follows):
            if link.target == record.kind.name:
                found = lookup.find_records(db, kind.record, f"t.{quoted(link.name)} = ?", record.id)
                yield from (_currency_of(each) for each in found)


def _differs(db: Connection, record: Record, field: Field) -> bool:
    if not record.id:
        return True
    before = lookup.get_record(db, type(record), record.id)
    return any(getattr(before, name) != getattr(record, name) for name in (field.name, field.follows) if name)
