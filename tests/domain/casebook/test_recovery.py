"""The recovery code: what a person types from paper is the key, or the wrong group is named."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientguard.domain.casebook.recovery import (
    ALPHABET,
    CodeError,
    code_of,
    length,
    looks_like_code,
    parse_code,
    wrong_groups,
)

KEYS = st.binary(min_size=32, max_size=32)
KEY = random.Random(7).randbytes(32)
CODE = code_of(KEY)


@given(KEYS)
def test_a_code_gives_back_its_key_however_it_was_typed(key):
    code = code_of(key)
    groups = code.split("-")
    assert [len(each) for each in groups] == [5] * 13
    careless = "  ".join(groups).lower().replace("0", "o").replace("1", "l")
    for typed in (code, "".join(groups), f"\n{careless}\n", code.replace("-", "\u2013"), code.replace("1", "I")):
        assert looks_like_code(typed)
        assert parse_code(typed) == key


def at(place: int) -> int:
    """The group, counted from 1, of a letter of the code without its hyphens."""
    return place // 5 + 1


def test_every_wrong_letter_is_found_and_its_group_named():
    letters = CODE.replace("-", "")
    for place, letter in enumerate(letters):
        for other in ALPHABET:
            if other != letter:
                with pytest.raises(CodeError) as caught:
                    parse_code(letters[:place] + other + letters[place + 1 :])
                assert caught.value.group == at(place)


def test_two_letters_that_changed_places_are_found_wherever_they_stand():
    letters = list(CODE.replace("-", ""))
    for first in range(65):
        for second in range(first + 1, 65):
            if letters[first] == letters[second]:
                continue
            changed = letters.copy()
            changed[first], changed[second] = changed[second], changed[first]
            with pytest.raises(CodeError) as caught:
                parse_code("".join(changed))
            assert caught.value.group == at(first)
            assert wrong_groups("".join(changed)) == sorted({at(first), at(second)})


@pytest.mark.parametrize(("group", "typed"), [(3, ""), (1, "7"), (12, "ABCDEF"), (13, "A2C4")])
def test_a_letter_left_out_or_typed_twice_is_found_where_the_groups_stand_apart(group, typed):
    groups = CODE.split("-")
    groups[group - 1] = typed or groups[group - 1][:4]
    for between in (" ", "-", " - ", "\n", "\u2013"):
        assert wrong_groups(between.join(groups)) == [group]
        with pytest.raises(CodeError) as caught:
            parse_code(between.join(groups))
        assert caught.value.group == group


def test_typed_without_a_gap_too_few_letters_are_counted_and_no_group_is_blamed():
    letters = CODE.replace("-", "")
    for typed, count in ((letters[:-1], 64), (letters + "0", 66), ("", 0), ("  - ", 0)):
        assert (wrong_groups(typed), length(typed)) == ([], count)
        with pytest.raises(CodeError) as caught:
            parse_code(typed)
        assert caught.value.group is None


def test_a_right_code_has_no_wrong_group():
    assert wrong_groups(CODE) == []
    assert length(CODE) == 65


def test_two_groups_that_changed_places_are_found():
    groups = CODE.split("-")
    for first in range(13):
        for second in range(first + 1, 13):
            changed = groups.copy()
            changed[first], changed[second] = changed[second], changed[first]
            with pytest.raises(CodeError) as caught:
                parse_code("-".join(changed))
            assert caught.value.group == first + 1


@pytest.mark.parametrize("text", ["", "a heron in the rain", CODE[:-1], CODE + "0", "x" * 65 + "u", CODE[:-1] + "U"])
def test_what_is_no_code_is_told_from_one(text):
    assert not looks_like_code(text)
    with pytest.raises(CodeError):
        parse_code(text)


def test_bits_that_no_key_has_are_no_code():
    ones = [31] * 4
    check = next(each for each in ALPHABET if _accepted(CODE[:-5] + "".join(ALPHABET[one] for one in ones) + each))
    with pytest.raises(CodeError) as caught:
        parse_code(CODE[:-5] + "ZZZZ" + check)
    assert caught.value.group == 13


def _accepted(code: str) -> bool:
    """Whether every group is in itself as its check letter says: only the last bits can still be wrong."""
    from clientguard.domain.casebook import recovery

    last = [ALPHABET.index(each) for each in code[-5:]]
    return recovery._check(12, last[:4]) == last[4]


def test_a_key_of_another_length_has_no_code():
    with pytest.raises(ValueError, match="32 bytes, not 16"):
        code_of(bytes(16))
