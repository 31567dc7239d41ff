"""Pages look as they were found good: each line in its place and type, and each Thai mark where it belongs.

After a change that is meant, look at the pages and write them anew (`golden_pages`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from clientguard.reports.paper import fonts
from clientguard.reports.paper.scripts import thai, thai_words
from tests.reports import golden_pages, thai_records
from tests.reports.drawn_lines import described, empty_letters
from tests.reports.golden_pages import FOLDER, PAGES


@cache
def made(make: Callable[[], bytes]) -> bytes:
    return make()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_found_good(name: str):
    make, page = PAGES[name]
    assert described(made(make), page).split("\n") == golden_pages.golden(name).split("\n")


def test_there_is_no_other_golden_page():
    assert {str(each.relative_to(FOLDER).with_suffix("")) for each in FOLDER.rglob("*.txt")} == set(PAGES)


@pytest.mark.parametrize("name", thai_records.PAPERS)
def test_every_letter_of_it_is_drawn(name: str):
    assert empty_letters(made(thai_records.PAPERS[name])) == set()


# --- what a golden page finds ---


@pytest.fixture
def letter() -> Callable[[], str]:
    """Makes the letter anew, as text."""
    return lambda: described(thai_records.PAPERS["letter"](), 0)


def test_a_tone_mark_that_moved_is_found(letter, monkeypatch):
    monkeypatch.setitem(thai._SMALL, "\u0e48", "\u0e48")  # the full-size tone above a vowel
    assert letter() != golden_pages.golden("th/letter")
    assert _texts(letter()) == _texts(golden_pages.golden("th/letter")), "what is copied is the same"


def test_a_line_that_ends_within_a_word_is_found(letter, monkeypatch):
    monkeypatch.setattr(thai_words, "_split", lambda run: tuple(each[0] for each in thai_words._CLUSTER.finditer(run)))
    assert _texts(letter()) != _texts(golden_pages.golden("th/letter"))


def test_a_letter_that_the_typeface_lost_is_found(letter, monkeypatch):
    known = fonts.register()
    monkeypatch.setattr(fonts, "register", lambda: known - {ord("ญ")})
    assert _texts(letter()) != _texts(golden_pages.golden("th/letter"))
    fonts._other.cache_clear()


def _texts(page: str) -> list[str]:
    return [line.partition(" | ")[2] for line in page.split("\n") if " | " in line]
