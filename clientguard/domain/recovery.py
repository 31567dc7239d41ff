"""The recovery code: a casebook's raw key as groups of letters and digits that can be printed, read and typed.

Thirteen groups of five: four of Crockford's base 32 (no I, L, O, U) and one that checks them, a sum over GF(32) in
which each place has a weight of its own and the group's number is part. So one wrong letter, two that changed places,
and two groups that changed places are each found, and the group is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = 32  # bytes
GROUPS, DATA = 13, 4  # groups, and letters of data in each
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeError(ValueError):
    """A text that is no recovery code; `group` is the first one that is wrong, counted from 1, where that is known."""

    def __init__(self, group: int | None = None) -> None:
        super().__init__("no recovery code" if group is None else f"group {group} of the recovery code is wrong")
        self.group = group


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The facts of a recovery sheet. `uid` is the beginning of the casebook's own: it tells two sheets apart."""

    business: str
    file: str
    day: date
    code: str
    uid: str


def code_of(raw: bytes) -> str:
    """Return the code of a raw key (32 bytes), its groups parted by hyphens."""
    if len(raw) != KEY:
        raise ValueError(f"a raw key has {KEY} bytes, not {len(raw)}")
    number = int.from_bytes(raw, "big") << 4  # 52 digits of 5 bits hold 260
    digits = [number >> 5 * place & 31 for place in reversed(range(GROUPS * DATA))]
    groups = [digits[start : start + DATA] for start in range(0, len(digits), DATA)]
    return "-".join("".join(ALPHABET[each] for each in [*group, _check(at, group)]) for at, group in enumerate(groups))


def parse_code(text: str) -> bytes:
    """Return the raw key of a code, however it was spaced and whatever the case; CodeError when it is none."""
    letters = _letters(text)
    if len(letters) != GROUPS * (DATA + 1):
        raise CodeError
    digits: list[int] = []
    for at in range(GROUPS):
        group = [ALPHABET.find(each) for each in letters[at * (DATA + 1) : (at + 1) * (DATA + 1)]]
        if -1 in group or _check(at, group[:DATA]) != group[DATA]:
            raise CodeError(at + 1)
        digits += group[:DATA]
    number = 0
    for digit in digits:
        number = number << 5 | digit
    if number & 15:  # bits that no key has
        raise CodeError(GROUPS)
    return (number >> 4).to_bytes(KEY, "big")


def looks_like_code(text: str) -> bool:
    """Return whether a text has the length and the letters of a code, so that it was hardly meant as a passphrase."""
    letters = _letters(text)
    return len(letters) == GROUPS * (DATA + 1) and all(each in ALPHABET for each in letters)


def _letters(text: str) -> str:
    bare = "".join(each for each in text if not each.isspace() and each not in "-\u2010\u2011\u2013\u2014.")
    return bare.upper().translate(_READ_AS)


def _check(at: int, digits: list[int]) -> int:
    """Return the digit that checks a group: the sum of its digits, each times a weight of its own, and its number."""
    total = at + 1
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
