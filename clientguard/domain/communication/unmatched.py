"""Who wrote and is on no record: counted by address, for the user to say whose they are. No message is kept of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from clientguard.domain.communication.addresses import address_key
from clientguard.domain.communication.mail_survey import MailHead, party

Because = Literal["", "conversation", "domain", "name"]

MOST_SENDERS = 50_000
MOST_NUMBERS = 500_000  # Message-IDs of the clients' conversations
MOST_NAMED = 40  # Message-IDs that are held of one sender


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A sender whom no record knows: how many messages, when the last one was written (ms since 1970 UTC, 0: unknown).

    `client` is proposed, None if nothing points at one; `because` says what does: a message in the same conversation,
    an address at the same domain, or a like name.
    """

    address: str
    name: str
    messages: int
    last_ms: int
    client: int | None = None
    because: Because = ""


@dataclass(slots=True)
class Stranger:
    """What is counted of one sender; `numbers` are Message-IDs of the conversations that they wrote in."""

    address: str
    name: str = ""
    messages: int = 0
    last_ms: int = 0
    numbers: set[str] = field(default_factory=set[str])


class Strangers:
    """Counts senders whom no record knows, and holds which conversations are the clients'."""

    def __init__(self) -> None:
        self._found: dict[str, Stranger] = {}
        self._theirs: dict[int, int] = {}  # the client by hash of a Message-ID
        self._copies: set[int] = set()

    def count(self, head: MailHead) -> None:
        """Count the sender of a message that belongs to no client; machines and what goes out to many do not count."""
        key = address_key(head.sender[1])
        if head.impersonal or not party(key):
            return
        if head.message_id and self._is_copy(head.message_id):
            return
        if key not in self._found and len(self._found) >= MOST_SENDERS:
            return
        seen = self._found.setdefault(key, Stranger(head.sender[1]))
        seen.name = seen.name or head.sender[0]
        seen.messages += 1
        seen.last_ms = max(seen.last_ms, head.at_ms)
        if len(seen.numbers) < MOST_NAMED:
            seen.numbers.update(each for each in (head.message_id, *head.answers) if each)

    def took(self, head: MailHead, clients: Collection[int]) -> None:
        """Take note of the conversation of a message that belongs to clients; one of several says nothing."""
        if len(clients) == 1 and len(self._theirs) < MOST_NUMBERS:
            (client,) = clients
            self._theirs.update((hash(each), client) for each in (head.message_id, *head.answers) if each)

    def conversation(self, stranger: Stranger) -> int | None:
        """Return the client in whose conversations a sender wrote, as far as these messages show."""
        return next((found for each in sorted(stranger.numbers) if (found := self._theirs.get(hash(each)))), None)

    def found(self) -> Iterable[Stranger]:
        """Return those who were counted, the most frequent first."""
        return sorted(self._found.values(), key=lambda each: (-each.messages, address_key(each.address)))

    def _is_copy(self, message_id: str) -> bool:
        mark = hash(message_id)
        known = mark in self._copies
        if not known and len(self._copies) < MOST_NUMBERS:
            self._copies.add(mark)
        return known
