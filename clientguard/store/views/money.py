"""Invoices with what was paid on them: the facts of due dates and lateness (P3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.domain.records import Invoice
from clientguard.domain.records.names import name_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions


def _by(day: str) -> str:
    """Return the condition that a date is on or before `?1`; a damaged one passes, so that it is read and said."""
    return f"({day} <= ?1 OR date({day}) IS NOT {day})"


# The payments that count for an invoice `i` on the day `?1`: from their date, in its currency, by its client.
_COUNTS = f"p.client = i.client AND p.currency = i.currency AND {_by('p.received')} AND pr.removed_seq IS NULL"
_COUNTED = f"FROM payment p JOIN record pr ON pr.id = p.id WHERE p.invoice = i.id AND {_COUNTS}"
_PAID = f"(SELECT coalesce(sum(p.amount), 0) {_COUNTED})"
# A damaged date sorts last, so that it is the one that is read.
_LAST = f"(SELECT max(iif(date(p.received) IS p.received, p.received, '?' || p.received)) {_COUNTED} AND p.amount > 0)"

# For an invoice without a contract, the terms of the contract that ran on its date apply: of several, the newest.
_INVOICES = f"""
SELECT i.id, i.client, CASE c.name WHEN '' THEN '[erased]' ELSE c.name END, i.number, i.issued, i.due,
       coalesce(own.payment_terms, (
         SELECT k.payment_terms FROM contract k JOIN record kr ON kr.id = k.id
         WHERE k.client = i.client AND kr.removed_seq IS NULL AND (k.starts IS NULL OR k.starts <= i.issued)
         AND coalesce(k.ended_on, CASE WHEN k.renews_months IS NULL THEN k.ends END, i.issued) >= i.issued
         ORDER BY k.starts DESC, k.id DESC LIMIT 1), ''),
       i.amount, i.currency, {_PAID}, {_LAST}
FROM invoice i
JOIN record r ON r.id = i.id AND r.removed_seq IS NULL
JOIN client c ON c.id = i.client
JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
LEFT JOIN contract own ON own.id = i.contract
"""
_UNPAID = f"i.amount > {_PAID}"


def invoices(db: Connection, client: int = 0, *, on: date = date.max, unpaid: bool = False) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of one client or all, in the order of their dates; if `unpaid`, only those not fully paid.

    Those issued after `on` are left out, and payments received after it do not count. `receivables.bill` works out
    what is owed and what is overdue; on a fully paid invoice that is nothing (P3.2).
    """
    conditions = [_by("i.issued")] if on < date.max else []
    conditions += (["i.client = ?"] if client else []) + ([_UNPAID] if unpaid else [])
    return _read(db, " AND ".join(conditions) or "1", (client,) if client else (), on)


def invoices_of(db: Connection, ids: Sequence[int], on: date = date.max) -> tuple[InvoiceFacts, ...]:
    """Return these invoices with what was paid on them by a day, without those removed or whose clients were."""
    return tuple(each for marks, part in portions(ids) for each in _read(db, f"i.id IN ({marks})", part, on))


# What `?1` is to a person: SQLite folds ASCII alone, so numbers with anything else are compared one by one.
_NUMBERED = """
SELECT i.id, i.number FROM invoice i WHERE i.number = ?1 COLLATE NOCASE AND {living}
UNION ALL
SELECT i.id, i.number FROM invoice i WHERE i.number GLOB '*[^!-~]*' AND {living}
""".format(living="(SELECT removed_seq FROM record WHERE id = i.id) IS NULL")


def numbered(db: Connection, number: str) -> list[int]:
    """Return the invoices with this number, however it is typed (`names.name_key`), without removed ones."""
    wanted = name_key(number)
    found = db.execute(_NUMBERED, (wanted,)).fetchall() if wanted else []
    return sorted({invoice for invoice, other in found if name_key(other) == wanted})


def last_issued(db: Connection, on: date) -> Invoice | None:
    """Return the invoice with the latest date until a day, the one entered last if there are several."""
    found = find_records(db, Invoice, "t.issued <= ?", on.isoformat(), order="t.issued DESC, t.id DESC", limit=1)
    return found[0] if found else None


def received(db: Connection, invoice: int) -> list[tuple[date, int]]:
    """Return the payments that count for an invoice, as day and minor units, in the order of their dates."""
    rows = db.execute(
        f"SELECT p.received, p.amount FROM invoice i JOIN payment p ON p.invoice = i.id JOIN record pr ON pr.id = p.id"
        f" WHERE i.id = ?2 AND {_COUNTS} ORDER BY p.received, p.id",
        (date.max.isoformat(), invoice),
    ).fetchall()
    return [(cells.a_day(row[0]), row[1]) for row in rows]


def unpaid_of(db: Connection, clients: Sequence[int], on: date = date.max) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of these clients that are not fully paid on a day, in the order of their dates."""
    return tuple(
        each
        for marks, part in portions(clients)
        for each in _read(db, f"i.client IN ({marks}) AND {_by('i.issued')} AND {_UNPAID}", part, on)
    )


def _read(db: Connection, where: str, values: Sequence[int], on: date) -> tuple[InvoiceFacts, ...]:
    sql = f"{_INVOICES} WHERE {where} ORDER BY i.issued, i.id"
    rows = db.execute(sql, (on.isoformat(), *values)).fetchall()
    return tuple(
        InvoiceFacts(
            id=row[0],
            client=row[1],
            client_name=row[2],
            number=row[3],
            issued=cells.a_day(row[4]),
            due=cells.day(row[5]),
            terms=cells.terms(row[6]),
            amount=cells.money(row[7], row[8]),
            paid=row[9],
            settled=cells.day(row[10]),
        )
        for row in rows
    )
