"""What a demand is judged beside: the contract, earlier demands, and whether it came again after a no (P2.2, P6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientguard.domain.records import Contract, Demand
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.business import business
from clientguard.store.views.client import current_contract
from clientguard.store.views.portions import portions

MOST = 200  # earlier demands of a client that are compared
_NEWEST = "t.said_on DESC, t.id DESC"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the form of a demand: the contract, the contact hours of the business, demands with a no."""

    contract: Contract | None
    hours: str
    refused: tuple[Demand, ...]


def beside_demand(db: Connection, demand: Demand, most: int = 3) -> Beside:
    """Read what a demand is judged beside; without a contract of its own, the client's newest one."""
    client = demand.client or 0
    chosen = find_records(db, Contract, "t.id = ?", demand.contract, limit=1) if demand.contract else []
    contract = chosen[0] if chosen else current_contract(db, client) if client else None
    where = "t.client = ? AND t.refused = 1 AND t.id <> ?"
    refused = find_records(db, Demand, where, client, demand.id, order=_NEWEST, limit=most) if client else []
    firm = business(db)
    return Beside(contract, firm.hours if firm else "", tuple(refused))


def earlier_demands(db: Connection, demand: Demand) -> list[Demand]:
    """Return the client's other demands that do not come after a demand, the newest first."""
    where = "t.client = ? AND t.id <> ? AND (?3 IS NULL OR t.said_on <= ?3)"
    day = demand.said_on.isoformat() if demand.said_on else None
    return find_records(db, Demand, where, demand.client, demand.id, day, order=_NEWEST, limit=MOST)


def again_after_a_no(db: Connection, ids: Sequence[int]) -> set[int]:
    """Return which of these demands repeat one that got a no, directly or over others that repeat it."""
    found: set[int] = set()
    for marks, part in portions(ids):
        rows = db.execute(
            "WITH RECURSIVE line(start, at, depth) AS ("
            f" SELECT t.id, t.repeats, 1 FROM demand t WHERE t.id IN ({marks}) AND t.repeats IS NOT NULL"
            " UNION ALL SELECT l.start, e.repeats, l.depth + 1 FROM line l JOIN demand e ON e.id = l.at"
            " WHERE e.repeats IS NOT NULL AND l.depth < 50)"
            " SELECT DISTINCT l.start FROM line l JOIN demand e ON e.id = l.at"
            " JOIN record r ON r.id = e.id AND r.removed_seq IS NULL WHERE e.refused = 1",
            part,
        ).fetchall()
        found |= {row[0] for row in rows}
    return found
