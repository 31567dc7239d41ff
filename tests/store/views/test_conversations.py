"""The conversations of a whole casebook: what is kept of them always says what a fresh look would."""

from __future__ import annotations

import random

import pytest

from clientguard.actions.communication.move_message import move_message
from clientguard.actions.records import editing
from clientguard.domain.records import Instant, Message
from clientguard.store.records.lookup import get_record
from clientguard.store.views import lists, messages
from clientguard.store.views.communication import conversations as module
from clientguard.store.views.communication.conversations import Conversations
from tests import factories
from tests.factories import FIRST, add


@pytest.fixture
def book(tmp_path):
    made = factories.firm_book(tmp_path / "talk.casebook")
    yield made
    made.close()


def wrote(book, client: int, minute: int, number: str, names: str = "", **other) -> int:
    """Add a message; return it."""
    usual = {"subject": "Shop", "message_id": number, "in_reply_to": names, "body": "x", "channel": "mail"}
    return add(book, "message", client=client, at=Instant(FIRST + minute * 60_000), **{**usual, **other})


def folded(book, kept: Conversations, unfolded=()):
    with book.read() as db:
        found = kept.folded(db, lists.ids(db, messages.KINDS["message"]), unfolded)
    return list(found.last), list(found.counts), found.below


def test_a_list_is_folded_to_the_last_message_of_each_conversation(book):
    one, other = (add(book, "client", name=name) for name in ("Mill", "Harbour"))
    first = wrote(book, one, 1, "<1@x>")
    alone = wrote(book, other, 2, "<1@x>")
    reply = wrote(book, one, 3, "<2@x>", "<1@x>", direction="out")
    kept = Conversations()
    assert folded(book, kept) == ([reply, alone], [2, 1], {})
    assert folded(book, kept, [first]) == ([reply, alone], [2, 1], {reply: [first]})
    assert folded(book, kept, [9_999]) == ([reply, alone], [2, 1], {})
    with book.read() as db:
        assert kept.around(db, first) == [first, reply]
        assert kept.answered(db, [first, alone, reply]) == {first}
        assert kept.around_each(db, [reply, alone]) == {reply: (first, [first, reply]), alone: (alone, [alone])}


def test_a_long_correspondence_is_one_conversation_to_its_end(book):
    client = add(book, "client", name="Mill")
    made = [wrote(book, client, each, f"<{each}@x>", f"<{each - 1}@x>" if each else "") for each in range(30)]
    late = wrote(book, client, 5_000_000, "<late@x>", "<0@x>", direction="out")
    with book.read() as db:
        assert Conversations().around(db, made[3]) == [*made, late]


@pytest.mark.parametrize("most", [5_000, 3])
def test_what_changes_is_seen_whatever_it_is(book, monkeypatch, most):
    monkeypatch.setattr(module, "MANY", most)
    chance = random.Random(5)
    clients = [add(book, "client", name=f"Client {number}") for number in range(3)]
    made = [wrote(book, chance.choice(clients), each, f"<{each}@x>") for each in range(12)]
    kept = Conversations()
    gone: list[int] = []
    for turn in range(30):
        match turn % 5:
            case 0 | 1:
                names = f"<{chance.randrange(12)}@x>"
                made.append(wrote(book, chance.choice(clients), 100 + turn, f"<new{turn}@x>", names))
            case 2:
                gone.append(made.pop(chance.randrange(len(made))))
                editing.remove_records(book, [gone[-1]])
            case 3:
                made.append(gone.pop())
                editing.restore_records(book, [made[-1]])
            case _:
                record = chance.choice(made)
                with book.read() as db:
                    own = get_record(db, Message, record).client
                move_message(book, record, next(each for each in clients if each != own))
        if turn % 3 == 0:
            assert folded(book, kept, made) == folded(book, Conversations(), made)
    with book.read() as db:
        fresh = Conversations()
        assert [kept.around(db, each) for each in made] == [fresh.around(db, each) for each in made]
        assert kept.answered(db, made) == fresh.answered(db, made)
