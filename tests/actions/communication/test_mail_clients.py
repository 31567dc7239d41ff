"""From a mailbox to clients: what is offered, what is kept of those that were ticked, and nothing of the others."""

from __future__ import annotations

import dataclasses
import json

import pytest

from clientguard.actions.communication import mail_clients
from clientguard.actions.records import editing
from clientguard.actions.records.editing import NotValidError
from clientguard.domain.communication.answers import answer_steps
from clientguard.domain.records import Client, Contact, ContactPoint, ImportRun, Message
from clientguard.errors import Cancelled, KnownError
from clientguard.store.records import lookup
from clientguard.store.views.answers import last_words
from clientguard.texts import local
from tests import factories
from tests.factories import TODAY
from tests.mailboxes import ADA, JOAN, PAT, three_correspondents


@pytest.fixture
def mailbox(tmp_path):
    return three_correspondents(tmp_path / "All.mbox")


def all_of(book, cls):
    with book.read() as db:
        return lookup.find_records(db, cls)


def ticked(book, mailbox, *keys: str):
    found = mail_clients.survey(book, [mailbox]).correspondents([ADA])
    return [each for each in found if each.key in keys]


def test_a_survey_offers_the_correspondents_and_keeps_nothing(book, mailbox):
    found = mail_clients.survey(book, [mailbox])
    assert next((each.address, each.likely) for each in found.own()) == (ADA, True)
    assert {each.key for each in found.correspondents([ADA])} == {"harbour.example", "mill.example", PAT}
    assert [all_of(book, cls) for cls in (Client, Contact, ContactPoint, Message, ImportRun)] == [[]] * 5


def test_only_those_who_were_ticked_are_kept_with_their_people_and_their_mail(book, mailbox):
    chosen = ticked(book, mailbox, "harbour.example", PAT)
    chosen[0] = dataclasses.replace(chosen[0], name="Harbour Books")
    taken = mail_clients.import_clients(book, [mailbox], chosen, [ADA])
    assert {each.name: each.email for each in all_of(book, Client)} == {"Harbour Books": "", "Pat Moon": PAT}
    assert [(each.name, each.email) for each in all_of(book, Contact)] == [("Joan Field", JOAN)]
    assert [each.value for each in all_of(book, ContactPoint)] == [ADA]
    assert (taken.messages, [each.messages for each in taken.imports]) == (13, [7, 6])
    messages = all_of(book, Message)
    assert sum(each.direction == "out" for each in messages) == 6
    assert not any("mill" in each.recipients or "news" in each.sender for each in messages)


def test_what_the_mail_says_of_each_client(book, mailbox):
    mail_clients.import_clients(book, [mailbox], ticked(book, mailbox, "harbour.example", "mill.example"), [ADA])
    with book.read() as db:
        steps = answer_steps(last_words(db), TODAY, lambda at: local(at).date())
    assert [(str(each.what), each.days, each.tone) for each in steps] == [
        ("You have not answered Harbour", 4, "note"),
        ("Mill has not answered you", 15, "attention"),  # since the first of three that were left open
    ]
    assert str(steps[1].why).startswith("“Letter 7”, sent on 2026-11-07.")


def test_it_is_undone_as_a_whole_and_can_be_repeated(book, mailbox):
    chosen = ticked(book, mailbox, "harbour.example", PAT)
    taken = mail_clients.import_clients(book, [mailbox], chosen, [ADA])
    editing.remove_records(book, taken.made)
    assert [all_of(book, cls) for cls in (Client, Contact, Message)] == [[]] * 3
    again = mail_clients.import_clients(book, [mailbox], chosen, [ADA])
    assert again.messages == 13
    assert len(all_of(book, Client)) == 2


def test_a_client_of_that_name_gets_the_mail(book, mailbox):
    known = factories.add(book, "client", name="Harbour")
    factories.add(book, "contact", client=known, name="J. Field", email=JOAN)
    taken = mail_clients.import_clients(book, [mailbox], ticked(book, mailbox, "harbour.example"), [ADA])
    assert taken.clients == (known,)
    assert len(all_of(book, Contact)) == 1
    assert taken.made == (taken.imports[0].run,)


def test_two_correspondents_of_one_name_are_one_client(book, mailbox):
    chosen = [
        dataclasses.replace(each, name="Joan") for each in ticked(book, mailbox, "harbour.example", "mill.example")
    ]
    taken = mail_clients.import_clients(book, [mailbox], chosen, [ADA])
    assert len(taken.clients) == 1
    assert taken.messages == 13


@pytest.mark.parametrize(("name", "own"), [(" ", [ADA]), ("Harbour", ["ada"])])
def test_what_is_missing_writes_nothing(book, mailbox, name, own):
    chosen = [dataclasses.replace(each, name=name) for each in ticked(book, mailbox, "harbour.example")]
    with pytest.raises(NotValidError):
        mail_clients.import_clients(book, [mailbox], chosen, own)
    assert [all_of(book, cls) for cls in (Client, ContactPoint, Message)] == [[]] * 3


def test_both_can_be_stopped_and_then_nothing_is_kept(book, mailbox):
    chosen = ticked(book, mailbox, "harbour.example")
    with pytest.raises(Cancelled):
        mail_clients.survey(book, [mailbox], cancelled=lambda: True)
    with pytest.raises(Cancelled):
        mail_clients.import_clients(book, [mailbox], chosen, [ADA], cancelled=lambda: True)
    assert all_of(book, Client) == []


def test_the_open_casebook_is_not_surveyed(book):
    with pytest.raises(KnownError, match="is the casebook that is open"):
        mail_clients.survey(book, [book.path])


def test_the_clients_of_a_written_mailbox_are_found_and_nobody_else(book, corpus, tmp_path):
    """Threads of one consultant, with labels that were made without sight of any rule."""
    labels = corpus.parent / "research" / "mail-labels" / "labels.json"
    if not labels.exists():
        pytest.skip("no labelled threads beside the project")
    dan = "dan@okafor-digital.example"
    threads = [each for each in json.loads(labels.read_text("utf-8"))["threads"] if dan in each.get("us", ())]
    paths = [labels.parent / each["file"] for each in threads if each["source"] == "written"]
    found = mail_clients.survey(book, paths)
    assert [each.address for each in found.own() if each.likely] == [dan]
    offered = {each.key for each in found.correspondents([dan])}
    clients = {one.partition("@")[2] for each in threads for one in each["client"]}
    others = {one.partition("@")[2] for each in threads for one in each["others"]}
    assert len(offered) >= 4
    assert offered <= clients - others


@pytest.mark.parametrize("host", ["mailhost", "my_office.example"])
def test_mail_of_a_host_that_no_form_would_take_comes_in_all_the_same(book, tmp_path, host):
    kim = f"kim@{host}"
    letters = [(kim, ADA), (ADA, kim)] * 3
    box = tmp_path / "local.mbox"
    box.write_bytes(
        b"".join(
            (
                f"From x Thu Nov 19 10:00:00 2026\nFrom: {sender}\nTo: {to}\nSubject: {number}\n"
                f"Date: Thu, 19 Nov 2026 10:{number:02}:00 +0100\nMessage-ID: <{number}@x.example>\n\nWords.\n\n"
            ).encode()
            for number, (sender, to) in enumerate(letters)
        )
    )
    taken = mail_clients.import_clients(book, [box], ticked(book, box, host), [ADA])
    assert taken.messages == 6
    assert len(all_of(book, Client)) == 1
    assert all_of(book, Contact) == []
    assert {each.sender for each in all_of(book, Message)} == {kim, ADA}
