"""Invoices with what was paid on them: the facts of due dates and lateness (P3)."""

from __future__ import annotations

from datetime import date

from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.store.file.sqlite import Connection

# An invoice without a contract of its own goes by the terms of the client's newest contract.
_INVOICES = """
SELECT i.id, i.client, CASE c.name WHEN '' THEN '[erased]' ELSE c.name END, i.number, i.issued, i.due,
       coalesce(own.payment_terms, (
         SELECT k.payment_terms FROM contract k JOIN record kr ON kr.id = k.id
         WHERE k.client = i.client AND kr.removed_seq IS NULL ORDER BY k.starts DESC, k.id DESC LIMIT 1), ''),
       i.amount, i.currency, coalesce(p.paid, 0), p.last
FROM invoice i
JOIN record r ON r.id = i.id AND r.removed_seq IS NULL
JOIN client c ON c.id = i.client
JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
LEFT JOIN contract own ON own.id = i.contract
LEFT JOIN (
  SELECT pay.invoice, sum(pay.amount) AS paid, max(CASE WHEN pay.amount > 0 THEN pay.received END) AS last
  FROM payment pay JOIN record pr ON pr.id = pay.id AND pr.removed_seq IS NULL GROUP BY pay.invoice
) p ON p.invoice = i.id
"""


def invoices(db: Connection, client: int = 0) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of one client, or of all, in the order of their dates."""
    where, values = ("WHERE i.client = ?", (client,)) if client else ("", ())
    rows = db.execute(f"{_INVOICES} {where} ORDER BY i.issued, i.id", values).fetchall()
    return tuple(
        InvoiceFacts(
            id=row[0],
            client=row[1],
            client_name=row[2],
            number=row[3],
            issued=date.fromisoformat(row[4]),
            due=date.fromisoformat(row[5]) if row[5] else None,
            terms=row[6],
            amount=Money(row[7], row[8]),
            paid=row[9],
            settled=date.fromisoformat(row[10]) if row[10] else None,
        )
        for row in rows
    )
