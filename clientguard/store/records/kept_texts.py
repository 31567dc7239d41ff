"""Texts that look like a password and that the user keeps anyway: the answer is remembered for each text alone.

What is kept is an HMAC of the text under a random key of the casebook, among its notes: never the text. Someone who has
the casebook could try guesses against it, so all of them go when a record that may have such a text is erased.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from clientguard.domain.records import KINDS
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.store.records.write_path import Write

NOTE = "kept texts"  # the key, then a keyed digest for each text, all in hex
KEY_SIZE = 32  # bytes
MOST = 1_000  # texts; the oldest are asked about again


def is_kept(db: Connection, text: str) -> bool:
    """Return whether the user said that a text is to be kept."""
    key, *known = notes.get_note(db, NOTE).split() or [""]
    return _mac(key, text) in known


def keep(write: Write, texts: Iterable[str]) -> None:
    """Remember that these texts are to be kept."""
    key, *known = notes.get_note(write.db, NOTE).split() or [write.random(KEY_SIZE).hex()]
    macs = dict.fromkeys([*known, *(_mac(key, each) for each in texts)])
    notes.put_note(write, NOTE, " ".join([key, *list(macs)[-MOST:]]))


def forget(write: Write, kinds: Iterable[str]) -> None:
    """Forget all of them, if records of these kinds may have such a text."""
    if any(field.place for kind in kinds for field in KINDS[kind].fields) and notes.get_note(write.db, NOTE):
        notes.put_note(write, NOTE, "")


def _mac(key: str, text: str) -> str:
    return hmac.digest(bytes.fromhex(key), text.strip().encode(errors="surrogatepass"), hashlib.sha256).hex()
