"""What is on record about a client before anything is decided: money, silence, rounds, income, hours (P7.1)."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.leaving.deciding.weighing import DAYS, WeighingFacts
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import bill
from clientguard.domain.records import Decision, ProblemNote, Request
from clientguard.domain.records.kinds.leaving import TALK
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.lookup import find_records
from clientguard.store.views.client import current_contract
from clientguard.store.views.communication.waiting import open_requests, with_rounds
from clientguard.store.views.money import invoices

_INCOME = """
SELECT p.currency, sum(p.amount) FROM payment p
JOIN record r ON r.id = p.id AND r.removed_seq IS NULL
JOIN record c ON c.id = p.client AND c.removed_seq IS NULL
WHERE p.received > ? AND p.received <= ?{whose} GROUP BY p.currency ORDER BY p.currency
"""
_WORK = """
SELECT sum(w.minutes) FROM work w JOIN record r ON r.id = w.id AND r.removed_seq IS NULL
WHERE w.client = ? AND w."on" > ? AND w."on" <= ?
"""
_TALKED = """
SELECT sum(m.minutes) FROM message m JOIN record r ON r.id = m.id AND r.removed_seq IS NULL
WHERE m.client = ? AND m.at_ms >= CAST(strftime('%s', ?) AS INTEGER) * 1000
  AND m.at_ms < (CAST(strftime('%s', ?) AS INTEGER) + 86400) * 1000
"""
_TALKS = "t.client = ? AND t.verdict = ? AND t.signed_on <= ?"


def weighing_facts(db: Connection, client: int, on: date) -> WeighingFacts:
    """Return what is on record about a client on a day."""
    since, until = (on - timedelta(days=DAYS)).isoformat(), on.isoformat()
    contract = current_contract(db, client, on)
    limit = contract.revision_limit if contract else None
    return WeighingFacts(
        bills=tuple(bill(each, on) for each in invoices(db, client, on=on)),
        requests=open_requests(db, client, on=on),
        rounds=_over(db, client, limit, on) if limit is not None else (),
        revision_limit=limit,
        problems=tuple(find_records(db, ProblemNote, 't.client = ? AND t."on" <= ?', client, until)),
        income=_income(db, " AND p.client = ?", since, until, client),
        all_income=_income(db, "", since, until),
        minutes=sum(db.execute(sql, (client, since, until)).fetchone()[0] or 0 for sql in (_WORK, _TALKED)),
        decided=_decided(db, client, until),
        tried=tuple(find_records(db, Decision, _TALKS, client, TALK, until, order="t.signed_on, t.id")),
    )


def _decided(db: Connection, client: int, until: str) -> date | None:
    found = find_records(db, Decision, "t.client = ? AND t.signed_on <= ?", client, until, order="t.signed_on, t.id")
    return found[-1].signed_on if found else None


def _over(db: Connection, client: int, limit: int, on: date) -> tuple[Request, ...]:
    """Return the requests that had come back with changes more often than agreed by a day."""
    asked = find_records(db, Request, "t.client = ? AND t.asked_on <= ?", client, on.isoformat())
    return tuple(each for each in with_rounds(db, asked, on) if (each.rounds or 0) > limit)


def _income(db: Connection, whose: str, *values: object) -> tuple[Money, ...]:
    rows = db.execute(_INCOME.format(whose=whose), values).fetchall()
    return tuple(cells.money(minor, currency) for currency, minor in rows if minor)
