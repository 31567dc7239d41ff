"""Who of the known people it is, as the casebook has them; and who is only likely to be."""

from __future__ import annotations

import pytest

from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.records import editing, merging
from tests.factories import add


@pytest.fixture
def harbour(book):
    return add(book, "client", name="Harbour Books", email="office@harbour.example")


def known(book):
    with book.read() as db:
        return KnownPeople(db)


def test_addresses_of_the_client_its_people_and_their_aliases(book, harbour):
    person = add(book, "contact", client=harbour, name="Joan Field", email="joan@gmail.com", phone="081 234 5678")
    add(book, "contact_point", client=harbour, contact=person, system="email", value="jf@old.example")
    add(book, "contact_point", client=harbour, contact=person, system="chat", value="Joanie")
    people = known(book)
    for each in ("office@harbour.example", "joan@gmail.com", "jf@old.example"):
        assert people.clients_of([each]) == {harbour}
    assert people.client_of_name("joan field") == people.client_of_name("Joanie") == harbour
    assert people.client_of_name("+66 81 234 5678") == harbour
    assert people.client_of_name("Joan") is None


def test_whoever_was_removed_is_unknown_and_whoever_was_merged_is_the_other(book, harbour):
    pier = add(book, "client", name="Pier", email="pier@gmail.com")
    gone = add(book, "contact", client=harbour, name="Gone", email="gone@gmail.com")
    editing.remove_records(book, [gone])
    merging.merge(book, pier, harbour)
    people = known(book)
    assert people.clients_of(["gone@gmail.com"]) == frozenset()
    assert people.clients_of(["pier@gmail.com"]) == {harbour}
    editing.remove_records(book, [harbour])
    assert known(book).clients_of(["pier@gmail.com", "office@harbour.example"]) == frozenset()


def test_a_name_of_two_clients_is_nobodys(book, harbour):
    for client in (harbour, add(book, "client", name="Mill")):
        add(book, "contact", client=client, name="Kim Lee")
    assert known(book).client_of_name("Kim Lee") is None


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Joan Feild", "joan@home.example"),
        ("Field, Joan", "joan@home.example"),
        ("Accounts", "accounts@harbourbooks.example"),
        ("Accounts", "accounts@harbour-books-ltd.example"),
    ],
)
def test_what_is_alike_is_proposed_and_never_known(book, harbour, name, address):
    add(book, "contact", client=harbour, name="Joan Field")
    people = known(book)
    assert people.likely(name, address) == harbour
    assert people.clients_of([address]) == frozenset()


def test_what_is_not_alike_is_not_proposed(book, harbour):
    people = known(book)
    for name, address in (("Sam Reed", "sam@reed.example"), ("", "x@gmail.com"), ("Bo", "bo@b.example")):
        assert people.likely(name, address) is None
