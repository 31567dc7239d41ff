"""Leavings in progress (P4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.next_step import SOON, Step, since_days
from clientguard.domain.wording import N_, counted, said


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """A leaving that is not signed off."""

    id: int
    client: int
    client_name: str
    decided: date
    last_day: date | None
    step: str
    accounts_open: int
    accounts: int


def _leaving(leaving: LeavingFacts, today: date) -> Step:
    what = said(N_("{client}: leaving in progress"), client=leaving.client_name)
    if leaving.accounts_open:
        what = counted(
            N_("{client}: {count} account not yet handed over"),
            N_("{client}: {count} accounts not yet handed over"),
            leaving.accounts_open,
            client=leaving.client_name,
        )
    why = said(N_("Decided on {date}."), date=leaving.decided)
    if leaving.last_day:
        why = said(N_("Decided on {date}; the last day is {last}."), date=leaving.decided, last=leaving.last_day)
    near = leaving.last_day is not None and (leaving.last_day - today).days <= SOON
    days = max(0, (today - leaving.decided).days)
    return Step(
        tone="attention" if near else "note",
        icon="key-round" if leaving.accounts_open else "handshake",
        client=leaving.client,
        record=leaving.id,
        kind="leaving",
        what=what,
        why=why,
        since=since_days(days),
        days=days,
        pressing=days,
        action="continue leaving",
        section="now",
        by=leaving.last_day,
    )


def leaving_steps(leavings: Iterable[LeavingFacts], today: date) -> list[Step]:
    """Return a step for each leaving in progress: continue it."""
    return [_leaving(each, today) for each in leavings]
