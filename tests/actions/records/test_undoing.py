"""Undoing a saving: the record is as it was before, unless it was changed in the meantime."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.journal.corrections import correct_entry
from clientguard.actions.records import editing, undoing
from clientguard.domain.records import Client, Contract, Document, Invoice, Message
from clientguard.errors import KnownError
from clientguard.exchange.files import AttachmentDraft
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from tests.factories import add, ago, read

PAPER = AttachmentDraft("paper.txt", "text/plain", b"Signed.")


def removed(book, record: int) -> bool:
    with book.read() as db:
        return lookup.any_record(db, record).removed is not None


def test_a_changed_record_gets_its_values_back_and_the_new_file_goes(book):
    client = add(book, "client", name="Harbour Books")
    before = read(book, Client, client)
    saving = undoing.save(book, dataclasses.replace(before, name="Harbor", note="Late"), [PAPER])
    assert read(book, Client, client).name == "Harbor"
    undoing.undo(book, saving)
    assert read(book, Client, client) == before
    assert removed(book, saving.files[0])


def test_what_follows_from_the_saving_is_undone_with_it(book):
    client = add(book, "client")
    contract = add(book, "contract", client=client, payment_terms="net 30")
    invoice = add(book, "invoice", client=client, issued=ago(10))
    due = read(book, Invoice, invoice).due
    saving = undoing.save(book, dataclasses.replace(read(book, Contract, contract), payment_terms="net 14"))
    assert read(book, Invoice, invoice).due != due
    undoing.undo(book, saving)
    assert read(book, Invoice, invoice).due == due


def test_a_new_record_is_removed_with_its_files_and_can_be_restored(book):
    saving = undoing.save(book, Client(name="Harbour Books"), [PAPER])
    undoing.undo(book, saving)
    assert removed(book, saving.after.id)
    editing.restore_records(book, [saving.after.id])
    assert not removed(book, saving.after.id)
    assert not removed(book, saving.files[0])


def test_what_was_changed_since_is_left_alone(book):
    client = add(book, "client", name="Harbour Books")
    saving = undoing.save(book, dataclasses.replace(read(book, Client, client), note="Late"))
    editing.change_record(book, read(book, Client, client), note="Later")
    with pytest.raises(KnownError, match="has been changed since"):
        undoing.undo(book, saving)
    assert read(book, Client, client).note == "Later"


def test_a_number_that_was_used_again_is_not_given_back(book):
    client = add(book, "client")
    invoice = add(book, "invoice", client=client, number="R-1")
    saving = undoing.save(book, dataclasses.replace(read(book, Invoice, invoice), number="R-2"))
    add(book, "invoice", client=client, number="R-1")
    with pytest.raises(editing.NotValidError):
        undoing.undo(book, saving)
    assert read(book, Invoice, invoice).number == "R-2"


def test_what_hangs_on_a_record_is_counted_by_kind(book):
    client = add(book, "client")
    invoice = add(book, "invoice", client=client)
    add(book, "payment", client=client, invoice=invoice)
    editing.remove_records(book, [add(book, "problem", client=client)])
    with book.read() as db:
        assert undoing.hanging(db, [client]) == {"invoice": 1, "payment": 1}
        assert undoing.hanging(db, [invoice]) == {"payment": 1}


def test_what_was_signed_is_neither_changed_nor_undone_in_a_form(book):
    document = add(book, "document", client=add(book, "client"), title="Final report", made_on=ago(3))
    unsigned = read(book, Document, document)
    saving = undoing.save(book, dataclasses.replace(unsigned, signed_on=ago(1), signed_by="Joan Field"))
    with pytest.raises(KnownError, match="can no longer be changed"):
        undoing.save(book, dataclasses.replace(saving.after, signed_by="J. Field"))
    with pytest.raises(KnownError, match="can no longer be changed"):
        undoing.undo(book, saving)
    assert read(book, Document, document) == saving.after


@pytest.mark.parametrize("evidence", [{"digest": "ab" * 32}, {"template": "reminder"}])
def test_what_was_received_or_sent_is_corrected_with_a_reason_and_not_changed(book, evidence):
    client = add(book, "client")
    message = add(book, "message", client=client, subject="Colours", body="Blue, please.", **evidence)
    kept = read(book, Message, message)
    changed = dataclasses.replace(kept, body="Red, please.")
    for save in (editing.save_record, undoing.save):
        with pytest.raises(KnownError, match="kept as it was received or sent"):
            save(book, changed, read=kept)
    with pytest.raises(KnownError, match="kept as it was received or sent"):
        editing.change_record(book, kept, subject="Approved")
    assert read(book, Message, message) == kept
    with book.read() as db:
        (entry,) = entry_log.entries_of(db, bytes.fromhex(kept.uid))
    correct_entry(book, changed, entry.seq, "The colour was mistyped.", read=kept)
    assert read(book, Message, message).body == "Red, please."


def test_which_way_an_imported_message_went_and_how_long_it_took_is_answered_anew(book):
    message = add(book, "message", client=add(book, "client"), digest="ab" * 32)
    editing.change_record(book, read(book, Message, message), direction="out")
    saving = undoing.save(book, dataclasses.replace(read(book, Message, message), direction="in"))
    undoing.undo(book, saving)
    editing.change_record(book, read(book, Message, message), minutes=30)
    found = read(book, Message, message)
    assert (found.direction, found.minutes) == ("out", 30)


def test_what_was_written_behind_an_open_form_is_not_written_back(book):
    client = add(book, "client")
    contract = add(book, "contract", client=client, title="Shop")
    seen = read(book, Contract, contract)
    editing.change_record(book, seen, stopped_on=ago(4))
    saving = undoing.save(book, dataclasses.replace(seen, title="Shop and ads"), read=seen)
    now = read(book, Contract, contract)
    assert (now.title, now.stopped_on) == ("Shop and ads", ago(4))
    undoing.undo(book, saving)
    now = read(book, Contract, contract)
    assert (now.title, now.stopped_on) == ("Shop", ago(4))


def test_a_form_says_last_what_a_field_is_that_both_changed(book):
    seen = read(book, Client, add(book, "client", name="Harbour Books"))
    editing.change_record(book, seen, name="Harbor Books", note="Late")
    editing.save_record(book, dataclasses.replace(seen, name="Harbour Books Ltd"), read=seen)
    now = read(book, Client, seen.id)
    assert (now.name, now.note) == ("Harbour Books Ltd", "Late")
