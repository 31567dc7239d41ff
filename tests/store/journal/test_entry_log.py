"""The journal is append-only and lean, and values go only with their erase entry."""

from __future__ import annotations

import random

import pytest

from clientguard.domain.journal import tree
from clientguard.domain.records import Client, Instant, Message
from clientguard.store.erasure import erasing
from clientguard.store.file import sqlite
from clientguard.store.journal import entry_log
from clientguard.store.verify.full import verify
from tests import factories


def run(book, sql):
    return book.write(lambda write: write.db.execute(sql).fetchall())


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM journal WHERE seq = 1", "the journal is append-only"),
        ("UPDATE journal SET ms = 0", "the journal is append-only"),
        ("UPDATE journal_value SET fields = '{}'", "a journalled value never changes"),
        ("DELETE FROM journal_value WHERE seq = 2", "goes only with its erase entry"),
        ("INSERT INTO erasure (seq, by_seq) VALUES (2, 1)", "an erasure names its erase entry"),
        ("DELETE FROM anchor", "an anchor is kept"),
        ("UPDATE anchor SET root = zeroblob(32)", "an anchor never changes"),
    ],
)
def test_what_is_written_stays(book, sql, words):
    book.write(lambda write: write.note_anchor("a letter"))
    with pytest.raises(sqlite.IntegrityError, match=words):
        run(book, sql)


def test_values_go_with_their_erase_entry_and_the_journal_still_verifies(book, path):
    client = book.write(lambda write: write.add(Client(name="Harbour Books")))
    book.write(lambda write: erasing.write_erasure(write, [client.id], "a request"))
    with book.read() as db:
        assert [each.fields for each in entry_log.entries_of(db, bytes.fromhex(client.uid))] == [None]
    for sql in ("DELETE FROM erasure", "UPDATE erasure SET by_seq = 1"):
        with pytest.raises(sqlite.IntegrityError, match="an erasure"):
            run(book, sql)
    book.close()
    found = verify(path)
    assert found.valid, found.faults
    assert found.erased == 1
    assert "erased: {count}" in found.remarks[-1].text


def test_long_texts_are_journalled_by_digest_and_read_back(book):
    text = "A long story. " * 100
    client = book.write(lambda write: write.add(Client(name="Harbour Books", note=text)))
    with book.read() as db:
        value = entry_log.entries_of(db, bytes.fromhex(client.uid))[0].fields["note"]
        assert value["size"] == len(text)
        assert entry_log.long_value(db, value) == text
        assert entry_log.long_value(db, "short") == "short"
        stored = db.execute("SELECT sum(length(data)) FROM blob_part").fetchone()[0]
    assert stored < len(text) / 5


@pytest.mark.parametrize(("text", "by_digest"), [("x" * 1024, False), ("x" * 1025, True), ("ก" * 342, True)])
def test_the_limit_counts_bytes(book, text, by_digest):
    client = book.write(lambda write: write.add(Client(name="Harbour Books", note=text)))
    with book.read() as db:
        value = entry_log.entries_of(db, bytes.fromhex(client.uid))[0].fields["note"]
    assert isinstance(value, dict) is by_digest


def test_a_header_tells_nothing_personal(book):
    client = book.write(lambda write: write.add(Client(name="Harbour Books")))
    with book.read() as db:
        entry = entry_log.entries_of(db, bytes.fromhex(client.uid))[0]
    head = entry_log.header(entry.seq, entry.change, entry.uid, entry.at, entry.commitment)
    assert b"Harbour" not in head
    assert tree.leaf_hash(head) == entry.hash


def test_entries_come_in_pages_both_ways(book):
    for number in range(5):
        factories.add(book, "client", name=f"C{number}")
    with book.read() as db:
        assert [each.seq for each in entry_log.entries(db, after=2, limit=3)] == [3, 4, 5]
        assert [each.seq for each in entry_log.entries(db, newest=True, limit=2)] == [7, 6]


def test_an_anchor_grows_with_the_journal(book):
    with book.read() as db:
        before = entry_log.anchor(db)
    factories.add(book, "client")
    with book.read() as db:
        after = entry_log.anchor(db)
        leaves = [each.hash for each in entry_log.entries(db)]
    assert (before.size, after.size) == (2, 3)
    assert after.root == tree.root(leaves)
    path = tree.consistency_path(leaves, before.size)
    assert tree.consistent(before.size, after.size, path, before.root, after.root)


def test_the_journal_takes_no_more_room_than_the_records_themselves(book):
    chance = random.Random(1)
    words = [f"w{number * 7919:x}" for number in range(600)]
    client = factories.add(book, "client")

    def message(number: int) -> Message:
        body = " ".join(chance.choices(words, k=chance.randrange(20, 700)))
        return Message(client=client, at=Instant(factories.FIRST + number), subject=f"Week {number}", body=body)

    book.write(lambda write: [write.add(message(number)) for number in range(200)])
    with book.read() as db:
        kept = db.execute("SELECT sum(length(body) + length(subject) + 40) FROM message").fetchone()[0]
        told = db.execute("SELECT sum(length(fields) + 16) + count(*) * 130 FROM journal_value").fetchone()[0]
        told += db.execute("SELECT sum(length(data)) FROM blob_part").fetchone()[0]
    assert told < kept
