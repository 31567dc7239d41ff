"""Bytes as text: charsets as mail names them."""

from __future__ import annotations

import encodings
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.exchange.mail.encoding.charsets import codec, decode

THAI = "โดยที่เป็นการจำเป็น"


@pytest.mark.parametrize("label", ["tis-620", "TIS620", "windows-874", "x-windows-874", "iso-8859-11", '"tis-620"'])
def test_thai_is_read_under_every_name_it_goes_by(label: str):
    assert decode(THAI.encode("cp874"), label) == THAI


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        ("naïve – “so”".encode("cp1252"), "iso-8859-1", "naïve – “so”"),  # what Windows programs call Latin-1
        ("naïve".encode(), "us-ascii", "naïve"),
        ("naïve".encode("latin-1"), "us-ascii", "naïve"),
        (b"a\x81b", "iso-8859-1", "a\x81b"),
        ("漢字".encode("gb18030"), "gb2312", "漢字"),
        ("漢字".encode("cp932"), "shift_jis", "漢字"),
        ("漢字".encode("iso2022_jp"), "", "漢字"),
        (b"a\xffb", "utf-8", "a\ufffdb"),
        ("\ufeffa".encode(), "utf-8", "a"),
        (b"caf\xc3\xa9", "no-such-charset", "café"),
        (b"caf\xe9", "", "café"),
        (THAI.encode("cp874"), "", THAI),
        (b"x", "base64", "x"),
        (b"x\\u0041", "unicode_escape", "x\\u0041"),
        (b"x", "../../etc", "x"),
        (b"x", "a\x00b", "x"),
        ("café, 12 €".encode(), "iso-8859-1", "café, 12 €"),
        ("café".encode(), "iso-2022-jp", "café"),
        ("café, 12 €".encode("cp1252"), "utf-8", "café, 12 €"),
        (THAI.encode("cp874"), "utf-8", THAI),
        (b"plain", "utf-16", "plain"),
        ("plain".encode("utf-16"), "utf-16", "plain"),
        ("ışık".encode("cp1254"), "iso-8859-9", "ışık"),
        ("碁銹".encode("big5hkscs"), "big5", "碁銹"),
        (b"caf+AOk-", "utf-7", "café"),
        (b"+2AA-", "utf-7", "\ufffd"),
        (b"", "utf-16", ""),
    ],
)
def test_text_is_read(data: bytes, label: str, text: str):
    assert decode(data, label) == text


def test_raw_bytes_are_read_by_the_charset_that_their_message_names():
    assert decode("Łódź".encode("iso-8859-2"), "", "iso-8859-2") == "Łódź"
    assert decode("Łódź".encode(), "", "iso-8859-2") == "Łódź"


def test_the_charsets_of_the_corpus_are_read(corpus: Path):
    folder = corpus / "i18n" / "_derived"
    thai = (folder / "udhr_tha.utf-8.txt").read_text(encoding="utf-8")
    assert decode((folder / "udhr_tha.tis-620.txt").read_bytes(), "tis-620") == thai
    assert decode((folder / "udhr_tha.tis-620.txt").read_bytes()) == thai
    assert decode((folder / "udhr_tha.utf-8-sig.txt").read_bytes()) == thai
    frisian = (folder / "udhr_fri.utf-8.txt").read_text(encoding="utf-8")
    assert decode((folder / "udhr_fri.latin-1.txt").read_bytes()) == frisian
    dutch = (folder / "udhr_nld.utf-8.txt").read_text(encoding="utf-8")
    assert decode((folder / "udhr_nld.cp1252.txt").read_bytes(), "iso-8859-1") == dutch


@pytest.mark.parametrize("name", sorted(each.name for each in pkgutil.iter_modules(encodings.__path__)))
def test_no_name_that_python_knows_makes_decoding_fail(name: str):
    for data in (b"abc", bytes(range(256)), b"+2AA-", b"\x1b$B\x1b", b"=41", b"~{"):
        decode(data, name).encode()


@given(st.binary(max_size=200), st.text(max_size=30), st.text(max_size=10))
def test_nothing_makes_decoding_fail(data: bytes, label: str, hint: str):
    decode(data, label, hint).encode()
    assert codec(label) == codec(label)
