"""Accounts that renew or expire soon: whose card pays, and whether they are still needed (P4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.next_step import SOON, Step
from clientguard.domain.wording import N_, Said, counted, said

PAST = 14  # days for which a renewal that has passed is still asked about


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """An account to which we still have access, and the day on which it renews or expires."""

    account: int
    client: int
    client_name: str
    name: str
    renews: date
    stage: str  # of the client


def renewal_steps(renewals: Iterable[RenewalFacts], today: date) -> list[Step]:
    """Return a step for each client with renewals, about its first: what to decide before it renews."""
    by_client: dict[int, list[RenewalFacts]] = {}
    for each in sorted(renewals, key=lambda each: (each.renews, each.account)):
        by_client.setdefault(each.client, []).append(each)
    return [_step(found, today) for found in by_client.values()]


def _step(found: list[RenewalFacts], today: date) -> Step:
    first, left = found[0], (found[0].renews - today).days
    near = left <= SOON
    return Step(
        tone="attention" if near else "neutral",
        icon="calendar-clock",
        client=first.client,
        record=first.account,
        kind="account",
        what=_what(found),
        why=_why(first, left),
        since=_until(left),
        days=left,
        pressing=-left,
        action="open account",
        section="now" if near else "next",
        by=first.renews,
    )


def _what(found: list[RenewalFacts]) -> Said:
    first, more = found[0], len(found) - 1
    if not more:
        return said(N_("{client}: “{account}” renews"), client=first.client_name, account=first.name)
    return counted(
        N_("{client}: “{account}” renews, and {count} more account"),
        N_("{client}: “{account}” renews, and {count} more accounts"),
        more,
        client=first.client_name,
        account=first.name,
    )


def _why(first: RenewalFacts, left: int) -> Said:
    if left < 0:
        text = N_("It was to renew on {date}. Enter the next date, or remove the date if it has run out.")
    elif first.stage == "former":
        text = N_("It renews on {date}, and you still have access: hand it over, or end it, before it is charged.")
    elif first.stage == "leaving":
        text = N_("It renews on {date}: the client's own card has to be on it before that.")
    else:
        text = N_("It renews on {date}: check that it is still needed, and whose card is charged.")
    return said(text, date=first.renews)


def _until(left: int) -> Said:
    if left < 0:
        return counted(N_("{count} day ago"), N_("{count} days ago"), -left)
    return counted(N_("in {count} day"), N_("in {count} days"), left) if left else said(N_("today"))
