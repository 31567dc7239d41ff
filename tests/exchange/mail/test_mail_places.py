"""Files, mailboxes and folders of mail: each message in its place, and the reason for what is not read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.exchange.mail import mbox, read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable

ReadOne = Callable[..., MailDraft]
ReadAll = Callable[..., list[MailDraft | Unreadable]]
MESSAGE = b"""\
From: Ann Client <ann@example.org>
To: me@example.net, "Bob, B." <bob@example.org>
Cc: ME@example.net, carol@example.org
Date: Fri, 20 Nov 2026 16:12:01 +0700
Subject: =?utf-8?Q?Caf=C3=A9?= opening
Message-ID: <1@example.org>

Hello,

it opens on Monday.
"""
LINE = b"From ann@example.org Fri Nov 20 09:12:01 2026\n"


def test_each_message_of_a_mailbox_says_where_it_stands(read_all: ReadAll):
    items = read_all(LINE + MESSAGE + b"\n" + LINE + b"\nwithout fields\n\n" + LINE + MESSAGE, "in.mbox")
    assert [item.source for item in items] == ["in.mbox #1", "in.mbox #2", "in.mbox #3"]
    assert isinstance(items[1], Unreadable)
    assert items[1].hint == "without fields"
    assert items[1].reason.text == "It has no headers."


def test_an_eml_that_begins_as_a_mailbox_does_is_one_message(read_one: ReadOne):
    draft = read_one(LINE + MESSAGE + b"\n" + LINE + b"Subject: quoted\n\nfor Bob\n")
    assert draft.body.endswith("for Bob")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"\r\n\r\n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is an image, not mail."),
        (b"Dear Ann,\n\nplease: call me\n", "This is not a mail file."),
        (b"PK\x03\x04", "This is an archive. Unpack it, and import the mail in it."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "This is an Office document, not mail.",
        ),
    ],
)
def test_a_file_that_is_no_mail_says_why(read_all: ReadAll, data: bytes, reason: str):
    (item,) = read_all(data)
    assert isinstance(item, Unreadable)
    assert (item.source, item.reason.text) == ("a.eml", reason)


def test_a_missing_file_is_told_and_the_next_one_read(tmp_path: Path):
    (tmp_path / "a.eml").write_bytes(MESSAGE)
    paths = [tmp_path / "gone.mbox", tmp_path / "a.eml"]
    gone, draft = read_mail.read_mail(paths)
    assert isinstance(gone, Unreadable)
    assert gone.reason.text == "The file was not found."
    assert isinstance(draft, MailDraft)
    assert read_mail.count_messages(paths) == 2


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.eml"
    path.write_bytes(MESSAGE)

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    (item,) = read_mail.read_mail([path])
    assert isinstance(item, Unreadable)
    assert item.reason.text == "You do not have permission to read this file."


def test_a_mailbox_that_breaks_off_keeps_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.mbox"
    path.write_bytes(LINE + MESSAGE)

    def broken(file: mbox.Readable) -> object:
        yield mbox.piece(file.read(1 << 20))
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(mbox, "split_messages", broken)
    draft, item = read_mail.read_mail([path])
    assert isinstance(draft, MailDraft)
    assert isinstance(item, Unreadable)
    assert item.reason.values == {"detail": "Input/output error"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.eml")
    (item,) = read_mail.read_mail([tmp_path / "a.eml"])
    assert isinstance(item, Unreadable)


def test_a_message_that_is_too_large_is_told(read_all: ReadAll, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mbox, "LARGEST", 100_000)
    (item,) = read_all(MESSAGE + b"x" * 200_000)
    assert isinstance(item, Unreadable)
    assert (item.hint, item.reason.text) == ("Café opening", "The message is larger than 256 MB.")


def test_a_maildir_with_its_folders_is_read(tmp_path: Path):
    for number, folder in enumerate(["cur", "new", ".Sent/cur", ".Sent.2025/new"]):
        (tmp_path / "Maildir" / folder).mkdir(parents=True)
        message = MESSAGE.replace(b"1@", b"%d@" % number)
        (tmp_path / "Maildir" / folder / f"{number}.host,S=1;2,S").write_bytes(message)
    (tmp_path / "Maildir" / "tmp").mkdir()
    (tmp_path / "Maildir" / "tmp" / "9.host").write_bytes(LINE + MESSAGE)
    (tmp_path / "Maildir" / "dovecot-uidlist").write_bytes(b"3 V1")
    items = list(read_mail.read_mail([tmp_path / "Maildir"]))
    assert [type(item) for item in items] == [MailDraft] * 4
    assert items[0].source == "Maildir/.Sent/cur/2.host,S=1;2,S"
    assert read_mail.count_messages([tmp_path / "Maildir"]) == 4


def test_a_folder_is_searched_for_mail_and_the_rest_is_told(tmp_path: Path):
    (tmp_path / "mail" / "Sent.sbd").mkdir(parents=True)
    (tmp_path / "mail" / "a.EML").write_bytes(MESSAGE)
    (tmp_path / "mail" / "Inbox").write_bytes(LINE + MESSAGE + b"\n" + LINE + MESSAGE)
    (tmp_path / "mail" / "Inbox.msf").write_bytes(b"// mork")
    (tmp_path / "mail" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "mail" / "Sent.sbd" / "2025").write_bytes(LINE + MESSAGE)
    items = list(read_mail.read_mail([tmp_path / "mail"]))
    assert [item.source for item in items if isinstance(item, MailDraft)] == [
        "mail/Inbox #1",
        "mail/Inbox #2",
        "mail/Sent.sbd/2025 #1",
        "mail/a.EML",
    ]
    (photo,) = [item for item in items if isinstance(item, Unreadable)]
    assert (photo.source, photo.reason.text) == ("mail/photo.png", "This is an image, not mail.")
    assert read_mail.count_messages([tmp_path / "mail"]) == 5


def test_a_folder_without_mail_says_so(tmp_path: Path):
    (item,) = read_mail.read_mail([tmp_path])
    assert isinstance(item, Unreadable)
    assert item.reason.text == "There is no mail in this folder."
    assert read_mail.count_messages([tmp_path]) == 1


def test_messages_come_one_at_a_time(tmp_path: Path):
    path = tmp_path / "a.mbox"
    path.write_bytes((LINE + MESSAGE + b"\n") * 3)
    items = read_mail.read_mail([path])
    next(items)
    path.write_bytes(b"")  # the rest is not needed any more: reading had begun, and ends where the caller ends it
    items.close()
