"""What was taken away stays away, and imports are records that can be undone as a whole."""

from __future__ import annotations

import dataclasses

import pytest

from clientguard.actions.communication import import_mail
from clientguard.actions.communication.move_message import move_message
from clientguard.actions.privacy import erasure
from clientguard.actions.records import attachments, editing
from clientguard.domain.records import Attachment, ImportRun, Message
from clientguard.errors import KnownError
from clientguard.store.records import lookup
from clientguard.store.records.away import exclusions
from clientguard.store.verify.full import verify
from tests import factories


def letter(number: int, words: str = "Blue, please.") -> bytes:
    return (
        f"From joan@harbour.example Fri Nov 20 16:12:0{number} 2026\nFrom: Joan Field <joan@harbour.example>\n"
        f"To: ada@north.example\nSubject: Colours {number}\nDate: Fri, 20 Nov 2026 16:12:0{number} +0700\n"
        f"Message-ID: <{number}@harbour.example>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{words}\n--b\n"
        f'Content-Type: application/pdf; name="{number}.pdf"\n\nfile {number}\n--b--\n\n'
    ).encode()


@pytest.fixture
def client(book):
    return factories.add(book, "client")


@pytest.fixture
def mailbox(tmp_path):
    path = tmp_path / "inbox.mbox"
    path.write_bytes(letter(1) + letter(2))
    return path


def take_in(book, mailbox, client, **options):
    """Import, and return how many messages came, and the reasons why others were left out."""
    result = import_mail.import_mail(book, [mailbox], client, **options)
    return result.messages, [str(each.reason) for each in result.left_out]


def all_of(book, cls) -> list:
    with book.read() as db:
        return lookup.find_records(db, cls)


@pytest.fixture
def first(book, mailbox, client):
    """The first of two messages, both imported."""
    import_mail.import_mail(book, [mailbox], client)
    return all_of(book, Message)[0].id


def test_a_removed_message_does_not_come_back(book, mailbox, client, first):
    editing.remove_records(book, [first])
    assert take_in(book, mailbox, client) == (0, ["It was removed before."])
    editing.restore_records(book, [first])
    assert len(all_of(book, Message)) == 2
    other = factories.add(book, "client", name="Mill")
    assert take_in(book, mailbox, other) == (2, [])


def test_a_removed_message_that_was_taken_in_again_is_not_restored_as_a_second_one(book, mailbox, client, first):
    editing.remove_records(book, [first])
    assert take_in(book, mailbox, client, again=True) == (1, [])
    with pytest.raises(KnownError, match="imported again in the meantime"):
        editing.restore_records(book, [first])
    assert len(all_of(book, Message)) == 2


def test_a_moved_message_does_not_come_back(book, mailbox, client, first):
    other = factories.add(book, "client", name="Mill")
    move_message(book, first, other)
    assert take_in(book, mailbox, client) == (0, ["It was moved to another client before."])
    assert take_in(book, mailbox, other) == (1, [])
    assert take_in(book, mailbox, client, again=True) == (1, [])


def test_a_message_that_the_other_client_has_is_there_once_and_undoing_brings_the_copy_back(
    book, path, mailbox, client, first
):
    other = factories.add(book, "client", name="Mill")
    take_in(book, mailbox, other)
    before = all_of(book, Message), all_of(book, Attachment)
    changed = move_message(book, first, other)
    assert [str(each) for each in changed.told] == [
        "Mill already has this message, as number 9. The one here was removed."
    ]
    assert [each.subject for each in all_of(book, Message) if each.client == other] == ["Colours 1", "Colours 2"]
    assert [each.subject for each in all_of(book, Message) if each.client == client] == ["Colours 2"]
    editing.restore_records(book, [first])
    assert (all_of(book, Message), all_of(book, Attachment)) == before
    book.close()
    assert verify(path).valid


def test_moving_a_message_back_to_a_client_that_has_it_again_does_not_make_two(book, mailbox, client, first):
    other = factories.add(book, "client", name="Mill")
    move_message(book, first, other)
    take_in(book, mailbox, client, again=True)
    move_message(book, first, client)
    assert sorted((each.subject, each.client) for each in all_of(book, Message)) == [
        ("Colours 1", client),
        ("Colours 2", client),
    ]


def test_a_copy_with_something_of_its_own_is_neither_moved_nor_lost(book, tmp_path, mailbox, client, first):
    other = factories.add(book, "client", name="Mill")
    take_in(book, mailbox, other)
    (tmp_path / "notes.txt").write_text("notes")
    (made,) = attachments.attach_files(book, first, [tmp_path / "notes.txt"]).made
    with pytest.raises(KnownError, match="without what you added"):
        move_message(book, first, other)
    editing.remove_records(book, [made])
    with pytest.raises(KnownError, match="without what you added"):
        move_message(book, first, other, minutes=15)
    assert factories.read(book, Message, first).removed is None
    move_message(book, first, other)
    assert len(all_of(book, Message)) == 3


@pytest.mark.parametrize("moved", [False, True])
def test_an_erased_message_does_not_come_back_to_any_client_it_belonged_to(book, path, mailbox, client, first, moved):
    if moved:
        move_message(book, first, factories.add(book, "client", name="Mill"))
    erasure.erase_records(book, [first], "on request", [])
    assert take_in(book, mailbox, client) == (0, ["It was erased before."])
    assert take_in(book, mailbox, factories.add(book, "client", name="Pine")) == (2, [])
    assert take_in(book, mailbox, client, again=True) == (1, [])
    book.close()
    assert verify(path).valid


def test_an_erased_message_does_not_come_back_if_its_text_is_read_differently(book, mailbox, client, first):
    """Another delivery, or a better reader: the Message-ID and the time are the same."""
    erasure.erase_records(book, [first], "on request", [])
    mailbox.write_bytes(letter(1, "Blue, please. -- sent to the list"))
    assert take_in(book, mailbox, client) == (0, ["It was erased before."])


def test_erasing_the_client_keeps_nothing_of_what_stayed_away(book, client, first):
    erasure.erase_records(book, [first], "on request", [])
    with book.read() as db:
        assert exclusions.count(db, client) == 2
    erasure.erase_records(book, [client], "on request", [])
    with book.read() as db:
        assert exclusions.count(db) == 0


def test_what_stays_away_from_a_client_stays_away_from_the_one_it_was_merged_into(book, mailbox, client, first):
    erasure.erase_records(book, [first], "on request", [])
    survivor = factories.add(book, "client", name="Mill")
    record = factories.read(book, type(lookup_client(book, client)), client)
    book.write(lambda write: write.change(dataclasses.replace(record, merged_into=survivor)))
    assert take_in(book, mailbox, survivor) == (1, ["It was erased before."])


def lookup_client(book, client):
    with book.read() as db:
        return lookup.any_record(db, client)


# --- imports as records ---


def test_an_import_is_a_record_of_what_came_and_what_did_not(book, mailbox, client, first):
    erasure.erase_records(book, [first], "on request", [])
    mailbox.write_bytes(letter(1) + letter(2) + letter(3) + b"From - \nno headers here\n")
    bad = mailbox.with_name("note.eml")
    bad.write_bytes(b"")
    result = import_mail.import_mail(book, [mailbox, bad], client)
    run = factories.read(book, ImportRun, result.run)
    assert (run.client, run.source) == (client, "inbox.mbox, note.eml")
    assert (run.messages, run.sent, run.received, run.attachments) == (1, 0, 1, 1)
    assert (run.duplicates, run.left_out, run.unreadable) == (1, 1, 1)
    assert run.detail == "note.eml: The file is empty.\ninbox.mbox #1: It was erased before."
    assert [each.imported_by for each in all_of(book, Message)][-1] == run.id
    assert "Colours 1" not in run.detail  # an erased subject must not come back by this way


def test_an_import_that_brought_nothing_is_no_record(book, mailbox, client, first):
    again = import_mail.import_mail(book, [mailbox], client)
    assert (again.run, again.changed.ids) == (0, frozenset())
    assert len(all_of(book, ImportRun)) == 1


def test_an_import_is_undone_as_a_whole_and_restored_as_a_whole(book, path, mailbox, client, first):
    (run,) = all_of(book, ImportRun)
    second = all_of(book, Message)[1].id
    editing.remove_records(book, [second])  # on purpose: that stays so
    done = editing.remove_records(book, [run.id])
    assert all_of(book, Message) == []
    assert [each.of for each in all_of(book, Attachment)] == [second]
    assert factories.read(book, ImportRun, run.id).undone_on == factories.TODAY
    assert first in done.ids
    editing.restore_records(book, [run.id])
    assert [each.id for each in all_of(book, Message)] == [first]
    assert {each.of for each in all_of(book, Attachment)} == {first, second}
    assert factories.read(book, ImportRun, run.id).undone_on is None
    editing.remove_records(book, [run.id])  # and again
    assert all_of(book, Message) == []
    book.close()
    assert verify(path).valid


def test_an_import_that_was_undone_is_repeated_but_what_was_removed_on_purpose_stays_away(book, mailbox, client, first):
    (run,) = all_of(book, ImportRun)
    editing.remove_records(book, [all_of(book, Message)[1].id])
    editing.remove_records(book, [run.id])
    assert take_in(book, mailbox, client) == (1, ["It was removed before."])
    with pytest.raises(KnownError, match="imported again in the meantime"):
        editing.restore_records(book, [run.id])
    assert len(all_of(book, Message)) == 1
    assert factories.read(book, ImportRun, run.id).undone_on is not None


def as_evidence(book, message, client):
    left = factories.add(book, "leaving", client=client, decided=factories.TODAY, reasons="Late")
    factories.add(book, "evidence", client=client, leaving=left, about=message)


def with_a_file(book, message, _client):
    book.write(lambda write: write.attach(message, write.get(Message, message).client, "a.txt", "text/plain", b"a"))


def moved(book, message, _client):
    move_message(book, message, factories.add(book, "client", name="Mill"))


@pytest.mark.parametrize("use", [as_evidence, with_a_file, moved])
def test_an_import_is_not_undone_while_something_hangs_on_it(book, client, first, use):
    use(book, first, client)
    (run,) = all_of(book, ImportRun)
    with pytest.raises(KnownError, match=r"1 of its records were used .*“Colours 1”"):
        editing.remove_records(book, [run.id])
    assert len(all_of(book, Message)) == 2


def test_a_restored_message_has_the_files_that_went_with_its_import(book, client, first):
    (run,) = all_of(book, ImportRun)
    editing.remove_records(book, [run.id])
    editing.restore_records(book, [first])
    assert [each.of for each in all_of(book, Attachment)] == [first]
    assert attachments.read_content(book, first)[1].startswith(b"From: Joan")
