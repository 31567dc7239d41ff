"""Which messages belong to one conversation, and which of them were answered.

A message belongs to those that it names (In-Reply-To, References). One that names none on record, but whose subject
begins as an answer does (Re:, AW:, Fwd: …), belongs to the last one of the same client with that subject. A subject
alone joins nothing: "Invoice" comes every month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from clientguard.domain.records import Instant, Message
from clientguard.domain.records.names import name_key

# What mail programs put before a subject, in the languages of Europe and East Asia; "Re[2]:" and "Re (2):" too.
_MARK = re.compile(
    r"\s*(?:re|aw|antw|antwort|sv|vs|svar|ref|res|rif|r|odp|atb|ynt|ang|vá|vl|fwd?|fw|wg|tr|rv|enc|i|pd|doorst|vb|ilt"
    r"|回复|答复|回覆|轉寄|转发|返信|転送|отв|ha|пер)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*\[[^\[\]]{1,40}\](?=\s*\S)")  # the name of a mailing list
_NUMBER = re.compile(r"<[^<>\s]+>")
_MOST_MARKS = 50
LONGEST_SUBJECT = 900  # characters: a text field holds a few more
SPOKEN = frozenset(("call", "missed call", "meeting"))  # what nobody answers in writing


class Heading(NamedTuple):
    """What places a message among others. `number` is its Message-ID; `at_ms` orders them."""

    id: int
    client: int | None
    at_ms: int
    direction: str
    channel: str
    number: str
    in_reply_to: str
    references: str
    subject: str


@dataclass(frozen=True, slots=True)
class Threads:
    """Each message's conversation, by its first; the messages of one in order; those the other side wrote after.

    `deciding` is the message that says whether a conversation was answered: the last one received, or where none was,
    the last one sent. A conversation in which nothing was written has none.
    """

    of: dict[int, int]
    members: dict[int, list[int]]
    answered: frozenset[int]
    deciding: dict[int, int]


def bare_subject(subject: str) -> tuple[str, bool]:
    """Return a subject without what answers put before it, for comparison, and whether there was any of that."""
    marked = False
    for _number in range(_MOST_MARKS):
        if found := _MARK.match(subject):
            marked = True
        else:
            found = _LIST.match(subject)
        if not found:
            break
        subject = subject[found.end() :]
    return name_key(subject), marked


def threads(headings: Iterable[Heading]) -> Threads:
    """Return the conversations of messages, each within one client."""
    ordered = sorted(headings, key=lambda each: (each.at_ms, each.id))
    above = list(range(len(ordered)))  # each one's neighbour on the way to the first of its conversation
    named: dict[tuple[int | None, str], int] = {}  # a number of a message, on record or only named: who has it
    held = {(each.client, each.number) for each in ordered if each.number}
    subjects: dict[tuple[int | None, str], int] = {}
    for place, each in enumerate(ordered):
        names = _names(each)
        for number in (each.number, *names):
            if number:
                _join(above, place, named.setdefault((each.client, number), place))
        subject, marked = bare_subject(each.subject)
        if subject:
            if marked and not any((each.client, number) in held for number in names):
                _join(above, place, subjects.get((each.client, subject), place))
            subjects[each.client, subject] = place
    members: dict[int, list[int]] = {}
    of: dict[int, int] = {}
    for place, each in enumerate(ordered):
        of[each.id] = first = ordered[_first(above, place)].id
        members.setdefault(first, []).append(each.id)
    return Threads(of, members, _answered(ordered, of), _deciding(ordered, of))


def answer_to(message: Message, now: Instant) -> Message:
    """Return the beginning of an answer to a message: to whom, about what, and that it belongs to it."""
    subject = message.subject if bare_subject(message.subject)[1] else f"Re: {message.subject}"
    received = message.direction == "in"
    return Message(
        client=message.client,
        at=now,
        direction="out" if received else "in",
        channel="call" if message.channel == "missed call" else message.channel,
        sender="" if received else message.recipients,
        recipients=message.sender if received else "",
        subject=subject[:LONGEST_SUBJECT],
        in_reply_to=message.message_id,
        references=" ".join(part for part in (message.references, message.message_id) if part),
    )


def _names(each: Heading) -> list[str]:
    """Return the numbers of the messages that a message answers."""
    if not each.references:
        return [each.in_reply_to] if each.in_reply_to else []
    return [*_NUMBER.findall(each.references), each.in_reply_to]


def _first(above: list[int], place: int) -> int:
    while above[place] != place:
        above[place] = above[above[place]]
        place = above[place]
    return place


def _join(above: list[int], one: int, other: int) -> None:
    first, second = _first(above, one), _first(above, other)
    above[max(first, second)] = min(first, second)


def _answered(ordered: list[Heading], of: dict[int, int]) -> frozenset[int]:
    """Return the messages after which the other side wrote or spoke in the same conversation."""
    found: set[int] = set()
    later: dict[int, set[str]] = {}  # the directions that came after, by conversation
    for each in reversed(ordered):
        seen = later.setdefault(of[each.id], set())
        if seen - {each.direction}:
            found.add(each.id)
        if each.channel != "missed call":
            seen.add(each.direction)
    return frozenset(found)


def _deciding(ordered: list[Heading], of: dict[int, int]) -> dict[int, int]:
    found: dict[int, tuple[bool, int]] = {}
    for each in ordered:
        received = each.direction == "in"
        if each.channel not in SPOKEN and (received or not found.get(of[each.id], (False, 0))[0]):
            found[of[each.id]] = received, each.id
    return {first: message for first, (_received, message) in found.items()}
