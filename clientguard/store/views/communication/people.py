"""The people of a client as an import of contact cards may meet them: on record, or removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from clientguard.domain.communication.addresses import address_key
from clientguard.store.file.sqlite import Connection


class KnownPerson(NamedTuple):
    """A person's name and addresses (their keys), the entry that removed it, and its import."""

    name: str
    addresses: frozenset[str]
    removed: int | None
    imported_by: int | None


def people_on_record(db: Connection, client: int) -> list[KnownPerson]:
    """Return the people of a client, including removed ones; erased ones have neither name nor address."""
    rows = db.execute(
        "SELECT t.name, t.email, (SELECT group_concat(p.value, char(10)) FROM contact_point p"
        " WHERE p.contact = t.id AND p.system = 'email'), r.removed_seq, t.imported_by"
        " FROM contact t JOIN record r ON r.id = t.id"
        " WHERE t.client = ? AND (t.name <> '' OR t.email <> '') ORDER BY t.id",
        (client,),
    ).fetchall()
    return [
        KnownPerson(name, _keys([email, *(more or "").split("\n")]), removed, run)
        for name, email, more, removed, run in rows
    ]


def _keys(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(key for each in addresses if (key := address_key(each)))
