"""What is on record of a client that may be an exhibit of an evidence bundle (P5.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date

from clientguard.domain.proof.exhibits import Material
from clientguard.domain.records import (
    KINDS,
    Client,
    Contact,
    ContactPoint,
    Evidence,
    Message,
    Record,
)
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record
from clientguard.store.views.business import business
from clientguard.store.views.money import invoices
from clientguard.store.views.portions import portions

STEP = 500  # messages in memory with their bodies
# Kinds that may be exhibits without being marked as evidence; of the others, those that can be marked.
_ALWAYS = frozenset({"contract", "write_off"})


def material(db: Connection, client: int, today: date) -> Material | None:
    """Return what a client's bundle is made from, as known today; None if there is no business yet."""
    firm = business(db)
    if firm is None:
        return None
    mine = "t.client = ?"
    records: list[Record] = []
    for kind in KINDS.values():
        if kind.name in _ALWAYS or (
            kind.evidence and not kind.private and not kind.part_of and kind is not Message.kind
        ):
            records += find_records(db, kind.record, mine, client)
    messages = list(_messages(db, client))
    return Material(
        firm=firm,
        client=get_record(db, Client, client),
        records=records,
        messages=messages,
        parts=list(_parts(db, client)),
        evidence=find_records(db, Evidence, mine, client),
        contacts=find_records(db, Contact, f"{mine} AND t.merged_into IS NULL", client),
        points=find_records(db, ContactPoint, mine, client),
        settled={each.id: each.settled for each in invoices(db, client, on=today) if each.settled},
    )


def _messages(db: Connection, client: int) -> Iterator[Message]:
    """Yield the messages of a client without their long texts, which would fill the memory."""
    last = 0
    while found := find_records(db, Message, "t.client = ? AND t.id > ?", client, last, limit=STEP):
        yield from (dataclasses.replace(each, body="", references="") for each in found)
        last = found[-1].id


def _parts(db: Connection, client: int) -> Iterator[Record]:
    """Yield what is part of a client's records: files, references, lines, rounds, what payments are for."""
    for kind in KINDS.values():
        if kind.part_of and kind.name != ContactPoint.kind.name:
            yield from find_records(db, kind.record, "t.client = ?", client)


def whole(db: Connection, records: Sequence[Message]) -> dict[int, Message]:
    """Return messages with their long texts, by their ids."""
    found: dict[int, Message] = {}
    for marks, part in portions([each.id for each in records]):
        found |= {each.id: each for each in find_records(db, Message, f"t.id IN ({marks})", *part)}
    return found


def sizes(db: Connection, digests: Sequence[str]) -> dict[str, int]:
    """Return how many bytes each of these blobs has, by its SHA-256 in hex; missing ones are left out."""
    found: dict[str, int] = {}
    for start in range(0, len(digests), STEP):
        part = [bytes.fromhex(each) for each in digests[start : start + STEP]]
        marks = ", ".join("?" for _ in part)
        rows = db.execute(f"SELECT sha256, size FROM blob WHERE sha256 IN ({marks})", part).fetchall()
        found |= {digest.hex(): size for digest, size in rows}
    return found
