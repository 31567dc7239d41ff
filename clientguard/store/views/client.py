"""One client: the facts of its state, and its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.clients import ClientFacts
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import KINDS, Attachment, Client, Contract, Kind, Leaving, Record, Type
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.lists import Rows, rows
from clientguard.store.views.money import invoices
from clientguard.store.views.today import open_requests


def facts(db: Connection, client: int, on: date) -> ClientFacts:
    """Return what the state of a client is judged by; KnownError when there is no such client."""
    return ClientFacts(
        client=get_record(db, Client, client),
        contract=current_contract(db, client),
        bills=tuple(bill(each, on) for each in invoices(db, client)),
        open_requests=open_requests(db, client),
        leaving=open_leaving(db, client),
    )


def facts_of(db: Connection, clients: Sequence[int], on: date) -> dict[int, ClientFacts]:
    """Return the facts of several clients, by id."""
    return {client: facts(db, client, on) for client in clients}


def current_contract(db: Connection, client: int) -> Contract | None:
    """Return the client's newest contract."""
    found = find_records(db, Contract, "t.client = ?", client, order="t.starts DESC, t.id DESC", limit=1)
    return found[0] if found else None


def open_leaving(db: Connection, client: int) -> Leaving | None:
    """Return the client's leaving: the one in progress, else the last that was signed off."""
    found = find_records(
        db, Leaving, "t.client = ?", client, order="t.signed_off IS NOT NULL, t.decided DESC, t.id DESC", limit=1
    )
    return found[0] if found else None


def attachments(db: Connection, of: int) -> list[Attachment]:
    """Return the files of a record."""
    return find_records(db, Attachment, 't."of" = ?', of)


def timeline(db: Connection, client: int = 0, kinds: Sequence[str] = ()) -> list[tuple[int, str]]:
    """Return id and kind of everything dated, newest first: of one client or all, of some kinds or all."""
    wanted = [kind for kind in KINDS.values() if kind.timeline and (not kinds or kind.name in kinds)]
    selects = [_timeline_of(kind) + (" AND t.client = ?" if client else "") for kind in wanted]
    values = [client] * len(selects) if client else []
    found = db.execute(" UNION ALL ".join(selects) + " ORDER BY 3 DESC, 1 DESC", values).fetchall()
    return [(row[0], row[1]) for row in found]


def _timeline_of(kind: Kind) -> str:
    field = kind.field(kind.date)
    if field.type is Type.INSTANT:
        moment = f"t.{quoted(field.name + '_ms')}"
    else:
        moment = f"CAST(strftime('%s', t.{quoted(field.name)}) AS INTEGER) * 1000"
    return (
        f"SELECT t.id, '{kind.name}', {moment} FROM {quoted(kind.name)} t"
        " JOIN record r ON r.id = t.id WHERE r.removed_seq IS NULL"
    )


def timeline_rows(db: Connection, wanted: Sequence[tuple[int, str]]) -> Rows:
    """Return the records of a stretch of the timeline, in its order (at most 500)."""
    by_kind: dict[str, list[int]] = {}
    for record, kind in wanted:
        by_kind.setdefault(kind, []).append(record)
    found: dict[int, Record] = {}
    names: dict[int, str] = {}
    for kind, members in by_kind.items():
        part = rows(db, KINDS[kind], members)
        found |= {each.id: each for each in part.records}
        names |= part.titles
    return Rows(tuple(found[record] for record, _ in wanted if record in found), names)
