"""Leavings in progress (P4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.leaving.handover import PATIENCE, why_not_without_reply
from clientguard.domain.next_step import SOON, Step, since_days
from clientguard.domain.wording import N_, Said, counted, said


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """A leaving that is not closed."""

    id: int
    client: int
    client_name: str
    decided: date
    last_day: date | None
    step: str
    accounts_open: int
    accounts: int
    asked: tuple[date, ...] = ()  # the days on which the client was asked to sign the report, and did not


def _leaving(leaving: LeavingFacts, today: date) -> Step:
    what = said(N_("{client}: leaving in progress"), client=leaving.client_name)
    if leaving.accounts_open:
        what = counted(
            N_("{client}: {count} account not yet handed over"),
            N_("{client}: {count} accounts not yet handed over"),
            leaving.accounts_open,
            client=leaving.client_name,
        )
    why = _why(leaving, today)
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


def _why(leaving: LeavingFacts, today: date) -> Said:
    last = leaving.last_day
    if leaving.asked and (today - leaving.asked[-1]).days >= PATIENCE:
        if why_not_without_reply(leaving.asked, today):
            return said(
                N_("The report has not been signed. You asked on {date}: ask for the signature again."),
                date=leaving.asked[-1],
            )
        text = N_("The client did not reply to {count} requests to sign: it can be closed without.")
        return said(text, count=len(leaving.asked))
    if last and last <= today:
        return said(N_("The last day was {last}: close it once nothing stands in the way."), last=last)
    if last:
        return said(N_("Decided on {date}; the last day is {last}."), date=leaving.decided, last=last)
    return said(N_("Decided on {date}."), date=leaving.decided)


def leaving_steps(leavings: Iterable[LeavingFacts], today: date) -> list[Step]:
    """Return a step for each leaving in progress: continue it."""
    return [_leaving(each, today) for each in leavings]
