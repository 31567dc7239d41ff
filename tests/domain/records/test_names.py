"""Names that look the same are the same, however they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.records.names import folded, name_key, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "Cafe\u0301"),
        ("CAFÉ", "cafe\u0301"),
        ("Hauptstraße", "HAUPTSTRASSE"),
        ("Hauptstraße", "HAUPTSTRAẞE"),
        ("Harbour Books", "  harbour   books "),
        ("Harbour Books", "Harbour\u00a0Books"),
        ("Harbour Books", "Har\u00adbour\u200b Books\ufeff"),
        ("ที่ดิน", "ท\u0e48\u0e35ดิน"),  # tone before vowel
        ("น้ำ", "น\u0e4d\u0e49า"),  # sara am in two parts
        ("น้ำ", "นำ\u0e49"),  # sara am before the tone
        ("ผู้", "ผ\u0e49\u0e39"),
        ("東京", "\u202a東京\u202c"),
    ],
)
def test_the_same_name_typed_in_two_ways(one, other):
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café", "Cafe"), ("Muller", "Müller"), ("Harbour Books", "HarbourBooks"), ("ปา", "ป่า"), ("มา", "ม้า")],
)
def test_names_that_look_different_are_different(one, other):
    assert not same_name(one, other)


@given(st.text())
def test_folding_a_second_time_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
    assert name_key(name_key(text)) == name_key(text)


@given(st.text())
def test_how_a_text_is_composed_does_not_matter(text):
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))
