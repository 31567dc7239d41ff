"""The messages of a client that say something of a handover, found through the search index (P4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clientguard.domain.leaving.from_mail.passages import MailFacts
from clientguard.domain.records import Reference
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.records.search_words import any_phrase
from clientguard.store.views.portions import portions

MOST = 400  # messages that are read, the newest first
_EPOCH = date(1970, 1, 1)
_LONGEST = 40_000  # characters of a message that are read


def mail_with(
    db: Connection, client: int, *phrases: Sequence[str], since: date = _EPOCH, until: date
) -> list[MailFacts]:
    """Return a client's messages of these days that contain the words of one phrase of each list, newest first.

    Only what the index finds is read, and of that the newest.
    """
    match = " AND ".join(f"({part})" for each in phrases if (part := any_phrase(each)))
    if not match:
        return []
    rows = db.execute(
        "SELECT t.id, t.at_ms + t.at_offset * 60000, t.sender, t.subject, substr(t.body, 1, ?), t.direction"
        " FROM search_index s JOIN search_entry e ON e.rowid = s.rowid JOIN message t ON t.id = e.record"
        " JOIN record r ON r.id = t.id WHERE s.search_index MATCH ? AND t.client = ? AND r.removed_seq IS NULL"
        " AND s.rowid >= ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?",
        (_LONGEST, match, client, _seconds(since) - 86_400, _seconds(until) + 2 * 86_400, MOST),
    ).fetchall()
    found = [
        MailFacts(row[0], _EPOCH + timedelta(milliseconds=row[1]), *row[2:5], received=row[5] == "in") for row in rows
    ]
    return [each for each in found if since <= each.on <= until]


def _seconds(day: date) -> int:
    return (day - _EPOCH).days * 86_400


def answered(db: Connection, accounts: Sequence[int]) -> set[tuple[int, int]]:
    """Return which messages were taken as answers about which of these accounts: message and account."""
    return {
        (each.source or 0, each.about or 0)
        for marks, part in portions(accounts)
        for each in find_records(db, Reference, f"t.about IN ({marks}) AND t.role = 'answer'", *part)
    }
