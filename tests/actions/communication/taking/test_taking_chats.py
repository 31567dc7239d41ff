"""Exported chats: whose they are, who wrote, and each message once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from clientguard.actions.communication import undo_import
from clientguard.actions.communication.known_people import KnownPeople
from clientguard.actions.communication.taking.chats import ChatTaker
from clientguard.actions.privacy import erasure
from clientguard.actions.records import editing
from clientguard.domain.records import Attachment, ImportRun, Message
from clientguard.errors import Cancelled
from clientguard.exchange.chat.read_chat import read_chats
from clientguard.store.records import lookup
from tests import factories

CHAT = """20/11/2026, 16:12 - Ann Ash: Can we meet on Friday?
20/11/2026, 16:14 - Ada: Here is the plan.
plan.pdf (file attached)
20/11/2026, 16:15 - Ann Ash: Ok
20/11/2026, 16:15 - Ann Ash: Ok
"""


@pytest.fixture
def harbour(book):
    client = factories.add(book, "client", name="Harbour")
    factories.add(book, "contact", client=client, name="Ann Ash", phone="+31 6 12345678")
    return client


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "WhatsApp Chat with Ann Ash.txt"
    path.write_text(CHAT)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF plan")
    return path


def taken(book, *paths, client=None, mine=(), again=False, look=lambda: None):
    def work(write):
        taker = ChatTaker(write, KnownPeople(write.db), paths[0].name, client=client, mine=mine, again=again, look=look)
        for path in paths:
            taker.begin(path)
            for item in read_chats([path], here=ZoneInfo("UTC")):
                taker.take(item)
        return taker.result()

    return book.write(work)


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def test_a_chat_goes_to_the_client_of_the_person_in_it(book, harbour, chat):
    found = taken(book, chat)
    assert (found.added, found.attachments, found.clients) == (4, 1, (harbour,))
    assert [(each.direction, each.channel, each.sender, each.subject) for each in all_of(book, Message)] == [
        ("in", "chat", "Ann Ash", "Can we meet on Friday?"),
        ("out", "chat", "Ada", "Here is the plan."),
        ("in", "chat", "Ann Ash", "Ok"),
        ("in", "chat", "Ann Ash", "Ok"),
    ]
    (run,) = all_of(book, ImportRun)
    assert (run.chats, run.attachments) == (4, 1)
    assert {(each.name, each.of) for each in all_of(book, Attachment)} == {
        ("plan.pdf", all_of(book, Message)[1].id), (chat.name, run.id)
    }  # fmt: skip


def test_a_number_tells_the_person_too(book, harbour, chat):
    chat.write_text(CHAT.replace("Ann Ash", "+31 6 1234 5678"))
    assert taken(book, chat).clients == (harbour,)


def test_a_later_export_adds_only_what_is_new(book, harbour, chat):
    taken(book, chat)
    chat.write_text(CHAT + "21/11/2026, 09:00 - Ann Ash: Bye\n")
    again = taken(book, chat)
    assert (again.added, again.duplicates) == (1, 4)


def test_a_chat_of_nobody_known_is_not_kept(book, harbour, chat):
    chat.write_text(CHAT.replace("Ann Ash", "Zoe Canary"))
    stranger = chat.rename(chat.with_name("_chat.txt"))
    found = taken(book, stranger)
    assert (found.unmatched, all_of(book, Message), all_of(book, Attachment)) == (1, [], [])


def test_where_it_is_open_who_the_user_is_it_is_asked(book, harbour, chat):
    chat.write_text(CHAT + "20/11/2026, 17:00 - Cy: Hello\n")
    asked = taken(book, chat)
    assert asked.added == 0
    assert "Ann Ash, Ada, Cy" in str(asked.unreadable[0].reason.values)
    assert taken(book, chat, mine=("ada",)).added == 5
    assert [each.direction for each in all_of(book, Message)] == ["in", "out", "in", "in", "in"]


def test_what_was_removed_or_erased_stays_away_and_what_was_undone_comes_again(book, harbour, chat):
    found = taken(book, chat)
    with book.read() as db:
        run = lookup.get_record(db, ImportRun, found.runs[0])
    book.write(lambda write: undo_import.undo(write, run))
    assert (all_of(book, Message), all_of(book, Attachment)) == ([], [])
    assert taken(book, chat).added == 4
    first, second, *_rest = all_of(book, Message)
    editing.remove_records(book, [first.id])
    erasure.erase_records(book, [second.id], "asked", [])
    again = taken(book, chat)
    assert (again.added, again.duplicates) == (0, 2)
    assert sorted(each.reason.text for each in again.left_out) == ["It was erased before.", "It was removed before."]
    assert taken(book, chat, again=True).added == 2


def test_an_import_that_is_cancelled_writes_nothing(book, harbour, chat):
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        taken(book, chat, look=stop)
    assert (all_of(book, Message), all_of(book, ImportRun)) == ([], [])


def test_an_import_that_is_restored_brings_its_file_back(book, harbour, chat):
    found = taken(book, chat)
    editing.remove_records(book, list(found.runs))
    editing.restore_records(book, list(found.runs))
    assert {each.name for each in all_of(book, Attachment)} == {"plan.pdf", chat.name}
