"""The one write path: what is written is what is read, each change once in the journal, and what changed is said."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientguard.domain.records import (
    KINDS,
    Attachment,
    Client,
    Contact,
    ImportRun,
    Instant,
    Invoice,
    Leaving,
    Message,
    Payment,
)
from clientguard.errors import KnownError
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup, search, write_path
from clientguard.store.verify.full import verify
from clientguard.store.views.search import search_records
from tests import factories


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One casebook for all examples, verified in the end."""
    path = tmp_path_factory.mktemp("shared") / "practice.casebook"
    book = factories.firm_book(path)
    client = factories.add(book, "client")
    links = {name: [factories.add(book, name, client=client)] for name in ("contract", "invoice", "deliverable")}
    links["leaving"] = [factories.save(book, Leaving(client=client, decided=factories.TODAY, reasons="Late"))]
    yield book, {"client": [client], **links}
    book.close()
    found = verify(path)
    assert found.valid, found.faults


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_what_is_written_is_what_is_read(shared, kind, data):
    book, links = shared
    first = data.draw(factories.records_of(kind, links))
    if kind.name == "attachment":  # its bytes are a story of their own
        return
    made = book.write(lambda write: write.add(first))
    assert factories.read(book, kind.record, made.id) == made
    assert made == dataclasses.replace(first, id=made.id, uid=made.uid)
    whose = {kind.client: first.client_id} if first.client_id else {}  # set once
    second = dataclasses.replace(data.draw(factories.records_of(kind, links)), id=made.id, **whose)
    changed = book.write(lambda write: write.change(second))
    assert factories.read(book, kind.record, made.id) == changed
    assert changed == dataclasses.replace(second, uid=made.uid)


def entries_of(book, uid: str) -> list[entry_log.Entry]:
    with book.read() as db:
        return entry_log.entries_of(db, bytes.fromhex(uid))


def test_each_change_is_one_entry_with_what_differs(book):
    client = book.write(lambda write: write.add(Client(name="Harbour Books", email="a@example.org")))
    book.write(lambda write: write.change(dataclasses.replace(client, name="Harbour", email="")))
    book.write(lambda write: write.remove(client.id))
    book.write(lambda write: write.restore(client.id))
    told = [(each.change, each.fields) for each in entries_of(book, client.uid)]
    assert told == [
        ("add", {"kind": "client", "name": "Harbour Books", "email": "a@example.org", "stage": "new"}),
        ("change", {"name": "Harbour", "email": ""}),
        ("remove", {}),
        ("restore", {}),
    ]


def test_links_are_journalled_by_uid_and_moments_with_their_offset(book):
    client = book.write(lambda write: write.add(Client(name="Harbour Books")))
    at = Instant(factories.FIRST, 420)
    message = book.write(lambda write: write.add(Message(client=client.id, at=at, subject="Hello")))
    fields = entries_of(book, message.uid)[0].fields
    assert fields["client"] == client.uid
    assert fields["at"] == [factories.FIRST, 420]


def test_saving_what_is_there_already_writes_nothing(book):
    client = book.write(lambda write: write.add(Client(name="Harbour Books")))

    def work(write):
        again = write.change(client)
        return again, write.changed()

    again, changed = book.write(work)
    assert again == client
    assert not changed
    assert len(entries_of(book, client.uid)) == 1


def test_removing_and_restoring_twice_counts_once(book):
    client = book.write(lambda write: write.add(Client(name="Harbour Books")))
    for act in ("remove", "remove", "restore", "restore"):
        book.write(lambda write, act=act: getattr(write, act)(client.id))
    assert [each.change for each in entries_of(book, client.uid)] == ["add", "remove", "restore"]


def test_a_removed_record_is_not_changed_until_it_is_restored(book):
    client = book.write(lambda write: write.add(Client(name="Harbour Books")))
    book.write(lambda write: write.remove(client.id))
    with pytest.raises(KnownError, match="no longer there"):
        book.write(lambda write: write.change(dataclasses.replace(client, name="Other")))
    with book.read() as db:
        assert lookup.find_records(db, Client) == []
        assert lookup.get_record(db, Client, client.id).removed == 4


@pytest.mark.parametrize("act", ["remove", "restore"])
def test_a_record_that_never_was_is_said(book, act):
    with pytest.raises(KnownError, match="no longer there"):
        book.write(lambda write: getattr(write, act)(999))
    with pytest.raises(KnownError, match="no longer there"):
        factories.read(book, Client, 999)
    with book.read() as db, pytest.raises(KnownError, match="no longer there"):
        lookup.any_record(db, 999)


def test_a_record_that_comes_after_those_that_link_to_it_leaves_no_link_open_meanwhile(book):
    client = factories.add(book, "client")

    def work(write):
        run = write.announce(ImportRun.kind, client)
        members = [write.add(Message(client=client, body="Hello", imported_by=run)).id for _ in range(2)]
        assert write.db.execute("PRAGMA foreign_key_check").fetchall() == []  # SQLite would search for what closes it
        return members, write.add_announced(ImportRun(client=client, source="mail"), run).id

    members, run = book.write(work)
    with book.read() as db:
        assert [lookup.get_record(db, Message, each).imported_by for each in members] == [run, run]
    book.close()
    found = verify(book.path)
    assert found.valid, found.faults


def test_a_link_to_nothing_is_refused_in_words(book):
    with pytest.raises(KnownError, match="no longer there"):
        book.write(lambda write: write.add(Contact(client=999, name="Joan")))
    contact = book.write(lambda write: write.add(Contact(name="Joan")))
    with pytest.raises(KnownError, match="no longer there"):
        book.write(lambda write: write.change(dataclasses.replace(contact, client=999)))


def test_a_number_is_never_given_twice(book):
    first = factories.add(book, "client")
    book.write(lambda write: write.remove(first))
    assert factories.add(book, "client") > first


def test_a_write_tells_what_it_touched(book):
    def work(write):
        client = write.add(Client(name="Harbour Books"))
        invoice = write.add(Invoice(client=client.id, number="R-1"))
        write.add(Payment(client=client.id, invoice=invoice.id))
        return write.changed(), (client.id, invoice.id)

    changed, made = book.write(work)
    assert changed.kinds == {"client", "invoice", "payment"}
    assert changed.made[:2] == made
    assert changed.ids == set(changed.made)
    again = book.write(lambda write: (write.remove(made[0]), write.changed())[1])
    assert (again.ids, again.kinds, again.made) == ({made[0]}, {"client"}, ())


def test_a_file_is_kept_once_however_often_it_is_attached(book):
    client = factories.add(book, "client")
    data = bytes(range(256)) * 20
    for name in ("one.bin", "two.bin"):
        book.write(lambda write, name=name: write.attach(client, client, name, "application/octet-stream", data))
    with book.read() as db:
        assert [each.name for each in lookup.find_records(db, Attachment)] == ["one.bin", "two.bin"]
        assert db.execute("SELECT count(*) FROM blob").fetchone() == (1,)


def test_titles_come_for_many_records_at_once(book):
    client = factories.add(book, "client", name="Harbour Books")

    def many(write):
        return [write.add(Contact(client=client, name=f"P{number}")).id for number in range(1100)]

    made = book.write(many)
    with book.read() as db:
        titles = lookup.titles(db, [client, *made, 99_999])
    assert titles[client] == "Harbour Books"
    assert len(titles) == 1101


def test_a_dateless_record_counts_as_1970():
    assert search.seconds(Contact(name="Joan")) == 0
    assert search.seconds(Client(name="x", since=None)) == 0
    assert search.seconds(Message(at=Instant(1_500))) == 1


def test_a_draft_is_no_record_and_no_entry(book):
    with book.read() as db:
        before = entry_log.anchor(db)
    book.write(lambda write: write.db.execute("INSERT INTO draft (place, ms, content) VALUES ('x', 1, '{}')").close())
    with book.read() as db:
        assert entry_log.anchor(db) == before


def test_a_transaction_of_many_records_holds_few_of_their_texts_and_all_are_found(book, monkeypatch):
    """Written in portions, all is as if written at once: changed, erased and older records included."""
    monkeypatch.setattr(write_path, "HELD", 200)
    monkeypatch.setattr(write_path, "KNOWN", 7)
    client = factories.add(book, "client")
    later = Instant(factories.FIRST + 86_400_000)
    old = factories.add(book, "message", client=client, at=later, subject="before", body="word")
    held: list[int] = []

    def work(write):
        made = []
        for number in range(60):
            at = Instant(factories.FIRST - number * 60_000)
            made.append(write.add(Message(client=client, at=at, subject=f"said n{number:02}", body="word " * 5)))
            held.append(len(write._index))
        write.change(dataclasses.replace(write.get(Message, old), subject="after"))
        write.change(dataclasses.replace(made[0], subject="again"))
        write.emptied(made[1].id, "message")
        return [each.id for each in made]

    made = book.write(work)
    assert max(held) <= 7
    with book.read() as db:

        def found(query):
            return [each.record for each in search_records(db, query, limit=100)]

        assert found("again") == [made[0]]
        assert found("after") == [old]
        assert found("before") == found("n00") == found("n01") == []
        assert found("word") == [old, made[0], *made[2:]]
