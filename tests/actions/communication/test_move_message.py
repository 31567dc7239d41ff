"""Giving a message to another client: with its files, journalled, and not while it is evidence in a leaving."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.communication.move_message import move_message
from clientguard.actions.leaving import deciding
from clientguard.actions.records import editing
from clientguard.domain.records import Attachment, Evidence, Message
from clientguard.errors import KnownError
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from clientguard.store.views.client import timeline
from tests import factories
from tests.factories import TODAY


@pytest.fixture
def acme(book):
    return factories.add(book, "client", name="Acme")


@pytest.fixture
def beta(book):
    return factories.add(book, "client", name="Beta")


@pytest.fixture
def message(book, acme):
    made = factories.add(book, "message", client=acme, subject="About the shop")
    book.write(lambda write: write.attach(made, acme, "plan.txt", "text/plain", b"the plan"))
    return made


def test_a_message_moves_with_its_files_and_the_journal_tells_it(path, book, acme, beta, message):
    changed = move_message(book, message, beta)
    moved = factories.read(book, Message, message)
    assert (moved.client, moved.subject) == (beta, "About the shop")
    with book.read() as db:
        (file,) = lookup.find_records(db, Attachment)
        last = entry_log.entries_of(db, bytes.fromhex(moved.uid))[-1]
        uids = {row[0]: row[1].hex() for row in db.execute("SELECT id, uid FROM record").fetchall()}
        assert timeline(db, acme) == []
        assert (message, "message") in timeline(db, beta)
    assert file.client == beta
    assert (last.change, last.fields) == ("change", {"client": uids[beta]})
    assert changed.ids == {message, file.id}
    book.close()
    assert verify(path).valid


def test_other_fields_change_in_the_same_transaction(book, beta, message):
    move_message(book, message, beta, subject="About the other shop")
    moved = factories.read(book, Message, message)
    assert (moved.client, moved.subject) == (beta, "About the other shop")
    with pytest.raises(editing.NotValidError):
        move_message(book, message, factories.add(book, "client"), subject="")
    assert factories.read(book, Message, message) == moved


def test_moving_it_where_it_is_writes_nothing(book, acme, message):
    assert not move_message(book, message, acme)


def test_what_is_evidence_in_a_leaving_stays_until_that_is_removed(book, acme, beta, message):
    leaving = deciding.start_leaving(book, acme, TODAY, "Late").first
    deciding.add_evidence(book, leaving, message)
    with pytest.raises(KnownError, match="another record of this client refers to it"):
        move_message(book, message, beta)
    assert factories.read(book, Message, message).client == acme
    with book.read() as db:
        (evidence,) = lookup.find_records(db, Evidence)
    editing.remove_records(book, [evidence.id])
    move_message(book, message, beta)
    assert factories.read(book, Message, message).client == beta


def test_a_message_that_is_gone_or_a_client_that_is_none_is_said(book, beta, message):
    with pytest.raises(KnownError, match="is of another kind"):
        move_message(book, message, message)
    editing.remove_records(book, [message])
    with pytest.raises(KnownError, match="no longer there"):
        move_message(book, message, beta)


def test_saving_a_message_does_not_move_it(book, beta, message):
    with pytest.raises(KnownError, match="cannot be changed"):
        editing.save_record(book, dataclasses.replace(factories.read(book, Message, message), client=beta))


def test_moving_what_was_imported_does_not_change_what_it_says(book, acme, beta):
    message = factories.add(book, "message", client=acme, subject="Colours", digest="ab" * 32)
    before = factories.read(book, Message, message)
    with pytest.raises(KnownError, match="kept as it was received or sent"):
        move_message(book, message, beta, subject="Approved")
    assert factories.read(book, Message, message) == before
    move_message(book, message, beta, direction="out")
    moved = factories.read(book, Message, message)
    assert (moved.client, moved.direction, moved.subject) == (beta, "out", "Colours")
