"""Thai marks stand in their places, and the text is copied as it was typed."""

from __future__ import annotations

import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard import paths
from clientguard.reports.paper.fonts import BOX, REGULAR, SEMIBOLD, Style, printable
from clientguard.reports.paper.scripts.thai import FIRST, TYPED, shape

# How far each cluster's last mark is drawn from where it is in the typeface: which variant that is.
CLUSTERS = {
    "ก": "ก", "กิ": "กิ", "ก่": "ก่", "กุ": "กุ", "กำ": "กำ",
    "กิ่": "กิ\ue007", "กื้": "กื\ue009", "สิทธิ์": "สิทธิ\ue00f",  # the tone above a vowel is smaller
    "ปี": "ป\ue002", "ป่": "ป\ue008", "ฟ้": "ฟ\ue00a", "ฝั": "ฝ\ue000",  # beside a tall stroke, to the left
    "ปี่": "ป\ue002\ue021", "ฟื้": "ฟ\ue004\ue022",
    "น้ำ": "น\ue016\ue026", "ป้ำ": "ป\ue017\ue026",  # the ring and the tone are one
    "ญู": "\ue01cู", "ฐุ": "\ue01dุ", "ญู่": "\ue01cู่",  # without a foot
    "ฎู": "\ue01e\ue012", "ฏุ": "\ue01f\ue011", "ฬิ": "\ue020ิ", "ฬุ": "ฬุ",
    "กู่": "กู่", "ปู่": "ปู\ue008", "เก็บ": "เก็บ", "ปึ่ง": "ป\ue003\ue021ง",
}  # fmt: skip


def words() -> list[str]:
    with lzma.open(paths.resources() / "thai" / "words.txt.xz", "rt", encoding="utf-8") as file:
        return file.read().split("\n")


@pytest.mark.parametrize(("typed", "drawn"), CLUSTERS.items(), ids=CLUSTERS)
def test_each_kind_of_cluster_has_its_variants(typed, drawn):
    assert shape(typed) == drawn


def test_each_word_is_as_wide_as_before_and_reads_as_it_was_typed():
    for word in words()[::7]:
        drawn = shape(word)
        assert len(drawn) == len(word)
        assert "".join(TYPED.get(char, char) for char in drawn) == word


@pytest.mark.parametrize("font", [REGULAR, SEMIBOLD])
def test_a_line_is_as_wide_shaped_as_measured(font):
    style = Style(10, font=font)
    for typed in CLUSTERS:
        assert style.width(shape(typed)) == pytest.approx(style.width(typed))


@given(st.text(alphabet=st.characters(min_codepoint=0xE00, max_codepoint=0xE7F), max_size=40))
def test_any_thai_at_all_is_shaped_letter_by_letter(text):
    assert "".join(TYPED.get(char, char) for char in shape(text)) == text


def test_text_that_holds_the_variants_code_points_prints_nothing_of_them():
    assert printable(f"a{chr(FIRST)}b") == "ab"
    assert BOX not in printable("".join(CLUSTERS))
