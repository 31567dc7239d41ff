"""Whom a bundle names: by default only those who sent or received an exhibit (P5.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from clientguard.domain.privacy.persons import Finder, Sought, fold, sought
from clientguard.domain.proof.exhibits import Exhibit, Material
from clientguard.domain.records import Contact, ContactPoint, Kind, Message
from clientguard.domain.wording import N_, Said, said

TAKES_PART = N_("Sent or received an exhibit")
CHOSEN = N_("You chose to name this person")
OUTSIDE = N_("Neither sent nor received an exhibit")
DROPPED = N_("You left this person out")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on record: the contact's number, name and address, whether the bundle names them, and why."""

    record: int
    name: str
    address: str
    is_in: bool
    why: Said


def people(
    found: Material, chosen: Sequence[Exhibit], named: Collection[int] = (), without: Collection[int] = ()
) -> tuple[Person, ...]:
    """Return the client's people, in the order of their names; `named` are in and `without` are out in any case."""
    ends = {
        end
        for each in chosen
        if isinstance(each.record, Message)
        for end in (each.record.sender, each.record.recipients)
        if end.strip()
    }
    told: list[Person] = []
    for contact in sorted(found.contacts, key=lambda each: (fold(each.name), each.id)):
        finder = Finder(person_of(contact, found.points))
        is_in, why = _is_in(contact, named, without, lambda finder=finder: any(finder.names(end) for end in ends))
        told.append(Person(contact.id, contact.name, contact.email, is_in, said(why)))
    return tuple(told)


def _is_in(
    contact: Contact, named: Collection[int], without: Collection[int], takes_part: Callable[[], bool]
) -> tuple[bool, str]:
    if contact.id in without:
        return False, DROPPED
    if contact.id in named:
        return True, CHOSEN
    return (True, TAKES_PART) if takes_part() else (False, OUTSIDE)


def person_of(contact: Contact, points: Iterable[ContactPoint]) -> Sought:
    """Return by which names and addresses a contact is found."""
    return sought((contact.name, contact.email, *(each.value for each in points if each.contact == contact.id)))


class Outsiders:
    """Tells which fields name a person whom the bundle does not name."""

    def __init__(self, found: Material, told: Iterable[Person]) -> None:
        out = {each.record for each in told if not each.is_in}
        self._finders = [Finder(person_of(each, found.points)) for each in found.contacts if each.id in out]
        self._known: dict[str, bool] = {}

    def are_named(self, kind: Kind, name: str, text: str) -> bool:
        """Return whether a field that says who took part names one of them; senders and recipients take part."""
        if not self._finders or kind is Message.kind or not text:
            return False
        field = next((each for each in kind.fields if each.name == name), None)
        if field is None or not field.people:
            return False
        if text not in self._known:
            self._known[text] = any(each.names(text) for each in self._finders)
        return self._known[text]
