"""What went to and fro with each client in a span: counted in SQL, for all clients at once (P2.4, P6.4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from clientguard.domain.communication.touch import TouchFacts
from clientguard.domain.contracts.contact_hours import ContactHours, contact_hours
from clientguard.domain.records import Instant
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.views.judgement.only_clients import became_client

WeekMinute = Callable[[Instant], tuple[int, int]]  # the weekday (Monday is 0) and the minute of the day for the user

LONGEST_ANSWER = 30 * 86_400  # seconds; who writes later begins something new

_LIVE = "JOIN record r ON r.id = t.id AND r.removed_seq IS NULL"
_MOMENTS = (
    "t.{at} >= CAST(strftime('%s', ?1) AS INTEGER) * 1000"
    " AND t.{at} < (CAST(strftime('%s', ?2) AS INTEGER) + 86400) * 1000"
)
_SENT = _MOMENTS.format(at="at_ms")
_CLIENTS = f"""
SELECT t.id, t.name, t.stage FROM client t {_LIVE} WHERE {became_client("t")} ORDER BY t.id
"""
_MESSAGES = f"""
SELECT t.client, t.direction, count(*), coalesce(sum(t.minutes), 0) FROM message t {_LIVE}
WHERE {_SENT} GROUP BY t.client, t.direction
"""
# A side has answered where it wrote after the other one: how long that had waited since its first word.
_TURNS = f"""
WITH turn AS (
  SELECT t.client, t.direction, t.at_ms, t.id,
    lag(t.direction, 1, '') OVER (PARTITION BY t.client ORDER BY t.at_ms, t.id) AS before
  FROM message t {_LIVE} WHERE {_SENT} AND t.template = ''
), first AS (SELECT client, direction, at_ms, id FROM turn WHERE direction <> before)
SELECT client, direction, (at_ms - lag(at_ms) OVER (PARTITION BY client ORDER BY at_ms, id)) / 1000 FROM first
"""
_MEETINGS = f"""
SELECT t.client, t.state, t.missed_by, count(*), coalesce(sum(t.minutes), 0) FROM meeting t {_LIVE}
WHERE {_MOMENTS.format(at="planned_at_ms")} AND t.state IN ('held', 'missed') GROUP BY t.client, t.state, t.missed_by
"""
_REQUESTS = f"""
SELECT t.client, count(*), coalesce(sum(iif(EXISTS (SELECT 1 FROM approval_round a JOIN record ar ON ar.id = a.id
  AND ar.removed_seq IS NULL WHERE a.request = t.id), 0, t.rounds)), 0)
FROM request t {_LIVE} WHERE t.asked_on BETWEEN ?1 AND ?2 GROUP BY t.client
"""
_ROUNDS = f"""
SELECT t.client, count(*) FROM approval_round t {_LIVE} WHERE t.submitted_on BETWEEN ?1 AND ?2 GROUP BY t.client
"""
_WORK = f"""
SELECT t.client, t.sort, sum(t.minutes) FROM work t {_LIVE} WHERE t."on" BETWEEN ?1 AND ?2 GROUP BY t.client, t.sort
"""
_INCOME = f"""
SELECT t.client, t.currency, sum(t.amount) FROM payment t {_LIVE} WHERE t.received BETWEEN ?1 AND ?2
GROUP BY t.client, t.currency ORDER BY t.currency
"""
_HOURS = f"""
SELECT t.client, t.contact_hours FROM contract t {_LIVE}
WHERE t.contact_hours <> '' AND coalesce(t.starts, '') <= ?2 ORDER BY t.client, t.starts, t.id
"""
_RECEIVED = f"""
SELECT t.client, t.at_ms, t.at_offset FROM message t {_LIVE}
WHERE t.client IN (SELECT client FROM contract WHERE contact_hours <> '') AND t.direction = 'in' AND {_SENT}
"""


def touch_facts(db: Connection, since: date, until: date, week_minute: WeekMinute) -> tuple[TouchFacts, ...]:
    """Return what went to and fro with each client from one day to another, both included.

    Former clients are there if there was any contact; those that never became clients are not. `week_minute` says on
    which weekday and minute a moment was for the user.
    """
    span = (since.isoformat(), until.isoformat())
    messages = _by_client(db, _MESSAGES, span)
    meetings, work, income = (_by_client(db, sql, span) for sql in (_MEETINGS, _WORK, _INCOME))
    requests, rounds = _by_client(db, _REQUESTS, span), _by_client(db, _ROUNDS, span)
    turns = _turns(db, span)
    outside = _outside(db, span, week_minute)
    found: list[TouchFacts] = []
    for client, name, stage in db.execute(_CLIENTS).fetchall():
        if stage == "former" and not (messages[client] or meetings[client] or work[client] or income[client]):
            continue
        ways: Counter[str] = Counter({way: count for way, count, _ in messages[client]})
        kept: Counter[tuple[str, str]] = Counter({(state, by): count for state, by, count, _ in meetings[client]})
        found.append(
            TouchFacts(
                client=client,
                client_name=name,
                received=ways["in"],
                sent=ways["out"],
                message_minutes=sum(minutes for _way, _count, minutes in messages[client]),
                held=kept["held", ""],
                missed=kept["missed", "client"],
                missed_by_us=kept["missed", "us"],
                meeting_minutes=sum(minutes for state, _by, _count, minutes in meetings[client] if state == "held"),
                requests=sum(count for count, _ in requests[client]),
                rounds=sum(count for _, count in requests[client]) + sum(count for (count,) in rounds[client]),
                outside=outside.get(client),
                work={sort: cells.amount(minutes) for sort, minutes in work[client]},
                income=tuple(cells.money(minor, currency) for currency, minor in income[client] if minor),
                their_answers=turns[client, "in"],
                our_answers=turns[client, "out"],
            )
        )
    return tuple(found)


def _by_client(db: Connection, sql: str, span: tuple[str, str]) -> defaultdict[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for client, *rest in db.execute(sql, span).fetchall():
        found[client].append(tuple(rest))
    return found


def _turns(db: Connection, span: tuple[str, str]) -> defaultdict[tuple[int, str], list[int]]:
    """Return how long each answer took in seconds, by client and direction of the answer."""
    found: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for client, direction, seconds in db.execute(_TURNS, span).fetchall():
        if seconds is not None and seconds <= LONGEST_ANSWER:
            found[client, direction].append(seconds)
    return found


def _outside(db: Connection, span: tuple[str, str], week_minute: WeekMinute) -> dict[int, int]:
    """Return how many messages came outside the agreed hours, for the clients whose contract names some."""
    hours: dict[int, ContactHours] = {}
    for client, text in db.execute(_HOURS, span).fetchall():
        if found := contact_hours(text):
            hours[client] = found  # the contract that began last
    if not hours:
        return {}
    found = dict.fromkeys(hours, 0)
    for client, ms, offset in db.execute(_RECEIVED, span).fetchall():
        if client in hours and not hours[client].cover(*week_minute(cells.moment(ms, offset))):
            found[client] += 1
    return found
