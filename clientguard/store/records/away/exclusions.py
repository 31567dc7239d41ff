"""Messages and meetings that stay away from a client: erased ones leave a keyed digest.

So no import takes them in unasked. What is kept is an HMAC of the message's digest under a random key of the casebook,
and one of its Message-ID and time, which also recognises a delivery that is read differently. Nothing about the message
can be read from them, but someone who has both the casebook and the message can tell that they belong together. They
are not part of the records or the journal, and are never exported; the data report says how many there are. The key is
among the casebook's notes. Proposals from mail that were dismissed are kept in the same table (`dismissals`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clientguard.domain.records import Client, Meeting, Message
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal import entry_log
from clientguard.store.records import notes
from clientguard.store.records.lookup import find_records
from clientguard.store.records.write_path import Write

KEY = "exclusion key"  # the note that holds it, in hex
KEY_SIZE = 32  # bytes, of the key and of a keyed digest
ERASED = "erased"  # why a message stays away


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The messages and meetings that stay away from one client."""

    macs: frozenset[bytes]
    key: bytes

    def holds(self, digest: str, message_id: str, ms: int) -> bool:
        """Return whether a message stays away; the arguments are as a record of it would have them.

        A meeting's digest is its entry in the calendar; it has no other number.
        """
        return bool(self.macs) and any(each in self.macs for each in _macs(self.key, digest, message_id, ms))


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


def exclude(write: Write, records: Iterable[Message | Meeting], without: Iterable[int] = ()) -> None:
    """Have these messages and meetings stay away from every client they belonged to, except those in `without`."""
    spared = set(without)
    for message in records:
        digest = message.calendar_uid if isinstance(message, Meeting) else message.digest
        if not digest:
            continue
        key = key_of(write)
        if isinstance(message, Meeting):
            found = list(_macs(key, digest, "", 0))
        else:
            found = list(_macs(key, digest, message.message_id, message.at.ms if message.at else 0))
        rows = [(client, mac, ERASED) for client in _clients(write.db, message) - spared for mac in found]
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


def _clients(db: Connection, message: Message | Meeting) -> set[int]:
    """Return the clients that a message or meeting belongs or once belonged to."""
    uids = {
        str(each.fields["client"])
        for each in entry_log.entries_of(db, bytes.fromhex(message.uid))
        if each.fields and each.fields.get("client")
    }
    found = {message.client} if message.client else set[int]()
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


def _macs(key: bytes, digest: str, message_id: str, ms: int) -> Iterator[bytes]:
    yield hmac.digest(key, f"digest {digest}".encode(), hashlib.sha256)
    if message_id and ms:
        yield hmac.digest(key, f"message {ms} {message_id}".encode(), hashlib.sha256)
