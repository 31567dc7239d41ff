"""Every paper in Thai, Malay and West Frisian: archival, read aloud in its language, and copied as it was written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from io import BytesIO
from itertools import cycle

import pikepdf
import pytest

from clientguard.texts import Words
from tests.reports import read_pdf
from tests.reports.every_paper import PAPERS
from tests.reports.money.test_interest_sheet import ON
from tests.reports.sample import MADE
from tests.reports.structure_reader import Tagged, read

CODE = re.compile("[A-Z]{3}|")  # of a currency, or an empty head
OTHERS = ("th", "ms", "fy")
BY_TURNS = list(zip(PAPERS, cycle(OTHERS)))  # the papers of three languages take three times as long


@cache
def made(name: str, language: str) -> bytes:
    return PAPERS[name](Words(language))


@cache
def tagged(name: str, language: str) -> Tagged:
    return read(made(name, language))


@pytest.mark.parametrize(("name", "language"), BY_TURNS)
def test_it_is_archival_and_accessible_and_names_its_language(name: str, language: str):
    read_pdf.assert_archival(made(name, language))
    with pikepdf.open(BytesIO(made(name, language))) as document:
        assert document.Root.Lang == language
    found = tagged(name, language)
    assert not found.loose
    shown = "".join(text for _, text in sorted(found.marks.items()))
    assert "".join(each.text for each in found.root.walk()) == shown


@pytest.mark.parametrize(("name", "language"), BY_TURNS)
def test_no_letter_of_it_is_a_box_or_stands_for_another(name: str, language: str):
    text = "".join(tagged(name, language).marks.values())
    odd = {each for each in text if unicodedata.category(each) in ("Co", "Cn") or each == "\ufffd"}
    assert odd == set()
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "name", ["final", "waiting", "certificate", "request", "invoice", "statement", "interest sheet"]
)
def test_its_title_and_the_heads_of_its_tables_are_in_its_language(name: str, language: str):
    ours, english = tagged(name, language), tagged(name, "en")
    assert ours.of("H1")[0].whole() != english.of("H1")[0].whole()
    heads = [each.whole() for each in ours.of("TH")]
    assert len(heads) == len(english.of("TH"))
    if language == "th":
        assert all(any("\u0e00" < letter < "\u0e7f" for letter in each) for each in heads if not CODE.fullmatch(each))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["final", "waiting", "certificate", "certificate, draft", "request", "interest sheet"])
def test_its_footer_holds_its_day_whole(name: str, language: str):
    day = ON if name == "interest sheet" else MADE
    assert any(each.endswith(Words(language).date(day, "long")) for each in tagged(name, language).artifacts)
