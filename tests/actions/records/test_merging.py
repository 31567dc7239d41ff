"""Two clients or people that are one: everything goes together, comes back exactly, and is erased together."""

from __future__ import annotations

import pytest

from clientguard.actions.leaving import deciding
from clientguard.actions.privacy import data_report
from clientguard.actions.privacy.erasure import erase_records
from clientguard.actions.records import editing
from clientguard.actions.records.merging import merge
from clientguard.domain.records import KINDS, Attachment, Client, Contact, ContactPoint, Invoice, Message, Type
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from clientguard.store.views import addresses
from tests import factories
from tests.factories import add, ago


@pytest.fixture
def two(book) -> tuple[int, int]:
    """A client and its duplicate, which has records of every sort: linked to each other, removed, with files."""
    stays = add(book, "client", name="Café", email="office@cafe.example", currency="EUR")
    gone = add(
        book, "client", name="Cafe", address="1 Quay", email="shop@cafe.example", currency="THB", note="Met in May"
    )
    contract = add(book, "contract", client=gone)
    invoice = add(book, "invoice", client=gone, contract=contract, number="R-7")
    add(book, "payment", client=gone, invoice=invoice)
    person = add(book, "contact", client=gone, name="Joan", email="joan@cafe.example")
    add(book, "contact_point", client=gone, contact=person, value="joan@home.example")
    problem = add(book, "problem", client=gone)
    editing.save_record(book, factories.read(book, Client, gone), [AttachmentDraft("a.txt", "text/plain", b"Words")])
    editing.remove_records(book, [problem])
    add(book, "invoice", client=stays, number="R-1")
    return gone, stays


def state(book) -> dict[str, list]:
    """Return every record of the casebook as it is, with whether it was removed."""
    with book.read() as db:
        return {
            kind.name: [
                (each.id, each.removed is None, *(getattr(each, field.name) for field in kind.fields))
                for each in lookup.find_records(db, kind.record, removed=True)
            ]
            for kind in KINDS.values()
        }


def linking(book, target: int) -> list[tuple[str, str]]:
    with book.read() as db:
        return [
            (kind.name, field.name)
            for kind in KINDS.values()
            for field in kind.fields
            if field.type is Type.LINK
            for each in lookup.find_records(db, kind.record, removed=True)
            if getattr(each, field.name) == target
        ]


def refused(act, *words) -> str:
    with pytest.raises(KnownError) as error:
        act(*words)
    return str(error.value)


def test_everything_of_the_one_is_the_others_after_a_merge(book, path, two):
    gone, stays = two
    changed = merge(book, gone, stays)
    assert linking(book, gone) == []
    assert linking(book, stays).count(("client", "merged_into")) == 1
    assert {"client", "contract", "invoice", "payment", "contact", "contact_point", "attachment"} <= changed.kinds
    left = factories.read(book, Client, gone)
    assert (left.removed is not None, left.merged_into) == (True, stays)
    (file,) = state(book)["attachment"]
    assert stays in file
    with book.read() as db:
        assert {each.number for each in lookup.find_records(db, Invoice, "t.client = ?", stays)} == {"R-1", "R-7"}
    book.close()
    assert verify(path).valid


def test_what_the_other_lacks_is_filled_in_and_what_it_has_stays(book, two):
    gone, stays = two
    merge(book, gone, stays)
    whole = factories.read(book, Client, stays)
    assert (whole.address, whole.note) == ("1 Quay", "Met in May")
    assert (whole.name, whole.email, whole.currency) == ("Café", "office@cafe.example", "EUR")


def test_mail_from_every_address_of_both_is_the_clients(book, two):
    gone, stays = two
    merge(book, gone, stays)
    with book.read() as db:
        assert {"office@cafe.example", "shop@cafe.example", "joan@cafe.example", "joan@home.example"} == {
            *addresses.client_addresses(db, stays)
        }


def test_undoing_brings_everything_back_exactly(book, path, two):
    gone, stays = two
    before = state(book)
    merge(book, gone, stays)
    assert state(book) != before
    editing.restore_records(book, [gone])
    assert state(book) == before
    merge(book, gone, stays)  # and again, also after that
    editing.restore_records(book, [gone])
    assert state(book) == before
    book.close()
    assert verify(path).valid


def test_undoing_leaves_what_was_added_moved_or_changed_since(book, two):
    gone, stays = two
    merge(book, gone, stays)
    added = add(book, "problem", client=stays, title="Since")
    person = factories.read(book, Contact, state(book)["contact"][0][0])
    editing.change_record(book, person, role="Owner")
    editing.change_record(book, factories.read(book, Client, stays), address="2 Quay")
    editing.restore_records(book, [gone])
    assert factories.read(book, KINDS["problem"].record, added).client == stays
    assert factories.read(book, Contact, person.id).role == "Owner"
    assert factories.read(book, Contact, person.id).client == gone
    assert factories.read(book, Client, stays).address == "2 Quay"
    assert factories.read(book, Client, stays).note == ""


def test_undoing_is_refused_where_a_link_would_lead_to_another_client(book, two):
    gone, stays = two
    merge(book, gone, stays)
    invoice = next(row[0] for row in state(book)["invoice"] if "R-7" in row)
    payment = add(book, "payment", client=stays, invoice=invoice, amount=1)
    before = state(book)
    said = refused(editing.restore_records, book, [gone])
    assert "cannot be undone" in said
    assert "“R-7”" in said
    assert state(book) == before
    editing.remove_records(book, [payment])
    editing.restore_records(book, [gone])
    assert factories.read(book, Invoice, invoice).client == gone


def test_undoing_waits_for_the_one_it_was_merged_into(book, two):
    gone, stays = two
    third = add(book, "client", name="Kaffee")
    before = state(book)
    merge(book, gone, stays)
    merge(book, stays, third)
    assert "Restore that one first." in refused(editing.restore_records, book, [gone])
    editing.restore_records(book, [stays])
    editing.restore_records(book, [gone])
    assert state(book) == before


def test_a_record_that_was_removed_before_comes_back_to_the_one_that_stays(book, two):
    gone, stays = two
    merge(book, gone, stays)
    (problem,) = [row[0] for row in state(book)["problem"]]
    editing.restore_records(book, [problem])
    assert factories.read(book, KINDS["problem"].record, problem).client == stays


@pytest.mark.parametrize("earlier", [False, True])
def test_erasing_the_one_that_stays_reaches_both(book, path, two, earlier):
    gone, stays = two
    if earlier:
        first = add(book, "client", name="Kaffeehaus")
        merge(book, first, gone)
    merge(book, gone, stays)
    erase_records(book, [stays], "request of 3 May", [])
    for kind, rows in state(book).items():
        if kind != "business":
            assert not any(row[1] for row in rows), kind
    book.close()
    assert verify(path).valid
    written = path.read_bytes()
    for word in (b"shop@cafe.example", b"Met in May", b"joan@home.example", b"Kaffeehaus"):
        assert word not in written


def test_two_people_of_one_client_are_merged_with_their_addresses(book, two):
    gone = state(book)["contact"][0][0]
    client = factories.read(book, Contact, gone).client
    stays = add(book, "contact", client=client, name="Joan Field", role="Owner")
    before = state(book)
    merge(book, gone, stays)
    with book.read() as db:
        (point,) = lookup.find_records(db, ContactPoint)
        facts = data_report.report_facts(db, "Joan Field", factories.TODAY, contact=stays)
    assert (point.contact, factories.read(book, Contact, stays).email) == (stays, "joan@cafe.example")
    assert {"Joan", "joan@home.example"} <= set(facts.person.words)
    editing.restore_records(book, [gone])
    assert state(book) == before
    merge(book, gone, stays)
    erase_records(book, [stays], "request of 3 May", [])
    assert not any(row[1] for row in [*state(book)["contact"], *state(book)["contact_point"]])


def test_only_what_is_the_same_can_be_merged(book, two):
    gone, stays = two
    invoice = state(book)["invoice"][0][0]
    joan = state(book)["contact"][0][0]
    kim = add(book, "contact", client=stays, name="Kim")
    for pair in ((gone, gone), (invoice, gone), (gone, joan), (invoice, invoice + 1)):
        refused(merge, book, *pair)
    said = refused(merge, book, joan, kim)
    assert "“Joan” belongs to Cafe, and “Kim” to Café." in said
    assert "merge the two clients first, then the people" in said
    editing.remove_records(book, [stays])
    refused(merge, book, gone, stays)
    refused(merge, book, stays, gone)


def test_two_clients_that_are_both_being_left_are_not_merged(book, two):
    gone, stays = two
    made = [deciding.start_leaving(book, each, ago(4), "Late.", "A talk.").first for each in two]
    assert "You are leaving both" in refused(merge, book, gone, stays)
    editing.remove_records(book, [made[1]])
    merge(book, gone, stays)


def test_files_of_the_client_itself_stay_readable(book, two):
    gone, stays = two
    merge(book, gone, stays)
    with book.read() as db:
        (file,) = lookup.find_records(db, Attachment)
    assert (file.client, file.of) == (stays, stays)


def both_have_it(book, two, **fields) -> list[int]:
    """Give both clients the same message with the same file; return the copies, that of the one that goes first."""
    made = [add(book, "message", client=each, subject="The shop", digest="ab" * 32, **fields) for each in two]
    for message, client in zip(made, two, strict=True):
        book.write(lambda write, of=message, to=client: write.attach(of, to, "plan.txt", "text/plain", b"the plan"))
    return made


def kept_messages(book) -> list[tuple[int, int]]:
    with book.read() as db:
        return [(each.id, each.client) for each in lookup.find_records(db, Message)]


def test_a_message_that_both_have_is_kept_once_and_undone_with_the_merge(book, path, two):
    gone, stays = two
    copies = both_have_it(book, two)
    before = state(book)
    changed = merge(book, gone, stays)
    assert kept_messages(book) == [(copies[1], stays)]
    assert [(each.text, each.count) for each in changed.told] == [
        ("{count} message that both clients had is kept once.", 1)
    ]
    with book.read() as db:
        plans = [each for each in lookup.find_records(db, Attachment) if each.name == "plan.txt"]
    assert [each.of for each in plans] == [copies[1]]
    editing.restore_records(book, [gone])
    assert state(book) == before
    book.close()
    assert verify(path).valid


def test_the_copy_that_has_more_or_is_referred_to_is_the_one_that_is_kept(book, two):
    gone, stays = two
    copies = both_have_it(book, two)
    leaving = deciding.start_leaving(book, gone, ago(4), "Late.", "A talk.").first
    deciding.add_evidence(book, leaving, copies[0])
    before = state(book)
    merge(book, gone, stays)
    assert kept_messages(book) == [(copies[0], stays)]
    editing.restore_records(book, [gone])
    assert state(book) == before
    message = factories.read(book, Message, copies[1])
    editing.save_record(book, message, [AttachmentDraft("notes.txt", "text/plain", b"Mine")])
    changed = merge(book, gone, stays)
    assert [each for each, _client in kept_messages(book)] == copies
    assert changed.told[0].text == "{count} message is kept twice: each copy has something of its own."
    assert len(changed.told) == 1


def test_a_copy_that_was_erased_since_stays_erased_when_the_merge_is_undone(book, two):
    gone, stays = two
    copies = both_have_it(book, two)
    merge(book, gone, stays)
    erase_records(book, [copies[0]], "request of 3 May", [])
    editing.restore_records(book, [gone])
    assert kept_messages(book) == [(copies[1], stays)]
