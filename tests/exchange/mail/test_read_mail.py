"""Messages out of mail files: what is kept of each, and what is said of the rest."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.exchange.mail import mail_parts, read_mail
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


def with_parts(*parts: bytes, kind: bytes = b"mixed", subject: bytes = b"Parts") -> bytes:
    inside = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return b"Subject: %s\nContent-Type: multipart/%s; boundary=b\n\n%s--b--\n" % (subject, kind, inside)


TEXT = b"Content-Type: text/plain; charset=utf-8\n\nIn words"
PDF = b"Content-Type: application/pdf; name=offer.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg=="


def test_a_message_is_read_whole(read_one: ReadOne):
    draft = read_one(MESSAGE)
    assert draft == MailDraft(
        at_ms=1_795_165_921_000,
        offset=420,
        dated_by="date",
        sender_name="Ann Client",
        sender="ann@example.org",
        recipients=("me@example.net", "bob@example.org", "carol@example.org"),
        subject="Café opening",
        body="Hello,\n\nit opens on Monday.",
        message_id="<1@example.org>",
        digest=draft.digest,
        attachments=(),
        source="a.eml",
    )
    assert len(draft.digest) == 64


# --- when ---


def test_a_message_without_date_is_dated_by_its_mailbox(read_one: ReadOne):
    draft = read_one(LINE + b"Received: x; 1 Jan 2020 00:00:00 +0000\nSubject: x\n\ny\n", "a.mbox")
    assert (draft.dated_by, draft.at_ms, draft.offset) == ("envelope", 1_795_165_921_000, 0)


def test_a_message_without_date_or_mailbox_is_dated_by_its_last_server(read_one: ReadOne):
    servers = b"Received: by b; Fri, 20 Nov 2026 16:12:01 +0700\nReceived: by a; 1 Jan 2020 00:00:00 +0000\n"
    draft = read_one(servers + b"Subject: x\n\ny\n")
    assert (draft.dated_by, draft.at_ms, draft.offset) == ("received", 1_795_165_921_000, 420)


def test_a_message_without_any_moment_is_dated_by_its_file(tmp_path: Path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: x\n\ny\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (draft,) = read_mail.read_mail([path])
    assert isinstance(draft, MailDraft)
    assert (draft.dated_by, draft.at_ms) == ("file", 1_700_000_000_000)


@pytest.mark.parametrize("date", [b"1 Jan 0000 00:00:00 +0000", b"1 Jan 9999 00:00:00 +0000", b"yesterday", b""])
def test_an_absurd_date_gives_way_to_the_next_witness(read_one: ReadOne, date: bytes):
    draft = read_one(LINE + b"Date: " + date + b"\nSubject: x\n\ny\n")
    assert draft.dated_by == "envelope"


# --- who and what ---


def test_a_message_to_nobody_has_no_recipients(read_one: ReadOne):
    assert read_one(b"From: a@example.org\nTo: undisclosed-recipients:;\nSubject: x\n\ny\n").recipients == ()


def test_a_sender_without_an_address_is_looked_for_in_the_other_fields(read_one: ReadOne):
    draft = read_one(b"From: Ann\nSender: office@example.org\nSubject: x\n\ny\n")
    assert draft.sender == "office@example.org"
    draft = read_one(b"From: Ann\nSubject: x\n\ny\n")
    assert (draft.sender_name, draft.sender) == ("Ann", "")


def test_a_missing_subject_is_taken_from_the_words(read_one: ReadOne):
    assert read_one(b"From: a@example.org\nSubject:\n\nCall me\nplease").subject == "Call me please"
    assert read_one(b"From: a@example.org\n\n").subject == "—"


def test_what_hides_is_dropped_from_subject_and_names(read_one: ReadOne):
    draft = read_one("From: A\u202eb\x00 <a@example.org>\nSubject: x\u2066y\x07\x00z\n\nb\x00\x08c\n".encode())
    assert (draft.sender_name, draft.subject, draft.body) == ("Ab", "xyz", "bc")


def test_a_long_subject_is_cut_to_what_a_field_holds(read_one: ReadOne):
    assert len(read_one(b"Subject: " + b"x" * 5000 + b"\n\n").subject) == read_mail.LONGEST_SUBJECT


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_line_ends_of_other_systems_change_nothing(read_one: ReadOne, line_end: bytes):
    assert read_one(MESSAGE.replace(b"\n", line_end)) == read_one(MESSAGE)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_message_saved_as_unicode_text_is_read(read_one: ReadOne, encoding: str):
    text = "Subject: Café\nContent-Type: text/plain; charset=iso-8859-1\n\nCafé\n"
    mark = "\ufeff" if encoding.endswith("e") else ""
    draft = read_one((mark + text).encode(encoding))
    assert (draft.subject, draft.body) == ("Café", "Café")


def test_a_mailbox_saved_as_unicode_text_is_read(read_all: ReadAll):
    text = (LINE + MESSAGE + b"\n" + LINE + MESSAGE).decode()
    assert len(read_all(text.encode("utf-16"), "a.mbox")) == 2


# --- the body ---


def test_of_alternatives_the_plain_text_is_read(read_one: ReadOne):
    html = b"Content-Type: text/html\n\n<p>In HTML</p>"
    assert read_one(with_parts(html, TEXT, kind=b"alternative")).body == "In words"
    assert read_one(with_parts(TEXT, html, kind=b"alternative")).body == "In words"
    empty = b"Content-Type: text/plain\n\n \n"
    assert read_one(with_parts(empty, html, kind=b"alternative")).body == "In HTML"


def test_texts_side_by_side_are_all_read(read_one: ReadOne):
    draft = read_one(with_parts(TEXT, PDF, b"Content-Type: text/html\n\n<b>The end</b>"))
    assert draft.body == "In words\n\nThe end"


def test_html_alone_is_read_as_text(read_one: ReadOne):
    html = b"Subject: x\nContent-Type: text/html; charset=utf-8\n\n<style>p {}</style><p>Hi <a href='https://e.org/x'>there</a>"
    assert read_one(html).body == "Hi there <https://e.org/x>"


def test_a_lone_text_is_the_body_whatever_name_it_bears(read_one: ReadOne):
    draft = read_one(b"Subject: x\nContent-Type: text/plain; name=a.txt\n\nwords\n")
    assert (draft.body, draft.attachments) == ("words", ())


def test_a_very_long_text_is_kept_whole_beside_its_beginning(read_one: ReadOne, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mail_parts, "LONGEST_BODY", 10)
    draft = read_one(b"Subject: x\n\n" + b"0123456789ABCDEF")
    assert draft.body == "0123456789"
    assert [(each.name, each.data) for each in draft.attachments] == [("message.txt", b"0123456789ABCDEF")]


# --- attachments ---


def test_attachments_are_the_leaves_that_are_not_read(read_one: ReadOne):
    draft = read_one(
        with_parts(
            TEXT,
            PDF,
            b"Content-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''%E0%B8%82.txt\n\nnotes",
            b"Content-Type: image/png\nContent-Disposition: inline\n\nPNG",
            b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
            b"Content-Type: image/gif\n\n",
            b"Content-Type: application/pgp-signature\n\nsigned",
        )
    )
    assert [(each.name, each.media_type, each.data) for each in draft.attachments] == [
        ("offer.pdf", "application/pdf", b"%PDF"),
        ("ข.txt", "text/plain", b"notes"),
        ("image.png", "image/png", b"PNG"),
        ("calendar.ics", "text/calendar", b"BEGIN:VCALENDAR"),
    ]
    assert draft.body == "In words"


def test_an_attachments_name_is_made_safe(read_one: ReadOne):
    draft = read_one(with_parts(TEXT, b'Content-Type: a/b; name="../con\x00.\xe2\x80\xaetxt"\n\nx'))
    assert [each.name for each in draft.attachments] == ["_con.txt"]


def test_a_message_within_a_message_is_one_attachment(read_one: ReadOne):
    inner = with_parts(TEXT, PDF, subject=b"Forwarded: plan").replace(b"--b", b"--c").replace(b"=b", b"=c")
    draft = read_one(with_parts(TEXT, b"Content-Type: message/rfc822\n\n" + inner))
    (attached,) = draft.attachments
    assert (attached.name, attached.media_type) == ("Forwarded_ plan.eml", "message/rfc822")
    assert attached.data == inner
    assert draft.body == "In words"


def test_a_file_that_is_too_large_is_named_and_the_message_kept(read_all: ReadAll, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mail_parts, "LARGEST", 3)
    small = b"Content-Type: image/png; name=small.png\n\nPNG"
    draft, left_out = read_all(with_parts(TEXT, PDF, small))
    assert isinstance(draft, MailDraft)
    assert [each.name for each in draft.attachments] == ["small.png"]
    assert isinstance(left_out, Unreadable)
    assert (left_out.source, left_out.hint) == ("a.eml", "Parts")
    assert left_out.reason.text.format(**left_out.reason.values) == (
        "The file offer.pdf is larger than 64 MB and was left out."
    )


def test_parts_beyond_the_limit_are_told(read_all: ReadAll):
    draft, left_out = read_all(with_parts(*[TEXT] * 1003))
    assert isinstance(draft, MailDraft)
    assert isinstance(left_out, Unreadable)
    assert left_out.reason.count == 3


def test_what_is_nested_too_deep_is_kept_as_a_file(read_one: ReadOne):
    data = TEXT
    for number in range(100):
        data = b"Content-Type: multipart/mixed; boundary=%d-\n\n--%d-\n%s\n--%d---\n" % (number, number, data, number)
    draft = read_one(b"Subject: deep\n" + data)
    (attached,) = draft.attachments
    assert (attached.name, attached.media_type) == ("parts.eml", "message/rfc822")
    assert b"In words" in attached.data


# --- the same message again ---


def test_a_second_delivery_has_the_same_digest(read_one: ReadOne):
    first = read_one(MESSAGE)
    servers = b"Received: by other; Sat, 21 Nov 2026 00:00:00 +0000\nX-Original-To: x\n"
    again = base64.encodebytes(b"Hello,\r\n\r\nit opens on Monday.\r\n")
    encoded = MESSAGE.partition(b"\n\n")[0] + b"\nContent-Transfer-Encoding: base64\n\n" + again
    for other in (servers + MESSAGE, encoded, MESSAGE + b"\n \n", LINE + MESSAGE):
        assert read_one(other).digest == first.digest


def test_a_quoted_from_line_does_not_make_another_message(read_one: ReadOne):
    plain, quoted = MESSAGE + b"From here on.\n", MESSAGE + b">From here on.\n"
    assert read_one(plain).digest == read_one(quoted).digest == read_one(LINE + quoted, "a.mbox").digest


@pytest.mark.parametrize(
    ("one", "other"),
    [(b"Monday", b"Tuesday"), (b"1@example", b"2@example"), (b"opening", b"closing"), (b"Client <ann", b"Client <eve")],
)
def test_another_message_has_another_digest_even_under_the_same_number(read_one: ReadOne, one: bytes, other: bytes):
    assert read_one(MESSAGE).digest != read_one(MESSAGE.replace(one, other)).digest


def test_other_files_make_another_message(read_one: ReadOne):
    assert read_one(with_parts(TEXT, PDF)).digest != read_one(with_parts(TEXT)).digest
    assert read_one(with_parts(TEXT, PDF)).digest != read_one(with_parts(TEXT, PDF.replace(b"Rg==", b"Rw=="))).digest


def test_messages_without_a_number_are_told_apart_by_their_moment(read_one: ReadOne):
    notice = b"From: backup@example.org\nDate: %d Nov 2026 10:00:00 +0000\nSubject: Done\n\nDone.\n"
    assert read_one(notice % 1).digest != read_one(notice % 2).digest


def test_a_copied_file_is_no_other_message(tmp_path: Path):
    for number in (1, 2):
        path = tmp_path / f"{number}.eml"
        path.write_bytes(b"Subject: x\n\ny\n")
        os.utime(path, (number, number))
    one, other = read_mail.read_mail([tmp_path / "1.eml", tmp_path / "2.eml"])
    assert isinstance(one, MailDraft)
    assert isinstance(other, MailDraft)
    assert one.digest == other.digest
