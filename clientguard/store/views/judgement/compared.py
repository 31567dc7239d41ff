"""What every client brings in and takes, to measure one against the others (P6.4)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from clientguard.domain.judgement.facts import Other
from clientguard.domain.money.amount import Money
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.views.judgement.only_clients import became_client

_LIVE = "JOIN record r ON r.id = t.id AND r.removed_seq IS NULL"
_MOMENTS = (
    "t.{at} >= CAST(strftime('%s', ?1) AS INTEGER) * 1000"
    " AND t.{at} < (CAST(strftime('%s', ?2) AS INTEGER) + 86400) * 1000"
)
_CLIENTS = f"SELECT t.id, t.name, t.stage, t.since FROM client t {_LIVE} WHERE {became_client('t')} ORDER BY t.id"
_MESSAGES = f"""
SELECT t.client, count(*), coalesce(sum(t.minutes), 0), count(*) - count(t.minutes) FROM message t {_LIVE}
WHERE {_MOMENTS.format(at="at_ms")} GROUP BY t.client
"""
_HELD = f"""
SELECT t.client, coalesce(sum(t.minutes), 0) FROM meeting t {_LIVE}
WHERE {_MOMENTS.format(at="planned_at_ms")} AND t.state = 'held' GROUP BY t.client
"""
_LOGGED = f"""
SELECT t.client, sum(t.minutes) FROM work t {_LIVE}
WHERE t."on" BETWEEN ?1 AND ?2 AND t.sort = 'meeting' GROUP BY t.client
"""
_INCOME = f"""
SELECT t.client, t.currency, sum(t.amount) FROM payment t {_LIVE} WHERE t.received BETWEEN ?1 AND ?2
GROUP BY t.client, t.currency ORDER BY t.currency
"""


def compared(db: Connection, contact_since: date, income_since: date, until: date) -> tuple[Other, ...]:
    """Return every client's income and contact up to a day, each from its own first day on."""
    contact = contact_since.isoformat(), until.isoformat()
    messages, held, logged = (
        {row[0]: row[1:] for row in db.execute(sql, contact).fetchall()} for sql in (_MESSAGES, _HELD, _LOGGED)
    )
    income: defaultdict[int, list[Money]] = defaultdict(list)
    for client, currency, minor in db.execute(_INCOME, (income_since.isoformat(), until.isoformat())).fetchall():
        if minor:
            income[client].append(cells.money(minor, currency))
    found: list[Other] = []
    for client, name, stage, since in db.execute(_CLIENTS).fetchall():
        count, minutes, untimed = messages.get(client, (0, 0, 0))
        meetings = max(_minutes(held.get(client)), _minutes(logged.get(client)))
        found.append(
            Other(
                client=client,
                name=name,
                stage=stage,
                since=cells.day(since),
                income=tuple(income[client]),
                messages=count,
                minutes=cells.amount(minutes) + meetings,
                untimed=untimed,
            )
        )
    return tuple(found)


def _minutes(row: tuple[Any, ...] | None) -> int:
    return cells.amount(row[0]) if row else 0
