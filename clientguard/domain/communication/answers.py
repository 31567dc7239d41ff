"""What the mail says of each client: when there last was contact, and who has not answered whom (P1.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting import PATIENCE
from clientguard.domain.next_step import Step, since_days
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, said


@dataclass(frozen=True, slots=True)
class LastWords:
    """How the correspondence with a client stands: the last message, and the first that the other side left open.

    `ours` says who wrote last. `since` and `message` are of the first message that this side wrote after the other
    side's last one; `last` is the last contact.
    """

    client: int
    client_name: str
    ours: bool
    message: int
    subject: str
    since: Instant
    last: Instant


def answer_steps(facts: Iterable[LastWords], today: date, day_of: Callable[[Instant], date]) -> list[Step]:
    """Return a step for each client: those who wait for the user first, then those the user waits for; oldest first.

    The side that wrote last is waiting. Whether its message needs an answer only the user knows: the step opens it.
    `day_of` says which day a moment was on for the user.
    """
    steps = [_step(each, today, day_of) for each in facts]
    return sorted(steps, key=lambda each: (each.section != "now", -each.days, each.client))


def _step(each: LastWords, today: date, day_of: Callable[[Instant], date]) -> Step:
    since = day_of(each.since)
    days = max(0, (today - since).days)
    if each.ours:
        what, why = N_("{client} has not answered you"), N_("“{subject}”, sent on {date}. Last contact on {last}.")
    else:
        what, why = N_("You have not answered {client}"), N_("“{subject}”, received on {date}. Last contact on {last}.")
    return Step(
        tone="attention" if days > PATIENCE else "note",
        icon="hourglass" if each.ours else "mail",
        client=each.client,
        record=each.message,
        kind="message",
        what=said(what, client=each.client_name),
        why=said(why, subject=each.subject, date=since, last=day_of(each.last)),
        since=since_days(days),
        days=days,
        pressing=days,
        action="read message",
        section="next" if each.ours else "now",
    )
