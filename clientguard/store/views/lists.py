"""Lists of one kind: first all ids in order, then only the rows that are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from clientguard.domain.records import KINDS, Field, Kind, Record, Type
from clientguard.domain.records.names import folded, name_key
from clientguard.domain.wording import N_, said
from clientguard.store.file.sqlite import Connection, UnreadableError
from clientguard.store.records import search, search_words
from clientguard.store.records.columns import field_columns, from_row, quoted, select_list, text_of
from clientguard.store.records.lookup import ERASED, titles
from clientguard.store.views.files import dates

BY_DATE_OF_OWNER = "the date of what it is part of"  # how files are ordered, which have no date of their own


@dataclass(frozen=True, slots=True)
class Rows:
    """Records of one kind, in the order of the ids, and the titles of the records that they link to."""

    records: tuple[Record, ...]
    titles: dict[int, str]


def living(kind: Kind) -> str:
    """Return the SQL condition, over a kind's table as `t`, that a record was not removed.

    Removed records are few, and an index lists them. Checking each record instead would take longer than everything
    else in a long list.
    """
    return f"t.id NOT IN (SELECT id FROM record WHERE kind = '{kind.name}' AND removed_seq IS NOT NULL)"


def with_its_client(kind: Kind) -> str:
    """Return the SQL condition, over a kind's table as `t`, that a record's client was not removed, if it has one.

    Asked of the few removed clients by index, as in `living`, so that a long list needs no other look at its rows.
    """
    if not kind.client:
        return "1"
    link = f"o.{quoted(kind.client)}"
    return f"t.id NOT IN (SELECT o.id FROM {search.REMOVED_CLIENTS} JOIN {quoted(kind.name)} o ON {link} = c.id)"


def ids(
    db: Connection,
    kind: Kind,
    *,
    client: int = 0,
    sort: str = "",
    descending: bool = False,
    text: str = "",
    only: tuple[str, str] | None = None,
    among: tuple[str, tuple[str, ...]] | None = None,
) -> list[int]:
    """Return the ids of a kind's records, optionally only those of one client or those that match the search `text`.

    Without `client`, records go with their client: those of one that was removed are left out.

    `sort` is the field to sort by, or `BY_DATE_OF_OWNER`. Without it, the newest come first if the kind has a date,
    else titles decide.
    `only` is a choice field and the value that it must have, `among` one and the values that it may have.
    """
    conditions = [living(kind)] if client else [living(kind), with_its_client(kind)]
    values: list[object] = []
    if client and kind.has("client"):
        conditions.append("t.client = ?")
        values.append(client)
    if only:
        field = kind.field(only[0])
        conditions.append(f"t.{quoted(field.name)} = ?")
        values.append(only[1])
    if among:
        field = kind.field(among[0])
        conditions.append(f"t.{quoted(field.name)} IN ({', '.join('?' for _ in among[1])})")
        values += among[1]
    match = search_words.expression(db, text)
    if match:
        conditions.append(
            "t.id IN (SELECT e.record FROM search_index s JOIN search_entry e ON e.rowid = s.rowid"
            " WHERE s.search_index MATCH ?)"
        )
        values.append(match)
        for stretch in search_words.stretches(text):
            conditions.append(f"instr(folded({text_of(kind)}), ?) > 0")
            values.append(stretch)
    way = "DESC" if descending or (not sort and kind.date) else "ASC"
    key = dates.order(kind) if sort == BY_DATE_OF_OWNER else _sort_key(kind.field(sort or kind.date or kind.title))
    rows = db.execute(
        f"SELECT t.id FROM {quoted(kind.name)} t WHERE {' AND '.join(conditions)} ORDER BY {key} {way}, t.id {way}",
        values,
    ).fetchall()
    return [row[0] for row in rows]


def _sort_key(field: Field) -> str:
    column = f"t.{quoted(next(iter(field_columns(field))))}"
    if field.type is Type.LINK and field.target:
        target = KINDS[field.target]
        return f"(SELECT folded({quoted(target.title)}) FROM {quoted(target.name)} WHERE id = {column})"
    if field.type is Type.DECIMAL:
        return f"CAST(nullif({column}, '') AS REAL)"
    if field.type in (Type.TEXT, Type.LONG):
        return f"folded({column})"
    if field.type is Type.CHOICE:
        order = " ".join(f"WHEN '{each.key}' THEN {number}" for number, each in enumerate(field.choices))
        return f"CASE {column} {order} END"
    return column


def rows(db: Connection, kind: Kind, wanted: Sequence[int]) -> Rows:
    """Return the records with these ids (at most 500), in this order, without those that no longer exist."""
    marks = ", ".join("?" for _ in wanted)
    found = {
        row[0]: from_row(kind.record, row)
        for row in db.execute(
            f"SELECT {select_list(kind)} FROM {quoted(kind.name)} t JOIN record r ON r.id = t.id"
            f" WHERE t.id IN ({marks})",
            list(wanted),
        ).fetchall()
    }
    records = tuple(found[each] for each in wanted if each in found)
    return Rows(records, linked_titles(db, kind, records))


def linked(kind: Kind, records: Sequence[Record]) -> set[int]:
    """Return the ids of the records that these link to."""
    links = [field.name for field in kind.fields if field.type is Type.LINK]
    return {target for record in records for name in links if (target := getattr(record, name)) is not None}


def linked_titles(db: Connection, kind: Kind, records: Sequence[Record]) -> dict[int, str]:
    """Return the titles of the records that these link to; UnreadableError if one does not exist."""
    links = linked(kind, records)
    names = titles(db, sorted(links))
    if lost := links - names.keys():
        raise UnreadableError(said(N_("number {record} is missing, but others refer to it"), record=str(min(lost))))
    return names


def choices(db: Connection, kind: Kind, client: int = 0) -> list[tuple[int, str]]:
    """Return id and title of a kind's records, for a picker: of one client, or all."""
    title = kind.field(kind.title)
    found = db.execute(f"SELECT t.id, t.{quoted(title.name)} FROM {_table_of(kind, client)}", _owner(kind, client))
    # A required title is only empty if it was erased.
    named = [(record, ERASED if title.required and text == "" else text) for record, text in found.fetchall()]
    return sorted(named, key=lambda item: (name_key(item[1]), item[0]))


def records_named(db: Connection, kind: Kind, name: str, client: int = 0) -> list[int]:
    """Return the ids of records with this title, however it is typed; on the command line, titles stand for ids."""
    found = db.execute(
        f"SELECT t.id, t.{quoted(kind.title)} FROM {_table_of(kind, client)} ORDER BY t.id", _owner(kind, client)
    )
    wanted = name_key(name)  # not in SQL: SQLite folds only ASCII
    return [record for record, title in found.fetchall() if wanted and name_key(title) == wanted]


def namesakes(db: Connection, kind: Kind, name: str, record: int = 0) -> list[int]:
    """Return the other records of a kind with this title, where each is meant to have its own: those with a page."""
    return [each for each in records_named(db, kind, name) if each != record] if kind.own_page else []


def titled(db: Connection, kind: Kind, words: str, limit: int) -> list[int]:
    """Return the records of a kind that have all of these words in their titles, those first that begin with them."""
    parts = folded(words).split()
    title = f"folded(t.{quoted(kind.title)})"
    conditions = " AND ".join([living(kind), *(f"instr({title}, ?) > 0" for _part in parts)])
    sql = f"SELECT t.id FROM {quoted(kind.name)} t WHERE {conditions} ORDER BY instr({title}, ?) <> 1, {title} LIMIT ?"
    return [row[0] for row in db.execute(sql, [*parts, " ".join(parts), limit]).fetchall()]


def count_records(db: Connection, kind: Kind, client: int = 0) -> int:
    """Count the records of a kind, of one client or all, without removed ones."""
    if _owner(kind, client):
        sql = f"SELECT count(*) FROM {_table_of(kind, client)}"
        return db.execute(sql, _owner(kind, client)).fetchone()[0]
    return db.execute("SELECT count(*) FROM record WHERE kind = ? AND removed_seq IS NULL", (kind.name,)).fetchone()[0]


def only_one(db: Connection, kind: Kind) -> int:
    """Return the record of a kind where there is exactly one, without removed ones; else 0."""
    sql = "SELECT id FROM record WHERE kind = ? AND removed_seq IS NULL LIMIT 2"
    found = db.execute(sql, (kind.name,)).fetchall()
    return found[0][0] if len(found) == 1 else 0


def _owner(kind: Kind, client: int) -> tuple[int, ...]:
    return (client,) if client and kind.has("client") else ()


def _table_of(kind: Kind, client: int) -> str:
    """Return the FROM clause for a kind's records that were not removed, of one client if `client` applies."""
    owner = " AND t.client = ?" if _owner(kind, client) else ""
    return f"{quoted(kind.name)} t WHERE {living(kind)}{owner}"


def sums(db: Connection, kind: Kind, field: Field, wanted: Sequence[int]) -> list[tuple[str, int]]:
    """Return what a field of these records adds up to, by currency; one sum under "" where the kind has none."""
    code = "t.currency" if kind.has("currency") else "''"
    value = f"coalesce(t.{quoted(field.name)}, 0)"
    if field.against:
        name, key = field.against
        value = f"iif(t.{quoted(name)} = '{key}', -1, 1) * {value}"
    return db.execute(
        f"SELECT {code}, sum({value}) FROM {quoted(kind.name)} t"
        " WHERE t.id IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1",
        (json.dumps(list(wanted)),),
    ).fetchall()
