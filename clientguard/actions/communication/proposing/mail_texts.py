"""Messages as the rules read them: what the sender wrote, who that was, and what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clientguard.domain.communication.addresses import OwnAddresses, address_key
from clientguard.domain.communication.mail_providers import is_public
from clientguard.domain.communication.proposals.found import MailText
from clientguard.domain.communication.threads import threads
from clientguard.exchange.mail.own_words.own_words import is_automatic, own_words, written_between
from clientguard.store.file.sqlite import Connection
from clientguard.store.journal.blobs import beginnings
from clientguard.store.views.addresses import client_addresses, own_addresses
from clientguard.store.views.communication.proposing import Mail, file_names

LONGEST_HEAD = 1 << 16  # bytes of an original among which its fields are looked for
_ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")


def mail_texts(db: Connection, client: int, rows: Sequence[Mail]) -> list[MailText]:
    """Return a client's messages, in the order given, as the rules read them."""
    files = file_names(db, [each.heading.id for each in rows])
    conversations = threads(each.heading for each in rows).of
    by_number = {each.heading.number: each.heading.id for each in rows if each.heading.number}
    known = _Side(client_addresses(db, client), own_addresses(db))
    automatic = _automatic(db, rows)
    return [
        MailText(
            id=each.heading.id,
            on=each.on,
            ours=each.ours,
            subject=each.heading.subject,
            own=own_words(each.body),
            sender=each.sender,
            stranger=known.are_strangers(each.recipients if each.ours else each.sender),
            automatic=each.heading.id in automatic,
            files=files.get(each.heading.id, ()),
            conversation=conversations[each.heading.id],
            reply_to=by_number.get(each.heading.in_reply_to, 0),
            between=written_between(each.body),
        )
        for each in rows
    ]


def _automatic(db: Connection, rows: Sequence[Mail]) -> set[int]:
    """Return the messages that a machine sent, by subject and sender, else by the fields of their originals."""
    found = {each.heading.id for each in rows if is_automatic(each.heading.subject, each.sender)}
    asked = {each.heading.id: bytes.fromhex(each.original) for each in rows
             if each.original and each.heading.id not in found}  # fmt: skip
    heads = beginnings(db, set(asked.values()), LONGEST_HEAD)
    return found | {message for message, digest in asked.items() if is_automatic("", "", heads.get(digest, b""))}


class _Side:
    """The client's side: its known addresses, and all of the domains that are its own."""

    def __init__(self, theirs: Sequence[str], own: Sequence[str]) -> None:
        self._keys = {key for each in theirs if (key := address_key(each))}
        domains = {key.rpartition("@")[2] for key in self._keys}
        self._domains = {each for each in domains if not is_public(each)}
        self._own = OwnAddresses(own)

    def are_strangers(self, named: str) -> bool:
        """Return whether all who are named are somebody else; nobody is where no address of the client is known."""
        keys = [key for each in _ADDRESS.findall(named) if (key := address_key(each)) and key not in self._own]
        return bool(self._keys and keys) and not any(map(self._is_known, keys))

    def _is_known(self, key: str) -> bool:
        return key in self._keys or key.rpartition("@")[2] in self._domains
