"""What an import did, in sentences."""

from __future__ import annotations

from itertools import chain

from clientguard.actions.communication.import_mail import Skipped
from clientguard.actions.communication.incoming.import_any import TakenIn
from clientguard.texts import _n


def came_in(result: TakenIn) -> list[str]:
    """Return a sentence for each kind of thing that came in; none if nothing did."""
    others = result.others
    found: list[str] = []
    if result.messages:
        sent, received = (sum(getattr(each, name) for each in result.imports.values()) for name in ("sent", "received"))
        found.append(
            _n(
                "{count} message imported: {sent} sent, {received} received.",
                "{count} messages imported: {sent} sent, {received} received.",
                result.messages,
                sent=sent,
                received=received,
            )
        )
    if others.chats.added:
        found.append(
            _n("{count} message from a chat imported.", "{count} messages from chats imported.", others.chats.added)
        )
    if others.meetings.added:
        found.append(_n("{count} meeting added.", "{count} meetings added.", others.meetings.added))
    if others.meetings.changed:
        found.append(_n("{count} meeting updated.", "{count} meetings updated.", others.meetings.changed))
    if others.people.added:
        found.append(_n("{count} person added.", "{count} people added.", others.people.added))
    if others.people.changed:
        found.append(_n("{count} person updated.", "{count} people updated.", others.people.changed))
    return found


def left_aside(result: TakenIn, *, by_client: bool) -> list[str]:
    """Return a sentence for each reason why something did not come in; `by_client`: it was sorted by who wrote."""
    strangers = 0 if by_client else sum(each.strangers for each in result.imports.values())
    second = len(duplicates(result)) + sum(each.duplicates for each in result.others.all)
    originals = sum(each.originals for each in result.imports.values())
    away, broken = len(left_out(result)), len(unreadable(result))
    found = (
        (
            strangers,
            _n(
                "{count} is neither from nor to a known address of the client.",
                "{count} are neither from nor to a known address of the client.",
                strangers,
            ),
        ),
        (second, _n("{count} was already on record.", "{count} were already on record.", second)),
        (originals, _n("{count} of them got its original.", "{count} of them got their originals.", originals)),
        (
            away,
            _n(
                "{count} was removed, moved or erased before and was left out.",
                "{count} were removed, moved or erased before and were left out.",
                away,
            ),
        ),
        (broken, _n("{count} could not be read.", "{count} could not be read.", broken)),
    )
    return [text for count, text in found if count]


def on_no_record(count: int) -> str:
    """Return the sentence about senders who are to be assigned."""
    return _n("{count} sender is on no record.", "{count} senders are on no record.", count)


def unreadable(result: TakenIn) -> list[Skipped]:
    """Return what could not be read."""
    return [*result.unreadable, *chain.from_iterable(each.unreadable for each in result.imports.values())]


def left_out(result: TakenIn) -> list[Skipped]:
    """Return what was removed, moved or erased before."""
    return [*chain.from_iterable(each.left_out for each in (*result.imports.values(), *result.others.all))]


def duplicates(result: TakenIn) -> list[Skipped]:
    """Return the second copies of messages on record."""
    return [*chain.from_iterable(each.duplicates for each in result.imports.values())]
