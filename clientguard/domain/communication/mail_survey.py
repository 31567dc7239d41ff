"""Who the user exchanges mail with: the likely clients in a mailbox, of which only those that are ticked are kept.

A correspondent is a domain; at a public provider of mail it is one person's address. Offered is whom the user wrote to
and heard from, three messages each way at least: neither newsletters and lists, nor what machines send.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from clientguard.domain.communication.addresses import OwnAddresses, Proposed, Tally, address_key
from clientguard.domain.communication.mail_providers import is_public

LEAST = 3  # messages each way
MOST_PEOPLE = 10  # of one correspondent, who are added to it
MOST_PAIRS = 500_000  # of writers and readers that are counted: a mailbox may be a list's archive
MOST_MESSAGES = 2_000_000  # of which second copies are noticed

# Addresses that machines write from, and nobody reads.
_UNREAD = re.compile(
    r"(?:.*[._+-])?(?:no|non|do-?not|dont)[._-]?(?:reply|replay|response|responder)(?:[._+-].*)?"
    r"|ne-?pas-?repondre|keine?-?(?:antwort|reply)|nicht-?antworten|geen-?antwoord|niet-?beantwoorden|nao-?responda"
    r"|non-?rispondere|mailer-daemon|postmaster|bounces?(?:[._+-].*)?|(?:.*[._-])?notifications?|auto(?:mail|reply)"
)
# What stands before a country in the domains of companies: `harbour.co.uk`.
_SECOND_LEVEL = frozenset("ac asn co com edu gen gob go gov gv in ltd me ne net nom or org plc sch".split())


@dataclass(frozen=True, slots=True)
class MailHead:
    """What a survey looks at in one message: name and address of who wrote, and of each it is to.

    `impersonal`: a newsletter, a list's or a machine's message. `in_sent`: it is in a folder of sent mail.
    `message_id` tells second copies; "" if there is none. `answers` are the Message-IDs that it names as those before
    it. `at_ms` is milliseconds since 1970 UTC, 0 if unknown.
    """

    sender: tuple[str, str]
    recipients: tuple[tuple[str, str], ...]
    at_ms: int = 0
    impersonal: bool = False
    in_sent: bool = False
    message_id: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correspondent:
    """One with whom mail was exchanged: `key` is a domain, or a person's address; `name` is proposed.

    `people` are those of it who wrote and were written to, by name and address, the most frequent first; `written_to`
    the keys of all addresses that the user wrote to.
    """

    key: str
    name: str
    received: int
    sent: int
    last_ms: int
    people: tuple[tuple[str, str], ...] = ()
    written_to: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        """Whether it is one person at a public provider."""
        return "@" in self.key

    def wants(self, head: MailHead, own: OwnAddresses) -> bool:
        """Return whether a message belongs to this correspondent: from it, or from the user to it.

        What somebody else wrote to it does not: it would be taken for a message of the client's that waits for an
        answer. Nor does what it sends out to everybody; a person whom the user wrote to may write through a list.
        """
        sender = address_key(head.sender[1])
        if party(sender) == self.key and sender not in own:
            return not head.impersonal or sender in self.written_to
        if sender not in own or head.impersonal:
            return False
        return any(party(address) == self.key for _name, address in head.recipients)


@dataclass(slots=True)
class _Seen:
    name: str
    address: str
    messages: int = 0
    last_ms: int = 0


@dataclass(slots=True)
class Survey:
    """Counts the messages of a mailbox; `correspondents` then says who may be a client. Nothing else is held of them.

    `messages` are those that people wrote, `impersonal` the others; a second copy of a message counts as none.
    """

    messages: int = 0
    impersonal: int = 0
    _tally: Tally = field(default_factory=Tally)
    _from: dict[str, _Seen] = field(default_factory=dict[str, _Seen])
    _to: dict[tuple[str, str], list[int]] = field(default_factory=dict[tuple[str, str], list[int]])
    _known: set[int] = field(default_factory=set[int])

    def count(self, head: MailHead) -> None:
        """Count one message."""
        if head.message_id and self._is_copy(head.message_id):
            return
        if head.impersonal:
            self.impersonal += 1
            return
        self.messages += 1
        sender = address_key(head.sender[1])
        if not sender:
            return
        self._tally.count(head.sender[1], (address for _name, address in head.recipients), in_sent=head.in_sent)
        if sender in self._from or len(self._from) < MOST_PAIRS:
            seen = self._from.setdefault(sender, _Seen(*head.sender))
            seen.name = seen.name or head.sender[0]
            seen.messages += 1
            seen.last_ms = max(seen.last_ms, head.at_ms)
        keys = {address_key(address) for _name, address in head.recipients} - {""}
        for key in keys | {party(each) for each in keys}:
            if key and ((sender, key) in self._to or len(self._to) < MOST_PAIRS):
                pair = self._to.setdefault((sender, key), [0, 0])
                pair[0] += 1
                pair[1] = max(pair[1], head.at_ms)

    def _is_copy(self, message_id: str) -> bool:
        mark = hash(message_id)
        known = mark in self._known
        if not known and len(self._known) < MOST_MESSAGES:
            self._known.add(mark)
        return known

    def own(self) -> list[Proposed]:
        """Return the addresses that may be the user's own, the likeliest first."""
        return self._tally.proposed()

    def correspondents(self, own: Collection[str]) -> list[Correspondent]:
        """Return those with whom mail was exchanged, where `own` are the user's addresses: the most frequent first."""
        mine = OwnAddresses(own)
        home = {key.rpartition("@")[2] for each in own if (key := address_key(each))}
        received, last = self._received(mine)
        sent: Counter[str] = Counter()
        for (sender, key), (messages, at) in self._to.items():
            if sender in mine:
                sent[key] += messages
                last[key] = max(last.get(key, 0), at)
        found = [
            self._correspondent(key, received[key], sent, last[key], mine)
            for key in received
            if received[key] >= LEAST <= sent[key] and (key not in home or is_public(key))
        ]
        return sorted(found, key=lambda each: (-each.received - each.sent, each.key))

    def _received(self, mine: OwnAddresses) -> tuple[Counter[str], dict[str, int]]:
        received: Counter[str] = Counter()
        last: dict[str, int] = {}
        for sender, seen in self._from.items():
            key = party(sender)
            if key and sender not in mine:
                received[key] += seen.messages
                last[key] = max(last.get(key, 0), seen.last_ms)
        return received, last

    def _correspondent(
        self, key: str, received: int, sent: Counter[str], last_ms: int, mine: OwnAddresses
    ) -> Correspondent:
        written_to = frozenset(each for each in sent if "@" in each and party(each) == key)
        both = [(seen, each) for each in written_to if (seen := self._from.get(each)) and each not in mine]
        both.sort(key=lambda pair: (-pair[0].messages - sent[pair[1]], pair[1]))
        people = tuple((seen.name or name_of_person(seen.address), seen.address) for seen, _key in both)
        name = (people[0][0] if people else key) if "@" in key else name_of_domain(key)
        return Correspondent(key, name, received, sent[key], last_ms, people[:MOST_PEOPLE], written_to)


def party(address: str) -> str:
    """Return whom an address belongs to: its domain, or at a public provider itself; "" if nobody reads it."""
    key = address_key(address)
    local, _, domain = key.rpartition("@")
    if not key or _UNREAD.fullmatch(local):
        return ""
    return key if is_public(domain) else domain


def name_of_person(address: str) -> str:
    """Return a name to propose for whoever writes from an address: `Joan Field` for `joan.field@…`."""
    return _words(address.partition("@")[0])


def name_of_domain(domain: str) -> str:
    """Return a name to propose for a domain: `Harbour Books` for `mail.harbour-books.co.uk`."""
    labels = [_spoken(each) for each in domain.split(".")]
    rest = labels[:-1] or labels
    if len(rest) > 1 and len(labels[-1]) == 2 and rest[-1] in _SECOND_LEVEL:
        rest = rest[:-1]
    return _words(rest[-1])


def _spoken(label: str) -> str:
    """Return a label of a domain as people write it: its ASCII form undone."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _words(text: str) -> str:
    parts: Iterable[str] = re.split(r"[._+-]+", text)
    return " ".join(part[:1].upper() + part[1:] for part in parts if part) or text
