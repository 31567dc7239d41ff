"""What is on record of each client, for the checklist on Today."""

from __future__ import annotations

from clientguard.domain.checklist import OnRecord
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes

HIDDEN = "checklist hidden"  # the note that the user wants it no more


def _of(kind: str) -> str:
    return f"FROM {kind} t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL WHERE t.client = c.id"


def on_record(db: Connection) -> tuple[OnRecord, ...]:
    """Return what is on record of the clients that are not being left; nothing once the checklist was hidden."""
    if notes.get_note(db, HIDDEN):
        return ()
    rows = db.execute(
        f"SELECT c.id, c.name, coalesce((SELECT t.id {_of('contract')} ORDER BY t.starts DESC, t.id DESC LIMIT 1), 0),"
        f" EXISTS (SELECT 1 {_of('contract')} AND t.payment_terms <> ''),"
        f" EXISTS (SELECT 1 {_of('invoice')}) OR EXISTS (SELECT 1 {_of('request')})"
        " FROM record cr JOIN client c ON c.id = cr.id"
        " WHERE cr.kind = 'client' AND cr.removed_seq IS NULL AND c.stage NOT IN ('former', 'leaving') ORDER BY c.id"
    ).fetchall()
    return tuple(OnRecord(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows)
