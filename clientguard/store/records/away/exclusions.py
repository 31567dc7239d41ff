"""Messages, meetings and people that stay away from a client: erased ones leave keyed digests.

So no import takes them in unasked. What is kept is an HMAC of the message's digest under a random key of the casebook,
and one of its Message-ID and time, which also recognises a delivery that is read differently; of a person, those of the
name and of each address. Nothing can be read from them, but someone who has both the casebook and the message, or the
person's name or address, can tell that they belong together. They
are not part of the records or the journal, and are never exported; the data report says how many there are. The key is
among the casebook's notes. Proposals from mail that were dismissed are kept in the same table (`dismissals`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from clientguard.domain.communication.addresses import address_key
from clientguard.domain.records import Client, Contact, Meeting, Message
from clientguard.domain.records.names import name_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.records import notes
from clientguard.store.records.lookup import find_records
from clientguard.store.records.write_path import Write

KEY = "exclusion key"  # the note that holds it, in hex
KEY_SIZE = 32  # bytes, of the key and of a keyed digest
ERASED = "erased"  # why something stays away
_DIGEST, _ADDRESS, _NAME, _ONLY_NAME = "digest ", "address ", "name ", "only name "  # what a digest is of

Kept = Message | Meeting | Contact


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What stays away from one client."""

    macs: frozenset[bytes]
    key: bytes

    def holds(self, digest: str, message_id: str, ms: int) -> bool:
        """Return whether a message stays away; the arguments are as a record of it would have them.

        A meeting's digest is its entry in the calendar; it has no other number.
        """
        return bool(self.macs) and any(each in self.macs for each in _macs(self.key, digest, message_id, ms))

    def holds_person(self, name: str, addresses: Collection[str]) -> bool:
        """Return whether a person stays away: erased with one of these addresses, or with that name.

        The name alone tells only where the erased person, or the one who comes, has no address. `addresses` are keys.
        """
        asked = [_ADDRESS + each for each in addresses] + [_ONLY_NAME + name_key(name)]
        asked += [] if addresses else [_NAME + name_key(name)]
        return bool(self.macs) and any(_mac(self.key, each) in self.macs for each in asked)


def exclusions(db: Connection, client: int) -> Exclusions:
    """Return what stays away from a client, or from one that was merged into it."""
    key = bytes.fromhex(notes.get_note(db, KEY))
    if not key:
        return Exclusions(frozenset(), key)
    clients, waiting = {client}, [client]
    while waiting:
        merged = [each.id for each in find_records(db, Client, "t.merged_into = ?", waiting.pop(), removed=True)]
        waiting += [each for each in merged if each not in clients]
        clients.update(merged)
    find = "SELECT mac FROM exclusion WHERE client = ? AND reason = ?"
    macs = (mac for each in clients for (mac,) in db.execute(find, (each, ERASED)))
    return Exclusions(frozenset(macs), key)


def exclude(write: Write, records: Iterable[Kept], without: Iterable[int] = ()) -> None:
    """Have these records stay away from every client they belonged to, except those in `without`."""
    spared = set(without)
    for record in records:
        found = [_mac(key_of(write), each) for each in _told(write.db, record)]
        rows = [(client, mac, ERASED) for client in _clients(write.db, record) - spared for mac in found]
        write.db.executemany("INSERT OR IGNORE INTO exclusion (client, mac, reason) VALUES (?, ?, ?)", rows)


def forget_client(write: Write, client: int) -> None:
    """Delete what stays away from a client, because the client itself is erased."""
    write.db.execute("DELETE FROM exclusion WHERE client = ?", (client,))


def count(db: Connection, client: int = 0) -> int:
    """Return how many keyed digests of erased messages are kept, for one client or for all."""
    where, values = ("AND client = ?", (client,)) if client else ("", ())
    find = f"SELECT count(*) FROM exclusion WHERE reason = ? {where}"
    return db.execute(find, (ERASED, *values)).fetchone()[0]


def was_in(db: Connection, message: int, client_uid: str) -> bool:
    """Return whether a message once belonged to a client, as far as the journal still says so."""
    (uid,) = db.execute("SELECT uid FROM record WHERE id = ?", (message,)).fetchone()
    return any((each.fields or {}).get("client") == client_uid for each in entry_log.entries_of(db, uid))


def _clients(db: Connection, record: Kept) -> set[int]:
    """Return the clients that a record belongs or once belonged to."""
    uids = _ever(db, record, "client")
    found = {record.client} if record.client else set[int]()
    for uid in uids:
        row = db.execute("SELECT id FROM record WHERE uid = ?", (bytes.fromhex(uid),)).fetchone()
        found |= {row[0]} if row else set()
    return found


def key_of(write: Write) -> bytes:
    """Return the casebook's key for exclusions, made with the first of them."""
    key = notes.get_note(write.db, KEY)
    if not key:
        key = write.random(KEY_SIZE).hex()
        notes.put_note(write, KEY, key)
    return bytes.fromhex(key)


def _told(db: Connection, record: Kept) -> list[str]:
    """Return what tells a record when it comes again; nothing where an import could not know it."""
    if isinstance(record, Meeting):
        return [_DIGEST + record.calendar_uid] if record.calendar_uid else []
    if isinstance(record, Message):
        ms = record.at.ms if record.at else 0
        return list(_numbers(record.digest, record.message_id, ms)) if record.digest else []
    more = db.execute("SELECT value FROM contact_point WHERE contact = ? AND system = 'email'", (record.id,)).fetchall()
    emails = {record.email, *_ever(db, record, "email"), *(value for (value,) in more)}
    addresses = {key for each in emails if (key := address_key(each))}
    names = {name_key(each) for each in (record.name, *_ever(db, record, "name"))} - {""}
    return [
        *(_ADDRESS + each for each in sorted(addresses)),
        *(kind + each for each in sorted(names) for kind in ((_NAME,) if addresses else (_NAME, _ONLY_NAME))),
    ]


def _ever(db: Connection, record: Kept, field: str) -> set[str]:
    """Return what a field of a record says or said, as far as the journal still has it."""
    entries = entry_log.entries_of(db, bytes.fromhex(record.uid))
    return {str(each.fields[field]) for each in entries if each.fields and each.fields.get(field)}


def _macs(key: bytes, digest: str, message_id: str, ms: int) -> Iterator[bytes]:
    return (_mac(key, each) for each in _numbers(digest, message_id, ms))


def _numbers(digest: str, message_id: str, ms: int) -> Iterator[str]:
    yield _DIGEST + digest
    if message_id and ms:
        yield f"message {ms} {message_id}"


def _mac(key: bytes, told: str) -> bytes:
    return hmac.digest(key, told.encode(), hashlib.sha256)
