"""Thai is copied out of papers as it went in: by pdftotext, as search engines read, and by PDFium, as browsers do.

What goes in is what the lines were laid out from, before its marks are put into their places. Only where lines end may
there be other white space.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from clientguard.letters.template import KINDS
from clientguard.reports.paper import ink
from clientguard.reports.paper.frame import SIDE
from clientguard.texts import words
from tests.reports import every_paper, read_pdf, thai_records
from tests.reports.structure_reader import read

PDFTOTEXT = shutil.which("pdftotext")
PAPERS: dict[str, Callable[[], bytes]] = {
    **{f"letter {kind}": partial(thai_records.letter, kind) for kind in KINDS},
    **{f"Thai {name}": make for name, make in thai_records.PAPERS.items() if name != "letter"},
    **{name: partial(make, words("th")) for name, make in every_paper.PAPERS.items() if name != "recovery sheet"},
}


@pytest.fixture(scope="module")
def laid_out() -> Iterator[Callable[[Callable[[], bytes]], tuple[bytes, list[str]]]]:
    """Makes a paper; returns it with the lines that were drawn, page by page, as they were typed."""
    lines: list[tuple[int, str]] = []
    drawn = ink._pieces

    def noted(canvas, font: str, text: str):
        lines.append((canvas.getPageNumber(), text))
        return drawn(canvas, font, text)

    @cache
    def make(paper: Callable[[], bytes]) -> tuple[bytes, list[str]]:
        lines.clear()
        pdf = paper()
        return pdf, [text for _page, text in sorted(lines, key=lambda line: line[0])]  # footers are drawn last

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ink, "_pieces", noted)
        yield make


def by_pdftotext(pdf: bytes, folder: Path, *options: str) -> list[str]:
    """Return the words of a document."""
    (folder / "paper.pdf").write_bytes(pdf)
    command = [PDFTOTEXT, *options, folder / "paper.pdf", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split()


@pytest.mark.parametrize("name", PAPERS)
def test_each_word_is_copied_as_it_went_in(name: str, laid_out, tmp_path: Path):
    pdf, lines = laid_out(PAPERS[name])
    went_in = " ".join(lines).split()
    assert any("\u0e00" < letter < "\u0e7f" for word in went_in for letter in word)
    assert " ".join(read_pdf.pages(pdf)).split() == went_in
    if PDFTOTEXT:
        assert by_pdftotext(pdf, tmp_path, "-raw") == went_in  # in the order in which it was drawn


@pytest.mark.parametrize("name", [name for name in PAPERS if "Thai" in name])
def test_pdftotext_finds_the_same_words_where_it_follows_the_columns(name: str, laid_out, tmp_path: Path):
    """Without `-raw` it loses the space between a figure of one digit and a sign in a column, though it is there."""
    if not PDFTOTEXT:
        return
    pdf, lines = laid_out(PAPERS[name])
    copied, went_in = (" ".join(found).replace(" %", "%") for found in (by_pdftotext(pdf, tmp_path), lines))
    assert sorted(copied.split()) == sorted(went_in.split())
    if name == "Thai invoice":
        assert "7 %" in {each.text for each in read(pdf).of("TD")}


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_goes_beyond_the_margin(name: str, laid_out):
    pdf, _lines = laid_out(PAPERS[name])
    with pikepdf.open(BytesIO(pdf)) as document:
        assert read_pdf.rightmost(pdf) <= float(document.pages[0].mediabox[2]) - SIDE + 0.5


@pytest.mark.parametrize("kind", KINDS)
def test_who_listens_to_a_letter_hears_its_sentences_whole(kind: str):
    """The structure joins the lines of a sentence again: there is a space between two only where one was written."""
    text = thai_records.letter_text(kind)
    heard = [each.text for each in read(thai_records.letter(kind)).root.walk() if each.text]
    typed = [" ".join(line.split()) for line in (text.subject, *text.body.split("\n")) if line.strip()]
    assert heard[-len(typed) :] == typed


def test_the_code_of_the_recovery_sheet_is_copied_by_its_groups_and_by_pdftotext_without_their_numbers(
    laid_out, tmp_path: Path
):
    """PDFium reads the small numbers too: it heeds no text that stands for others if that is empty (`/ActualText`)."""
    pdf, lines = laid_out(partial(every_paper.PAPERS["recovery sheet"], words("th")))
    groups = every_paper.SHEET.code.split("-")
    went_in = sorted([*" ".join(lines).split(), *groups])
    assert sorted(" ".join(read_pdf.pages(pdf)).split()) == went_in
    numbers = [str(number) for number in range(1, len(groups) + 1)]
    if PDFTOTEXT:
        assert sorted([*by_pdftotext(pdf, tmp_path), *numbers]) == went_in
    spoken = [each.text for each in read(pdf).of("LBody")]
    assert spoken == groups
