"""Who of the known people it is: what comes in without a client's name goes to the client it is from or to (P5.1).

Only what is the same decides; what is merely alike is proposed, and the user says whose a sender is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from clientguard.actions.records.editing import NotValidError, put_record
from clientguard.actions.rules.judgement.not_again import known_words
from clientguard.domain.changed import Changed
from clientguard.domain.communication.addresses import OwnAddresses, address_key
from clientguard.domain.communication.known import KnownParties
from clientguard.domain.communication.mail_providers import is_public
from clientguard.domain.communication.mail_survey import MailHead, name_of_domain, name_of_person
from clientguard.domain.records import Client, Contact, ContactPoint, Problem
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.names import name_key, same_name
from clientguard.domain.wording import N_, said
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import lookup
from clientguard.store.records.away import nobodies
from clientguard.store.records.write_path import Write
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

    def at_domain(self, address: str) -> frozenset[int]:
        """Return the clients with an address at the same domain; none at a public provider's or the user's own."""
        return self._known.at_domain(address)

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


@dataclass(frozen=True, slots=True)
class Answer:
    """Whose a sender is: a client's, or, without one, nobody's."""

    address: str
    client: int | None
    name: str = ""


def assign(book: Casebook, address: str, client: int, name: str = "") -> Changed:
    """Note that the sender at an address belongs to a client: as a person of it, or as another address of one.

    It is another address if a person of that name has one already. Nothing changes if the client has the address. Their
    mail comes in when it is read the next time. NotValidError if it is not an address, or is the user's own.
    """
    return assign_all(book, [Answer(address, client, name)])


def assign_nobody(book: Casebook, address: str) -> None:
    """Note that the sender at an address is nobody's, so that they are not asked about again.

    Only a keyed digest of the address is kept. NotValidError if it is not an address, or is the user's own.
    """
    assign_all(book, [Answer(address, None)])


def assign_all(book: Casebook, answers: Iterable[Answer]) -> Changed:
    """Note whose several senders are, each as `assign` and `assign_nobody` do; if one is refused, nothing is noted."""

    def work(write: Write) -> Changed:
        for each in answers:
            plain = _asked(write, each.address)
            nobodies.note_nobody(write, plain, is_nobody=each.client is None)
            if each.client is not None:
                _note_person(write, plain, each.client, each.name)
                if known := known_words(write.db, each.name, plain):
                    write.tell(known)
        return write.changed()

    return book.write(work)


def _note_person(write: Write, plain: str, client: int, name: str) -> None:
    lookup.get_record(write.db, Client, client)
    if address_key(plain) in map(address_key, addresses.client_addresses(write.db, client)):
        return
    there = [each for each in addresses.people_of(write.db, client) if same_name(each.name, name)]
    if not there:
        put_record(write, Contact(client=client, name=name.strip() or name_of_person(plain), email=plain))
    elif there[0].email:
        put_record(write, ContactPoint(client=client, contact=there[0].id, system="email", value=plain))
    else:
        put_record(write, dataclasses.replace(there[0], email=plain))


def _asked(write: Write, address: str) -> str:
    """Return an address as it is kept; NotValidError if nobody can be asked about it."""
    plain = address.strip()
    if not is_email(plain):
        raise NotValidError((Problem("address", said(N_("“{address}” is not an email address."), address=address)),))
    if plain in OwnAddresses(addresses.own_addresses(write.db)):
        raise NotValidError((Problem("address", said(N_("“{address}” is an address of your own."), address=plain)),))
    return plain


def _like(name: str, known: Mapping[str, int], scorer: Callable[..., float]) -> int | None:
    """Return the client whose name is most like this one, if any is alike enough."""
    if len(name) < SHORTEST:
        return None
    best = process.extractOne(name, known.keys(), scorer=scorer, score_cutoff=ALIKE)
    return known[best[0]] if best else None
