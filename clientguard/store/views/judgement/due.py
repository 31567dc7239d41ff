"""What of judgement needs the user on a day: recovery plans to look at, and threats of harm."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.judgement.steps import HarmFacts, PlanFacts
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import a_day
from clientguard.store.views.live import OF_LIVE_CLIENTS

SPAN = 365  # days for which a threat is asked about

_PLANS = f"""
SELECT t.client, c.name, t.id, t.remedy, t.made_on, t.due FROM recovery_plan t {OF_LIVE_CLIENTS}
WHERE t.result = '' AND t.due <= ?1 AND t.made_on <= ?1 AND c.stage <> 'former' ORDER BY t.due, t.id
"""
_THREATS = f"""
SELECT t.client, c.name, t.id, t.title, t."on" FROM problem t {OF_LIVE_CLIENTS}
WHERE t.harm AND t."on" > ?1 AND t."on" <= ?2 AND NOT EXISTS (
  SELECT 1 FROM sign_review s JOIN record sr ON sr.id = s.id AND sr.removed_seq IS NULL
  WHERE s.client = t.client AND s.sign = '7' AND s."on" BETWEEN t."on" AND ?2)
ORDER BY t."on", t.id
"""


def plans_due(db: Connection, on: date) -> tuple[PlanFacts, ...]:
    """Return the recovery plans whose result is to be looked at by a day, the longest due first (P8.3)."""
    rows = db.execute(_PLANS, (on.isoformat(),)).fetchall()
    return tuple(PlanFacts(row[0], row[1], row[2], row[3], a_day(row[4]), a_day(row[5])) for row in rows)


def threats(db: Connection, on: date) -> tuple[HarmFacts, ...]:
    """Return the threats of harm of the year before a day that the user has not answered since, in order (P6.7)."""
    rows = db.execute(_THREATS, ((on - timedelta(days=SPAN)).isoformat(), on.isoformat())).fetchall()
    return tuple(HarmFacts(row[0], row[1], row[2], row[3], a_day(row[4])) for row in rows)
