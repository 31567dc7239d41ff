"""A title that is taken from a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.records.from_text import LONGEST, first_line, parted


def test_a_short_line_is_the_title_and_nothing_is_said_twice():
    assert parted("  Asked for  the invoice\n") == ("Asked for the invoice", "")


def test_of_several_lines_the_first_that_says_something_is_the_title_and_all_of_it_stays():
    text = "\n\nTalked about the rest\nHe pays on Friday."
    assert parted(text) == ("Talked about the rest", text)


def test_a_long_line_ends_at_a_word():
    text = "a word " * 40
    title, rest = parted(text)
    assert title.endswith("word…")
    assert len(title) <= LONGEST
    assert rest == text


@given(st.text())
def test_nothing_of_a_text_is_lost(text: str):
    title, rest = parted(text)
    assert len(title) <= LONGEST
    assert "\n" not in title
    assert rest == text or title == " ".join(text.split())
    assert bool(first_line(text)) == bool(text.strip())
