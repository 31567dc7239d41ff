"""What is mail and what is not, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable

ReadAll = Callable[..., list[MailDraft | Unreadable]]
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Work\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Client\r\nEMAIL:ann@example.org\r\nX-SKYPE:ann\r\nEND:VCARD\r\n"
MAIL = b"From: Ann <ann@example.org>\nDate: Fri, 20 Nov 2026 16:12:01 +0000\nSubject: x\n\ny\n"


@pytest.mark.parametrize("name", ["a.ics", "a.eml", "a", "a.mbox"])
@pytest.mark.parametrize(
    ("data", "reason"), [(CALENDAR, "This is a calendar, not mail."), (CARD, "This is a contact card, not mail.")]
)
def test_a_calendar_and_a_contact_card_are_no_mail_whatever_they_are_called(
    read_all: ReadAll, data: bytes, reason: str, name: str
):
    for form in (data, b"\xef\xbb\xbf" + data, b"\r\n" + data.lower(), data.decode().encode("utf-16")):
        (item,) = read_all(form, name)
        assert isinstance(item, Unreadable)
        assert item.reason.text == reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("note.txt", b"To: do\n\n- call Ann\n", "This is not a mail file."),
        ("note.eml", b"To: do\n\n- call Ann\n", "This is not a mail file."),
        ("minutes.txt", b"From: 10:00\nTo: 11:00\nDate: 20 Nov 2026\nSubject: plan\n", "This is not a mail file."),
        ("plan.md", b"---\nfrom: ann@example.org\ndate: 20 Nov 2026\n---\n# Plan\n", "This is a file of data"),
        ("mail.yaml", b"from: a@example.org\nto: b@example.org\nsmtp: mail.example.org\n", "This is a file of data"),
        ("app.desktop", b"[Desktop Entry]\nName=Mail\nX-Mail: yes\n", "This is a file of data"),
        ("app.conf", b"X-Mode: fast\nImportance: none at all\nReceived: 3\n", "This is a file of data"),
        ("package.txt", b"Metadata-Version: 2.1\nName: x\nAuthor-email: a@example.org\n", "This is not a mail file."),
        ("answer.txt", b"HTTP/1.1 200 OK\nDate: Fri, 20 Nov 2026 16:12:01 GMT\nA: x\n\n", "This is a file of data"),
        ("people.csv", b"Name,From,Date\nAnn,ann@example.org,20 Nov 2026\n", "This is a table (CSV), not mail."),
        ("people.txt", b"Name;From;Date\nAnn;ann@example.org;20 Nov 2026\n", "This is a table (CSV), not mail."),
        ("letter.txt", b"From the desk of Ann\n\nDear Bob,\n", "This is not a mail file."),
        ("letter.eml", b"From here on, please call me.\n\nAnn\n", "This is not a mail file."),
        ("page.html", b"<!DOCTYPE html><p>From: ann@example.org", "This is a web page, not mail."),
        ("page.mht", b"From: <Saved by Blink>\nSubject: Page\nDate: Fri, 20 Nov 2026 16:12:01 GMT\n", "This is a web"),
        ("list.json", b'{"From": "ann@example.org"}', "This is a file of data"),
        ("offer.pdf", b"%PDF-1.7\nDate: Fri, 20 Nov 2026", "This is a PDF document, not mail."),
        ("offer.docx", b"PK\x03\x04 and so on", "This is a document, not mail."),
        ("offer.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a document, not mail."),
        ("photo", b"\xff\xd8\xff\xe0\x00\x10JFIF", "This is an image, not mail."),
    ],
)  # fmt: skip
def test_what_is_no_mail_is_told_for_what_it_is(read_all: ReadAll, name: str, data: bytes, reason: str):
    (item,) = read_all(data, name)
    assert isinstance(item, Unreadable)
    assert item.reason.text.startswith(reason)


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "1", "a.msg", "a.mbox", "a.draft"])
@pytest.mark.parametrize(
    "data",
    [
        MAIL,
        MAIL.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + MAIL,
        MAIL.decode().encode("utf-16"),
        b"Return-Path: <a@example.org>\nReceived: from a by b; Fri, 20 Nov 2026 16:12:01 +0000\nSubject: x\n\ny\n",
        b"to: b@example.org\nmessage-id: <1@example.org>\n\ny\n",
        b"From: a@example.org\nTo: b@example.org\nSubject: a draft\n\ny\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ny\n--b--\n",
        b"a line of some server\n" + MAIL,
    ],
)
def test_mail_is_known_by_its_content_whatever_it_is_called(read_all: ReadAll, data: bytes, name: str):
    (item,) = read_all(data, name)
    assert isinstance(item, MailDraft)
    assert item.body == "y"


@pytest.mark.parametrize(
    "data", [b"Subject: x\n\ny\n", b"From: Ann\nSubject: x\n\ny\n", b"Content-Type: text/plain\n\ny"]
)
def test_of_a_file_that_is_called_mail_one_field_is_enough(read_all: ReadAll, data: bytes):
    assert isinstance(read_all(data, "a.eml")[0], MailDraft)
    assert isinstance(read_all(data, "a.txt")[0], Unreadable)


@pytest.mark.parametrize("name", ["practice.casebook", "practice"])
def test_an_open_casebook_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    folder = tmp_path / "mail"
    folder.mkdir()
    for suffix in ("", "-wal", "-shm", ".lock"):
        (folder / f"{name}{suffix}").write_bytes(b"SQLite format 3\0")
    (folder / "link").symlink_to(folder / name)
    (folder / "link.eml").symlink_to(folder / name)
    (folder / "a.eml").write_bytes(MAIL)
    opened: list[str] = []
    real = Path.open

    def watched(self: Path, *arguments: Any, **named: Any) -> Any:
        opened.append(self.name)
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", watched)
    for path in (folder / name, folder / "link", folder / "link.eml"):
        assert isinstance(next(read_mail.read_mail([path])), Unreadable)
    items = list(read_mail.read_mail([folder]))
    assert read_mail.count_messages([folder]) == len(items)
    assert {type(item) for item in items if item.source != "mail/link.eml"} == {MailDraft}
    assert set(opened) == {"a.eml"}


def test_a_folder_says_of_every_file_what_it_is(tmp_path: Path):
    folder = tmp_path / "mail"
    for name, data in {
        "1": MAIL,
        "message.txt": MAIL,
        "notes.txt": b"To: do\n",
        "work.ics": CALENDAR,
        "ann.vcf": CARD,
        ".DS_Store": b"\0\0\0\1Bud1",
        "Inbox.msf": b"// <!-- <mdb:mork:z",
        "dovecot.index.cache": b"\1\0",
        "._1.eml": b"\0\5\x16\7",
    }.items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    items = list(read_mail.read_mail([folder]))
    assert [item.source for item in items if isinstance(item, MailDraft)] == ["mail/1", "mail/message.txt"]
    assert {item.source: item.reason.text for item in items if isinstance(item, Unreadable)} == {
        "mail/ann.vcf": "This is a contact card, not mail.",
        "mail/notes.txt": "This is not a mail file.",
        "mail/work.ics": "This is a calendar, not mail.",
    }
    assert read_mail.count_messages([folder]) == len(items) == 5
