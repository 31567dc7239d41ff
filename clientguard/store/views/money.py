"""Invoices with what was paid on them: the facts of due dates and lateness (P3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientguard.domain.money import ageing as domain
from clientguard.domain.money.ageing import Aged
from clientguard.domain.money.amount import Money
from clientguard.domain.money.currencies import unusual_digits
from clientguard.domain.money.holds import HoldFacts, PromiseFacts
from clientguard.domain.money.lateness import RECENT
from clientguard.domain.money.milestones import NO_MILESTONES, Milestones, milestones_of
from clientguard.domain.money.receivables import InvoiceFacts
from clientguard.domain.money.terms import TermsError, parse_terms
from clientguard.domain.records import Contract, Deliverable, Invoice
from clientguard.domain.records.names import name_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions


def _by(day: str) -> str:
    """Return the condition that a date is on or before `?1`; a damaged one passes, so that it is read and said."""
    return f"({day} <= ?1 OR date({day}) IS NOT {day})"


# The payments that may count for an invoice `i` on the day `?1`: from their date, by its client.
_COUNTS = f"p.client = i.client AND {_by('p.received')} AND pr.removed_seq IS NULL"
# A payment counts in full for its invoice, unless allocations say what it counts for, and from which day.
_SPREAD = (
    "EXISTS (SELECT 1 FROM allocation x JOIN record xr ON xr.id = x.id WHERE x.source = p.id AND {living})".format(
        living="xr.removed_seq IS NULL"
    )
)
_WHOLE = f"""FROM payment p JOIN record pr ON pr.id = p.id
WHERE p.invoice = i.id AND p.currency = i.currency AND {_COUNTS} AND NOT {_SPREAD}"""
_LIVING_PART = f"""a.invoice = i.id AND a.currency = i.currency AND ar.removed_seq IS NULL AND {_by('a."on"')}"""
_PARTS = f"""FROM allocation a JOIN record ar ON ar.id = a.id JOIN payment p ON p.id = a.source
JOIN record pr ON pr.id = p.id WHERE {_LIVING_PART} AND {_COUNTS}"""
_PAID = f"(SELECT coalesce(sum(p.amount), 0) {_WHOLE}) + (SELECT coalesce(sum(a.amount), 0) {_PARTS})"
# A credit note counts in full for the invoice that it credits, unless allocations say what it counts for.
_IS_NOTE = "n.document_type = 'credit note' AND nr.removed_seq IS NULL"
_CREDITS_IT = f"n.client = i.client AND {_IS_NOTE} AND {_by('n.issued')}"
_NOTE_SPREAD = _SPREAD.replace("x.source = p.id", "x.credit_note = n.id")
_NOTE_WHOLE = f"""FROM invoice n JOIN record nr ON nr.id = n.id
WHERE n.replaces = i.id AND n.currency = i.currency AND {_CREDITS_IT} AND NOT {_NOTE_SPREAD}"""
_NOTE_PARTS = f"""FROM allocation a JOIN record ar ON ar.id = a.id JOIN invoice n ON n.id = a.credit_note
JOIN record nr ON nr.id = n.id WHERE {_LIVING_PART} AND {_CREDITS_IT}"""
_CREDITED = f"(SELECT coalesce(sum(n.amount), 0) {_NOTE_WHOLE}) + (SELECT coalesce(sum(a.amount), 0) {_NOTE_PARTS})"
# A damaged date sorts last, so that it is the one that is read.
_LAST = f"""(SELECT max(iif(date(day) IS day, day, '?' || day)) FROM (
  SELECT p.received AS day {_WHOLE} AND p.amount > 0 UNION ALL SELECT a."on" {_PARTS} AND a.amount > 0
  UNION ALL SELECT n.issued {_NOTE_WHOLE} UNION ALL SELECT a."on" {_NOTE_PARTS}))"""
_OFF = f"""FROM write_off w JOIN record wr ON wr.id = w.id
WHERE w.invoice = i.id AND w.client = i.client AND w.currency = i.currency AND {_by('w."on"')}
AND wr.removed_seq IS NULL"""
_WRITTEN_OFF = f"(SELECT coalesce(sum(w.amount), 0) {_OFF})"
_FORGIVEN = f"(SELECT coalesce(sum(w.amount), 0) {_OFF} AND w.means = 'forgiven')"

# For an invoice without a contract, the terms of the contract that ran on its date apply: of several, the newest.
_RAN = """FROM contract k JOIN record kr ON kr.id = k.id
         WHERE k.client = i.client AND kr.removed_seq IS NULL AND (k.starts IS NULL OR k.starts <= i.issued)
         AND coalesce(k.ended_on, CASE WHEN k.renews_months IS NULL THEN k.ends END, i.issued) >= i.issued
         ORDER BY k.starts DESC, k.id DESC LIMIT 1"""
_INVOICES = f"""
SELECT i.id, i.client, CASE c.name WHEN '' THEN '[erased]' ELSE c.name END, i.number, i.issued, i.due, i.due_typed,
       coalesce(own.payment_terms, (
         SELECT k.payment_terms {_RAN}), ''),
       i.amount, i.currency, {_PAID}, {_LAST}, {_WRITTEN_OFF}, {_FORGIVEN}, {_CREDITED}
FROM invoice i
JOIN record r ON r.id = i.id AND r.removed_seq IS NULL AND i.document_type <> 'credit note'
JOIN client c ON c.id = i.client
JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
LEFT JOIN contract own ON own.id = i.contract
"""
_UNPAID = f"i.amount > {_PAID} + {_CREDITED} + {_WRITTEN_OFF}"
_UNSETTLED = f"i.amount <> {_PAID} + {_CREDITED} + {_WRITTEN_OFF}"  # something is open, or too much was paid


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


def credit_notes(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return those of these that are credit notes, each with the number of the invoice that it credits."""
    return {
        note: number
        for marks, part in portions(ids)
        for note, number in db.execute(
            "SELECT n.id, i.number FROM invoice n JOIN invoice i ON i.id = n.replaces"
            f" WHERE n.id IN ({marks}) AND n.document_type = 'credit note'",
            part,
        ).fetchall()
    }


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


def last_issued(db: Connection, on: date, *, credit_note: bool = False) -> Invoice | None:
    """Return the invoice with the latest date until a day, or the last credit note, the one entered last of several."""
    where = "t.replaces IS NOT NULL AND t.document_type = 'credit note'" if credit_note else _NO_NOTE
    order = "t.issued DESC, t.id DESC"
    found = find_records(db, Invoice, f"t.issued <= ? AND {where}", on.isoformat(), order=order, limit=1)
    return found[0] if found else None


_NO_NOTE = "t.document_type <> 'credit note'"


# What a part takes of a payment, in minor units of the payment's currency.
_FACTORS = " ".join(f"WHEN '{code}' THEN {10**places}" for code, places in unusual_digits())
_TAKEN = f"""CASE a.source_amount WHEN '' THEN a.amount
  ELSE CAST(round(CAST(a.source_amount AS REAL) * CASE p.currency {_FACTORS} ELSE 100 END) AS INTEGER) END"""
# What the parts of a payment or a credit note take of it by `?1`, if their invoices are still on record.
_SPENT = f"""SELECT coalesce(sum({{taken}}), 0) FROM allocation a JOIN record ar ON ar.id = a.id
  JOIN record ir ON ir.id = a.invoice JOIN invoice i ON i.id = a.invoice
  WHERE {{of}} AND ar.removed_seq IS NULL AND ir.removed_seq IS NULL AND {_by('a."on"')}
  AND i.client = {{client}} AND i.currency = a.currency"""
_SPENT_OF_PAYMENT = _SPENT.format(taken=_TAKEN, of="a.source = p.id", client="p.client")
_SPENT_OF_NOTE = _SPENT.format(taken="a.amount", of="a.credit_note = n.id", client="n.client")
# What is left of the payments and credit notes that are not for one invoice as a whole.
_ON_ACCOUNT = f"""
SELECT client, currency, sum(minor) AS minor FROM (
  SELECT p.client AS client, p.currency AS currency, p.amount - ({_SPENT_OF_PAYMENT}) AS minor
  FROM payment p JOIN record pr ON pr.id = p.id
  WHERE {{whose}} AND pr.removed_seq IS NULL AND {_by("p.received")} AND (p.invoice IS NULL OR {_SPREAD})
  UNION ALL
  SELECT n.client, n.currency, n.amount - ({_SPENT_OF_NOTE})
  FROM invoice n JOIN record nr ON nr.id = n.id
  WHERE {{notes}} AND n.replaces IS NOT NULL AND {_IS_NOTE} AND {_by("n.issued")} AND {_NOTE_SPREAD}
) GROUP BY client, currency ORDER BY client, currency
"""
_OF_ONE = {"whose": "p.client = ?2", "notes": "n.client = ?2"}


def on_account(db: Connection, client: int, on: date = date.max) -> tuple[Money, ...]:
    """Return what a client has paid by a day that counts for no invoice, by currency: it is the client's credit (P4.2).

    Negative where more was refunded than that. What was overpaid on one invoice is `Bill.credit`.
    """
    rows = db.execute(_ON_ACCOUNT.format(**_OF_ONE), (on.isoformat(), client)).fetchall()
    return tuple(cells.money(minor, currency) for _client, currency, minor in rows if minor)


# Of one client, or of all: the payments that may count for no invoice are found by two indexes.
_CREDITS = """
SELECT c.id, CASE c.name WHEN '' THEN '[erased]' ELSE c.name END, o.currency, o.minor
FROM ({on_account}) o JOIN client c ON c.id = o.client JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
WHERE o.minor <> 0 ORDER BY c.id, o.currency
"""
_CREDIT_OF_ONE = _CREDITS.format(on_account=_ON_ACCOUNT.format(**_OF_ONE))
_CREDIT_OF_ALL = _CREDITS.format(
    on_account=_ON_ACCOUNT.format(
        whose="(p.invoice IS NULL OR p.id IN (SELECT x.source FROM allocation x))",
        notes="n.id IN (SELECT x.credit_note FROM allocation x WHERE x.credit_note IS NOT NULL)",
    )
)


def ageing(db: Connection, client: int = 0, *, on: date = date.max) -> tuple[Aged, ...]:
    """Return what one client or all owe on a day, by how long it has been due, with the credit of each (P3.2)."""
    one = (client,) if client else ()
    conditions = [_by("i.issued"), *("i.client = ?" for _ in one), _UNSETTLED]
    found = _read(db, " AND ".join(conditions), one, on)
    rows = db.execute(_CREDIT_OF_ONE if client else _CREDIT_OF_ALL, (on.isoformat(), *one)).fetchall()
    return domain.ageing(found, on, (domain.Credit(row[0], row[1], cells.money(row[3], row[2])) for row in rows))


# Clients' last invoices on the day ?1. The cross joins have SQLite go from client to client, by an index each time.
_RECENT = f"""
i.id IN (
  SELECT n.id FROM record ro CROSS JOIN client o CROSS JOIN invoice n
  WHERE {{whose}} AND ro.removed_seq IS NULL AND o.id = ro.id AND n.client = o.id AND {_by("n.issued")}
  AND n.issued >= coalesce((
    SELECT x.issued FROM invoice x JOIN record xr ON xr.id = x.id AND xr.removed_seq IS NULL
    WHERE x.client = o.id AND {_by("x.issued")} AND x.document_type <> 'credit note'
    ORDER BY x.issued DESC, x.id DESC LIMIT 1 OFFSET {RECENT - 1}), ''))
"""


def recent(db: Connection, on: date = date.max) -> tuple[InvoiceFacts, ...]:
    """Return the last invoices of each client that is not a former one, in the order of their dates (P3.2)."""
    return _read(db, _RECENT.format(whose="ro.kind = 'client' AND o.stage <> 'former'"), (), on)


def recent_of(db: Connection, clients: Sequence[int], on: date = date.max) -> tuple[InvoiceFacts, ...]:
    """Return the last invoices of each of these clients, in the order of their dates."""
    return tuple(
        each
        for marks, part in portions(clients)
        for each in _read(db, _RECENT.format(whose=f"ro.id IN ({marks})"), part, on)
    )


def unpaid_of(db: Connection, clients: Sequence[int], on: date = date.max) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of these clients that are not fully paid on a day, in the order of their dates."""
    return tuple(
        each
        for marks, part in portions(clients)
        for each in _read(db, f"i.client IN ({marks}) AND {_by('i.issued')} AND {_UNPAID}", part, on)
    )


def invoices_of_clients(db: Connection, clients: Sequence[int], on: date = date.max) -> tuple[InvoiceFacts, ...]:
    """Return the invoices that these clients got by a day, paid or not."""
    return tuple(
        each
        for marks, part in portions(clients)
        for each in _read(db, f"i.client IN ({marks}) AND {_by('i.issued')}", part, on)
    )


def invoices_since(
    db: Connection, clients: Sequence[int], since: date, on: date = date.max
) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of these clients that were issued since a day, or are not fully paid on another."""
    return tuple(
        each
        for marks, part in portions(clients)
        for each in _read(
            db,
            f"{_by('i.issued')} AND (i.issued >= ?2 OR {_UNPAID}) AND i.client IN ({marks})",
            (since.isoformat(), *part),
            on,
        )
    )


def _read(db: Connection, where: str, values: Sequence[int | str], on: date) -> tuple[InvoiceFacts, ...]:
    sql = f"{_INVOICES} WHERE {where} ORDER BY i.issued, i.id"
    rows = db.execute(sql, (on.isoformat(), *values)).fetchall()
    clients = list(dict.fromkeys(row[1] for row in rows))
    holds, promises = _holds(db, clients, on), _promises(db, clients, on)
    milestones = _milestones(db, [row[0] for row in rows if _waits(row[7])])
    return tuple(
        InvoiceFacts(
            id=row[0],
            client=row[1],
            client_name=row[2],
            number=row[3],
            issued=cells.a_day(row[4]),
            due=cells.day(row[5]),
            typed=bool(row[6]),
            terms=cells.terms(row[7]),
            amount=cells.money(row[8], row[9]),
            paid=row[10],
            settled=cells.day(row[11]),
            written_off=row[12],
            forgiven=row[13],
            credited=row[14],
            milestones=milestones.get(row[0], NO_MILESTONES),
            holds=tuple(holds.get(row[0], ())),
            promises=tuple(each for each in promises.get(row[1], ()) if each.covers(row[0], cells.a_day(row[4]))),
        )
        for row in rows
    )


def _holds(db: Connection, clients: Sequence[int], on: date) -> dict[int, list[HoldFacts]]:
    """Return what holds the invoices of these clients up by a day, by invoice."""
    found: dict[int, list[HoldFacts]] = {}
    for marks, part in portions(clients):
        for row in db.execute(
            "SELECT h.invoice, h.id, h.type, h.reason, h.starts, h.until, h.outcome, h.amount FROM invoice_hold h"
            " JOIN record hr ON hr.id = h.id AND hr.removed_seq IS NULL"
            f" WHERE {_by('h.starts')} AND h.client IN ({marks}) ORDER BY h.starts, h.id",
            (on.isoformat(), *part),
        ).fetchall():
            amount = None if row[7] is None else cells.amount(row[7])
            hold = HoldFacts(row[1], row[2], row[3], cells.a_day(row[4]), cells.day(row[5]), bool(row[6]), amount)
            found.setdefault(row[0], []).append(hold)
    return found


def _promises(db: Connection, clients: Sequence[int], on: date) -> dict[int, list[PromiseFacts]]:
    """Return what these clients promised to pay by a day, by client."""
    found: dict[int, list[PromiseFacts]] = {}
    for marks, part in portions(clients):
        for row in db.execute(
            "SELECT p.client, p.id, p.invoice, p.words, p.who, p.made_on, p.due, p.kept_on FROM promise p"
            " JOIN record pr ON pr.id = p.id AND pr.removed_seq IS NULL"
            f" WHERE {_by('p.made_on')} AND p.client IN ({marks}) AND p.type = 'payment' ORDER BY p.made_on, p.id",
            (on.isoformat(), *part),
        ).fetchall():
            days = cells.a_day(row[5]), cells.a_day(row[6]), cells.day(row[7])
            found.setdefault(row[0], []).append(PromiseFacts(row[1], row[2] or 0, row[3], row[4], *days))
    return found


_GOVERNING = (
    f"SELECT i.id, i.client, coalesce(i.contract, (SELECT k.id {_RAN})) FROM invoice i WHERE i.id IN ({{marks}})"
)


def _waits(terms: object) -> bool:
    """Return whether an invoice's terms tie a part of it to something that has to happen."""
    try:
        return isinstance(terms, str) and bool(parse_terms(terms).waits_for)
    except TermsError:  # an older version took it
        return False


def _milestones(db: Connection, ids: Sequence[int]) -> dict[int, Milestones]:
    """Return what these invoices wait for, by invoice: few do, so the others do not pay for it."""
    rows = [row for marks, part in portions(ids) for row in db.execute(_GOVERNING.format(marks=marks), part).fetchall()]
    contracts = {
        each.id: each
        for marks, part in portions(sorted({row[2] for row in rows if row[2]}))
        for each in find_records(db, Contract, f"t.id IN ({marks})", *part, removed=True)
    }
    work: dict[int, list[Deliverable]] = {row[1]: [] for row in rows}
    for marks, part in portions(sorted(work)):
        for each in find_records(db, Deliverable, f"t.client IN ({marks})", *part):
            work[each.client or 0].append(each)
    return {invoice: milestones_of(contracts.get(contract), work[client]) for invoice, client, contract in rows}
