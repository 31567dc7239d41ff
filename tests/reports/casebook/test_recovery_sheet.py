"""The recovery sheet: the code on it, as letters and as a figure, and nowhere else in the file."""

from __future__ import annotations

import random
import re
import tempfile
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from clientguard.domain.casebook.recovery import RecoverySheet, code_of, parse_code
from clientguard.reports.casebook.recovery_sheet import FIGURE, modules, render_recovery_sheet
from clientguard.reports.paper.archive import attached_facts
from clientguard.texts import PSEUDO, words
from tests.reports import figure_reader
from tests.reports.read_pdf import assert_archival, everything, pages, text

KEY = random.Random(3).randbytes(32)
SHEET = RecoverySheet("Studio North", "practice.casebook", date(2026, 11, 22), code_of(KEY), "da0606eb")


@pytest.fixture(scope="module")
def pdf():
    return render_recovery_sheet(SHEET, words("en"))


def test_it_is_one_page_that_lasts(pdf):
    assert len(pages(pdf)) == 1
    assert_archival(pdf)


def test_nothing_of_a_paper_goes_through_a_temporary_file(monkeypatch, pdf):
    def refused(*_: object, **__: object) -> None:
        raise OSError("no room for a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refused)
    assert render_recovery_sheet(SHEET, words("en")) == pdf


def test_the_code_can_be_typed_from_it_and_opens_with_its_key(pdf):
    groups = re.findall(r"\b\d+ ([0-9A-Z]{5})\b", text(pdf))
    assert parse_code(" ".join(groups)) == KEY


def test_it_says_whose_it_is_how_to_use_it_and_where_to_keep_it(pdf):
    told = text(pdf)
    for part in (
        "Studio North",
        "Recovery sheet of practice.casebook",
        "for practice.casebook, created on 22 November 2026",
        "casebook da0606eb",
    ):
        assert part in told
    assert "type this code instead" in told
    assert "nobody can open the casebook" in told
    assert "Once the passphrase is changed or removed, this sheet no longer opens the casebook" in told


def test_the_code_stands_in_no_data_and_no_metadata(pdf):
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as xmp:
        hidden = str(attached_facts(pdf)) + str(xmp) + str(dict(document.docinfo))
    for group in SHEET.code.split("-"):
        assert group not in hidden
    assert KEY.hex() not in hidden
    whole = everything(pdf)
    assert KEY not in whole
    assert KEY.hex().encode() not in whole.lower()


def test_the_figure_reads_as_the_code():
    for seed in range(20):
        code = code_of(random.Random(seed).randbytes(32))
        assert figure_reader.read(modules(code)) == code


def test_a_language_with_longer_words_keeps_it_on_one_page():
    assert len(pages(render_recovery_sheet(SHEET, words(PSEUDO), page="Letter"))) == 1


def test_the_figure_on_paper_is_that_of_the_code(pdf):
    figure = modules(SHEET.code)
    scale = 4.0
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=scale).to_pil().convert("L")
    dark = [(x, y) for x in range(picture.width * 6 // 10, picture.width) for y in range(picture.height * 4 // 10)
            if picture.getpixel((x, y)) < 60]  # fmt: skip
    left, top = min(x for x, _ in dark), min(y for _, y in dark)
    side = FIGURE * scale / len(figure)
    for row, line in enumerate(figure):
        for column, is_dark in enumerate(line):
            point = picture.getpixel((round(left + (column + 0.5) * side), round(top + (row + 0.5) * side)))
            assert (point < 128) == is_dark, (row, column)


def test_an_odd_name_of_a_business_stays_on_the_page():
    odd = RecoverySheet("<b>Häuser</b> " * 40, "x" * 200 + ".casebook", date(2026, 1, 1), SHEET.code, "")
    pdf = render_recovery_sheet(odd, words("en"), page="Letter")
    assert len(pages(pdf)) == 1
    assert "<b>Häuser</b>" in text(pdf)
