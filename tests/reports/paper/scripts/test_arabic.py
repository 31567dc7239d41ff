"""Arabic letters are joined as their places in a word ask for."""

from __future__ import annotations

import pytest

from clientguard.reports.paper.flow import BODY
from clientguard.reports.paper.fonts import BOX, missing, printable
from clientguard.reports.paper.scripts.arabic import join


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("ب", "\ufe8f"), ("بب", "\ufe91\ufe90"), ("ببب", "\ufe91\ufe92\ufe90"),
        ("دب", "\ufea9\ufe8f"), ("بد", "\ufe91\ufeaa"),  # dal is joined to what is before it only
        ("لا", "\ufefb"), ("بلا", "\ufe91\ufefc"), ("لال", "\ufefb\ufedd"), ("ال", "\ufe8d\ufedd"),
        ("لاا", "\ufefb\ufe8d"),
        ("ماء", "\ufee3\ufe8e\ufe80"), ("بـب", "\ufe91ـ\ufe90"),
        ("می\u200cروم", "\ufee3\ufbfd\ufead\ufeed\ufee1"),
        ("پژ", "\ufb58\ufb8b"), ("a ب b", "a \ufe8f b"), ("", ""),
    ],
)  # fmt: skip
def test_letters_take_the_form_of_their_place(typed, drawn):
    assert join(typed) == drawn


def test_a_letter_that_cannot_be_joined_is_a_box_and_named():
    assert printable("بټب") == f"ب{BOX}ب"
    assert missing("شركة ټ") == "ټ"
    assert missing("شركة النور، گروه پژمان؛ ڈاکٹر؟ ٢٠٢٦") == ""


def test_vowel_signs_are_left_out_and_the_mark_between_letters_is_kept():
    assert printable("مُحَمَّد") == "محمد"
    assert printable("می\u200cروم") == "می\u200cروم"
    assert printable("a\u200cb") == "ab"


def test_a_form_that_was_typed_is_its_letter():
    assert printable("ﻻ") == "لا"


def test_a_line_is_as_wide_as_its_joined_letters():
    assert BODY.width("ببب") < 3 * BODY.width("ب")
    assert BODY.width("می\u200cروم") == BODY.width("\ufee3\ufbfd\ufead\ufeed\ufee1")
