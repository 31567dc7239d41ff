"""Every paper can be read aloud: what is on it is an artifact or belongs to its structure, in the order it is read."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import shutil
import subprocess
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

import clientguard.reports
from clientguard.texts import words
from tests.reports import every_paper, read_pdf
from tests.reports.every_paper import PAPERS, SHEET
from tests.reports.structure_reader import Tagged, read


@cache
def made(name: str) -> bytes:
    return PAPERS[name](words("en"))


@cache
def tagged(name: str) -> Tagged:
    return read(made(name))


def test_every_paper_there_is_is_among_them():
    known = set(inspect.getsource(every_paper).split("PAPERS:")[1].replace("(", " ").split())
    known |= set(inspect.getsource(every_paper._letter).replace("(", " ").split())
    known |= set(inspect.getsource(every_paper._history).replace("(", " ").split())
    found = {
        name
        for module in pkgutil.walk_packages(clientguard.reports.__path__, "clientguard.reports.")
        for name, made in vars(importlib.import_module(module.name)).items()
        if name.startswith("render_") and made.__module__ == module.name
    }
    assert found
    assert found <= known, "add what it makes to every_paper.PAPERS"


@pytest.mark.parametrize("name", PAPERS)
def test_all_that_is_drawn_is_read_or_an_artifact_in_the_order_of_the_pages(name):
    found = tagged(name)
    assert not found.loose
    assert found.owners.keys() == found.marks.keys(), "each mark belongs to an element"
    assert found.parents == found.owners, "and the parent tree says to which"
    shown = "".join(text for _, text in sorted(found.marks.items()))
    heard = "".join(each.text for each in found.root.walk())
    assert heard == shown
    check_headings(found)
    check_tables(found)
    for each in found.of("P", "H1", "H2", "H3", "TR", "LI", "LBody", "TH", "Figure"):
        assert each.whole(), f"an empty {each.kind}"


def check_headings(found: Tagged) -> None:
    """There is one title, it comes first, and no level is left out."""
    levels = [int(each.kind[1]) for each in found.of("H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def check_tables(found: Tagged) -> None:
    """Each row has as many cells as the head, which says of which columns."""
    for table in found.of("Table"):
        head, body = table.kids
        assert (head.kind, body.kind, len(head.kids)) == ("THead", "TBody", 1)
        assert {each.scope for each in head.kids[0].kids if each.kind == "TH"} == {"Column"}
        assert {len(row.kids) for row in body.kids} == {len(head.kids[0].kids)}


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_archival_and_accessible_and_says_so(name):
    read_pdf.assert_archival(made(name))
    with pikepdf.open(BytesIO(made(name))) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.obj.Tabs == "/S" for page in document.pages)
        with document.open_metadata() as xmp:
            assert xmp["dc:title"]
            assert xmp["pdfuaid:part"] == "1"
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")
@pytest.mark.parametrize("name", ["letter", "invoice", "chronology"])  # it is slow where there is more to read
def test_poppler_reads_the_same(name, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(name))
    told = subprocess.run(["pdfinfo", "-struct-text", file], check=True, capture_output=True, text=True).stdout
    lines = re.findall(r'^ +"(.*)"$', told, re.MULTILINE)
    heard = [each.text for each in tagged(name).root.walk() if each.text]
    assert "".join("".join(lines).split()) == "".join("".join(heard).split())


def test_a_table_on_several_pages_is_one_table_with_one_head():
    found = tagged("statement, many")
    table = found.of("Table")[0]
    assert len({page for cell in table.walk() for page, _ in cell.marks}) > 1
    assert [each.text for each in table.kids[0].kids[0].kids] == ["Date", "What", "Charged", "Credited", "Balance, EUR"]
    assert "Charged" in found.artifacts, "the head on the second page"


def test_a_paragraph_on_two_pages_is_one_paragraph():
    assert any(len({page for page, _ in each.marks}) > 1 for each in tagged("final, many").of("P"))


def test_lines_are_read_with_the_spaces_between_them_and_words_without():
    texts = [each.text for each in tagged("final").of("P")]
    (summary,) = (each for each in texts if each.startswith("The shop went live"))
    assert summary.endswith("two steps are still yours, listed below.")
    assert "  " not in summary
    assert "runs without an outage since. Orders through your own channels rose" in summary.replace("has run", "runs")


def test_a_figure_is_told_with_its_figures():
    (figure,) = tagged("final").of("Figure")
    assert figure.alt.startswith(
        "Orders through own channels, a month: 41 before, 188 after; Cost for each order: € 11.20"
    )


def test_the_code_of_a_recovery_sheet_is_read_by_group_and_its_figure_does_not_tell_it():
    found = tagged("recovery sheet")
    assert [each.whole() for each in found.of("LI")] == SHEET.code.split("-")
    (figure,) = found.of("Figure")
    assert figure.alt == "The same code as a QR code"


def test_lines_that_begin_with_a_hyphen_are_a_list():
    lists = tagged("letter").of("L")
    assert [len(each.kids) for each in lists] == [2, 2]
    assert lists[0].kids[1].whole() == "- access to the domain"


@pytest.mark.parametrize("name", PAPERS)
def test_no_hyphen_stands_for_a_minus_sign(name):
    assert not re.findall(r"(?<!\S)-[$£€฿]?\s?\d\S*", read_pdf.text(made(name)))


def test_minus_signs_are_printed_and_copied():
    assert "−1,500.00" in read_pdf.text(made("interest sheet"))
    assert "■" not in read_pdf.text(made("interest sheet"))


def test_conditions_are_a_list():
    (first, *_others) = tagged("interest sheet").of("L")
    assert len(first.kids) == 4
    assert first.kids[0].whole().startswith("– It is a contract of trade")


def test_the_reference_in_the_footer_is_read_once_at_the_end():
    found = tagged("final, many")
    last = [each for each in found.root.walk() if each.text][-1]
    assert last.text.startswith("Reference 4,812")
    assert sum("Reference 4,812" in text for text in found.artifacts) == max(page for page, _ in found.marks)
