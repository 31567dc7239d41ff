"""Whether a text names a person: by name, however it is typed, or by email address.

Case, accents, white space and the order of the names do not matter: “FIELD,  Joan” and “joan a. field” name “Joan
Field”; “Joan Fielding” and “joan.field@elsewhere.example” do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_MARKS = re.compile("[\u0300-\u036f]")  # accents; in other scripts, marks are letters in their own right
_SPACELESS = "\u0e00"  # from here on, most scripts are written without spaces between words
_MIDDLE = r"(?:\w+\.?\s+)?"  # one more name, or its initial, between two


@dataclass(frozen=True, slots=True)
class Sought:
    """The person to find: every way of writing the name, and every email address."""

    names: tuple[str, ...]
    addresses: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What the report calls the person."""
        return (*self.names, *self.addresses)[0]

    @property
    def words(self) -> tuple[str, ...]:
        """Every name and address, in the order they were given."""
        return (*self.names, *self.addresses)


def fold(text: str) -> str:
    """Return text without case, accents and doubled white space, for comparing names."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return " ".join(plain.split())


def is_address(text: str) -> bool:
    """Return whether a text is an email address rather than a name."""
    return "@" in text


def sought(words: Iterable[str]) -> Sought:
    """Return the person with these names and addresses; one that is given twice counts once."""
    kept = {fold(each): " ".join(each.split()) for each in reversed([word for word in words if fold(word)])}
    found = list(reversed(kept.values()))
    return Sought(
        tuple(each for each in found if not is_address(each)), tuple(each for each in found if is_address(each))
    )


class Finder:
    """Tells whether a text names a person."""

    def __init__(self, person: Sought) -> None:
        self._name = _any(_name(fold(each)) for each in person.names)
        self._address = _any(_address(fold(each)) for each in person.addresses)

    def names(self, text: str) -> bool:
        """Return whether `text` names the person."""
        if not text:
            return False
        if self._address and self._address.search(fold(text)):
            return True
        # File names often have "_" for a space.
        return self._name is not None and self._name.search(fold(text.replace("_", " "))) is not None


def _any(patterns: Iterable[str]) -> re.Pattern[str] | None:
    found = "|".join(patterns)
    return re.compile(found) if found else None


def _name(name: str) -> str:
    parts = [re.escape(part) for part in re.split(r"[\s,]+", name) if part]
    orders = [r"\s+".join(parts)]
    if len(parts) > 1:
        orders.append(rf"{parts[-1]}\s*,?\s+" + r"\s+".join(parts[:-1]))
    if len(parts) == 2:
        orders.append(rf"{parts[0]}\s+{_MIDDLE}{parts[1]}")
    return "|".join(_apart(order, name) for order in orders)


def _apart(pattern: str, name: str) -> str:
    """Return a pattern for whole words that are not part of an email address, if the script separates words."""
    if max(name) >= _SPACELESS:
        return pattern
    return rf"(?<![\w@])(?<![\w.]-){pattern}(?!\w|-\w|[\w.+-]*@)"


def _address(address: str) -> str:
    return rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)"
