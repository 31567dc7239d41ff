"""What a client's page reads of a client's signs, at once (P6, P8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clientguard.actions.judgement.reading import Judged, judged
from clientguard.domain.judgement.next_steps import MOST, Matter, matters
from clientguard.domain.records import KINDS, Instant, RecoveryPlan
from clientguard.store.views import lists
from clientguard.store.views.lists import rows
from clientguard.store.views.records import any_record
from clientguard.texts import local

if TYPE_CHECKING:
    from clientguard.store.views.lists import Connection


@dataclass(frozen=True, slots=True)
class ClientLook:
    """What was judged, what of it stands at the top of the page, and the recovery plans: open ones, and the last one
    whose result is known.
    """

    judged: Judged
    matters: tuple[Matter, ...] = ()
    plans: tuple[RecoveryPlan, ...] = ()


def client_look(db: Connection, client: int, today: date) -> ClientLook:
    """Read it. KnownError if there is no such client."""
    found = judged(db, client, today)
    since: dict[int, date] = {}
    for each in found.raised[:MOST]:
        day = _day_of(db, each.evidence[0]) if each.evidence else each.first
        if day:
            since[each.sign] = day
    return ClientLook(found, matters(found.raised, since), _plans(db, client))


def _day_of(db: Connection, record: int) -> date | None:
    """Return the day of a record, in local time."""
    found = any_record(db, record)
    value = getattr(found, found.kind.date) if found.kind.date else None
    return local(value).date() if isinstance(value, Instant) else value


def _plans(db: Connection, client: int) -> tuple[RecoveryPlan, ...]:
    kind = KINDS["recovery_plan"]
    found = [
        each for each in rows(db, kind, lists.ids(db, kind, client=client)).records if isinstance(each, RecoveryPlan)
    ]
    seen = max(
        (each for each in found if each.result), key=lambda each: (each.result_on or date.min, each.id), default=None
    )
    return (*(each for each in found if not each.result), *((seen,) if seen else ()))
