"""Whose mail it is: sent from the user's own addresses, received from all others, and set right when those change."""

from __future__ import annotations

import pytest

from clientguard.actions.communication import whose_mail
from clientguard.actions.communication.import_mail import import_mail
from clientguard.actions.communication.whose_mail import proposal, set_own
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.records import Business, ContactPoint, Message
from clientguard.errors import Cancelled
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from tests import factories

ADA, OLD, JOAN, KIM = "ada@north.example", "ada@old.example", "joan@harbour.example", "kim@mill.example"


def letter(number: int, sender: str, *recipients: str) -> bytes:
    return (
        f"From: {sender}\r\nTo: {', '.join(recipients)}\r\nSubject: {number}\r\n"
        f"Date: Thu, 19 Nov 2026 10:{number:02}:00 +0100\r\nMessage-ID: <{number}@x.example>\r\n\r\nWords.\r\n"
    ).encode()


@pytest.fixture
def mailbox(tmp_path):
    """A folder with what came in and what was sent, as mail programs keep them."""
    folder = tmp_path / "Mail"
    sent = [letter(1, f"Ada North <{ADA}>", JOAN), letter(2, "Ada+Shop@NORTH.example", KIM), letter(3, OLD, JOAN)]
    received = [letter(4, f"Joan Field <{JOAN}>", ADA), letter(5, KIM, ADA)]
    for name, messages in (("Inbox.mbox", received), ("Sent.mbox", sent)):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"".join(b"From x Thu Nov 19 10:00:00 2026\n" + each + b"\n" for each in messages))
    return folder


@pytest.fixture
def client(book):
    return factories.add(book, "client")


def directions(book) -> dict[str, str]:
    with book.read() as db:
        return {each.subject: each.direction for each in lookup.find_records(db, Message)}


def own(book) -> list[str]:
    with book.read() as db:
        return [each.value for each in lookup.find_records(db, ContactPoint) if not each.client]


def test_direction_follows_from_the_users_own_addresses(book, client, mailbox):
    set_own(book, [ADA, OLD])
    result = import_mail(book, [mailbox], client)
    assert (result.messages, result.sent, result.received) == (5, 3, 2)
    assert directions(book) == {"1": "out", "2": "out", "3": "out", "4": "in", "5": "in"}


def test_the_address_in_the_letterhead_is_the_users_own_too(book, client, mailbox):
    with book.read() as db:
        (firm,) = lookup.find_records(db, Business)
    factories.editing.change_record(book, firm, email=ADA.upper())
    assert import_mail(book, [mailbox], client).sent == 2


def test_what_is_proposed_is_what_the_folder_of_sent_mail_is_from(book, mailbox):
    assert [(each.address, each.sent, each.likely) for each in proposal(book, [mailbox])] == [
        (ADA, 1, True),
        ("Ada+Shop@NORTH.example", 1, True),
        (OLD, 1, True),
    ]
    assert [each.address for each in proposal(book, [mailbox / "Inbox.mbox"])] == []


@pytest.mark.parametrize("answer", [[ADA], []])
def test_once_answered_it_is_never_asked_again(book, mailbox, answer):
    assert proposal(book, [mailbox])
    set_own(book, answer)
    assert proposal(book, [mailbox]) == []


def test_looking_for_them_can_be_cancelled(book, mailbox):
    with pytest.raises(Cancelled):
        proposal(book, [mailbox], lambda: True)


def test_naming_an_address_later_sets_right_what_was_imported_before(book, path, client, mailbox):
    import_mail(book, [mailbox], client)
    assert set(directions(book).values()) == {"in"}
    changed = set_own(book, [ADA])
    assert directions(book) == {"1": "out", "2": "out", "3": "in", "4": "in", "5": "in"}
    assert changed.kinds == {"contact_point", "message"}
    set_own(book, [OLD], only=True)
    assert own(book) == [OLD]
    assert directions(book) == {"1": "in", "2": "in", "3": "out", "4": "in", "5": "in"}
    assert not set_own(book, [OLD])
    book.close()
    assert verify(path).valid


def test_naming_an_address_as_a_record_does_the_same_and_removing_it_undoes_it(book, path, client, mailbox):
    import_mail(book, [mailbox], client)
    before = directions(book)
    point = ContactPoint(system="email", value=OLD)
    changed = editing.save_record(book, point)
    (point,) = changed.made
    assert [str(each) for each in changed.told] == ["1 message counts as sent now."]
    assert directions(book) == before | {"3": "out"}
    assert [str(each) for each in editing.remove_records(book, [point]).told] == ["1 message counts as received now."]
    assert directions(book) == before
    editing.restore_records(book, [point])
    editing.change_record(book, factories.read(book, ContactPoint, point), value=ADA, ended_on=factories.TODAY)
    assert directions(book) == before | {"1": "out", "2": "out"}
    phone = factories.add(book, "contact_point", system="phone", value=OLD)
    editing.change_record(book, factories.read(book, ContactPoint, phone), system="email")
    assert directions(book) == before | {"1": "out", "2": "out", "3": "out"}
    factories.add(book, "contact_point", client=client, value=KIM)
    factories.add(book, "contact_point", value=ADA)
    editing.remove_records(book, [point])
    assert directions(book) == before | {"1": "out", "2": "out", "3": "out"}  # the address is there twice
    book.close()
    assert verify(path).valid


def test_a_new_address_in_the_letterhead_is_the_users_own_and_so_was_the_one_before(book, client, mailbox):
    import_mail(book, [mailbox], client)
    firm = factories.save(book, Business(name="Studio North", currency="EUR", email=ADA))
    editing.change_record(book, factories.read(book, Business, firm), email=OLD)
    assert directions(book) == {"1": "out", "2": "out", "3": "out", "4": "in", "5": "in"}


def test_a_direction_that_was_set_by_hand_stays(book, client, mailbox):
    import_mail(book, [mailbox], client)
    with book.read() as db:
        (message,) = lookup.find_records(db, Message, "t.subject = '5'")
    factories.editing.change_record(book, message, direction="out")
    set_own(book, [ADA])
    assert directions(book)["5"] == "out"


def test_an_address_is_kept_once_however_it_is_written(book):
    set_own(book, [ADA, "ADA@North.example", "ada+shop@north.example"])
    set_own(book, [ADA])
    assert own(book) == [ADA]


def test_what_is_no_address_is_refused_and_nothing_is_written(book):
    with pytest.raises(NotValidError):
        set_own(book, [ADA, "Ada North"])
    assert own(book) == []


def test_messages_that_no_known_person_of_the_client_took_part_in_are_counted(book, client, mailbox):
    assert import_mail(book, [mailbox / "Sent.mbox"], client).strangers == 0  # nobody is known yet
    person = factories.add(book, "contact", client=client, email="JOAN@harbour.example")
    other = factories.add(book, "client", name="Mill")
    assert import_mail(book, [mailbox], other).strangers == 0
    assert import_mail(book, [mailbox / "Inbox.mbox"], client).strangers == 1
    factories.add(book, "contact_point", client=client, contact=person, value=KIM)
    with book.read() as db:
        assert whose_mail.Sorter(db, client).direction(KIM, [ADA]) == "in"


def test_the_address_of_a_person_is_never_taken_for_the_users_own(book, client):
    person = factories.add(book, "contact", client=client)
    point = factories.add(book, "contact_point", contact=person, value=KIM)
    assert factories.read(book, ContactPoint, point).client == client
    assert own(book) == []
