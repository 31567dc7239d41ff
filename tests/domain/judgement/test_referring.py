"""A client whose conduct would fall back on the user is not passed on (P7.3)."""

from __future__ import annotations

from clientguard.domain.judgement.finding import CONDUCT
from clientguard.domain.judgement.referring import why_not_refer
from clientguard.texts import current


def test_two_signs_speak_against_referring_and_are_named():
    found = why_not_refer([7, 1, 6])

    assert found
    words = current().say(found)
    assert CONDUCT[6] in words
    assert CONDUCT[7] in words
    assert CONDUCT[1] not in words


def test_other_signs_do_not():
    assert why_not_refer([1, 2, 3, 4, 5, 8, 9, 10]) is None
