"""Right to left: the order in which the letters of a line are seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.reports.paper.scripts.order import levels_of, mirrored, seen_order

# Capital letters stand for letters that are read from right to left, as in the examples of Unicode's own description.
RIGHT = {chr(ord("A") + number): chr(0x5D0 + number) for number in range(26)}


def seen(text: str) -> str:
    typed = "".join(RIGHT.get(char, char) for char in text)
    levels = levels_of(typed)
    return "".join(mirrored(text[at]) if levels[at] % 2 else text[at] for at in seen_order(levels))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("for ABC ltd", "for CBA ltd"),
        ("for ABC DEF ltd", "for FED CBA ltd"),
        ("ABC", "CBA"),
        ("ABC 123", "123 CBA"),
        ("ABC 1,250.00 DEF", "FED 1,250.00 CBA"),
        ("ABC (DEF)", "(FED) CBA"),
        ("ABC (de)", "(de) CBA"),
        ("ab (CD) ef", "ab (DC) ef"),
        ("ab (CD ef) G", "ab (DC ef) G"),
        ("ABC de FG", "GF de CBA"),
        ("ABC, DEF.", ".FED ,CBA"),
        ("no. 5 ABC", "no. 5 CBA"),
        ("ABC 50%", "50% CBA"),
        ("one ABC.", "one CBA."),
        ("", ""),
    ],
)
def test_letters_are_seen_where_readers_of_both_ways_expect_them(typed, shown):
    assert seen(typed) == shown


def test_digits_behind_arabic_stay_in_their_order():
    text = "النور 2026/12"
    assert "".join(text[at] for at in seen_order(levels_of(text))).startswith("2026/12 ")


@given(st.text(alphabet="abcאבגعرب 0123(),.%-[]", max_size=40))
def test_each_letter_is_seen_once(text):
    levels = levels_of(text)
    assert len(levels) == len(text)
    assert sorted(seen_order(levels)) == list(range(len(text)))


@given(st.text(alphabet="abc 0123(),.%-", max_size=40))
def test_what_is_read_from_left_to_right_stays_as_it_is(text):
    assert seen_order(levels_of(text)) == list(range(len(text)))
