"""The named reads of communication whose plans are looked at."""

from __future__ import annotations

from clientguard.store.views import addresses
from tests.store.views.money_reads import Read

COMMUNICATION_READS: dict[str, Read] = {
    "addresses.known_parties": lambda db, _: addresses.known_parties(db),
}
