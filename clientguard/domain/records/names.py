"""Whether two texts are the same to a person, however they were typed: letter case, composition, invisible characters.

A Mac gives file names in parts (“é” as two characters), a web page adds soft hyphens, and Thai marks can be typed in
more than one order; a name typed on one computer has to be found from another.
"""

from __future__ import annotations

import re
import unicodedata

# What has no width of its own: soft hyphen, joiners, marks of direction, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+"
)
# Thai marks over and under a consonant: vowels, then a tone, then what silences it; each order looks the same.
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_LATER = {
    **dict.fromkeys("\u0e47\u0e4d\u0e4e", 1),
    **dict.fromkeys("\u0e48\u0e49\u0e4a\u0e4b", 2),
    "\u0e4c": 3,
}
_AM = "\u0e33"  # sara am, also written as its two parts, or before the tone that it follows
_AM_IN_PARTS = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_AM_BEFORE_TONE = re.compile(f"{_AM}([\u0e48-\u0e4b]+)")


def folded(text: str) -> str:
    """Return `text` as it is compared and searched: case folded (ß = ss), composed (NFC), without what is invisible."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold())
    return _thai(plain) if has_thai(plain) else plain


def has_thai(text: str) -> bool:
    """Return whether there is anything Thai in `text`; its UTF-8 shows that much sooner than a pattern does."""
    data = text.encode("utf-8", "surrogatepass")
    return b"\xe0\xb8" in data or b"\xe0\xb9" in data


def _thai(text: str) -> str:
    text = _MARKS.sub(lambda run: "".join(sorted(run.group(), key=lambda mark: _LATER.get(mark, 0))), text)
    return _AM_BEFORE_TONE.sub(rf"\1{_AM}", _AM_IN_PARTS.sub(rf"\1{_AM}", text))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same to a person."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """Return what names that are the same to a person have in common; spaces count once, and not at the ends."""
    return " ".join(folded(name).split())
