"""Files as text: what is in them, and nothing that they name; hostile ones end in time, with a reason."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from clientguard.errors import KnownError
from clientguard.exchange.mail import watchdog
from clientguard.exchange.showing import file_text
from clientguard.exchange.showing.docx_text import NotReadableError, docx_text
from clientguard.exchange.showing.file_text import MOST, MOST_LINES, read_text, shape
from clientguard.texts import current
from tests.hostile import CANARY, HOSTILE, nothing_else_is_touched, understood

assert nothing_else_is_touched  # an autouse fixture

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    "<w:p><w:r><w:t>Offer</w:t><w:tab/><w:t>No. 7</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Work</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>1,000</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t>&lt;new&gt;</w:t></w:r></w:p>"
)


def docx(body: str = BODY, before: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def test_a_word_document_is_its_text_with_tables_in_lines():
    assert docx_text(docx(), MOST) == "Offer\tNo. 7\nWork\t1,000\t\n<new>"


def test_a_real_contract_is_read(corpus):
    path = next((corpus / "contracts").rglob("*.docx"))
    found = read_text(path.name, "", path.read_bytes())
    assert "Agreement" in found.text
    assert found.note is not None


@pytest.mark.parametrize(
    "bad",
    [
        docx(before='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
        docx(before=f'<!DOCTYPE x SYSTEM "{CANARY}">'),
        docx()[:200],
        docx("<w:p><w:r><w:t>not closed"),
        b"PK\x03\x04" + b"\0" * 100,
        docx().replace(b"word/document.xml", b"word/another1.xml"),
    ],
    ids=["own words", "an outside word", "cut", "broken", "no list", "no document"],
)
def test_what_is_not_a_word_document_is_refused(bad):
    with pytest.raises(NotReadableError):
        docx_text(bad, MOST)
    with pytest.raises(KnownError, match=r"damaged, or locked by a password.*Save a copy"):
        read_text("offer.docx", "", bad)


def test_a_packed_bomb_stops_at_what_is_shown():
    bomb = docx("<w:p><w:r><w:t>" + "a" * 30_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 60_000
    found = read_text("bomb.docx", "", bomb)
    assert len(found.text) == MOST
    assert found.note is not None
    assert "only its beginning" in current().say(found.note)


def test_a_bomb_without_a_letter_is_given_up(monkeypatch):
    now = iter(range(10_000))
    monkeypatch.setattr(file_text.watchdog, "limited", lambda seconds: limited(seconds, lambda: float(next(now))))
    with pytest.raises(KnownError, match=r"takes too long to read"):
        read_text("bomb.docx", "", docx("<w:p/>" * 400_000))


limited = watchdog.limited


def test_a_list_of_a_million_files_is_not_read():
    data = bytearray(docx())
    data[-10:-6] = (1 << 30).to_bytes(4, "little")  # what it says of its own length
    with pytest.raises(NotReadableError):
        docx_text(bytes(data), MOST)


def test_mail_is_read_with_who_wrote_to_whom_and_its_files():
    data = (
        b"From: Joan <joan@harbour.example>\nTo: ada@north.example\nSubject: Plans\n"
        b"Date: Fri, 20 Nov 2026 09:00:00 +0000\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/html\n\n<p>See <img src='http://canary.example/x.png'>the plan</p>\n"
        b"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=plan.txt\n\nWall\n--x--\n"
    )
    found = read_text("plans.eml", "message/rfc822", data)
    assert found.text.startswith("From: Joan <joan@harbour.example>\nTo: ada@north.example\nWhen: ")
    assert found.text.endswith("Subject: Plans\n\nSee the plan")
    assert [(each.name, each.data) for each in found.files] == [("plan.txt", b"Wall")]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.bin", b"%PDF-1.7 ...", "pdf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        ("a.docx", b"PK\x03\x04", "docx"),
        ("a.xlsx", b"PK\x03\x04", ""),
        ("a.md", b"# Head", "text"),
        ("a.svg", b"<svg/>", "text"),
        ("a", "Gr\u00fc\u00dfe".encode("utf-16"), "text"),
        ("a.htm", b"<p>x", "html"),
        ("a.txt", b"\x7fELF\x02\0\0", ""),
        ("empty.txt", b"", "text"),
    ],
)
def test_a_file_is_known_by_its_content_before_its_name(name, data, expected):
    assert shape(name, "", data) == expected


def test_what_is_no_text_says_why_and_what_to_do():
    with pytest.raises(KnownError, match=r"Files like a\.xlsx cannot be shown here.*Save a copy"):
        read_text("a.xlsx", "", b"PK\x03\x04")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.eml", "a.docx"])
def test_hostile_texts_are_read_or_refused_in_time(name):
    for text in HOSTILE.values():
        data = text.encode("utf-8", "surrogatepass")
        try:
            found = read_text(name, "", data)
        except KnownError as error:
            understood(error)
        else:
            assert len(found.text) <= MOST
            assert found.text.count("\n") < MOST_LINES


def test_the_charset_is_found():
    assert read_text("a.txt", "", "Größe".encode("cp1252")).text == "Größe"
    assert read_text("a.txt", "", "Größe\r\nzwei".encode("utf-16")).text == "Größe\nzwei"
