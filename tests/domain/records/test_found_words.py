"""Which words of a text were found, and the passage around the first of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.records.found_words import marks, passage
from clientguard.domain.records.query import parse_query

TODAY = date(2026, 11, 20)


def terms(query: str):
    return parse_query(query, TODAY).wanted


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("late fee", "The late fees, lately", ["late", "fee", "late"]),
        ('"late fee"', "The late fees: a late fee", ["late", "late", "fee"]),
        ("cafe", "Das CAFÉ am Hafen", ["CAFÉ"]),
        ("strasse", "Hauptstr. 1, Straße", ["Straße"]),
        ("R-1", "Invoice R-17", ["R", "17"[:1]]),
        ("แก้ไข", "ลูกค้าขอแก้ไขงาน", ["แก้ไข"]),
        ("late", "nothing", []),
        ("- 🙂", "nothing 🙂", []),
    ],
)
def test_the_found_words_are_marked(query, text, marked):
    assert [text[first:last] for first, last in marks(text, terms(query))] == marked


def test_the_passage_is_around_the_first_word_on_one_line():
    text = "word " * 50 + "\n\nthe\tlighthouse <b>here</b>\n" + "word " * 50
    found = passage(text, terms("lighthouse"), 80)
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "the lighthouse <b>here</b>" in found
    assert len(found) <= 84
    assert passage("A lighthouse.", terms("lighthouse")) == "A lighthouse."
    assert passage("A lighthouse.", terms("windmill")) == ""


@given(st.text(max_size=60), st.text(max_size=12))
def test_marks_lie_in_the_text_in_order(text, query):
    ends = [end for span in marks(text, terms(query)) for end in span]
    assert ends == sorted(ends)
    assert not ends or (ends[0] >= 0 and ends[-1] <= len(text))
