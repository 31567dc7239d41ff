"""Proposals from mail that the user dismissed: a keyed digest of each, so that it is not made again.

What is kept is an HMAC under the key of the exclusions, beside those of erased messages (`exclusions`): never the text.
It goes with the client that the proposal was about.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientguard.store.file.sqlite import Connection
from clientguard.store.records import notes
from clientguard.store.records.away import exclusions
from clientguard.store.records.write_path import Write

DISMISSED = "dismissed"  # why it stays away
_PORTION = 500  # clients in one statement


@dataclass(frozen=True, slots=True)
class Dismissals:
    """What was dismissed of some clients."""

    macs: frozenset[tuple[int, bytes]]
    key: bytes

    def holds(self, client: int, text: str) -> bool:
        """Return whether what `text` stands for was dismissed of a client."""
        return bool(self.macs) and (client, _mac(self.key, text)) in self.macs


def dismissals(db: Connection, clients: Sequence[int]) -> Dismissals:
    """Return what was dismissed of these clients, and of those that were merged into them."""
    key = bytes.fromhex(notes.get_note(db, exclusions.KEY))
    found: set[tuple[int, bytes]] = set()
    for start in range(0, len(clients) if key else 0, _PORTION):
        part = clients[start : start + _PORTION]
        rows = db.execute(
            "WITH RECURSIVE whole (id, stays) AS (SELECT c.id, c.id FROM client c"
            f" WHERE c.id IN ({', '.join('?' for _ in part)})"
            " UNION SELECT c.id, w.stays FROM client c JOIN whole w ON c.merged_into = w.id)"
            " SELECT w.stays, e.mac FROM whole w JOIN exclusion e ON e.client = w.id WHERE e.reason = ?",
            (*part, DISMISSED),
        )
        found.update(rows.fetchall())
    return Dismissals(frozenset(found), key)


def dismiss(write: Write, client: int, texts: Iterable[str]) -> None:
    """Remember that what these texts stand for was dismissed."""
    key = exclusions.key_of(write)
    rows = [(client, _mac(key, each), DISMISSED) for each in texts]
    write.db.executemany("INSERT OR IGNORE INTO exclusion (client, mac, reason) VALUES (?, ?, ?)", rows)


def forget(write: Write, client: int, texts: Iterable[str]) -> None:
    """Forget that it was: it may be proposed again."""
    key = exclusions.key_of(write)
    rows = [(client, _mac(key, each), DISMISSED) for each in texts]
    write.db.executemany("DELETE FROM exclusion WHERE client = ? AND mac = ? AND reason = ?", rows)


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, f"proposal {text}".encode(errors="surrogatepass"), hashlib.sha256)
