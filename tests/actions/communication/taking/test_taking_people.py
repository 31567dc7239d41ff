"""People of contact cards: whose they are, and each of them once."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.communication import undo_import
from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.communication.taking.people import PersonTaker
from clientguard.actions.privacy import erasure
from clientguard.actions.records import editing
from clientguard.domain.records import Contact, ContactPoint, ImportRun
from clientguard.exchange.contacts.read_cards import PersonDraft
from clientguard.store.records import lookup
from tests import factories


@pytest.fixture
def harbour(book):
    client = factories.add(book, "client", name="Harbour")
    factories.add(book, "contact", client=client, name="Ann Ash", email="ann@harbour.example")
    return client


def draft(name="Ben Birch", emails=("ben@harbour.example",), phones=(), role="", organisation=""):
    return PersonDraft(name, tuple(emails), tuple(phones), role, organisation, "people.vcf")


def taken(book, *drafts, client=None, again=False):
    def work(write):
        taker = PersonTaker(write, KnownPeople(write.db), "people.vcf", client=client, again=again)
        for each in drafts:
            taker.take(each)
        return taker.result()

    return book.write(work)


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def test_a_colleague_of_someone_known_is_added_with_all_addresses(book, harbour):
    found = taken(book, draft(emails=("ben@harbour.example", "ben@home.example"), phones=("1", "2"), role="Accounts"))
    ben = all_of(book, Contact)[-1]
    assert (ben.client, ben.name, ben.email, ben.phone, ben.role) == (
        harbour, "Ben Birch", "ben@harbour.example", "1", "Accounts"
    )  # fmt: skip
    assert [(each.contact, each.system, each.value) for each in all_of(book, ContactPoint)] == [
        (ben.id, "email", "ben@home.example"), (ben.id, "phone", "2")
    ]  # fmt: skip
    assert all_of(book, ImportRun)[0].people == found.added == 1


def test_the_organisation_tells_the_client_where_no_address_does(book, harbour):
    assert taken(book, draft(emails=(), organisation="Harbour, Sales")).clients == (harbour,)


def test_nobody_known_is_not_kept(book, harbour):
    found = taken(book, draft(emails=("x@elsewhere.example",)))
    assert (found.added, found.unmatched, found.runs) == (0, 1, ())


def test_someone_on_record_is_not_doubled(book, harbour):
    again = taken(book, draft("A. Ash", ("Ann@Harbour.example",)), draft("Ann Ash", ()), client=harbour)
    assert (again.added, again.duplicates) == (0, 2)


def test_someone_removed_stays_away_and_an_import_that_was_undone_comes_again(book, harbour):
    found = taken(book, draft(emails=("ben@harbour.example", "ben@home.example")))
    with book.read() as db:
        run = lookup.get_record(db, ImportRun, found.runs[0])
    book.write(lambda write: undo_import.undo(write, run))
    assert len(all_of(book, Contact)) == 1
    assert all_of(book, ContactPoint) == []
    assert taken(book, draft()).added == 1
    editing.remove_records(book, [all_of(book, Contact)[-1].id])
    assert [each.reason.text for each in taken(book, draft()).left_out] == ["It was removed before."]


def reasons(found) -> list[str]:
    return [each.reason.text for each in found.left_out]


@pytest.mark.parametrize(
    ("erased", "comes", "away"),
    [
        (draft(), draft("B. Birch"), True),  # the same address
        (draft(emails=("ben@harbour.example", "ben@home.example")), draft("B. Birch", ("BEN@home.example",)), True),
        (draft(), draft(emails=()), True),
        (draft(emails=()), draft(), True),
        (draft(), draft(emails=("birch@harbour.example",)), False),  # another one of that name
        (draft(), draft("Bea Birch", ()), False),
    ],
)
def test_someone_who_was_erased_stays_away_unless_asked_for(book, harbour, erased, comes, away):
    taken(book, erased, client=harbour)
    erasure.erase_records(book, [all_of(book, Contact)[-1].id], "asked", [])
    found = taken(book, comes, client=harbour)
    assert (found.added, reasons(found)) == ((0, ["It was erased before."]) if away else (1, []))
    if away:
        assert taken(book, comes, client=harbour, again=True).added == 1
        assert taken(book, comes, client=harbour).duplicates == 1


def test_an_address_that_someone_had_before_keeps_them_away_too(book, harbour):
    taken(book, draft())
    editing.save_record(book, dataclasses.replace(all_of(book, Contact)[-1], email="ben@new.example"))
    erasure.erase_records(book, [all_of(book, Contact)[-1].id], "asked", [])
    assert reasons(taken(book, draft("B.", ("ben@harbour.example",)))) == ["It was erased before."]


def test_whose_name_was_redacted_does_not_come_back_with_it(book, harbour):
    taken(book, draft())
    taken(book, draft("Cas", ()), client=harbour)
    for each in all_of(book, Contact)[-2:]:
        erasure.redact_field(book, each.id, "name", "asked", [])
    assert taken(book, draft()).duplicates == 1
    assert reasons(taken(book, draft("Cas", ()), client=harbour)) == ["It was erased before."]


def test_what_is_kept_of_an_erased_person_does_not_name_them(book, path, harbour):
    taken(book, draft("Ben Birch"))
    erasure.erase_records(book, [all_of(book, Contact)[-1].id], "asked", [])
    taken(book, draft("Ben Birch"))
    book.close()
    data = path.read_bytes()
    assert b"Birch" not in data
    assert b"ben@harbour" not in data
