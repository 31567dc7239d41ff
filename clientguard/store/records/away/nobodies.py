"""Senders who are nobody's, so that they are not asked about again: a keyed digest of each address, never the address.

They are kept among the casebook's notes, under a random key of the casebook. Someone who has the casebook could try
addresses against it; which ones they are cannot be read from it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from clientguard.domain.communication.addresses import address_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.store.records.write_path import Write

NOTE = "nobodies"  # the key, then a keyed digest for each address, all in hex
KEY_SIZE = 32  # bytes
MAC_SIZE = 16  # bytes of a digest that are kept
MOST = 20_000  # addresses; the oldest are asked about again


@dataclass(frozen=True, slots=True)
class Nobodies:
    """The senders who are nobody's."""

    key: bytes
    macs: frozenset[str]

    def __contains__(self, address: str) -> bool:
        return bool(self.macs) and _mac(self.key, address) in self.macs


def nobodies(db: Connection) -> Nobodies:
    """Return the senders who are nobody's."""
    key, *known = notes.get_note(db, NOTE).split() or [""]
    return Nobodies(bytes.fromhex(key), frozenset(known))


def note_nobody(write: Write, address: str, *, is_nobody: bool) -> None:
    """Remember that the sender at an address is nobody's, or that they are somebody's after all."""
    key, *known = notes.get_note(write.db, NOTE).split() or [write.random(KEY_SIZE).hex()]
    mac = _mac(bytes.fromhex(key), address)
    if (mac in known) == is_nobody:
        return
    left = [each for each in known if each != mac] + ([mac] if is_nobody else [])
    notes.put_note(write, NOTE, " ".join([key, *left[-MOST:]]))


def _mac(key: bytes, address: str) -> str:
    return hmac.digest(key, address_key(address).encode(), hashlib.sha256)[:MAC_SIZE].hex()
