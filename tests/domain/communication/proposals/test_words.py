"""The tables of words: each alternative of a pattern keeps its own beginning."""

from __future__ import annotations

import pytest

from clientguard.domain.communication.proposals.reading import read
from clientguard.domain.communication.proposals.words.dutch import DUTCH
from clientguard.domain.communication.proposals.words.english import ENGLISH
from clientguard.domain.communication.proposals.words.frisian import FRISIAN
from clientguard.domain.communication.proposals.words.table import words
from tests.domain.communication.proposals.letters import theirs


def test_alternatives_in_a_line_and_on_lines_of_their_own_mean_the_same():
    table = words(
        "the and",
        yes=r"""
        ^(?:yes|aye)\b|\bof course\b
        \bgo[|]ahead\b
        fine$
        """,
    )

    assert [bool(table.yes.search(each)) for each in ("aye, sir", "of course", "go|ahead", "all fine")] == [True] * 4
    assert not table.yes.search("oh yes")
    assert table.yes.search("but of course")


def test_a_line_that_ends_with_a_bar_goes_on_below():
    assert words("", refuses="(?:nope|\n    nah)").refuses.search("nah")


def test_a_table_refuses_a_field_that_it_does_not_have():
    with pytest.raises(ValueError, match="maybe"):
        words("", maybe="perhaps")


@pytest.mark.parametrize(
    ("own", "known"),
    [
        ("Is it in the folder? My copy is old, and you met Van Loon.", {ENGLISH}),
        ("Kinst my de list stjoere? It is noch net klear.", {FRISIAN}),
        ("Hi, could you look at it? Kun je de lijst sturen?", {ENGLISH, DUTCH}),
    ],
)
def test_words_that_english_has_too_tell_of_no_other_language(own, known):
    assert set(read(theirs(own)).languages) >= known
    assert (FRISIAN in read(theirs(own)).languages) == (FRISIAN in known)
