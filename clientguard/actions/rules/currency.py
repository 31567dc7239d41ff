"""The currency of a record: that of the record it follows (`currency(follows=...)`), of its client, of the business."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TypeVar

from clientguard.domain.records import Client, Field, Problem, Record, Type
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.views.business import business

R = TypeVar("R", bound=Record)


def with_currency(db: Connection, record: R) -> R:
    """Return the record with the currency that follows from others, where it names none."""
    field = _field(record)
    if field is None or getattr(record, field.name):
        return record
    return dataclasses.replace(record, **{field.name: _usual(db, record, field)})


def currency_problems(db: Connection, record: Record) -> Iterator[Problem]:
    """Yield that a record is in another currency than the one it follows: amounts of two are never added.

    A record that was saved like that stays editable: its currency and its link are looked at when one of them differs.
    """
    field = _field(record)
    link: int | None = getattr(record, field.follows) if field and field.follows else None
    if field is None or link is None or not _differs(db, record, field):
        return
    wanted = _currency_of(lookup.any_record(db, link))
    if wanted and getattr(record, field.name) != wanted:
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
    firm = business(db)
    return firm.currency if firm else ""


def _differs(db: Connection, record: Record, field: Field) -> bool:
    if not record.id:
        return True
    before = lookup.get_record(db, type(record), record.id)
    return any(getattr(before, name) != getattr(record, name) for name in (field.name, field.follows))
