"""What the letters about waiting are drafted from: open requests, missing access, hours (P1.3, P2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clientguard.actions.communication.waiting.moving import moved_lines
from clientguard.domain.communication.letter_facts import ShownControl, ShownWaiting
from clientguard.domain.communication.touch import touches
from clientguard.domain.communication.waiting_facts import (
    CONTROLLING,
    TO_ANSWER,
    over_the_limit,
    shown_control,
    shown_waiting,
)
from clientguard.domain.wording import N_
from clientguard.errors import KnownError
from clientguard.store.file.sqlite import Connection
from clientguard.store.views import client as client_views
from clientguard.store.views.communication.touch import touch_facts
from clientguard.store.views.communication.waiting import all_requests, open_requests
from clientguard.texts import week_minute

CHASE, WAITING, CONTROL = "chase", "waiting", "control"
ABOUT_WAITING = (CHASE, WAITING, CONTROL)
DAYS = 365  # whose hours are compared, and whose rounds of approval are counted
ROLES = {CHASE: "chase", WAITING: "chase", CONTROL: "notice"}  # what the letter is to each request that it names


@dataclass(frozen=True, slots=True)
class Waited:
    """The facts of such a letter, and the requests that it is about."""

    waiting: ShownWaiting | None = None
    control: ShownControl | None = None
    requests: tuple[int, ...] = ()


def waited(db: Connection, kind: str, client: int, today: date, request: int = 0) -> Waited:
    """Return what a letter of `ABOUT_WAITING` is written from; a chase is about one request, by default the oldest.

    KnownError if the request that was named is not an open one of this client.
    """
    found = open_requests(db, client, on=today)
    answer_by = today + timedelta(days=TO_ANSWER)
    if request and all(each.id != request for each in found):
        raise KnownError(
            N_("This is not an open request of this client."),
            kept=N_("Nothing was written."),
            todo=N_("Choose another request."),
        )
    if kind == CONTROL:
        return _control(db, client, today, answer_by)
    if kind == CHASE:
        found = tuple(each for each in found if request in (0, each.id))[:1]
    lines = moved_lines(db, client, today) if kind == WAITING else ()
    return Waited(shown_waiting(found, answer_by, lines), requests=tuple(each.id for each in found))


def _control(db: Connection, client: int, today: date, answer_by: date) -> Waited:
    facts = client_views.facts(db, client, today)
    contract = facts.contract
    limit = contract.revision_limit if contract else None
    ended = over_the_limit(all_requests(db, client, today), limit, today - timedelta(days=DAYS))
    every = touches(touch_facts(db, today - timedelta(days=DAYS), today, week_minute))
    own = next((each for each in every if each.facts.client == client), None)  # None for a client that was left
    shown = shown_control(
        contract.title if contract else "",
        facts.missing,
        facts.open_requests,
        ended,
        limit,
        (own.waiting_minutes + own.change_minutes, own.work_minutes) if own else (0, 0),
        answer_by,
    )
    named = (*(each for each in facts.open_requests if each.ask in CONTROLLING), *ended)
    return Waited(control=shown, requests=tuple(each.id for each in named))
