"""The Waiting page: every open request and promise, how long it has waited, and when a notice is due (P1.1, P1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clientguard.domain.communication.waiting.promises import PromiseMade, promise_state
from clientguard.domain.communication.waiting.requests import RequestFacts
from clientguard.domain.communication.work_days import work_days
from clientguard.domain.money.terms import Calendar


@dataclass(frozen=True, slots=True)
class Wait:
    """One open request or promise, as it stands on a day.

    `sort` is what was asked for (`ask` of a request, `type` of a promise); `due` the day by which it is needed or was
    promised. `is_due` says that a notice is due on the day or was before.
    """

    kind: Literal["request", "promise"]
    id: int
    client: int
    client_name: str
    title: str
    sort: str
    since: date
    days: int
    work_days: int
    blocks: str
    due: date | None
    chased: tuple[date, ...]
    next_notice: date
    is_due: bool


def waits(
    requests: Iterable[RequestFacts], promises: Iterable[PromiseMade], on: date, is_working: Calendar
) -> tuple[Wait, ...]:
    """Return what waits for the client on a day, oldest first; working days are counted on the user's calendar."""
    found = [_request(each, on, is_working) for each in requests if each.is_open(on)]
    found += [
        _promise(each, on, is_working) for each in promises if promise_state(each, on, is_working) in ("open", "broken")
    ]
    return tuple(sorted(found, key=lambda each: (each.since, each.id)))


def _request(each: RequestFacts, on: date, is_working: Calendar) -> Wait:
    notice = each.next_notice(is_working)
    return Wait(
        kind="request",
        id=each.id,
        client=each.client,
        client_name=each.client_name,
        title=each.title,
        sort=each.ask,
        since=each.asked_on,
        days=each.days_open(on),
        work_days=work_days(each.asked_on, on, is_working),
        blocks=each.blocks,
        due=each.needed_by,
        chased=each.chased,
        next_notice=notice,
        is_due=notice <= on,
    )


def _promise(each: PromiseMade, on: date, is_working: Calendar) -> Wait:
    notice = each.next_notice(is_working)
    return Wait(
        kind="promise",
        id=each.id,
        client=each.client,
        client_name=each.client_name,
        title=each.words,
        sort=each.type,
        since=each.made_on,
        days=max(0, (on - each.made_on).days),
        work_days=work_days(each.made_on, on, is_working),
        blocks=each.blocks,
        due=each.due,
        chased=each.chased,
        next_notice=notice,
        is_due=notice <= on,
    )
