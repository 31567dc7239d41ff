"""Taking mail in: all of it in one transaction, each message once, what cannot be read is listed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from clientguard.actions.communication import import_mail
from clientguard.domain.records import Attachment, Message
from clientguard.errors import Cancelled, KnownError
from clientguard.store.journal import entry_log
from clientguard.store.records import lookup
from clientguard.store.verify.full import verify
from tests import factories

MAILBOX = "email/apache+incubator-ponymail-unit-tests/corpus/maven-dev-2017-11-listsao.mbox"
EML = b"""From: Joan Field <joan@harbour.example>
To: ada@north.example
Subject: Colours
Date: Fri, 20 Nov 2026 16:12:00 +0700
Message-ID: <1@harbour.example>

Blue, please.
"""


@pytest.fixture
def client(book):
    return factories.add(book, "client")


def all_of(book, cls) -> list:
    with book.read() as db:
        return lookup.find_records(db, cls)


def size(book) -> int:
    with book.read() as db:
        return entry_log.anchor(db).size


def test_a_real_mailbox_is_taken_in_once(book, path, client, corpus):
    seen = []
    result = import_mail.import_mail(book, [corpus / MAILBOX], client, progress=lambda *done: seen.append(done))
    assert (result.messages, len(result.duplicates), len(result.unreadable)) == (317, 3, 0)
    messages = all_of(book, Message)
    assert len(messages) == 317
    assert sum(each.dated_by == "envelope" for each in messages) == 34  # two of the 36 are second deliveries
    assert {each.client for each in messages} == {client}
    assert result.attachments == len(all_of(book, Attachment)) == 7
    assert result.changed.kinds == {"message", "attachment", "import"}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert all(done <= of for done, of in seen)

    before = size(book)
    again = import_mail.import_mail(book, [corpus / MAILBOX], client)
    assert (again.messages, again.attachments, len(again.duplicates)) == (0, 0, 320)
    assert size(book) == before

    other = factories.add(book, "client", name="Mill")
    assert import_mail.import_mail(book, [corpus / MAILBOX], other).messages == 317
    book.close()
    assert verify(path).valid


def test_cancelling_leaves_nothing(book, client, corpus):
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) == 5

    before = size(book)
    with pytest.raises(Cancelled):
        import_mail.import_mail(book, [corpus / MAILBOX], client, cancelled=cancelled)
    assert all_of(book, Message) == []
    assert size(book) == before
    assert len(asked) == 5


def test_what_cannot_be_read_is_listed_with_its_reason(book, client, tmp_path):
    (tmp_path / "a.eml").write_bytes(EML)
    (tmp_path / "b.eml").write_bytes(b"")
    (tmp_path / "c.eml").write_bytes(bytes(300))
    result = import_mail.import_mail(book, [tmp_path, tmp_path / "missing.eml"], client)
    assert result.messages == 1
    reasons = {Path(each.source).name: str(each.reason) for each in result.unreadable}
    assert reasons.keys() == {"b.eml", "c.eml", "missing.eml"}
    assert all(reasons.values())


def test_a_message_keeps_who_what_and_when(book, client, tmp_path):
    (tmp_path / "a.eml").write_bytes(EML)
    import_mail.import_mail(book, [tmp_path / "a.eml"], client)
    (message,) = all_of(book, Message)
    assert (message.direction, message.channel, message.dated_by) == ("in", "mail", "date")
    assert (message.sender, message.recipients) == ("Joan Field <joan@harbour.example>", "ada@north.example")
    assert (message.subject, message.body.strip(), message.at.offset) == ("Colours", "Blue, please.", 420)


@pytest.mark.parametrize(("own", "direction"), [("JOAN@harbour.example", "out"), ("ada@north.example", "in")])
def test_what_the_business_wrote_itself_was_sent(book, client, tmp_path, own, direction):
    import dataclasses

    from clientguard.domain.records import Business

    factories.save(book, dataclasses.replace(factories.read(book, Business, 1), email=own))
    (tmp_path / "a.eml").write_bytes(EML.replace(b"Joan Field <joan@harbour.example>", b"joan@harbour.example", 1))
    import_mail.import_mail(book, [tmp_path / "a.eml"], client)
    (message,) = all_of(book, Message)
    assert (message.direction, message.sender) == (direction, "joan@harbour.example")


def test_mail_of_nobody_is_refused(book, tmp_path):
    (tmp_path / "a.eml").write_bytes(EML)
    with pytest.raises(KnownError, match="no longer there"):
        import_mail.import_mail(book, [tmp_path / "a.eml"], 999)


def test_a_message_imported_by_an_earlier_version_is_not_imported_again(book, client, tmp_path, monkeypatch):
    (tmp_path / "flowed.eml").write_bytes(
        EML.replace(b"\n\n", b"\nContent-Type: text/plain; format=flowed\n\n>> one \n>> ", 1)
    )
    reading = import_mail.read_mail.read_mail

    def read_before(paths):
        for draft in reading(paths):
            assert draft.digest_before
            yield dataclasses.replace(draft, digest=draft.digest_before, digest_before="")

    with monkeypatch.context() as earlier:
        earlier.setattr(import_mail.read_mail, "read_mail", read_before)
        assert import_mail.import_mail(book, [tmp_path / "flowed.eml"], client).messages == 1
    again = import_mail.import_mail(book, [tmp_path / "flowed.eml"], client)
    assert (again.messages, len(again.duplicates)) == (0, 1)
