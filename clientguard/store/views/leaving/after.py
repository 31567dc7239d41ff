"""What Today asks of leavings: closed ones whose days come, and open ones whose report waits for a signature."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from clientguard.domain.leaving.after import AfterFacts
from clientguard.domain.next_step import SOON
from clientguard.domain.records import Document, HandoverMark
from clientguard.domain.records.kinds.documents import FINAL_REPORT
from clientguard.domain.records.kinds.handover import REQUEST
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.cells import day
from clientguard.store.records.lookup import find_records
from clientguard.store.views.portions import portions

_DUE = "t.destroy_on <= ?2 AND t.destroyed_on IS NULL"
_ENDS = "t.support_until BETWEEN ?1 AND ?2"


def closed_leavings(db: Connection, on: date) -> tuple[AfterFacts, ...]:
    """Return the closed leavings whose record is to be destroyed, or whose support ends, about a day."""
    days = (on.isoformat(), (on + timedelta(days=SOON)).isoformat())
    rows = {
        row[0]: row
        for where in (_DUE, _ENDS)
        for row in db.execute(
            "SELECT t.id, t.client, c.name, t.destroy_on, t.support_until, t.destroyed_on FROM leaving t"
            " JOIN record r ON r.id = t.id AND r.removed_seq IS NULL JOIN client c ON c.id = t.client"
            f" JOIN record cr ON cr.id = c.id AND cr.removed_seq IS NULL WHERE {where} AND +t.signed_off <= ?1",
            days,
        ).fetchall()
    }
    return tuple(
        AfterFacts(row[0], row[1], row[2], None if row[5] else day(row[3]), day(row[4]))
        for row in sorted(rows.values())
    )


def asked_to_sign(
    db: Connection, decided: Mapping[int, date], marks: Iterable[HandoverMark], on: date
) -> dict[int, tuple[date, ...]]:
    """Return by client when it was asked to sign the newest report since it was `decided` to leave, if it did not."""
    asked: defaultdict[int, list[date]] = defaultdict(list)
    for each in marks:
        if each.key == REQUEST and not each.account and each.leaving and each.done_on:
            asked[each.client or 0].append(each.done_on)
    newest = _newest_reports(db, sorted(asked), on)
    return {
        client: tuple(sorted(days))
        for client, days in asked.items()
        if (paper := newest.get(client))
        and not paper.signed_on
        and (paper.made_on or date.min) >= decided.get(client, date.max)
    }


def _newest_reports(db: Connection, clients: Sequence[int], on: date) -> dict[int, Document]:
    found: dict[int, Document] = {}
    for those, part in portions(clients):
        where = f"t.client IN ({those}) AND t.type = ? AND t.made_on <= ?"
        for each in find_records(
            db, Document, where, *part, FINAL_REPORT, on.isoformat(), order="t.client, t.made_on, t.id"
        ):
            found[each.client or 0] = each
    return found
