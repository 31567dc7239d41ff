"""Files from outside: names that no system stumbles over, and attachments read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.errors import KnownError
from clientguard.exchange import files
from clientguard.exchange.files import read_attachment, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("รายงาน ๒๕๖๙.pdf", "รายงาน ๒๕๖๙.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\me\\plan.doc", "plan.doc"),
        ("\\\\server\\share\\plan.doc", "plan.doc"),
        ("invoice 3/2026.pdf", "invoice 3_2026.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1 .log", "_com1 .log"),
        ("console.txt", "console.txt"),
        ("a\x00b\x1b[31m.txt", "ab[31m.txt"),
        ("exe\u202etxt.fdp", "exetxt.fdp"),
        ("two\r\nlines.txt", "two lines.txt"),
        ("name. . .", "name"),
        (".hidden", "hidden"),
        ("", "attachment"),
        ("...", "attachment"),
        ("/", "attachment"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("a\ud800b.txt", "ab.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_suffix():
    assert safe_name("x" * 300 + ".pdf") == "x" * 116 + ".pdf"


def test_a_long_thai_name_fits_into_what_file_systems_hold():
    name = safe_name("สัญญาจ้าง" * 40 + ".docx")
    assert name.endswith(".docx")
    assert len(name) <= 120
    assert len(name.encode()) <= 240


def test_what_only_looks_like_a_suffix_is_not_kept_at_any_price():
    assert len(safe_name("a." + "b" * 300)) == 120


@given(st.text(max_size=300))
def test_no_name_is_dangerous(name: str):
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    assert len(safe) <= 120
    assert len(safe.encode()) <= 255
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]', safe)
    assert safe not in (".", "..")
    assert not safe.endswith((".", " "))


def test_a_file_is_read_with_its_type(tmp_path: Path):
    path = tmp_path / "offer.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert read_attachment(path) == files.AttachmentDraft("offer.pdf", "application/pdf", b"%PDF-1.7")


def test_an_unknown_suffix_is_bytes(tmp_path: Path):
    path = tmp_path / "data.zzz"
    path.write_bytes(b"1")
    assert read_attachment(path).media_type == "application/octet-stream"


def test_a_missing_file_a_folder_and_a_large_file_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(KnownError, match="was not found") as missing:
        read_attachment(tmp_path / "gone.txt")
    assert missing.value.kept
    assert missing.value.todo
    with pytest.raises(KnownError, match="is a folder"):
        read_attachment(tmp_path)
    monkeypatch.setattr(files, "LARGEST", 3)
    (tmp_path / "large").write_bytes(b"1234")
    with pytest.raises(KnownError, match="larger than 64 MB"):
        read_attachment(tmp_path / "large")
    (tmp_path / "fits").write_bytes(b"123")
    assert read_attachment(tmp_path / "fits").data == b"123"


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "mine.txt"
    path.write_bytes(b"1")

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(KnownError, match=r"You do not have permission to read mine\.txt"):
        read_attachment(path)


def test_a_share_that_went_away_is_told_in_the_systems_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "mine.txt"
    path.write_bytes(b"1")

    def fail(self: Path, *_: object, **__: object) -> None:
        raise OSError(5, os.strerror(5), str(self))

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(KnownError, match=re.escape(os.strerror(5))):
        read_attachment(path)
