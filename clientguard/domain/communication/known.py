"""Which client a message, a meeting or a chat belongs to: by the addresses, names and numbers on record (P5.1).

An address on record is known; so is any other at a domain that only one client has, unless the domain is a public
provider's, the user's own, or nobody reads the address. A message to two clients belongs to both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from clientguard.domain.communication.addresses import OwnAddresses, address_key
from clientguard.domain.communication.mail_providers import is_public
from clientguard.domain.communication.mail_survey import MailHead, party
from clientguard.domain.records.names import name_key

_PHONE = re.compile(r"[+\d][\d\s().\-/\u00a0\u2010\u2011\u202a\u202c]+")
_DIGITS = 9  # of the end of a number that tell it: what stands before is written in more than one way


class Party(NamedTuple):
    """A name, an address or a number of a client or of one of its people; what there is none of is empty.

    `whole`: it is the client's own, not that of one of its people.
    """

    client: int
    name: str = ""
    address: str = ""
    phone: str = ""
    whole: bool = False


class KnownParties:
    """The people of all clients, as they are looked up; `own` are the user's addresses, and no client's."""

    def __init__(self, parties: Iterable[Party], own: Collection[str]) -> None:
        self.own = OwnAddresses(own)
        self._addresses: dict[str, set[int]] = defaultdict(set)
        self._domains: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)
        self._phones: dict[str, set[int]] = defaultdict(set)
        home = {key.rpartition("@")[2] for each in own if (key := address_key(each))}
        for each in parties:
            key = address_key(each.address)
            domain = key.rpartition("@")[2]
            if key and each.address not in self.own:
                self._addresses[key].add(each.client)
                if domain not in home and not is_public(domain):
                    self._domains[domain].add(each.client)
            if name := name_key(each.name):
                self._names[name].add(each.client)
            if phone := _phone_key(each.phone):
                self._phones[phone].add(each.client)

    def clients_of(self, addresses: Iterable[str]) -> frozenset[int]:
        """Return the clients that these addresses belong to; the user's own belong to none."""
        return frozenset(client for each in addresses for client in self._clients_of(each, by_domain=True))

    def whose(self, head: MailHead) -> frozenset[int]:
        """Return the clients whose people wrote a message, or whom it is to.

        What goes out to many, or what a machine wrote, belongs to one only if its very sender is on record.
        """
        sender = head.sender[1]
        if head.impersonal and sender not in self.own:
            return frozenset(self._clients_of(sender, by_domain=False))
        return self.clients_of((sender, *(address for _name, address in head.recipients)))

    def of_name(self, name: str) -> frozenset[int]:
        """Return the clients that have that name, or a person of that name or with that telephone number."""
        if _PHONE.fullmatch(name.strip()) and (phone := _phone_key(name)):
            return frozenset(self._phones.get(phone, ()))
        return frozenset(self._names.get(name_key(name), ()))

    def at_domain(self, address: str) -> frozenset[int]:
        """Return the clients with an address at the same domain; none at a public provider's or the user's own."""
        return frozenset(self._domains.get(address_key(address).rpartition("@")[2], ()))

    def _clients_of(self, address: str, *, by_domain: bool) -> Collection[int]:
        key = address_key(address)
        if not key or address in self.own:
            return ()
        if (found := self._addresses.get(key)) or not by_domain or not party(address):
            return found or ()
        there = self.at_domain(address)
        return there if len(there) == 1 else ()


def _phone_key(number: str) -> str:
    """Return what all spellings of a telephone number have in common; "" if it is too short to tell one."""
    digits = "".join(each for each in number if each.isdecimal())
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""
