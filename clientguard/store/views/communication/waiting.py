"""What waits for the client: requests with how often they were asked again, promises, and absences (P1, P2.1, P3.2)."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from clientguard.domain.communication.waiting import Away, PromiseMade, RequestFacts
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.records import ApprovalRound, Request
from clientguard.domain.records.as_of import round_on
from clientguard.domain.records.kinds.communication import NO_DAY_NAMED
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import a_day, amount, day, moment
from clientguard.store.records.lookup import find_records
from clientguard.store.views.live import OF_LIVE_CLIENTS
from clientguard.store.views.money import invoices_of_clients
from clientguard.store.views.portions import portions

_ROUNDS = (
    "FROM approval_round a JOIN record ar ON ar.id = a.id AND ar.removed_seq IS NULL"
    " WHERE a.request = t.id AND a.submitted_on <= ?1"
)
# The rounds that came back with changes; the number that older versions kept is read while none is noted.
_CAME_BACK = (
    f"iif(EXISTS (SELECT 1 {_ROUNDS}), (SELECT count(*) {_ROUNDS} AND a.changes_asked <> ''"
    " AND coalesce(a.answered_on, a.submitted_on) <= ?1), coalesce(t.rounds, 0))"
)
_REQUEST = (
    "SELECT t.id, t.client, c.name, t.title, t.ask, t.asked_on, t.needed_by, iif(dr.id, d.title, ''),"
    f" {_CAME_BACK}, t.channel, t.answered_on, t.closed_on, t.closed_reason, coalesce(dr.id, 0)"
    f" FROM request t {OF_LIVE_CLIENTS}"
    " LEFT JOIN deliverable d ON d.id = t.blocks LEFT JOIN record dr ON dr.id = d.id AND dr.removed_seq IS NULL"
)
# A `+` before a column keeps its index out: that one has all rows, and few are open, or were closed after the day.
_OPEN = (
    "t.answered_on IS NULL AND (t.closed_on IS NULL OR t.closed_on > ?1) AND +t.asked_on <= ?1",
    "t.answered_on > ?1 AND +t.asked_on <= ?1",
)


def open_requests(db: Connection, client: int = 0, *, on: date = date.max) -> tuple[RequestFacts, ...]:
    """Return the requests of one client or all that nobody had answered or closed by a day, oldest first (P1.1)."""
    if client:
        return open_requests_of(db, [client], on)
    return _with_messages(db, _oldest_first(each for still in _OPEN for each in _requests(db, still, (), on)), on)


def open_requests_of(db: Connection, clients: Sequence[int], on: date = date.max) -> tuple[RequestFacts, ...]:
    """Return the requests of these clients that nobody had answered or closed by a day, oldest first."""
    found = (
        each
        for marks, part in portions(clients)
        for still in _OPEN
        for each in _requests(db, f"{still} AND t.client IN ({marks})", part, on)
    )
    return _with_messages(db, _oldest_first(found), on)


def _oldest_first(found: Iterable[RequestFacts]) -> list[RequestFacts]:
    return sorted(found, key=lambda each: (each.asked_on, each.id))


def requests_of(db: Connection, ids: Sequence[int], on: date = date.max) -> tuple[RequestFacts, ...]:
    """Return these requests as known on a day, answered and closed ones too."""
    found = [each for marks, part in portions(ids) for each in _requests(db, f"t.id IN ({marks})", part, on)]
    return _with_messages(db, found, on)


def requests_holding_up(db: Connection, deliverables: Sequence[int], on: date = date.max) -> tuple[RequestFacts, ...]:
    """Return the requests, as known on a day, that these deliverables wait or waited for (P1.2)."""
    found = [
        each
        for marks, part in portions(deliverables)
        for each in _requests(db, f"t.blocks IN ({marks}) AND +t.asked_on <= ?1", part, on)
    ]
    return _with_messages(db, found, on)


def all_requests(db: Connection, client: int = 0, on: date = date.max) -> tuple[RequestFacts, ...]:
    """Return every request of one client or all that was made by a day, oldest first, as known then."""
    where, values = ("t.asked_on <= ?1 AND t.client = ?", (client,)) if client else ("t.asked_on <= ?1", ())
    return _with_messages(db, _requests(db, f"{where} ORDER BY t.asked_on, t.id", values, on), on)


def requests_of_clients(db: Connection, clients: Sequence[int], since: date, *, on: date) -> tuple[RequestFacts, ...]:
    """Return the requests to these clients, as known on a day, that were made, open or answered since another."""
    still = "(t.asked_on >= ?2 OR (t.answered_on IS NULL AND t.closed_on IS NULL) OR t.answered_on >= ?2"
    found = [
        each
        for marks, part in portions(clients)
        for each in _requests(
            db,
            f"t.asked_on <= ?1 AND {still} OR t.closed_on >= ?2) AND t.client IN ({marks}) ORDER BY t.asked_on, t.id",
            (since.isoformat(), *part),
            on,
        )
    ]
    return _with_messages(db, found, on)


def _requests(db: Connection, where: str, values: Sequence[int | str], on: date) -> list[RequestFacts]:
    rows = db.execute(f"{_REQUEST} WHERE {where}", (on.isoformat(), *values)).fetchall()
    return [_request(row, on) for row in rows]


def _request(row: Sequence[Any], on: date) -> RequestFacts:
    answered, closed = (each if each and each <= on else None for each in (day(row[10]), day(row[11])))
    return RequestFacts(
        id=row[0],
        client=row[1],
        client_name=row[2],
        title=row[3],
        ask=row[4],
        asked_on=a_day(row[5]),
        needed_by=day(row[6]),
        blocks=row[7],
        rounds=amount(row[8]),
        channel=row[9],
        answered_on=answered,
        closed_on=closed,
        closed_reason=row[12] if closed else "",
        deliverable=row[13],
    )


def _with_messages(db: Connection, found: Sequence[RequestFacts], on: date) -> tuple[RequestFacts, ...]:
    """Return requests with the days on which they were asked again, and with the absences of their clients."""
    chased, away = chases(db, [each.id for each in found], on), absences(db, {each.client for each in found}, on)
    if not (chased or away):
        return tuple(found)
    return tuple(
        dataclasses.replace(each, chased=chased.get(each.id, ()), away=away.get(each.client, ())) for each in found
    )


def chases(db: Connection, records: Sequence[int], on: date = date.max) -> dict[int, tuple[date, ...]]:
    """Return the days by which each of these requests or promises was asked for again, in order: each has a message."""
    found: defaultdict[int, list[date]] = defaultdict(list)
    for marks, part in portions(records):
        rows = db.execute(
            "SELECT f.about, m.at_ms, m.at_offset FROM reference f"
            " JOIN record fr ON fr.id = f.id AND fr.removed_seq IS NULL"
            " JOIN message m ON m.id = f.source JOIN record mr ON mr.id = m.id AND mr.removed_seq IS NULL"
            f" WHERE f.about IN ({marks}) AND f.role = 'chase' ORDER BY m.at_ms, f.id",
            part,
        ).fetchall()
        for about, ms, offset in rows:
            when = _day_of(ms, offset)
            if when <= on:
                found[about].append(when)
    return {about: tuple(days) for about, days in found.items()}


def _day_of(ms: Any, offset: Any) -> date:  # noqa: ANN401
    """Return the day on the clock by which a message was sent."""
    at = moment(ms, offset)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms, minutes=at.offset)).date()


def absences(db: Connection, clients: Iterable[int], on: date = date.max) -> dict[int, tuple[Away, ...]]:
    """Return when nobody of these clients could answer, as announced by a day (P1.3).

    The absence of one person excuses the client where no other person of it is on record.
    """
    found: defaultdict[int, list[Away]] = defaultdict(list)
    for marks, part in portions(sorted(clients)):
        rows = db.execute(
            "SELECT t.client, t.starts, t.until FROM absence t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL"
            f" WHERE t.client IN ({marks}) AND coalesce(t.announced_on, t.starts) <= ? AND (t.contact IS NULL"
            "  OR NOT EXISTS (SELECT 1 FROM contact o JOIN record o_r ON o_r.id = o.id AND o_r.removed_seq IS NULL"
            "   WHERE o.client = t.client AND o.id <> t.contact)) ORDER BY t.starts, t.id",
            (*part, on.isoformat()),
        ).fetchall()
        for client, starts, until in rows:
            first = a_day(starts)
            found[client].append(Away(first, day(until) or first + NO_DAY_NAMED))
    return {client: tuple(spans) for client, spans in found.items()}


def with_rounds(db: Connection, requests: Iterable[Request], on: date = date.max) -> tuple[Request, ...]:
    """Return requests with how often they came back with changes by a day, in place of the number that was typed."""
    found = list(requests)
    noted = rounds_of(db, [each.id for each in found], on)
    return tuple(
        dataclasses.replace(each, rounds=_came_back(noted[each.id], on)) if each.id in noted else each for each in found
    )


def _came_back(noted: Iterable[ApprovalRound], on: date) -> int:
    return sum(1 for each in noted if each.changes_asked and (each.answered_on or each.submitted_on or on) <= on)


def rounds_of(db: Connection, requests: Sequence[int], on: date = date.max) -> dict[int, tuple[ApprovalRound, ...]]:
    """Return the rounds of these requests that were submitted by a day, as known then, by request, in order (P2.1)."""
    found: defaultdict[int, list[ApprovalRound]] = defaultdict(list)
    for marks, part in portions(requests):
        where = f"t.request IN ({marks}) AND t.submitted_on <= ?"
        for each in find_records(db, ApprovalRound, where, *part, on.isoformat(), order="t.submitted_on, t.id"):
            found[each.request or 0].append(round_on(each, on))
    return {request: tuple(each) for request, each in found.items()}


_PROMISE = (
    "SELECT t.id, t.client, c.name, t.type, t.words, t.made_on, t.due, t.kept_on, coalesce(t.invoice, 0),"
    " iif(qr.id, q.answered_on, NULL), iif(qr.id, q.closed_on, NULL), iif(qr.id AND dr.id, d.title, '')"
    f" FROM promise t {OF_LIVE_CLIENTS}"
    " LEFT JOIN request q ON q.id = t.request LEFT JOIN record qr ON qr.id = q.id AND qr.removed_seq IS NULL"
    " LEFT JOIN deliverable d ON d.id = q.blocks LEFT JOIN record dr ON dr.id = d.id AND dr.removed_seq IS NULL"
)


def promises(db: Connection, client: int = 0, *, on: date = date.max) -> tuple[PromiseMade, ...]:
    """Return the promises of one client or all that were made by a day, oldest first, as known then (P3.2).

    A promise to pay is judged by what it is about, as money is: kept when that is paid; one that a newer promise
    replaced is not waited for any more.
    """
    made = "t.made_on <= ?1"
    return _promises(db, f"{made} AND t.client = ?", (client,), on) if client else _promises(db, made, (), on)


def promises_of(db: Connection, ids: Sequence[int], on: date = date.max) -> tuple[PromiseMade, ...]:
    """Return these promises as known on a day."""
    return tuple(
        each
        for marks, part in portions(ids)
        for each in _promises(db, f"t.made_on <= ?1 AND t.id IN ({marks})", part, on)
    )


def promises_of_clients(db: Connection, clients: Sequence[int], since: date, *, on: date) -> tuple[PromiseMade, ...]:
    """Return the promises of these clients, as known on a day, that were made or due since another, or are open."""
    return tuple(
        each
        for marks, part in portions(clients)
        for each in _promises(db, f"t.made_on <= ?1 AND t.client IN ({marks})", part, on)
        if each.made_on >= since or each.due >= since or not (each.kept_on or each.settled)
    )


def _promises(db: Connection, where: str, values: Sequence[int], on: date) -> tuple[PromiseMade, ...]:
    rows = db.execute(f"{_PROMISE} WHERE {where} ORDER BY t.made_on, t.id", (on.isoformat(), *values)).fetchall()
    owing = {row[1] for row in rows if row[3] == "payment" and not _by(row[7], on)}
    bills = _bills(db, owing, on)
    chased, away = chases(db, [row[0] for row in rows], on), absences(db, {row[1] for row in rows}, on)
    found: list[PromiseMade] = []
    for row in rows:
        kept, settled = _by(row[7], on) or _by(row[9], on), bool(_by(row[10], on))
        if row[3] == "payment" and not kept:
            kept, settled = _paid(row, bills.get(row[1], ()))
        found.append(
            PromiseMade(
                id=row[0],
                client=row[1],
                client_name=row[2],
                type=row[3],
                words=row[4],
                made_on=a_day(row[5]),
                due=a_day(row[6]),
                blocks=row[11],
                kept_on=kept,
                settled=settled,
                chased=chased.get(row[0], ()),
                away=away.get(row[1], ()),
            )
        )
    return tuple(found)


def _by(cell: Any, on: date) -> date | None:  # noqa: ANN401
    """Return a day that had come by another, else None."""
    found = day(cell)
    return found if found and found <= on else None


def _bills(db: Connection, clients: set[int], on: date) -> dict[int, list[Bill]]:
    """Return the invoices of the clients that promised to pay, by client."""
    found: defaultdict[int, list[Bill]] = defaultdict(list)
    for each in invoices_of_clients(db, sorted(clients), on):
        found[each.client].append(bill(each, on))
    return found


def _paid(row: Sequence[Any], bills: Iterable[Bill]) -> tuple[date | None, bool]:
    """Return when what a promise is about was paid, and whether it is not waited for any more."""
    about = [each for each in bills if any(made.id == row[0] for made in each.facts.promises)]
    unpaid = [each for each in about if each.is_unpaid]
    if unpaid:
        return None, not any(each.promise and each.promise.id == row[0] for each in unpaid)
    days = [each.facts.settled for each in about if each.status in ("paid", "credited") and each.facts.settled]
    return max(days, default=None), bool(about)
