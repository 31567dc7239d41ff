"""Outlook's `.msg` files: read as the mail that they are, or refused with a reason."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientguard.exchange.mail import mail_heads, mime, original_text, read_mail
from clientguard.exchange.mail.outlook import msg
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable
from clientguard.exchange.showing import file_text
from tests.exchange.mail.outlook import msgs, winmails

ReadOne = Callable[..., MailDraft]
ReadAll = Callable[..., list[MailDraft | Unreadable]]


def test_a_message_is_read_like_mail(read_one: ReadOne):
    people = [msgs.recipient("Ben Birch", "ben@own.example"), msgs.recipient("Cy", "cy@own.example", 2)]
    people.append(msgs.recipient("Hidden", "hidden@own.example", 3))
    data = msgs.file(msgs.with_all(msgs.message("Café"), people, [msgs.attachment("Plan – 2.pdf", b"%PDF")]))
    draft = read_one(data, "a.msg")
    assert (draft.sender_name, draft.sender) == ("Ann Ash", "ann@harbour.example")
    assert draft.recipients == ("ben@own.example", "cy@own.example")
    assert (draft.subject, draft.body, draft.message_id) == ("Café", "See you on Friday.", "<1@harbour.example>")
    assert datetime.fromtimestamp(draft.at_ms / 1000, UTC) == datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
    assert draft.dated_by == "date"
    assert [(each.name, each.data) for each in draft.attachments] == [("Plan – 2.pdf", b"%PDF")]
    assert draft.raw == data


def test_what_it_went_through_on_the_internet_counts_before_what_outlook_made_of_it(read_one: ReadOne):
    root = msgs.message()
    root.put(0x007D, "Received: x\r\nFrom: Ann <ann@own.example>\r\nDate: Fri, 20 Nov 2026 16:12:00 +0700\r\n"
                     "Content-Type: multipart/mixed;\r\n\tboundary=b\r\nReferences: <0@x>\r\n")  # fmt: skip
    draft = read_one(msgs.file(root), "a.msg")
    assert (draft.sender, draft.offset, draft.references) == ("ann@own.example", 420, "<0@x>")
    assert draft.body == "See you on Friday."


def test_html_is_read_where_there_is_no_plain_text_and_rtf_where_there_is_neither(read_one: ReadOne):
    page = msgs.message(text="").put(0x1013, b"<p>Se\xf1or</p>").put(0x3FDE, 1252)
    assert read_one(msgs.file(page), "a.msg").body == "Señor"
    packed = msgs.message(text="").put(0x1009, winmails.packed(rb"{\rtf1\ansi Only here\par}"))
    assert read_one(msgs.file(packed), "a.msg").body.strip() == "Only here"


def test_a_message_within_is_one_attachment_that_can_be_opened(read_one: ReadOne):
    inner = msgs.with_all(msgs.message("Inner", "Deep", inner=True), [], [msgs.attachment("x.txt", b"x")])
    draft = read_one(msgs.file(msgs.with_all(msgs.message(), [], [msgs.attached(inner)])), "a.msg")
    (only,) = draft.attachments
    assert (only.name, only.media_type) == ("Inner.eml", "message/rfc822")
    root = mime.parse(only.data)
    assert root.first(b"subject") == b"Inner"
    assert [leaf.content().strip() for leaf in root.leaves()] == [b"Deep", b"x"]


def test_messages_nested_without_end_are_cut_and_said(read_all: ReadAll):
    inner = msgs.message("deepest", inner=True)
    for _ in range(msg.DEEPEST + 1):
        inner = msgs.with_all(msgs.message(inner=True), [], [msgs.attached(inner)])
    draft, note = read_all(msgs.file(msgs.with_all(msgs.message(), [], [msgs.attached(inner)])), "a.msg")
    assert isinstance(draft, MailDraft)
    assert isinstance(note, Unreadable)
    assert note.reason.text == "A message within this one is nested too deep and was left out."


def test_a_file_that_is_only_linked_is_said_to_be_missing(read_all: ReadAll):
    linked = msgs.Folder().put(0x3707, "big.zip", 8).put(0x3705, 7)
    _draft, note = read_all(msgs.file(msgs.with_all(msgs.message(), [], [linked])), "a.msg")
    assert isinstance(note, Unreadable)
    assert "big.zip" in str(note.reason.values)


@pytest.mark.parametrize(
    ("kind", "word"), [("IPM.Appointment", "appointment"), ("IPM.Contact", "contact"), ("IPM.Task", "task")]
)
def test_what_is_no_message_is_refused_by_name(read_all: ReadAll, kind: str, word: str):
    (item,) = read_all(msgs.file(msgs.Folder().put(0x001A, kind).put(0x0037, "x")), "a.msg")
    assert isinstance(item, Unreadable)
    assert word in item.reason.text


def test_it_is_shown_and_searched_for_names_like_mail():
    data = msgs.file(msgs.with_all(msgs.message(), [], [msgs.attachment("x.txt", b"x")]))
    assert file_text.shape("a.msg", "", data) == "mail"
    shown = file_text.read_text("a.msg", "application/vnd.ms-outlook", data)
    assert "Ann Ash <ann@harbour.example>" in shown.text
    assert [each.name for each in shown.files] == ["x.txt"]
    assert "ann@harbour.example" in original_text.mail_text(data)


def test_its_head_is_surveyed_like_that_of_other_mail(tmp_path: Path):
    (tmp_path / "a.msg").write_bytes(msgs.file(msgs.message()))
    (head,) = mail_heads.read_heads([tmp_path])
    assert head.sender == ("Ann Ash", "ann@harbour.example")


def test_it_is_known_without_its_suffix_and_a_document_is_not_taken_for_it(read_all: ReadAll):
    assert isinstance(read_all(msgs.file(msgs.message()), "saved")[0], MailDraft)
    (document,) = read_all(msg.MAGIC + b"\0" * 4000, "offer.doc")
    assert isinstance(document, Unreadable)
    assert document.reason.text == "This is a document, not mail."


def test_streams_that_share_their_bytes_do_not_fill_memory(read_all: ReadAll):
    data = bytearray(msgs.file(msgs.with_all(msgs.message(), [], [msgs.attachment("a", b"x" * 4000)])))
    at = data.index("__substg1.0_37010102".encode("utf-16-le"))
    struct.pack_into("<Q", data, at + 120, 1 << 40)
    (item,) = read_all(bytes(data), "a.msg")
    assert isinstance(item, Unreadable)
    for table in (44, 64, 72):
        data = bytearray(msgs.file(msgs.message()))
        struct.pack_into("<I", data, table, 0x7FFFFFFF)
        (item,) = read_all(bytes(data), "a.msg")
        assert isinstance(item, Unreadable)


def test_broken_files_are_refused_and_never_raise(read_all: ReadAll):
    inner = msgs.with_all(msgs.message(inner=True), [], [msgs.attachment("x", b"y" * 300)])
    whole = msgs.file(msgs.with_all(msgs.message(), [msgs.recipient("B", "b@x.example")], [msgs.attached(inner)]))
    chance = random.Random(11)
    for length in range(0, len(whole), 611):
        assert len(read_all(whole[:length], "a.msg")) >= 1
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 0xFE, 0xFF, chance.randrange(256)))
        assert len(read_all(bytes(data), "a.msg")) >= 1


# --- the corpus ---


def test_the_corpus_says_what_other_readers_found(corpus: Path):
    facts = json.loads((corpus / "expected/msg_facts.json").read_text())
    read = 0
    for fact in facts:
        (item, *_rest) = read_mail.read_mail([corpus / fact["file"]])
        if isinstance(item, Unreadable):
            assert fact.get("must_not_crash") or fact["message_class"] in ("IPM.Appointment", "IPM.Contact")
            continue
        read += 1
        if fact.get("subject"):
            assert item.subject == fact["subject"], fact["file"]
        if "attachments" in fact:
            assert len(item.attachments) == fact["attachments"], fact["file"]
        if fact.get("from_name"):
            assert item.sender_name == fact["from_name"], fact["file"]
        for address in filter(None, (fact.get("from_addr"), fact.get("sender"))):
            assert item.sender == address, fact["file"]
        if "date" in fact:
            assert datetime.fromtimestamp(item.at_ms / 1000, UTC).isoformat() == fact["date"].replace("Z", "+00:00")
        if fact.get("body"):
            assert item.body == fact["body"]
    assert read >= 20


def test_every_file_of_the_corpus_and_its_mutations_end_in_a_draft_or_a_reason(corpus: Path, tmp_path: Path):
    chance = random.Random(7)
    path = tmp_path / "a.msg"
    for each in sorted((corpus / "msg").rglob("*.msg")):
        assert list(read_mail.read_mail([each]))
        whole = each.read_bytes()
        if len(whole) > 300_000:
            continue
        for _ in range(3):
            data = bytearray(whole[: chance.randint(len(whole) // 2, len(whole))])
            for _ in range(20):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data)
            assert list(read_mail.read_mail([path]))
