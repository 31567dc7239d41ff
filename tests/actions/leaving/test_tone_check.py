"""Harsh phrases of Thai, which has no spaces between words: they begin and end where words do."""

from __future__ import annotations

import json

import pytest

from clientguard import paths
from clientguard.actions.leaving.tone_check import harsh_passages


def harsh(text: str) -> list[str]:
    return [each.word for each in harsh_passages(text, "th")]


@pytest.mark.parametrize(
    "text",
    [
        "โรงแรมติดทะเลวิวสวย",  # the sea, not "bad"
        "สีหน้าถมึงทึงบนโปสเตอร์",  # stern, not "you" to a dog
        "ร้านขนมทรายโสภณเปิดใหม่",
    ],
)
def test_letters_of_two_words_that_read_like_a_harsh_one_are_no_match(text: str):
    assert harsh(text) == []


def test_every_harsh_phrase_is_found_within_a_sentence_as_before():
    groups = json.loads((paths.resources() / "letters" / "th" / "tone.json").read_text(encoding="utf-8"))["groups"]
    phrases = [each for group in groups for each in group["phrases"]]
    assert len(phrases) > 800
    for frame in ("คุณ{}มาก", "การที่ท่าน{}เช่นนี้", "เพราะ{}ทางเราจึงขอยุติงาน", "{}"):
        assert [each for each in phrases if not harsh(frame.format(each))] == []
