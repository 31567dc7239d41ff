"""The recovery code: a casebook's raw key as groups of letters and digits that can be printed, read and typed.

Thirteen groups of five characters: four of Crockford's base 32 (no I, L, O, U) and one that checks them, a weighted sum
over GF(32) that includes the group's number. So one wrong letter, two swapped letters and two swapped groups are all
found, and the group is named; so is a group with a letter missing or too many, if the groups were typed apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = 32  # bytes
GROUPS, DATA = 13, 4  # groups, and data characters in each
LETTERS = GROUPS * (DATA + 1)
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})  # letters that are easily taken for digits
_APART = re.compile(r"[\s.\u2010\u2011\u2012\u2013\u2014\u2212-]+")  # what may separate groups, or letters within one


class CodeError(ValueError):
    """A text that is not a recovery code; `group` is the first wrong one, counted from 1, if known."""

    def __init__(self, group: int | None = None) -> None:
        super().__init__("no recovery code" if group is None else f"group {group} of the recovery code is wrong")
        self.group = group


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The facts of a recovery sheet. `uid` is the beginning of the casebook's uid, which tells sheets apart."""

    business: str
    file: str
    day: date
    code: str
    uid: str


def code_of(raw: bytes) -> str:
    """Return the code of a raw key (32 bytes), its groups separated by hyphens."""
    if len(raw) != KEY:
        raise ValueError(f"a raw key has {KEY} bytes, not {len(raw)}")
    number = int.from_bytes(raw, "big") << 4  # 52 digits of 5 bits hold 260
    digits = [number >> 5 * place & 31 for place in reversed(range(GROUPS * DATA))]
    groups = [digits[start : start + DATA] for start in range(0, len(digits), DATA)]
    return "-".join("".join(ALPHABET[each] for each in [*group, _check(at, group)]) for at, group in enumerate(groups))


def parse_code(text: str) -> bytes:
    """Return the raw key of a code, in any spacing and case; CodeError if it is not a code."""
    groups = _groups(text)
    if not groups:
        raise CodeError
    number = 0
    for at, group in enumerate(groups):
        digits = _digits(at, group)
        if digits is None:
            raise CodeError(at + 1)
        for digit in digits:
            number = number << 5 | digit
    return (number >> 4).to_bytes(KEY, "big")


def wrong_groups(text: str) -> list[int]:
    """Return the groups of a code that cannot be right, counted from 1.

    None if the code is right, or if the text cannot be divided into groups: then its length is wrong.
    """
    return [at + 1 for at, group in enumerate(_groups(text)) if _digits(at, group) is None]


def length(text: str) -> int:
    """Return how many letters and digits of a code were typed; a complete one has `LETTERS`."""
    return len(_letters(text))


def looks_like_code(text: str) -> bool:
    """Return whether a text has the length and the letters of a code, so that it is hardly meant as a passphrase."""
    letters = _letters(text)
    return len(letters) == LETTERS and all(each in ALPHABET for each in letters)


def _letters(text: str) -> str:
    return _APART.sub("", text).upper().translate(_READ_AS)


def _groups(text: str) -> list[str]:
    """Return the groups of a text: five letters each, or as they were typed apart; none if neither works."""
    letters = _letters(text)
    if len(letters) == LETTERS:
        return [letters[start : start + DATA + 1] for start in range(0, LETTERS, DATA + 1)]
    apart = [_letters(each) for each in _APART.split(text) if each]
    return apart if len(apart) == GROUPS else []


def _digits(at: int, group: str) -> list[int] | None:
    """Return the data digits of a group, or None if it cannot be right."""
    *digits, check = [ALPHABET.find(each) for each in group]
    if len(digits) != DATA or -1 in (*digits, check) or _check(at, digits) != check:
        return None
    return None if at == GROUPS - 1 and digits[-1] & 15 else digits  # the last four bits are padding, not key


def _check(at: int, digits: list[int]) -> int:
    """Return the check digit of a group: the weighted sum of its digits, plus its number."""
    total = at + 1
    # Weights 2 to 5: they differ from one another and from the check digit's own 1, so any swap changes the sum.
    for place, digit in enumerate(digits):
        total ^= _times(place + 2, digit)
    return total


def _times(a: int, b: int) -> int:
    """Multiply in GF(32), whose polynomial is x^5 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product
