"""What a salvage keeps beside the records: originals in the pieces they had, and which messages stay away."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from clientguard.domain.records import Record
from clientguard.store.journal import blobs, recipes
from clientguard.store.journal.recipes import Read
from clientguard.store.records import notes
from clientguard.store.records.away import exclusions
from clientguard.store.records.write_path import Write
from clientguard.store.salvage.damaged_file import DamagedFile


def pieces(damaged: DamagedFile, numbers: Mapping[bytes, int]) -> Read:
    """Return a reader of what originals are rebuilt from, never another original; KeyError if it is lost."""

    def no_other(digest: bytes) -> bytes:
        raise KeyError(digest.hex())

    def read(digest: bytes) -> bytes:
        data = damaged.file(numbers[digest], digest, no_other)
        return no_other(digest) if data is None else data

    return read


def keep_original(write: Write, stored: bytes, digest: bytes, message: bytes, read: Read) -> None:
    """Store an original that was found whole, in the same pieces if it was stored in pieces."""
    try:
        pieces = [read(each) for each in recipes.needs(stored)]
        same = recipes.rebuild(stored, read) == message
    except (KeyError, ValueError, zlib.error):  # it was stored whole
        pieces, same = [], False
    if write.db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        return
    if not same:
        blobs.put_blob(write.db, message, pack=True)
        return
    for each in pieces:
        blobs.put_blob(write.db, each, pack=True)
    blobs.put_recipe(write.db, digest, len(message), stored)


def keep_exclusions(write: Write, damaged: DamagedFile, places: Mapping[int, Record]) -> None:
    """Keep the keyed digests of erased messages, with their key; without the key they would say nothing."""
    if not damaged.columns("exclusion"):
        return
    found, _ = damaged.ask("SELECT value FROM setting WHERE name = ?", exclusions.KEY)
    key = found[0][0] if found and isinstance(found[0][0], str) else ""
    try:
        usable = len(bytes.fromhex(key)) == exclusions.KEY_SIZE
    except ValueError:
        return
    if not usable:
        return
    notes.put_note(write, exclusions.KEY, key)
    for _id, client, mac, reason in damaged.rows("exclusion", ["client", "mac", "reason"]):
        if client in places and isinstance(mac, bytes) and len(mac) == exclusions.KEY_SIZE and isinstance(reason, str):
            write.db.execute(
                "INSERT OR IGNORE INTO exclusion (client, mac, reason) VALUES (?, ?, ?)",
                (places[client].id, mac, reason),
            )
