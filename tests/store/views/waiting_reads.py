"""The named reads of what waits whose plans are looked at."""

from __future__ import annotations

from clientguard.domain.records import Request
from clientguard.store.records import lookup
from clientguard.store.views.communication import waiting
from tests.factories import TODAY
from tests.store.views.money_reads import Read

WAITING_READS: dict[str, Read] = {
    "waiting.open_requests": lambda db, ids: [waiting.open_requests(db, each) for each in (0, ids.client)],
    "waiting.open_requests_of": lambda db, ids: waiting.open_requests_of(db, ids.clients),
    "waiting.all_requests": lambda db, ids: waiting.all_requests(db, ids.client, TODAY),
    "waiting.all_requests of all": lambda db, _: waiting.all_requests(db, on=TODAY),
    "waiting.requests_of": lambda db, ids: waiting.requests_of(db, ids.clients, TODAY),
    "waiting.chases": lambda db, ids: waiting.chases(db, ids.clients),
    "waiting.absences": lambda db, ids: waiting.absences(db, ids.clients),
    "waiting.rounds_of": lambda db, ids: waiting.rounds_of(db, ids.clients),
    "waiting.with_rounds": lambda db, ids: waiting.with_rounds(
        db, lookup.find_records(db, Request, "t.client = ?", ids.client)
    ),
    "waiting.promises": lambda db, ids: waiting.promises(db, ids.client, on=TODAY),
    "waiting.promises of all": lambda db, _: waiting.promises(db, on=TODAY),
    "waiting.promises_of": lambda db, ids: waiting.promises_of(db, ids.clients),
}
