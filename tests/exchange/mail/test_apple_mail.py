"""Apple Mail's files, alone and in its store."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from clientguard.exchange.mail import read_mail
from clientguard.exchange.mail.read_mail import MailDraft, Unreadable

ReadOne = Callable[..., MailDraft]
MESSAGE = b"From: ann@example.org\nSubject: Apple\nMessage-ID: <1@example.org>\n\nApple text\n"
FLAGS = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist>\n<plist version="1.0"><dict/></plist>\n'
PARTS = (
    b"From: ann@example.org\nSubject: Contract\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThe contract.\n"
    b"--b\nContent-Type: application/pdf; name=contract.pdf\nContent-Transfer-Encoding: base64\n"
    b"X-Apple-Content-Length: 9\n\n\n--b--\n"
)


def emlx(message: bytes, count: int | None = None) -> bytes:
    return b"%-10d\n" % (len(message) if count is None else count) + message + FLAGS


@pytest.mark.parametrize("name", ["5.emlx", "5.partial.emlx", "5.eml", "5"])
def test_the_message_is_what_the_first_line_counts(read_one: ReadOne, name: str):
    draft = read_one(emlx(MESSAGE), name)
    assert (draft.subject, draft.body, draft.attachments) == ("Apple", "Apple text", ())


@pytest.mark.parametrize("count", [0, 10, len(MESSAGE) - 3, len(MESSAGE) + 20, 10**11])
def test_a_wrong_count_loses_no_word_and_takes_no_flag_for_one(read_one: ReadOne, count: int):
    assert read_one(emlx(MESSAGE, count), "5.emlx").body == "Apple text"


def test_a_list_of_flags_that_somebody_wrote_about_stays(read_one: ReadOne):
    about = MESSAGE + b"\n" + FLAGS + b"\nis what I found.\n"
    assert read_one(emlx(about), "5.emlx").body.endswith("is what I found.")


def test_a_file_without_its_count_is_read_too(read_one: ReadOne):
    assert read_one(MESSAGE, "5.emlx").body == "Apple text"


def store(folder: Path) -> Path:
    messages = folder / "V10" / "INBOX.mbox" / "1" / "Data" / "3" / "Messages"
    messages.mkdir(parents=True)
    (folder / "V10" / "INBOX.mbox" / "Info.plist").write_bytes(FLAGS)
    return messages


def test_a_store_is_read_as_a_folder_of_messages_is(tmp_path: Path):
    messages = store(tmp_path)
    for number in (1, 2):
        (messages / f"{number}.emlx").write_bytes(emlx(MESSAGE.replace(b"<1@", b"<%d@" % number)))
    items = list(read_mail.read_mail([tmp_path / "V10"]))
    assert [item.source.rpartition("/")[2] for item in items if isinstance(item, MailDraft)] == ["1.emlx", "2.emlx"]
    assert read_mail.count_messages([tmp_path / "V10"]) == len(items) == 2


@pytest.mark.parametrize("form", ["folder", "part"])
def test_a_partial_message_finds_its_files_in_the_store(tmp_path: Path, form: str):
    messages = store(tmp_path)
    (messages / "7.partial.emlx").write_bytes(emlx(PARTS))
    if form == "folder":
        (messages.parent / "Attachments" / "7" / "2").mkdir(parents=True)
        (messages.parent / "Attachments" / "7" / "2" / "contract.pdf").write_bytes(b"%PDF-1.4\n")
    else:
        (messages / "7.2.emlxpart").write_bytes(base64.encodebytes(b"%PDF-1.4\n"))
    for paths in ([tmp_path / "V10"], [messages / "7.partial.emlx"]):
        (draft,) = read_mail.read_mail(paths)
        assert isinstance(draft, MailDraft)
        assert draft.body == "The contract."
        assert [(each.name, each.data) for each in draft.attachments] == [("contract.pdf", b"%PDF-1.4\n")]


def test_a_file_that_was_never_downloaded_is_said_to_be_missing(tmp_path: Path):
    (tmp_path / "7.partial.emlx").write_bytes(emlx(PARTS))
    draft, missing = read_mail.read_mail([tmp_path / "7.partial.emlx"])
    assert isinstance(draft, MailDraft)
    assert draft.attachments == ()
    assert draft.body.endswith("[The file contract.pdf is missing: Apple Mail had not downloaded it.]")
    assert isinstance(missing, Unreadable)
    assert missing.reason.values == {"name": "contract.pdf"}
