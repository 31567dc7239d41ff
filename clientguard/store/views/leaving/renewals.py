"""Accounts that renew or expire soon."""

from __future__ import annotations

from datetime import date, timedelta

from clientguard.domain.leaving.case import RENEWAL
from clientguard.domain.leaving.renewals import PAST, RenewalFacts
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import a_day


def renewals(db: Connection, on: date) -> tuple[RenewalFacts, ...]:
    """Return the accounts that we still have access to and that renew around a day, the first to renew first."""
    rows = db.execute(
        "SELECT t.id, t.client, c.name, t.name, t.renews, c.stage FROM account t"
        " JOIN record r ON r.id = t.id AND r.removed_seq IS NULL JOIN client c ON c.id = t.client"
        " JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL"
        " WHERE t.renews BETWEEN ?1 AND ?2 AND (t.removed_on IS NULL OR t.removed_on > ?3) ORDER BY t.renews, t.id",
        ((on - timedelta(days=PAST)).isoformat(), (on + timedelta(days=RENEWAL)).isoformat(), on.isoformat()),
    ).fetchall()
    return tuple(RenewalFacts(row[0], row[1], row[2], row[3], a_day(row[4]), row[5]) for row in rows)
