"""Originals of imported messages: the very bytes that came, kept once, until something in them is taken away."""

from __future__ import annotations

import base64
import dataclasses
import random

import pytest

from clientguard.actions.casebook import export_all
from clientguard.actions.communication import import_mail
from clientguard.actions.communication.move_message import move_message
from clientguard.actions.privacy import data_report, erasure
from clientguard.actions.records import attachments, editing
from clientguard.domain.privacy.data_report import facts_json
from clientguard.domain.records import Attachment, Message
from clientguard.errors import KnownError
from clientguard.store.journal import blobs
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from tests import factories
from tests.exchange.mail.outlook import msgs
from tests.factories import TODAY

FILE = random.Random(7).randbytes(9_000)
LETTER = (
    b"Received: from mx.harbour.example by mx.north.example; Fri, 20 Nov 2026 16:12:03 +0700\r\n"
    b"From: Joan Field <joan@harbour.example>\r\nTo: ada@north.example\r\n"
    b"Reply-To: Ruth Reed <ruth@harbour.example>\r\n"
    b"Subject: Colours\r\nDate: Fri, 20 Nov 2026 16:12:00 +0700\r\nMessage-ID: <2@harbour.example>\r\n"
    b"In-Reply-To: <1@north.example>\r\nReferences: <0@north.example>\r\n <1@north.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
    + b"Blue, please, and not later than May.\r\n"
    * 50
    + b"--b\r\n"
    b'Content-Type: application/pdf; name="offer.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    + base64.encodebytes(FILE).replace(b"\n", b"\r\n")
    + b"--b--\r\n"
)


@pytest.fixture
def client(book):
    return factories.add(book, "client")


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.eml"
    path.write_bytes(LETTER)
    return path


@pytest.fixture
def message(book, client, letter):
    import_mail.import_mail(book, [letter], client)
    return only(book, Message).id


def only(book, cls):
    with book.read() as db:
        (found,) = lookup.find_records(db, cls)
    return found


def originals(book) -> int:
    with book.read() as db:
        return db.execute("SELECT count(*) FROM blob WHERE packed = 2").fetchone()[0]


def is_sound(book, path) -> bool:
    book.close()
    return verify(path).valid


@pytest.mark.parametrize(
    ("before", "after"), [(b"", b""), (b"\r\n\r\n", b""), (b"\xef\xbb\xbf", b""), (b"From joan Fri\r\n", b"\r\n\r\n")]
)
def test_a_message_comes_out_byte_for_byte(book, path, client, letter, tmp_path, before, after):
    letter.write_bytes(before + LETTER + after)
    import_mail.import_mail(book, [letter], client)
    found = only(book, Message)
    target = tmp_path / "saved.eml"
    attachments.save_copy(book, found.id, target)
    assert target.read_bytes() == before + LETTER + after
    assert (found.in_reply_to, found.references) == ("<1@north.example>", "<0@north.example> <1@north.example>")
    export_all.export_all(book, tmp_path / "out", TODAY)
    assert (tmp_path / "out" / "originals" / f"{found.id}.eml").read_bytes() == before + LETTER + after
    assert is_sound(book, path)


def test_its_attachments_are_not_stored_twice(book, message):
    with book.read() as db:
        stored = sum(size for (size,) in db.execute("SELECT length(data) FROM blob_part").fetchall())
    assert stored < len(FILE) + 2_500


def test_the_same_mail_for_two_clients_is_kept_once_and_outlives_the_one(book, path, client, letter, message):
    other = factories.add(book, "client", name="Mill")
    import_mail.import_mail(book, [letter], other)
    assert originals(book) == 1
    erasure.erase_records(book, [message], "on request", [])
    assert attachments.read_content(book, only(book, Message).id)[1] == LETTER
    assert is_sound(book, path)


def test_what_was_imported_before_originals_were_kept_gets_its_own(book, path, client, letter, message):
    book.write(lambda write: write.change(dataclasses.replace(write.get(Message, message), original="", references="")))
    result = import_mail.import_mail(book, [letter], client)
    assert (result.messages, result.originals, len(result.duplicates), result.run) == (0, 1, 1, 0)
    found = only(book, Message)
    assert found.references == "<0@north.example> <1@north.example>"
    assert attachments.read_content(book, message)[1] == LETTER
    assert import_mail.import_mail(book, [letter], client).originals == 0
    editing.remove_records(book, [found.imported_by])  # to complete a message is not to use it


def test_a_message_without_original_says_how_to_get_it(book, client):
    logged = factories.add(book, "message", client=client)
    with pytest.raises(KnownError, match="import it again"):
        attachments.read_content(book, logged)
    with pytest.raises(KnownError, match="is not a file"):
        attachments.read_content(book, client)


def test_a_moved_message_keeps_its_original(book, message):
    move_message(book, message, factories.add(book, "client", name="Mill"))
    assert attachments.read_content(book, message)[1] == LETTER


@pytest.mark.parametrize("field", ["subject", "body", "recipients", "references"])
def test_redacting_any_field_takes_the_original_and_says_so(book, path, client, letter, message, field):
    (hint,) = erasure.redaction_hints(factories.read(book, Message, message))
    assert "original of this message goes too" in str(hint)
    erasure.redact_field(book, message, field, "on request", [])
    assert factories.read(book, Message, message).original == ""
    assert originals(book) == 0
    result = import_mail.import_mail(book, [letter], client)
    assert (result.messages, result.originals, len(result.left_out)) == (0, 0, 1)
    assert is_sound(book, path)


def test_erasing_an_attachment_takes_the_original_and_says_so(book, path, client, letter, message):
    file = only(book, Attachment).id
    scope = erasure.preview(book, [file])
    assert scope.originals == {message: "message"}
    assert any("its original goes too" in str(each) for each in erasure.hints(scope))
    erasure.erase_records(book, [file], "on request", [])
    found = factories.read(book, Message, message)
    assert (found.subject, found.original) == ("Colours", "")
    assert originals(book) == 0
    again = import_mail.import_mail(book, [letter], client)  # its original would bring the file back
    assert (again.messages, again.originals, len(again.duplicates)) == (0, 0, 1)
    book.close()
    assert base64.b64encode(FILE[:300]) not in path.read_bytes()
    assert FILE[:300] not in path.read_bytes()
    assert verify(path).valid


def test_erasing_the_message_takes_its_original_and_its_pieces(book, path, message):
    erasure.erase_records(book, [message], "on request", [])
    with book.read() as db:
        assert db.execute("SELECT count(*) FROM blob").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM blob_need").fetchone() == (0,)
    assert is_sound(book, path)


def test_an_original_that_is_too_large_to_keep_is_listed(book, client, letter, monkeypatch):
    monkeypatch.setattr(blobs, "put_original", lambda *_args: None)
    result = import_mail.import_mail(book, [letter], client)
    assert result.messages == 1
    assert [str(each.reason) for each in result.unreadable] == [
        "The original of this message is larger than 64 MB and was not kept."
    ]


def test_a_data_report_names_what_only_the_original_says(book, client, message):
    """Somebody in a header that no field has: an answer would have gone to her."""
    with book.read() as db:
        facts = data_report.report_facts(db, "ruth@harbour.example", TODAY)
    (held,) = facts.held
    assert held.id == message
    (lines,) = [each.plain for each in held.values if each.name == "original"]
    assert lines == "reply-to: Ruth Reed <ruth@harbour.example>"
    assert facts.kept_away == 0


def test_a_data_report_says_how_many_erased_messages_are_kept_away(book, client, message):
    erasure.erase_records(book, [message], "on request", [])
    logged = factories.add(book, "problem", client=client, who="Ruth Reed")
    with book.read() as db:
        facts = data_report.report_facts(db, "Ruth Reed", TODAY)
    assert ([each.id for each in facts.held], facts.kept_away) == ([logged], 2)
    assert facts_json(facts)["keyed_digests_of_erased_messages"] == 2


def test_the_original_of_an_outlook_message_stays_an_outlook_message(book, client, tmp_path):
    data = msgs.file(msgs.message("Offer"))
    (tmp_path / "offer.msg").write_bytes(data)
    assert import_mail.import_mail(book, [tmp_path / "offer.msg"], client).messages == 1
    found = only(book, Message)
    assert attachments.read_content(book, found.id) == ("Offer.msg", data)
    export_all.export_all(book, tmp_path / "out", TODAY)
    assert (tmp_path / "out" / "originals" / f"{found.id}.msg").read_bytes() == data
