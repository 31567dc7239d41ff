"""The named reads of proof whose plans are looked at."""

from __future__ import annotations

from clientguard.domain.records import Message
from clientguard.store.records.lookup import get_record
from clientguard.store.views.proof import entries, material
from tests.factories import TODAY
from tests.store.views.money_reads import Read
from tests.store.views.read_whole import EVERYTHING

PROOF_READS: dict[str, Read] = {
    "material.material": lambda db, ids: material.material(db, ids.client, TODAY),
    "material.whole": lambda db, ids: material.whole(db, [get_record(db, Message, ids.message)]),
    "material.sizes": lambda db, _: material.sizes(db, ["00" * 32]),
    "entries.numbers_of": lambda db, ids: entries.numbers_of(db, [ids.client, ids.message]),
    "entries.entries_at": lambda db, _: list(entries.entries_at(db, [1, 2])),
    "entries.leaves": lambda db, _: entries.leaves(db),
    "entries.anchors": lambda db, _: entries.anchors(db, 10),
}
PROVED_WHOLE: dict[str, dict[str, str]] = {
    "material.material": {"business": "there is one"},
    "entries.leaves": {"journal": EVERYTHING},
}
