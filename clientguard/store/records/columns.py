"""Converting records to and from table columns, rows and JSON, according to their descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from clientguard.domain.records import Field, Kind, Record, Type
from clientguard.store.records import cells

R = TypeVar("R", bound=Record)

_TEXTS = {Type.TEXT, Type.LONG, Type.CHOICE, Type.CURRENCY, Type.LANGUAGE, Type.DECIMAL, Type.TERMS, Type.DIGEST}


def quoted(name: str) -> str:
    """Return a quoted SQL identifier, since some fields are named like keywords (`on`, `of`)."""
    return '"' + name.replace('"', '""') + '"'


def field_columns(field: Field) -> dict[str, str]:
    """Return the columns of one field with their SQL declarations."""
    if field.type is Type.INSTANT:
        return {f"{field.name}_ms": "INTEGER", f"{field.name}_offset": "INTEGER"}
    if field.type is Type.LINK:
        return {field.name: "INTEGER REFERENCES record(id)"}
    if field.type is Type.FLAG:
        return {field.name: "INTEGER NOT NULL DEFAULT 0"}
    if field.type is Type.DATE:
        return {field.name: "TEXT"}
    if field.type in _TEXTS:
        return {field.name: "TEXT NOT NULL DEFAULT ''"}
    return {field.name: "INTEGER"}


@cache
def columns(kind: Kind) -> dict[str, str]:
    """Return the columns of a kind's table, without `id`, with their SQL declarations."""
    return {name: sql for field in kind.fields for name, sql in field_columns(field).items()}


def create_statement(kind: Kind) -> str:
    """Return the CREATE TABLE statement of a kind: printed for writing a migration, never run from here."""
    lines = ["id INTEGER PRIMARY KEY REFERENCES record(id)"]
    lines += [f"{quoted(name)} {sql}" for name, sql in columns(kind).items()]
    return f"CREATE TABLE {quoted(kind.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT"


@cache
def insert_statement(kind: Kind) -> str:
    """Return the INSERT statement for an id and a row of a kind's table."""
    names = ["id", *(quoted(name) for name in columns(kind))]
    return f"INSERT INTO {quoted(kind.name)} ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})"


def to_columns(field: Field, value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return the values of a field's columns for `value`."""
    if field.type is Type.INSTANT:
        return (value.ms, value.offset) if value is not None else (None, None)
    if field.type is Type.DATE:
        return (value.isoformat() if value is not None else None,)
    if field.type is Type.FLAG:
        return (int(value),)
    return (value,)


@cache
def links_of(kind: Kind) -> tuple[tuple[str, int], ...]:
    """Return the names of a kind's links, each with its place in a row from `to_row`."""
    places = {name: place for place, name in enumerate(columns(kind))}
    return tuple((field.name, places[field.name]) for field in kind.fields if field.type is Type.LINK)


@cache
def _by_name(kind: Kind) -> tuple[tuple[str, Field | None], ...]:
    """Return the names of a kind's fields, each with the field if its value is not stored as it is."""
    converted = (Type.INSTANT, Type.DATE, Type.FLAG)
    return tuple((field.name, field if field.type in converted else None) for field in kind.fields)


def to_row(record: Record) -> tuple[Any, ...]:
    """Return the values of `columns(record.kind)`, in that order."""
    row: list[Any] = []
    for name, field in _by_name(record.kind):
        if field is None:
            row.append(getattr(record, name))
        else:
            row += to_columns(field, getattr(record, name))
    return tuple(row)


@cache
def select_list(kind: Kind) -> str:
    """Return the SELECT list that `from_row` reads, over the kind's table as `t` and `record` as `r`."""
    names = ", ".join(f"t.{quoted(name)}" for name in columns(kind))
    return f"r.id, hex(r.uid), r.removed_seq, {names}"


def from_row(cls: type[R], row: Sequence[Any]) -> R:
    """Return the record from a row selected with `select_list`; UnreadableError if it is damaged."""
    values: dict[str, Any] = {}
    at = 3
    for field in cls.kind.fields:
        width = 2 if field.type is Type.INSTANT else 1
        values[field.name] = cells.value(cls.kind, field, row[0], row[at : at + width])
        at += width
    return cls(id=row[0], uid=row[1].lower(), removed=row[2], **values)


@cache
def text_of(kind: Kind) -> str:
    """Return the SQL of a record's search text, over the kind's table as `t`; a file's own words are part of it."""
    texts = [f"t.{quoted(field.name)}" for field in kind.fields if field.search]
    if digest := file_field(kind):
        texts.append(f"coalesce((SELECT w.text FROM file_text w WHERE w.sha256 = unhex(t.{quoted(digest)})), '')")
    return " || char(10) || ".join(texts) or "''"


def file_field(kind: Kind) -> str:
    """Return the field with the digest of the file that a kind's records are; "" if they are none."""
    return next((each.name for each in kind.blobs if not each.own_text and not each.shared), "")


def to_json(field: Field, value: Any, uids: Mapping[int, str]) -> Any:  # noqa: ANN401
    """Return `value` as it is journalled: ids as uids, dates as ISO text, an instant as `[ms, offset]`."""
    if value is None:
        return None
    if field.type is Type.LINK:
        return uids[value]
    if field.type is Type.DATE:
        return value.isoformat()
    if field.type is Type.INSTANT:
        return [value.ms, value.offset]
    return value


def is_empty(value: Any) -> bool:  # noqa: ANN401
    """Return whether a field is empty; empty fields are left out of the journal."""
    return value is None or value is False or value == ""
