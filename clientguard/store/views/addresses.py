"""The addresses of the business and of its clients' people: current ones, aliases, and old ones (P5.1)."""

from __future__ import annotations

from collections.abc import Iterator

from clientguard.domain.communication.known import Party
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


def known_parties(db: Connection) -> list[Party]:
    """Return names, addresses and numbers of all clients and their people, those that were merged into them included.

    A removed client has none, nor has a removed person or address.
    """
    found = db.execute(
        "WITH RECURSIVE whole (id, root) AS (SELECT c.id, c.id FROM client c JOIN record r ON r.id = c.id"
        " WHERE r.removed_seq IS NULL AND c.merged_into IS NULL"
        " UNION SELECT c.id, w.root FROM client c JOIN whole w ON c.merged_into = w.id)"
        " SELECT w.root, c.name, c.email, '', TRUE FROM whole w JOIN client c ON c.id = w.id"
        " UNION ALL SELECT w.root, t.name, t.email, t.phone, FALSE FROM contact t JOIN record r ON r.id = t.id"
        " JOIN whole w ON w.id = t.client WHERE r.removed_seq IS NULL OR t.merged_into IS NOT NULL"
        " UNION ALL SELECT w.root, iif(t.system = 'chat', t.value, ''), iif(t.system = 'email', t.value, ''),"
        " iif(t.system IN ('phone', 'chat'), t.value, ''), FALSE FROM contact_point t"
        " JOIN record r ON r.id = t.id JOIN whole w ON w.id = t.client WHERE r.removed_seq IS NULL"
    ).fetchall()
    return [Party(client, name, address, phone, bool(whole)) for client, name, address, phone, whole in found]


def people_of(db: Connection, client: int) -> list[Contact]:
    """Return the people of a client, in the order of their entry."""
    return find_records(db, Contact, "t.client = ?", client)


def imported_senders(db: Connection) -> Iterator[tuple[int, str, str]]:
    """Yield id, sender and direction of the imported messages that are on record."""
    yield from db.execute(
        "SELECT t.id, t.sender, t.direction FROM message t JOIN record r ON r.id = t.id"
        " WHERE t.digest <> '' AND r.removed_seq IS NULL ORDER BY t.id"
    ).fetchall()
