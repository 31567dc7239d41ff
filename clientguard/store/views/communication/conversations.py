"""Which messages belong together, for a whole casebook: worked out once, and again only for clients that changed."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from clientguard.domain.communication.threads import Heading, threads
from clientguard.store.file.sqlite import Connection
from clientguard.store.views import messages as reads

MANY = 5_000  # changed messages from which on everything is worked out again


@dataclass(frozen=True, slots=True)
class Folded:
    """A list by conversation: the last message of each, how many of it are in the list, and the others, newest first.

    `below` has those that are unfolded.
    """

    last: Sequence[int]
    counts: Sequence[int]
    below: dict[int, list[int]]


class Conversations:
    """The conversations of a casebook that stays open. Each call says what holds now; any thread may ask.

    Kept are numbers only, some forty bytes for each record: a conversation goes by its first message.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seq = 0  # the entry of the journal up to which this holds
        self._known: set[int] = set()  # the clients that were worked out
        self._is_whole = False
        self._orders: dict[int, array[int]] = {}  # by client: its messages, conversation by conversation, in order
        # By the number of a message:
        self._first, self._client, self._answered = array("q"), array("q"), bytearray()
        # By that of a first message: where its conversation begins in its client's order, how many messages it has,
        # and the one that decides whether it was answered (0 where nothing was written).
        self._start, self._count, self._deciding = array("q"), array("q"), array("q")

    @property
    def is_worked_out(self) -> bool:
        """Whether all were worked out once, so that to look again takes a moment only."""
        return self._is_whole

    def answered(self, db: Connection, messages: Sequence[int]) -> set[int]:
        """Return those of these messages (at most 500) that the other side wrote after, in the same conversation."""
        with self._lock:
            self._look(db, reads.clients_of(db, messages))
            return {each for each in messages if self._has(each) and self._answered[each]}

    def around(self, db: Connection, message: int) -> list[int]:
        """Return the conversation of a message in order, itself included."""
        with self._lock:
            self._look(db, reads.clients_of(db, [message]))
            return list(self._members(message))

    def around_each(self, db: Connection, messages: Sequence[int]) -> dict[int, tuple[int, list[int]]]:
        """Return, for each of these messages (at most 500), the one that decides whether its conversation was answered
        (see `Threads`; 0 for none), and the whole conversation in order.
        """  # fmt: skip
        with self._lock:
            self._look(db, reads.clients_of(db, messages))
            return {
                each: (self._deciding[self._first[each]] if self._has(each) else each, list(self._members(each)))
                for each in messages
            }

    def folded(self, db: Connection, newest: Sequence[int], unfolded: Iterable[int]) -> Folded:
        """Return a list of messages, newest first, by conversation.

        Unfolded are the conversations of which `unfolded` has a message.
        """
        with self._lock:
            self._look(db, None)
            first, room = self._first, len(self._first)
            opened = {first[each] for each in unfolded if self._has(each)}
            counts = array("q", bytes(8 * room))
            last, places = array("q"), array("q")
            below: dict[int, list[int]] = {}
            for each in newest:
                place = (first[each] if each < room else 0) or each  # an older moment may have more than this knows of
                if place >= room or not counts[place]:
                    last.append(each)
                    places.append(place)
                elif place in opened:
                    below.setdefault(place, []).append(each)
                if place < room:
                    counts[place] += 1
        sizes = array("q", (counts[place] if place < room else 1 for place in places))
        tops = {place: each for each, place in zip(last, places, strict=True) if place in below} if below else {}
        return Folded(last, sizes, {tops[place]: others for place, others in below.items()})

    def _has(self, message: int) -> bool:
        return 0 <= message < len(self._first) and self._first[message] > 0

    def _members(self, message: int) -> Sequence[int]:
        if not self._has(message):
            return [message]
        first = self._first[message]
        start = self._start[first]
        return self._orders[self._client[message]][start : start + self._count[first]]

    def _look(self, db: Connection, clients: set[int] | None) -> None:
        """Work out what is not known yet of these clients, or of all (None), and what changed meanwhile."""
        (seq,) = db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
        if seq > self._seq:
            self._forget_changed(db)
            self._seq = seq
        if clients is None and not self._known:
            for owner, found in groupby(reads.every_heading(db), key=lambda each: each.client or 0):
                self._place(owner, list(found))
        else:
            for owner in (reads.their_clients(db) if clients is None else clients) - self._known:
                self._place(owner, reads.headings(db, owner))
        self._is_whole = self._is_whole or clients is None

    def _forget_changed(self, db: Connection) -> None:
        changed = reads.changed_since(db, self._seq, MANY) if self._known else []
        if len(changed) == MANY:
            self._known.clear()
            self._first = array("q", bytes(8 * len(self._first)))
            return
        for message, owner in changed:
            self._known.discard(owner)
            if self._has(message):
                self._known.discard(self._client[message])
                self._first[message] = 0

    def _place(self, owner: int, headings: Sequence[Heading]) -> None:
        found = threads(headings)
        self._grow(max((each.id for each in headings), default=0) + 1)
        order = array("q")
        for first, members in found.members.items():
            self._start[first], self._count[first] = len(order), len(members)
            self._deciding[first] = found.deciding.get(first, 0)
            order.extend(members)
            for each in members:
                self._first[each], self._client[each] = first, owner
                self._answered[each] = each in found.answered
        self._orders[owner] = order
        self._known.add(owner)

    def _grow(self, room: int) -> None:
        more = room - len(self._first)
        if more <= 0:
            return
        for each in (self._first, self._client, self._start, self._count, self._deciding):
            each.frombytes(bytes(8 * more))
        self._answered.extend(bytes(more))
