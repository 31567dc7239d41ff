"""Decisions that are to be looked at again."""

from __future__ import annotations

from datetime import date

from clientguard.domain.leaving.deciding.reviews import ReviewFacts
from clientguard.domain.records.kinds.leaving import KEEP, TALK
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import a_day

_DUE = """
SELECT t.client, c.name, t.id, t.verdict, t."on", t.review_on FROM decision t
JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
JOIN client c ON c.id = t.client JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL
WHERE t.review_on <= ?1 AND t.signed_on <= ?1 AND t.verdict IN (?2, ?3) AND c.stage NOT IN ('leaving', 'former')
  AND NOT EXISTS (
    SELECT 1 FROM decision n JOIN record nr ON nr.id = n.id AND nr.removed_seq IS NULL
    WHERE n.replaces = t.id AND n.signed_on <= ?1)
ORDER BY t.review_on, t.id
"""


def reviews(db: Connection, on: date) -> tuple[ReviewFacts, ...]:
    """Return the signed decisions that no other replaces and whose review is due by a day, the longest due first."""
    rows = db.execute(_DUE, (on.isoformat(), KEEP, TALK)).fetchall()
    return tuple(ReviewFacts(row[0], row[1], row[2], row[3], a_day(row[4]), a_day(row[5])) for row in rows)
