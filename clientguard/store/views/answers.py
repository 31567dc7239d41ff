"""The last words of each client: who wrote last, and the first message that has been open since."""

from __future__ import annotations

from clientguard.domain.communication.answers import LastWords
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import moment

_NEVER = -(1 << 60)  # before any moment on record
_MAIL = "message t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL WHERE t.client = c.id AND t.direction"


def last_words(db: Connection) -> tuple[LastWords, ...]:
    """Return how the correspondence with each client stands that is not former, was not declined, and has a message."""
    newest = f"(SELECT t.at_ms FROM {_MAIL} = '%s' ORDER BY t.at_ms DESC LIMIT 1)"
    rows = db.execute(
        "WITH c AS MATERIALIZED (SELECT c.id, c.name,"
        f" coalesce({newest % 'in'}, {_NEVER}) AS heard, coalesce({newest % 'out'}, {_NEVER}) AS wrote"
        " FROM record cr JOIN client c ON c.id = cr.id"
        " WHERE cr.kind = 'client' AND cr.removed_seq IS NULL AND c.stage NOT IN ('former', 'declined'))"
        " SELECT c.id, c.name, m.direction, m.id, m.subject, m.at_ms, m.at_offset, max(c.heard, c.wrote)"
        " FROM c JOIN message m ON m.id = ("
        f"  SELECT t.id FROM {_MAIL} = iif(c.heard > c.wrote, 'in', 'out')"
        "  AND t.at_ms >= min(c.heard, c.wrote) ORDER BY t.at_ms, t.id LIMIT 1)"
        " ORDER BY c.id"
    ).fetchall()
    return tuple(
        LastWords(
            client=row[0],
            client_name=row[1],
            ours=row[2] == "out",
            message=row[3],
            subject=row[4],
            since=moment(row[5], row[6]),
            last=moment(row[7], row[6]),
        )
        for row in rows
    )
