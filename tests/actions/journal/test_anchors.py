"""The anchor goes out by mail: what the mail says, what the journal notes, and what it proves later (P5.2)."""

from __future__ import annotations

import dataclasses
import email
import email.policy

import pytest

from clientguard.actions.casebook import casebooks
from clientguard.actions.journal import anchors
from clientguard.domain.journal.tree import parse_anchor
from clientguard.domain.records import Client, Instant
from clientguard.errors import KnownError
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.journal import entry_log
from clientguard.store.views import journal
from tests import factories
from tests.factories import FIRST

AT = Instant(FIRST, 60)


def mail_in(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_the_mail_holds_the_anchor_how_to_compare_it_and_no_client(book, tmp_path):
    factories.add(book, "client", name="Harbour Books")
    found = anchors.hand_out_anchor(book, AT)
    target = tmp_path / "anchor.eml"
    anchors.save_anchor_mail(book, found, target, "keeper@office.example")
    mail = mail_in(target)
    with book.read() as db:
        (firm,) = db.execute("SELECT name FROM business").fetchone()
    body = mail.get_content()
    assert mail["To"] == "keeper@office.example"
    assert mail["X-Unsent"] == "1"
    assert firm in mail["Subject"]
    assert found.anchor in body
    assert f"clientguard verify FILE --anchor {found.anchor} --require-anchor" in body
    assert f"python verify.py BUNDLE.zip --require-anchor {found.anchor}" in body
    assert b"Harbour" not in target.read_bytes()
    assert "{" not in body


def test_the_journal_notes_it_and_matches_it_later(book, tmp_path):
    client = factories.add(book, "client")
    found = anchors.hand_out_anchor(book, AT)
    size, root = parse_anchor(found.anchor)
    with book.read() as db:
        noted = entry_log.entry_at(db, size + 1)
        assert (noted.change, noted.fields["place"], noted.fields["root"]) == ("anchor", "mail", root.hex())
        assert journal.anchor(db).size == size + 1
    factories.save(book, dataclasses.replace(factories.read(book, Client, client), note="More"))
    path = book.path
    book.close()
    report = casebooks.verify_casebook(path, (found.anchor,))
    assert (report.valid, report.outside) == (True, 1)
    other = found.anchor[:-1] + ("0" if found.anchor[-1] != "0" else "1")
    assert not casebooks.verify_casebook(path, (other,)).valid


def test_reading_it_notes_nothing(book):
    with book.read() as db:
        before = entry_log.anchor(db)
        found = anchors.anchor_in_mail(db, AT)
        assert parse_anchor(found.anchor) == (before.size, before.root)
        assert entry_log.anchor(db) == before


def test_a_casebook_that_is_only_read_has_an_anchor_to_give(book):
    path = book.path
    book.close()
    with Casebook.open(path, write=False) as reading:
        with reading.read() as db:
            before = entry_log.anchor(db)
        assert parse_anchor(anchors.hand_out_anchor(reading, AT).anchor) == (before.size, before.root)


def test_the_mail_never_takes_the_place_of_the_casebook(book):
    found = anchors.hand_out_anchor(book, AT)
    with pytest.raises(KnownError, match="the casebook itself"):
        anchors.save_anchor_mail(book, found, book.path)


def test_the_anchor_of_something_made_before_is_mailed_as_it_was(book):
    with book.read() as db:
        before = anchors.anchor_in_mail(db, AT).anchor
    factories.add(book, "client")
    found = anchors.hand_out_anchor(book, AT, before)
    assert found.anchor == before
    with book.read() as db:
        assert anchors.anchor_in_mail(db, AT, before).text == found.text
        assert entry_log.entry_at(db, journal.anchor(db).size).fields["root"] == before.partition(":")[2]
