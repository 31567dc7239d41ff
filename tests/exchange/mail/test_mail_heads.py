"""The heads that a survey of a mailbox reads, and what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientguard.exchange import thunderbird
from clientguard.exchange.mail import mail_heads

LINE = b"From - Thu Nov 19 10:00:00 2026\n"


def letter(*fields: str, sender: str = "Joan Field <joan@harbour.example>") -> bytes:
    lines = [f"From: {sender}", "To: ada@north.example", "Date: Thu, 19 Nov 2026 10:00:00 +0100", *fields]
    return "\n".join([*lines, "", "Words.", "", ""]).encode()


def mailbox(path: Path, *messages: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(LINE + each for each in messages))
    return path


def heads(*paths: Path):
    return list(mail_heads.read_heads(paths))


def test_a_head_says_who_wrote_to_whom_and_when(tmp_path):
    (found,) = heads(
        mailbox(tmp_path / "INBOX", letter("Cc: =?utf-8?q?Zo=C3=AB?= <zoe@mill.example>", "Message-ID: <1@x>"))
    )
    assert found.sender == ("Joan Field", "joan@harbour.example")
    assert found.recipients == (("", "ada@north.example"), ("Zoë", "zoe@mill.example"))
    assert (found.at_ms, found.message_id) == (1795078800000, "<1@x>")
    assert not found.impersonal
    assert not found.in_sent


@pytest.mark.parametrize(
    ("field", "impersonal"),
    [
        ("List-Id: <dev.lists.example>", True),
        ("List-Unsubscribe: <mailto:off@news.example>", True),
        ("Precedence: bulk", True),
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: normal", False),
    ],
)
def test_newsletters_lists_and_machines_are_told_from_people(tmp_path, field, impersonal):
    (found,) = heads(mailbox(tmp_path / "INBOX", letter(field)))
    assert found.impersonal is impersonal


def test_what_was_deleted_in_thunderbird_is_left_out_before_it_is_compacted(tmp_path):
    kept, gone = letter("X-Mozilla-Status: 0001"), letter("X-Mozilla-Status: 0009")
    assert len(heads(mailbox(tmp_path / "INBOX", kept, gone, letter("X-Mozilla-Status: ?")))) == 2


@pytest.mark.parametrize("name", ["Trash", "Junk", "Drafts", "Templates", "[Gmail].sbd/Spam", "Papierkorb"])
def test_deleted_mail_junk_and_drafts_are_left_out_of_a_folder(tmp_path, name):
    mailbox(tmp_path / "Mail" / name, letter())
    mailbox(tmp_path / "Mail" / "INBOX", letter())
    assert len(heads(tmp_path / "Mail")) == 1
    assert len(heads(tmp_path / "Mail" / name)) == 1  # but not where that is what was asked for


def test_drafts_of_a_maildir_are_left_out(tmp_path):
    for flags in ("S", "DS", "ST"):
        path = tmp_path / "Maildir" / "cur" / f"1.x:2,{flags}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(letter())
    assert len(heads(tmp_path / "Maildir")) == 1


def test_sent_mail_is_known_by_its_folder(tmp_path):
    mailbox(tmp_path / "Mail" / "Sent", letter())
    assert heads(tmp_path / "Mail")[0].in_sent


def test_what_cannot_be_read_has_no_head(tmp_path):
    (tmp_path / "notes.txt").write_text("Buy milk.", "utf-8")
    assert heads(tmp_path / "notes.txt", tmp_path / "missing.mbox", tmp_path) == []


def test_progress_goes_up_to_the_size_of_the_files(tmp_path):
    seen: list[tuple[int, int]] = []
    path = mailbox(tmp_path / "INBOX", *[letter()] * 250)
    list(mail_heads.read_heads([path], lambda done, of: seen.append((done, of))))
    assert [done for done, _of in seen] == sorted(done for done, _of in seen)
    assert len(seen) == 3
    assert {of for _done, of in seen} == {path.stat().st_size}


# --- Thunderbird ---

INI = """[Install4F96D1932A9F858E]
Default={second}

[Profile1]
Name=old
IsRelative=1
Path=Profiles/old.default

[Profile0]
Name=work
IsRelative={relative}
Path={second}
"""
ROOTS = {"linux": ".thunderbird", "darwin": "Library/Thunderbird", "win32": "AppData/Roaming/Thunderbird"}


@pytest.mark.parametrize("platform", ROOTS)
@pytest.mark.parametrize("relative", [True, False])
def test_thunderbirds_profiles_are_found_and_the_one_in_use_comes_first(tmp_path, monkeypatch, platform, relative):
    monkeypatch.delenv("APPDATA", raising=False)
    root = tmp_path / ROOTS[platform]
    second = root / "Profiles" / "new.default-release" if relative else tmp_path / "elsewhere"
    mailbox(root / "Profiles/old.default/Mail/Local Folders/Archive", letter())
    inbox = mailbox(second / "ImapMail/imap.north.example/INBOX", letter())
    named = "Profiles/new.default-release" if relative else str(second)
    (root / "profiles.ini").write_text(INI.format(second=named, relative=int(relative)), "utf-8")
    before = {path: path.stat() for path in (tmp_path).rglob("*")}
    found = thunderbird.profiles(tmp_path, platform)
    assert [each.name for each in found] == ["work", "old"]
    assert found[0].folders == (inbox.parent.parent,)
    assert len(heads(*found[0].folders)) == 1
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == {
        path: each.st_mtime_ns for path, each in before.items()
    }


@pytest.mark.parametrize("ini", ["", "[Profile0\nPath", "[Profile0]\nName=x", "[Profile0]\nPath=gone", "\0\x80"])
def test_a_list_of_profiles_that_says_nothing_finds_none(tmp_path, ini):
    root = tmp_path / ".thunderbird"
    root.mkdir()
    (root / "profiles.ini").write_text(ini, "latin-1")
    assert thunderbird.profiles(tmp_path, "linux") == []
    assert thunderbird.profiles(tmp_path / "nobody", "linux") == []
