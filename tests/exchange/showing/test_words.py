"""The words of files for the search, read in a helper process: hostile files cost the helper, never the program."""

from __future__ import annotations

import random
import sys
import zlib
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from clientguard import __main__ as program
from clientguard.errors import Cancelled, KnownError
from clientguard.exchange.showing import helper
from clientguard.exchange.showing.helper import Helper
from clientguard.exchange.showing.words import MOST, FileWords, words_of
from tests.exchange.showing.test_file_text import docx

MAIL = (
    b"From: Joan Field <joan@example.org>\r\nTo: ada@example.org\r\nSubject: =?utf-8?q?The_b=C3=BCro?=\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe lighthouse is late.\r\n"
)
ENDLESS = "import sys, time; sys.stdout.buffer.write(b'\\1'); sys.stdout.flush(); time.sleep(600)"
CRASHING = "import os, sys; sys.stdout.buffer.write(b'\\1'); sys.stdout.flush(); sys.stdin.buffer.read(12); os.abort()"


def pdf(*pages: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def bomb_pdf(size: int) -> bytes:
    """Return a PDF whose only page unpacks to that many bytes of text operators."""
    stream = zlib.compress(b"BT /F1 9 Tf (aaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * (size // 46))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj%s endobj\n" % (number, each)
    return body + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("note.txt", "Der Büro-Schlüssel".encode("cp1252"), "Büro-Schlüssel"),
        ("wide.txt", "ขอแก้ไข".encode("utf-16"), "ขอแก้ไข"),
        ("plan.md", b"# The plan\n- a lighthouse", "lighthouse"),
        ("page.html", b"<style>p {}</style><p>A <b>light</b>house<script>var x</script>", "A lighthouse"),
        ("offer.docx", docx(), "Offer\tNo. 7"),
        ("offer.pdf", pdf("A first page", "and the lighthouse"), "and the lighthouse"),
        ("mail.eml", MAIL, "The lighthouse is late."),
        ("mail.eml", MAIL, "The büro"),
        ("mail.eml", MAIL, "Joan Field joan@example.org"),
    ],
)
def test_each_kind_of_file_gives_its_words(name, data, words):
    found = words_of(name, "", data)
    assert found.outcome == "read"
    assert words in found.text


@pytest.mark.parametrize(
    ("name", "data", "outcome"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "no text"),
        ("empty.txt", b"", "no text"),
        ("archive.zip", b"PK\x03\x04" + b"\0" * 50, "no text"),
        ("offer.docx", docx()[:200], "damaged"),
        ("offer.pdf", b"%PDF-1.4 and nothing else", "damaged"),
        ("scan.pdf", pdf(""), "no text"),
    ],
)
def test_what_has_no_words_has_an_outcome(name, data, outcome):
    assert words_of(name, "", data) == FileWords(outcome)


def test_long_texts_are_searched_from_their_beginning():
    assert len(words_of("long.txt", "", b"word " * MOST).text) == MOST


def test_a_helper_reads_file_after_file_and_hostile_ones_between():
    """Whatever comes of the hostile ones, the next file is read."""
    chance = random.Random(7)
    hostile = [
        ("bomb.docx", docx("<w:p><w:r><w:t>" + "a" * 30_000_000 + "</w:t></w:r></w:p>")),
        ("huge.pdf", bomb_pdf(30_000_000)),
        ("deep.html", b"<div>" * 200_000),
        ("noise.pdf", b"%PDF-1.7" + chance.randbytes(100_000)),
        ("cut.pdf", pdf("x" * 50)[:-400]),
    ]
    with Helper() as each:
        for name, data in hostile:
            assert each.read(name, "", data).outcome in ("read", "no text", "damaged", "too long", "too large"), name
            assert each.read("note.txt", "", b"a lighthouse") == FileWords("read", "a lighthouse")


def test_a_file_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(helper, "_command", lambda: [sys.executable, "-c", ENDLESS])
    with Helper(seconds=0.2) as each:
        assert each.read("note.txt", "", b"x") == FileWords("too long")


def test_a_helper_that_crashes_is_an_outcome_of_the_file(monkeypatch):
    monkeypatch.setattr(helper, "_command", lambda: [sys.executable, "-c", CRASHING])
    with Helper() as each:
        assert each.read("note.txt", "", b"x" * 1_000_000) == FileWords("too large")


def test_a_helper_that_does_not_start_is_said_and_no_file_is_blamed(monkeypatch):
    for command in ([sys.executable, "-c", "0"], ["no such program anywhere"]):
        monkeypatch.setattr(helper, "_command", lambda command=command: command)
        with Helper() as each, pytest.raises(KnownError, match="does not start"):
            each.read("note.txt", "", b"x")


def test_a_cancel_ends_it_in_the_middle_of_a_file(monkeypatch):
    monkeypatch.setattr(helper, "_command", lambda: [sys.executable, "-c", ENDLESS])
    asked = iter([False, False])
    with Helper(lambda: next(asked, True)) as each, pytest.raises(Cancelled):
        each.read("note.txt", "", b"x")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps a limit of memory")
def test_a_helper_has_a_limit_of_memory(monkeypatch):
    code = (
        "from clientguard.exchange.showing import helper\n"
        "helper.words_of = lambda *_: bytearray(3 << 30) and None\n"
        "helper.serve()"
    )
    monkeypatch.setattr(helper, "_command", lambda: [sys.executable, "-c", code])
    with Helper() as each:
        assert each.read("note.txt", "", b"x") == FileWords("too large")


def test_the_program_knows_what_starts_a_helper(monkeypatch):
    served: list[int] = []
    monkeypatch.setattr(helper, "serve", lambda: served.append(1) or 0)
    monkeypatch.setattr(sys, "argv", ["clientguard", helper.COMMAND])
    assert program.main() == 0
    assert served == [1]
