"""Who of the known people it is: what comes in without a client's name goes to the client it is from or to (P5.1).

Only what is the same decides; what is merely alike is proposed, and the user says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz, process

from clientguard.domain.communication.addresses import address_key
from clientguard.domain.communication.known import KnownParties
from clientguard.domain.communication.mail_providers import is_public
from clientguard.domain.communication.mail_survey import MailHead, name_of_domain
from clientguard.domain.records.names import name_key
from clientguard.store.file.sqlite import Connection
from clientguard.store.views import addresses

ALIKE = 85  # of 100: how alike two names are at least, to propose that they are the same
SHORTEST = 4  # letters: a shorter name is like too many others


class KnownPeople:
    """The people of all clients, as they were on record when this was made."""

    def __init__(self, db: Connection, own: Iterable[str] = ()) -> None:
        """Read them once; `own` are addresses of the user besides those on record."""
        parties = addresses.known_parties(db)
        named = [(each, key) for each in parties if len(key := name_key(each.name)) >= SHORTEST]
        self._known = KnownParties(parties, [*own, *addresses.own_addresses(db)])
        self._people = {key: each.client for each, key in named}
        self._clients = {key: each.client for each, key in named if each.whole}
        self._joined = {key.replace(" ", ""): client for key, client in self._clients.items()}

    def is_own(self, address: str) -> bool:
        """Return whether an address is the user's own."""
        return address in self._known.own

    def clients_of(self, addresses: Iterable[str]) -> frozenset[int]:
        """Return the clients that these addresses belong to: none, one or several."""
        return self._known.clients_of(addresses)

    def whose(self, head: MailHead) -> frozenset[int]:
        """Return the clients whose people wrote a message, or whom it is to."""
        return self._known.whose(head)

    def client_of_name(self, name: str) -> int | None:
        """Return the client of that name, or with a person of that name or telephone number; None unless it is one."""
        found = self._known.of_name(name)
        return next(iter(found)) if len(found) == 1 else None

    def likely(self, name: str, address: str = "") -> int | None:
        """Return a client to propose for someone who is not known: one at the same domain, or of a like name."""
        there = self._known.at_domain(address)
        if len(there) == 1:
            return next(iter(there))
        if (found := self.client_of_name(name)) is not None:
            return found
        domain = address_key(address).rpartition("@")[2]
        firm = name_key(name_of_domain(domain)) if domain and not is_public(domain) else ""
        return (
            _like(name_key(name), self._people, fuzz.token_sort_ratio)
            or _like(firm.replace(" ", ""), self._joined, fuzz.ratio)
            or _like(firm, self._clients, fuzz.token_set_ratio)
        )


def _like(name: str, known: Mapping[str, int], scorer: Callable[..., float]) -> int | None:
    """Return the client whose name is most like this one, if any is alike enough."""
    if len(name) < SHORTEST:
        return None
    best = process.extractOne(name, known.keys(), scorer=scorer, score_cutoff=ALIKE)
    return known[best[0]] if best else None
