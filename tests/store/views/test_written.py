"""What every entry about a record wrote, read in one go: the same as asked one by one, however long the history is."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.journal.corrections import correct_entry
from clientguard.actions.records import editing
from clientguard.domain.records import Client
from clientguard.store.journal import entry_log
from clientguard.store.views import journal
from tests.factories import add, read


@pytest.fixture
def client(book) -> int:
    """A client that was changed, corrected, removed and restored."""
    client = add(book, "client", name="Old Mill", note="First words")
    editing.change_record(book, read(book, Client, client), note="Second words", email="ada@mill.example")
    with book.read() as db:
        last = journal.last_correctable(db, client)
    changed = dataclasses.replace(read(book, Client, client), note="Third words")
    correct_entry(book, changed, last, "A slip.")
    editing.remove_records(book, [client])
    editing.restore_records(book, [client])
    editing.change_record(book, read(book, Client, client), note="")
    return client


def test_it_is_what_each_entry_says_by_itself(book, client):
    add(book, "client", name="Somebody else")
    with book.read() as db:
        entries = journal.page(db, record=client)
        found = journal.written_to(db, client)
        alone = {each.seq: journal.written(db, each.seq) for each in entries}
    assert found == {seq: each for seq, each in alone.items() if each}
    notes = [(each.text("note", each.before), each.text("note", each.after)) for each in found.values()
             if "note" in each.fields]  # fmt: skip
    assert notes == [
        (None, "First words"),
        ("First words", "Second words"),
        ("Second words", "Third words"),
        ("Third words", ""),
    ]


def test_what_there_is_no_record_of_was_never_written(book):
    with book.read() as db:
        assert journal.written_to(db, 999) == {}


def test_each_entry_is_read_once_however_many_there_are(book, monkeypatch):
    client = add(book, "client")
    for number in range(30):
        editing.change_record(book, read(book, Client, client), note=f"Words {number}")
    reads: list[object] = []
    real = entry_log.entry
    monkeypatch.setattr(entry_log, "entry", lambda row: reads.append(row) or real(row))
    with book.read() as db:
        assert len(journal.written_to(db, client)) == len(reads) == 31
