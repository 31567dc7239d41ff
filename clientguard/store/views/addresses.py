"""The addresses of the business and of its clients' people: current ones, aliases, and old ones (P5.1)."""

from __future__ import annotations

from collections.abc import Iterator

from clientguard.domain.records import Contact, ContactPoint
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records
from clientguard.store.views.business import business

OWN = "t.client IS NULL AND t.contact IS NULL AND t.system = 'email'"


def own_points(db: Connection) -> list[ContactPoint]:
    """Return the business's own addresses besides the one in its letterhead."""
    return find_records(db, ContactPoint, OWN)


def own_addresses(db: Connection) -> list[str]:
    """Return the business's own addresses: that of its letterhead first."""
    firm = business(db)
    return [*([firm.email] if firm and firm.email else []), *(each.value for each in own_points(db))]


def client_addresses(db: Connection, client: int) -> list[str]:
    """Return the addresses of a client and its people, with those of clients and people that were merged into it."""
    return [
        value
        for (value,) in db.execute(
            "WITH RECURSIVE whole (id) AS (SELECT ?1 UNION"
            " SELECT c.id FROM client c JOIN whole w ON c.merged_into = w.id)"
            " SELECT c.email FROM client c WHERE c.id IN (SELECT id FROM whole) AND c.email <> ''"
            " UNION ALL SELECT t.email FROM contact t JOIN record r ON r.id = t.id WHERE t.email <> ''"
            " AND t.client IN (SELECT id FROM whole) AND (r.removed_seq IS NULL OR t.merged_into IS NOT NULL)"
            " UNION ALL SELECT t.value FROM contact_point t JOIN record r ON r.id = t.id"
            " WHERE t.client IN (SELECT id FROM whole) AND t.system = 'email' AND r.removed_seq IS NULL",
            (client,),
        ).fetchall()
    ]


def people_of(db: Connection, client: int) -> list[Contact]:
    """Return the people of a client, in the order of their entry."""
    return find_records(db, Contact, "t.client = ?", client)


def imported_senders(db: Connection) -> Iterator[tuple[int, str, str]]:
    """Yield id, sender and direction of the imported messages that are on record."""
    yield from db.execute(
        "SELECT t.id, t.sender, t.direction FROM message t JOIN record r ON r.id = t.id"
        " WHERE t.digest <> '' AND r.removed_seq IS NULL ORDER BY t.id"
    ).fetchall()
