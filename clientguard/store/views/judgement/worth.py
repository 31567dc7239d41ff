"""What each client is worth, read for all of them at once (P7.1)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from clientguard.domain.communication.touch import touches
from clientguard.domain.judgement.worth import WorthFacts
from clientguard.domain.money.lateness import Collecting
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.records.kinds.collecting import STEP_LETTERS
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.views.business import business
from clientguard.store.views.communication.touch import WeekMinute, touch_facts
from clientguard.store.views.judgement.only_clients import became_client
from clientguard.store.views.money import invoices

CURRENT = ("new", "active")

_LETTERS = ", ".join(f"'{each.key}'" for each in STEP_LETTERS)
_REFERRED = f"""
SELECT c.referred_by, count(*) FROM client c JOIN record r ON r.id = c.id AND r.removed_seq IS NULL
WHERE c.referred_by IS NOT NULL AND {became_client("c")} GROUP BY c.referred_by
"""
_EFFORT = f"""
SELECT t.client, count(*), coalesce(sum(t.minutes), 0) FROM message t
JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
WHERE t.at_ms >= CAST(strftime('%s', ?1) AS INTEGER) * 1000
  AND t.at_ms < (CAST(strftime('%s', ?2) AS INTEGER) + 86400) * 1000
  AND (t.dunning_step <> '' OR t.template IN ({_LETTERS})) GROUP BY t.client
"""
# The newest of each, by the index of the client's list.
_LAST = f"""
SELECT c.id, c.stage,
  (SELECT date(t.at_ms / 1000, 'unixepoch') FROM message t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
   WHERE t.client = c.id AND t.direction = 'out' AND t.at_ms < ?2 ORDER BY t.at_ms DESC LIMIT 1),
  (SELECT date(t.planned_at_ms / 1000, 'unixepoch') FROM meeting t
   JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
   WHERE t.client = c.id AND t.state = 'held' AND t.planned_at_ms < ?2 ORDER BY t.planned_at_ms DESC LIMIT 1),
  (SELECT t."on" FROM work t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
   WHERE t.client = c.id AND t."on" <= ?1 ORDER BY t."on" DESC LIMIT 1)
FROM client c JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
WHERE {became_client("c")} ORDER BY c.id
"""


def worth_facts(db: Connection, since: date, today: date, week_minute: WeekMinute) -> tuple[WorthFacts, ...]:
    """Return the facts of each client from a day up to and with today; unpaid invoices may be older."""
    firm = business(db)
    target = cells.money(firm.rate, firm.currency) if firm and firm.rate else None
    span = (since.isoformat(), today.isoformat())
    effort = {client: Collecting(count, minutes) for client, count, minutes in db.execute(_EFFORT, span).fetchall()}
    bills: defaultdict[int, list[Bill]] = defaultdict(list)
    for each in invoices(db, on=today):
        found = bill(each, today)
        if each.issued >= since or found.is_unpaid:
            bills[each.client].append(found)
    last = _last_words(db, today)
    referred = dict(db.execute(_REFERRED).fetchall())
    replacement = cells.money(firm.replacement, firm.currency) if firm and firm.replacement else None
    return tuple(
        WorthFacts(
            touch=each,
            bills=tuple(bills[each.facts.client]),
            effort=effort.get(each.facts.client, Collecting()),
            target=target,
            last_word=last[each.facts.client][1],
            is_current=last[each.facts.client][0] in CURRENT,
            referred=referred.get(each.facts.client, 0),
            replacement=replacement,
        )
        for each in touches(touch_facts(db, since, today, week_minute))
    )


def _last_words(db: Connection, today: date) -> dict[int, tuple[str, date | None]]:
    """Return each client's stage, and the day on which we last wrote to it, met it or worked for it."""
    after = (today - date(1970, 1, 1)).days * 86_400_000 + 86_400_000  # milliseconds
    found: dict[int, tuple[str, date | None]] = {}
    for client, stage, *days in db.execute(_LAST, (today.isoformat(), after)).fetchall():
        known = [cells.a_day(each) for each in days if each]
        found[client] = (stage, max(known, default=None))
    return found
