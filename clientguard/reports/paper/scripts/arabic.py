"""Arabic letters in the forms that their places in a word ask for; the typeface has a character for each form."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

NO_JOIN = "\u200c"  # typed between two letters that are not joined; it is not drawn
_TATWEEL, _LAM = "\u0640", "\u0644"
_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3\u200c]+")
_LAM_ALEF = re.compile("\u0644[\u0622\u0623\u0625\u0627]|.")
Forms = dict[str, str]  # a letter's forms by their places: isolated, final, initial, medial


@cache
def _forms() -> tuple[dict[str, Forms], dict[str, Forms]]:
    """Return the forms of each letter, and those of lam with an alef by that alef."""
    letters: dict[str, Forms] = {}
    alefs: dict[str, Forms] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        place, *typed = unicodedata.decomposition(chr(code)).split() or [""]
        chars = [chr(int(each, 16)) for each in typed]
        if place.strip("<>") not in ("isolated", "final", "initial", "medial"):
            continue
        if len(chars) == 1:
            letters.setdefault(chars[0], {})[place.strip("<>")] = chr(code)
        elif len(chars) == 2 and chars[0] == _LAM and code >= 0xFEF5:
            alefs.setdefault(chars[1], {})[place.strip("<>")] = chr(code)
    return letters, alefs


def is_joined(char: str) -> bool:
    """Return whether a character is an Arabic letter whose forms are known."""
    return char in _forms()[0]


def join(text: str) -> str:
    """Return `text` with each Arabic letter in the form of its place; lam with alef is one character."""
    return _LETTERS.sub(lambda found: _word(found[0]), text)


def _word(word: str) -> str:
    letters, alefs = _forms()
    parts: list[tuple[str, Forms]] = [
        (typed, alefs[typed[1]] if len(typed) == 2 else letters.get(typed, {})) for typed in _LAM_ALEF.findall(word)
    ]
    found = ""
    for number, (typed, forms) in enumerate(parts):
        before = number > 0 and _reaches(parts[number - 1]) and _is_reached(parts[number])
        after = number + 1 < len(parts) and _reaches(parts[number]) and _is_reached(parts[number + 1])
        place = ("medial" if after else "final") if before else "initial" if after else "isolated"
        found += "" if typed == NO_JOIN else forms.get(place, typed)
    return found


def _reaches(part: tuple[str, Forms]) -> bool:
    """Return whether a letter is joined to the next one."""
    return part[0] == _TATWEEL or "initial" in part[1]


def _is_reached(part: tuple[str, Forms]) -> bool:
    """Return whether a letter is joined to the one before it."""
    return part[0] == _TATWEEL or "final" in part[1]
