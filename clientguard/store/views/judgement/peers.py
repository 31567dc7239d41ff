"""Consultants to whom a client can be referred."""

from __future__ import annotations

from clientguard.domain.records import Peer
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records


def accepting_peers(db: Connection) -> list[Peer]:
    """Return the peers who accept referrals, by name."""
    return find_records(db, Peer, "t.accepts = 'yes'", order="t.name, t.id")
