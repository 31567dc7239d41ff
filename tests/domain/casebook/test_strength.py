"""How hard a passphrase is to guess, as far as its letters tell."""

from __future__ import annotations

import pytest

from clientguard.domain.casebook.strength import Strength, bits, in_words, strength

TOLD = {
    Strength.WEAK: ["", "password", "passwort1", "aaaaaaaaaaaaaaaaaaaaaaaa", "12345678901234567890", "abcdefghijklmnop",
                    "rain rain rain rain rain rain rain"],
    Strength.FAIR: ["a heron in the rain", "Tr0ub4dor&3x"],
    Strength.STRONG: ["two otters asleep by the old weir", "correct horse battery staple", "x9$Lq2!vT7#pR4&m"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [(text, told) for told, texts in TOLD.items() for text in texts])
def test_a_passphrase_is_judged_by_length_variety_and_what_repeats(text, expected):
    assert strength(text) is expected


def test_one_more_word_never_makes_it_easier():
    text = ""
    for word in ("heron", "weir", "lantern", "osprey"):
        assert bits(f"{text} {word}") > bits(text)
        text += f" {word}"


def test_each_strength_is_said():
    assert len({in_words(texts[-1]).text for texts in TOLD.values()}) == 3
