"""Taking the people of contact cards into the record of their clients."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from clientguard.actions.communication.taking.taker import Taker
from clientguard.domain.communication.addresses import address_key
from clientguard.domain.records import Contact, ContactPoint
from clientguard.domain.records.addresses import is_email
from clientguard.domain.records.names import name_key
from clientguard.domain.wording import Said
from clientguard.exchange.contacts.read_cards import PersonDraft
from clientguard.store.views.communication import people as on_record
from clientguard.store.views.communication.people import KnownPerson


class PersonTaker(Taker[PersonDraft]):
    """Takes one person after another within the transaction.

    A person goes to `client`, or to the client with the same addresses, domain or name of the organisation; one of
    nobody known is counted, and nothing is kept. A person is known by an address, or by the name where the card or the
    record has no address; what is on record of them stays as it is. Someone who was removed or erased stays away,
    unless `again`.
    """

    counted = "people"

    @cached_property
    def _known(self) -> dict[int, list[KnownPerson]]:
        """The people of each client, as they were read and added."""
        return {}

    def _whose(self, item: PersonDraft) -> frozenset[int]:
        if any(self._people.is_own(each) for each in item.emails):
            return frozenset()
        if found := self._people.clients_of(item.emails):
            return found
        firm = item.organisation.partition(", ")[0]
        names = (each for each in (item.organisation, firm, item.name) if each)
        for each in names:
            if (named := self._people.client_of_name(each)) is not None:
                return frozenset((named,))
        return frozenset()

    def _take(self, item: PersonDraft, client: int) -> None:
        if client not in self._known:
            self._known[client] = on_record.people_on_record(self._write.db, client)
        same = [each for each in self._known[client] if _is_same(each, item)]
        if any(each.removed is None for each in same):
            self._runs.duplicate(client)
        elif reason := self._reason(same, item, client):
            self._runs.leave_out(client, item.source, reason)
        else:
            self._add(item, client)

    def _reason(self, same: Iterable[KnownPerson], item: PersonDraft, client: int) -> Said | None:
        """Return why a person stays away from this client; None if they do not."""
        return self._stays_away(same, client, lambda away: away.holds_person(item.name, _keys(item.emails)))

    def _add(self, item: PersonDraft, client: int) -> None:
        emails = [each for each in item.emails if is_email(each)]
        made = self._write.add(
            Contact(
                client=client,
                name=item.name,
                role=item.role,
                email=emails[0] if emails else "",
                phone=item.phones[0] if item.phones else "",
                imported_by=self._runs.place(client),
            )
        )
        for system, values in (("email", emails[1:]), ("phone", item.phones[1:])):
            for value in values:
                self._write.add(ContactPoint(client=client, contact=made.id, system=system, value=value))
        self._known[client].append(KnownPerson(item.name, frozenset(_keys(emails)), None, None))
        self._runs.added(client)


def _keys(emails: Iterable[str]) -> set[str]:
    return {key for each in emails if (key := address_key(each))}


def _is_same(known: KnownPerson, item: PersonDraft) -> bool:
    theirs = _keys(item.emails)
    if theirs and known.addresses:
        return not theirs.isdisjoint(known.addresses)
    return name_key(known.name) == name_key(item.name)
