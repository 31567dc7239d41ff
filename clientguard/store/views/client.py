"""One client: the facts that its state follows from, and its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from clientguard.domain.clients import ClientFacts
from clientguard.domain.communication.access import missing_access
from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.money.lateness import trend, trends
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.records import KINDS, Account, Attachment, Client, Contract, Kind, Leaving, Record, Type
from clientguard.domain.records.as_of import contract_on, leaving_on
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.columns import quoted
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.communication.waiting import open_requests, open_requests_of
from clientguard.store.views.judgement.intake import newest_intake
from clientguard.store.views.lists import Rows, living, rows
from clientguard.store.views.money import invoices, recent_of, unpaid_of
from clientguard.store.views.portions import portions

R = TypeVar("R", bound=Record)


def facts(db: Connection, client: int, on: date) -> ClientFacts:
    """Return the facts that a client's state follows from; KnownError if there is no such client."""
    bills = tuple(bill(each, on) for each in invoices(db, client, on=on))
    contract, requests = current_contract(db, client, on), open_requests(db, client, on=on)
    return ClientFacts(
        client=get_record(db, Client, client),
        contract=contract,
        bills=bills,
        open_requests=requests,
        leaving=open_leaving(db, client, on),
        trend=trend(bills),
        missing=missing_access(contract, _accounts(db, contract), requests),
        intake=newest_intake(db, client, on),
    )


def facts_of(db: Connection, clients: Sequence[int], on: date) -> dict[int, ClientFacts]:
    """Return the facts of several clients, by id, with only their unpaid bills, which are enough for the state."""
    bills: dict[int, list[Bill]] = {}
    for invoice in unpaid_of(db, clients, on):
        bills.setdefault(invoice.client, []).append(bill(invoice, on))
    late = {each.client: each for each in trends(bill(each, on) for each in recent_of(db, clients, on))}
    requests: dict[int, list[RequestFacts]] = {}
    for request in open_requests_of(db, clients, on):
        requests.setdefault(request.client, []).append(request)
    contracts = {each.client: contract_on(each, on) for each in _first_of(db, Contract, clients, on, "1", _NEWEST)}
    leavings = {
        each.client: leaving_on(each, on) for each in _first_of(db, Leaving, clients, on, _DECIDED, _IN_PROGRESS)
    }
    accounts: dict[int | None, list[Account]] = {}
    for account in _accounts_of(db, [each.client or 0 for each in contracts.values() if each.access_needed.strip()]):
        accounts.setdefault(account.client, []).append(account)
    found = [
        each
        for marks, part in portions(clients)
        for each in find_records(db, Client, f"t.id IN ({marks})", *part, removed=True)
    ]
    return {
        each.id: ClientFacts(
            client=each,
            contract=contracts.get(each.id),
            bills=tuple(bills.get(each.id, ())),
            open_requests=tuple(requests.get(each.id, ())),
            leaving=leavings.get(each.id),
            trend=late.get(each.id),
            missing=missing_access(contracts.get(each.id), accounts.get(each.id, ()), requests.get(each.id, ())),
        )
        for each in found
    }


def _accounts(db: Connection, contract: Contract | None) -> list[Account]:
    """Return the accounts of a contract's client, if it needs any."""
    return _accounts_of(db, [contract.client or 0]) if contract and contract.access_needed.strip() else []


def _accounts_of(db: Connection, clients: Sequence[int]) -> list[Account]:
    return [
        each for marks, part in portions(clients) for each in find_records(db, Account, f"t.client IN ({marks})", *part)
    ]


_NEWEST = "t.starts DESC, t.id DESC"
# On the day ?1.
_DECIDED = "t.decided <= ?1"
_IN_PROGRESS = "t.signed_off IS NOT NULL AND t.signed_off <= ?1, t.decided DESC, t.id DESC"


def _first_of(db: Connection, cls: type[R], clients: Sequence[int], on: date, where: str, order: str) -> list[R]:
    """Return the first record of a kind, in this order, for each of these clients that has one.

    `where` and `order` may name the day as ?1.
    """
    table = quoted(cls.kind.name)
    first = (
        f"SELECT t.id FROM {table} t JOIN record r ON r.id = t.id"
        f" WHERE t.client = c.id AND r.removed_seq IS NULL AND {where} ORDER BY {order} LIMIT 1"
    )
    return [
        each
        for marks, part in portions(clients)
        for each in find_records(
            db,
            cls,
            f"?1 <> '' AND t.id IN (SELECT ({first}) FROM client c WHERE c.id IN ({marks}))",
            on.isoformat(),
            *part,
        )
    ]


def current_contract(db: Connection, client: int, on: date = date.max) -> Contract | None:
    """Return the client's newest contract, with the stop of work that stood on a day."""
    found = find_records(db, Contract, "t.client = ?", client, order=_NEWEST, limit=1)
    return contract_on(found[0], on) if found else None


def open_leaving(db: Connection, client: int, on: date = date.max) -> Leaving | None:
    """Return the client's leaving that is in progress on a day, else the one signed off last."""
    where = f"{_DECIDED} AND t.client = ?"
    found = find_records(db, Leaving, where, on.isoformat(), client, order=_IN_PROGRESS, limit=1)
    return leaving_on(found[0], on) if found else None


def attachments(db: Connection, of: int) -> list[Attachment]:
    """Return the files attached to a record."""
    return find_records(db, Attachment, 't."of" = ?', of)


def timeline(db: Connection, client: int = 0, kinds: Sequence[str] = ()) -> list[tuple[int, str]]:
    """Return id and kind of all dated records, newest first: of one client or all, of some kinds or all."""
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
    return f"SELECT t.id, '{kind.name}', {moment} FROM {quoted(kind.name)} t WHERE {living(kind)}"


def timeline_rows(db: Connection, wanted: Sequence[tuple[int, str]]) -> Rows:
    """Return the records of a part of the timeline (at most 500), in its order."""
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
