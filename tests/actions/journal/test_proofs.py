"""Proofs of entries are made from a casebook and checked without it."""

from __future__ import annotations

import json

import pytest

from clientguard.actions.journal import proofs
from clientguard.domain.journal import tree
from clientguard.domain.journal.tree import anchor_text
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.erasure import erasing
from clientguard.store.journal import entry_log
from clientguard.store.journal.entry_log import Anchor
from tests import factories

LONG = "As agreed on that day. " * 80


@pytest.fixture
def entry(book):
    """The entry that added a client."""
    client = factories.add(book, "client", name="Harbour Books", note=LONG, email="joan@example.org")
    with book.read() as db:
        seq = entry_log.anchor(db).size
    for number in range(6):
        factories.add(book, "problem", client=client, title=f"No. {number}")
    return client, seq


def test_one_field_is_opened_and_the_others_stay_closed(book, entry):
    _, seq = entry
    with book.read() as db:
        older, now = Anchor(5, journal_root(db, 5)), entry_log.anchor(db)
    made = proofs.prove_entry(book, seq, ["email"], older)
    text = json.dumps(made)
    assert "Harbour" not in text
    found = proofs.check_proof(text)
    assert found.valid
    assert found.fields == {"email": "joan@example.org"}
    assert found.closed == 5
    assert (found.anchor, found.older) == (anchor_text(now.size, now.root), anchor_text(5, older.root))


def journal_root(db, size):
    return tree.root(entry_log.leaves(db)[:size])


def test_without_names_all_fields_are_opened_long_ones_as_their_text(book, entry):
    found = proofs.check_proof(json.dumps(proofs.prove_entry(book, entry[1])))
    assert found.valid
    assert found.fields["note"] == LONG
    assert found.closed == 0


def test_of_a_redacted_entry_the_rest_is_proved(book, entry):
    client, seq = entry
    book.write(lambda write: erasing.write_redaction(write, client, "note", "a request"))
    found = proofs.check_proof(json.dumps(proofs.prove_entry(book, seq, ["name"])))
    assert found.valid
    assert found.fields == {"name": "Harbour Books"}
    book.write(lambda write: erasing.write_erasure(write, [client], "a request"))
    found = proofs.check_proof(json.dumps(proofs.prove_entry(book, seq)))
    assert found.valid
    assert (found.fields, found.closed) == ({}, 0)
    with pytest.raises(KnownError, match="has no field"):
        proofs.prove_entry(book, seq, ["name"])


def test_what_is_not_there_is_refused(book, entry):
    with pytest.raises(KnownError, match="no entry 99"):
        proofs.prove_entry(book, 99)
    with pytest.raises(KnownError, match=r"has no field “phone”\. It has: currency, email, kind, name"):
        proofs.prove_entry(book, entry[1], ["phone"])
    for wrong in (Anchor(5, bytes(32)), Anchor(99, bytes(32))):
        with pytest.raises(KnownError, match="does not match the anchor"):
            proofs.prove_entry(book, entry[1], (), wrong)


def test_a_damaged_journal_proves_nothing(book, path, entry):
    book.close()
    factories.tamper(path, "UPDATE journal_value SET fields = replace(fields, 'Harbour', 'Harbor')")
    with Casebook.open(path, write=False) as opened, pytest.raises(KnownError, match="the journal is damaged"):
        proofs.prove_entry(opened, entry[1])


def test_what_cannot_be_read_is_no_proof():
    assert not proofs.check_proof("{").valid
    assert not proofs.check_proof("[" * 100_000).valid
