"""Salvage: original messages come back in the pieces they had, and what stays away stays away."""

from __future__ import annotations

import base64
import random

from clientguard.actions.casebook.salvage import salvage_casebook
from clientguard.actions.communication import import_mail
from clientguard.actions.privacy import erasure
from clientguard.actions.records import attachments
from clientguard.domain.records import Message
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records import lookup
from clientguard.texts import current
from tests import factories
from tests.factories import add


def test_originals_and_what_stays_away_are_kept(tmp_path):
    """In the pieces they had: the attachment is not stored twice afterwards either."""
    path = tmp_path / "practice.casebook"
    data = random.Random(3).randbytes(6000)
    head = "From: joan@harbour.example\nMessage-ID: <{}@x>\nDate: Fri, 20 Nov 2026 16:12:00 +0000\nSubject: {}\n"
    attached = 'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\n'
    whole = (head.format(1, "Offer") + attached).encode() + base64.encodebytes(data)
    (tmp_path / "a.eml").write_bytes(whole)
    (tmp_path / "b.eml").write_bytes((head.format(2, "Gone") + "\nGone.\n").encode())
    with factories.firm_book(path) as book:
        client = add(book, "client", name="Harbour Books")
        mail = [tmp_path / "a.eml", tmp_path / "b.eml"]
        import_mail.import_mail(book, mail, client)
        with book.read() as db:
            kept, gone = lookup.find_records(db, Message)
        erasure.erase_records(book, [gone.id], "on request", [])
    found = salvage_casebook(path, tmp_path / "new.casebook")
    assert found.lost == []
    with Casebook.open(tmp_path / "new.casebook") as book:
        with book.read() as db:
            (message,) = lookup.find_records(db, Message)
            assert db.execute("SELECT count(*) FROM blob WHERE packed = 2").fetchone() == (1,)
            owner = message.client
        assert (message.uid, attachments.read_content(book, message.id)[1]) == (kept.uid, whole)
        again = import_mail.import_mail(book, mail, owner)
        assert (again.messages, len(again.duplicates), len(again.left_out)) == (0, 1, 1)


def test_a_message_whose_original_is_lost_stays_without_it(tmp_path):
    path = tmp_path / "practice.casebook"
    (tmp_path / "a.eml").write_bytes(b"From: joan@harbour.example\nSubject: Offer\n\nBlue, please.\n")
    with factories.firm_book(path) as book:
        import_mail.import_mail(book, [tmp_path / "a.eml"], add(book, "client"))
    factories.tamper(path, "DELETE FROM blob_part")
    found = salvage_casebook(path, tmp_path / "new.casebook")
    assert any("its original is lost or damaged" in current().say(each) for each in found.lost)
    with Casebook.open(tmp_path / "new.casebook") as book, book.read() as db:
        (message,) = lookup.find_records(db, Message)
    assert (message.subject, message.original) == ("Offer", "")
