"""Invoices with what was paid on them: the facts of due dates and lateness (P3)."""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.views.portions import portions

# What was paid on an invoice `i`, and when the last payment arrived.
_PAID = """
(SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN record pr ON pr.id = p.id
 WHERE p.invoice = i.id AND pr.removed_seq IS NULL)"""
_LAST = """
(SELECT max(p.received) FROM payment p JOIN record pr ON pr.id = p.id
 WHERE p.invoice = i.id AND p.amount > 0 AND pr.removed_seq IS NULL)"""

# For an invoice without a contract, the terms of the client's newest contract apply.
_INVOICES = f"""
SELECT i.id, i.client, CASE c.name WHEN '' THEN '[erased]' ELSE c.name END, i.number, i.issued, i.due,
       coalesce(own.payment_terms, (
         SELECT k.payment_terms FROM contract k JOIN record kr ON kr.id = k.id
         WHERE k.client = i.client AND kr.removed_seq IS NULL ORDER BY k.starts DESC, k.id DESC LIMIT 1), ''),
       i.amount, i.currency, {_PAID}, {_LAST}
FROM invoice i
JOIN record r ON r.id = i.id AND r.removed_seq IS NULL
JOIN client c ON c.id = i.client
JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
LEFT JOIN contract own ON own.id = i.contract
"""
_UNPAID = f"i.amount > {_PAID}"


def invoices(db: Connection, client: int = 0, *, unpaid: bool = False) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of one client or all, in the order of their dates; if `unpaid`, only those not fully paid.

    `receivables.bill` works out what is owed and what is overdue; on a fully paid invoice that is nothing (P3.2).
    """
    conditions = (["i.client = ?"] if client else []) + ([_UNPAID] if unpaid else [])
    return _read(db, " AND ".join(conditions) or "1", (client,) if client else ())


def invoices_of(db: Connection, ids: Sequence[int]) -> tuple[InvoiceFacts, ...]:
    """Return these invoices, without those that were removed or whose clients were."""
    return tuple(each for marks, part in portions(ids) for each in _read(db, f"i.id IN ({marks})", part))


def unpaid_of(db: Connection, clients: Sequence[int]) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of these clients that are not fully paid, in the order of their dates."""
    return tuple(
        each for marks, part in portions(clients) for each in _read(db, f"i.client IN ({marks}) AND {_UNPAID}", part)
    )


def _read(db: Connection, where: str, values: Sequence[int]) -> tuple[InvoiceFacts, ...]:
    rows = db.execute(f"{_INVOICES} WHERE {where} ORDER BY i.issued, i.id", values).fetchall()
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
