"""What follows from saving an address."""

from __future__ import annotations

import dataclasses

from clientguard.domain.records import Contact, ContactPoint
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup


def of_person(db: Connection, point: ContactPoint) -> ContactPoint:
    """Return a person's address with that person's client; without a client it would be the business's own."""
    if point.client or not point.contact:
        return point
    return dataclasses.replace(point, client=lookup.get_record(db, Contact, point.contact).client)
