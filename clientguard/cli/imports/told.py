"""What an import of mail did: as JSON, and in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from clientguard.actions.communication.import_mail import Skipped
from clientguard.actions.communication.incoming.import_any import TakenIn
from clientguard.cli.shared import read_back, say
from clientguard.domain.communication.unmatched import Unmatched
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.texts import _, local

LISTED = 40  # senders that are listed for a person

_REASONS = {
    "conversation": N_("perhaps {client}’s: in the same conversation"),
    "domain": N_("perhaps {client}’s: an address at the same domain"),
    "name": N_("perhaps {client}’s: a similar name"),
}


def names_of(book: Casebook, result: TakenIn) -> dict[int, str]:
    """Return the names of the clients that an import had to do with."""
    named = {*result.imports, *(each.client for each in result.unmatched if each.client is not None)}
    with read_back(book) as db:
        return lookup.titles(db, sorted(named))


def is_something(result: TakenIn) -> bool:
    """Return whether there was anything to import, be it on record already or of nobody."""
    mail = any(one.messages or one.duplicates or one.left_out for one in result.imports.values())
    others = any(one.added or one.changed or one.duplicates or one.left_out for one in result.others.all)
    return bool(result.passed) or mail or others


def as_json(result: TakenIn, names: Mapping[int, str], *, by_client: bool) -> dict[str, Any]:
    """Return what an import did, as JSON; `by_client`: no client was named."""
    runs = result.runs
    found = {
        "import": runs[0] if len(runs) == 1 else None,
        "messages": result.messages,
        **{name: _sum(result, name) for name in ("sent", "received", "attachments", "strangers")},
        "duplicates": [_skipped(each) for one in result.imports.values() for each in one.duplicates],
        "left_out": _left_out(result),
        "unreadable": [_skipped(each) for each in _unread(result)],
        "originals": _sum(result, "originals"),
        "meetings": result.others.meetings.added + result.others.meetings.changed,
        "people": result.others.people.added + result.others.people.changed,
        "chats": result.others.chats.added,
        "unmatched": len(result.unmatched),
    }
    return {**found, **_whose(result, names)} if by_client else found


def _whose(result: TakenIn, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "imports": [
            {"client": names[client], "import": each.run or None, "messages": each.messages}
            for client, each in result.imports.items()
        ],
        "senders": [
            {
                "address": each.address,
                "name": each.name,
                "messages": each.messages,
                "last": _day(each) or None,
                "client": names[each.client] if each.client is not None else None,
            }
            for each in result.unmatched
        ],
    }


def lines(result: TakenIn, names: Mapping[int, str], *, by_client: bool) -> Iterator[str]:
    """Yield what an import did, for a person, a line each."""
    yield _("Messages imported: {count}", count=result.messages)
    for client, each in result.imports.items() if by_client else ():
        if each.messages:
            yield _("  {client}: {count}", client=names[client], count=each.messages)
    yield _("Sent: {sent}, received: {received}", sent=_sum(result, "sent"), received=_sum(result, "received"))
    if strangers := _sum(result, "strangers") if not by_client else 0:
        yield _("From and to no known address of the client: {count}", count=strangers)
    yield _("Already on record: {count}", count=_already(result))
    if result.passed:
        yield _("Of nobody on record, and not kept: {count}", count=result.passed)
    if left_out := _left_out(result):
        yield _("Left out before: {count}. To import them after all, add --again.", count=left_out)
    if originals := _sum(result, "originals"):
        yield _("Originals added to messages on record: {count}", count=originals)
    yield from _others(result)
    for run in result.runs:
        yield _("To undo this import: clientguard remove {id}", id=str(run))
    found = unreadable(result)
    yield _("Could not be read: {count}", count=len(found))
    yield from found
    if result.unmatched:
        yield from unmatched(result, names)


def _others(result: TakenIn) -> Iterator[str]:
    """Yield what came of the files other than mail, by what there was."""
    found = result.others
    if found.meetings.added or found.meetings.changed:
        yield _(
            "Meetings added: {added}, changed: {changed}", added=found.meetings.added, changed=found.meetings.changed
        )
    if found.people.added or found.people.changed:
        yield _("People added: {added}, completed: {changed}", added=found.people.added, changed=found.people.changed)
    if found.chats.added:
        yield _("Chat messages added: {count}", count=found.chats.added)


def unreadable(result: TakenIn) -> list[str]:
    """Return what could not be read, and why, a line each."""
    return [f"  {each.source}: {say(each.reason) if each.reason else ''}" for each in _unread(result)]


def unmatched(result: TakenIn, names: Mapping[int, str]) -> Iterator[str]:
    """Yield who wrote and is on no record, with the client that is proposed, and how to say whose they are."""
    yield _("Senders on no record: {count}", count=len(result.unmatched))
    for each in result.unmatched[:LISTED]:
        who = f"{each.name} <{each.address}>" if each.name else each.address
        told = _("{who}: {count}, the last on {day}", who=who, count=each.messages, day=_day(each) or "—")
        why = _(_REASONS[each.because], client=names[each.client]) if each.client is not None else ""
        yield f"  {told}; {why}" if why else f"  {told}"
    if len(result.unmatched) > LISTED:
        yield _("  And {count} more.", count=len(result.unmatched) - LISTED)
    yield _("Say whose they are: clientguard assign ADDRESS --client NAME, or --nobody.")


def _unread(result: TakenIn) -> list[Skipped]:
    return [*result.unreadable, *chain.from_iterable(each.unreadable for each in result.imports.values())]


def _sum(result: TakenIn, name: str) -> int:
    return sum(getattr(each, name) for each in result.imports.values())


def _left_out(result: TakenIn) -> int:
    return sum(len(each.left_out) for each in (*result.imports.values(), *result.others.all))


def _already(result: TakenIn) -> int:
    mail = sum(len(each.duplicates) for each in result.imports.values())
    return mail + sum(each.duplicates for each in result.others.all)


def _day(each: Unmatched) -> str:
    return local(Instant(each.last_ms, 0)).date().isoformat() if each.last_ms else ""


def _skipped(each: Skipped) -> dict[str, str]:
    found = {"source": each.source, "subject": each.subject}
    return {**found, "reason": say(each.reason)} if each.reason else found
