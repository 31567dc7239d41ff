"""Thai marks in their places, by variants that the typeface has for them: nothing that draws a line of text shapes it.

The variants have code points of the private area (`packaging/paper_fonts.py` gives them), a character for each
character that was typed, so a line is as wide as it was. The PDF says the typed letters again where text is copied.
"""

from __future__ import annotations

import re

FIRST = 0xE000
_ABOVE, _TONES, _BELOW = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d",
    "\u0e48\u0e49\u0e4a\u0e4b\u0e4c",
    "\u0e38\u0e39\u0e3a",
)
_AM, _TALL = "\u0e33", "\u0e1b\u0e1d\u0e1f"  # the stroke of a tall letter is where a mark would be
_THAI = re.compile("[\u0e01-\u0e2e][\u0e31\u0e33-\u0e3a\u0e47-\u0e4d]")
_CLUSTER = re.compile(f"([\u0e01-\u0e2e])([{_ABOVE}{_BELOW}]?)([{_TONES}]?)({_AM}?)")


def _from(first: int, typed: str) -> dict[str, str]:
    """Return which variant stands for each typed letter, in the order of their code points."""
    return {letter: chr(first + number) for number, letter in enumerate(typed)}


# In the order of `packaging/paper_fonts.py`.
_NARROW = _from(FIRST, _ABOVE) | {tone: chr(FIRST + 8 + 2 * number) for number, tone in enumerate(_TONES)}
_SMALL = {tone: chr(FIRST + 7 + 2 * number) for number, tone in enumerate(_TONES)} | _from(FIRST + 17, _BELOW)
_WITH_RING = {tone: chr(FIRST + 20 + 2 * number) for number, tone in enumerate(_TONES[:4])}
_WITH_RING_NARROW = {tone: chr(FIRST + 21 + 2 * number) for number, tone in enumerate(_TONES[:4])}
_NO_FOOT = _from(FIRST + 28, "\u0e0d\u0e10")  # the foot makes room for a vowel below
_SHORT = _from(FIRST + 30, "\u0e0e\u0e0f")  # so does the descender
_LOWER = _from(FIRST + 32, "\u0e2c")  # its stroke ends below a mark
_SMALL_NARROW = _from(FIRST + 33, _TONES)
_HALF_AM = chr(FIRST + 38)  # \u0e33 without its ring, which stands together with the tone

TYPED = {
    variant: letter
    for table in (
        _NARROW,
        _SMALL,
        _WITH_RING,
        _WITH_RING_NARROW,
        _NO_FOOT,
        _SHORT,
        _LOWER,
        _SMALL_NARROW,
        {_AM: _HALF_AM},
    )
    for letter, variant in table.items()
}  # the letter that was typed for each variant


def shape(text: str) -> str:
    """Return `text` with each Thai mark as the variant that belongs in its place: one character for each."""
    return _CLUSTER.sub(_cluster, text) if _THAI.search(text) else text


def _cluster(found: re.Match[str]) -> str:
    base, vowel, tone, am = found.groups()
    if not (vowel or tone or am):
        return base
    narrow = base in _TALL
    if not (vowel and vowel in _BELOW) or tone:
        base = _LOWER.get(base, base)
    if am and not vowel and tone in _WITH_RING:
        return base + (_WITH_RING_NARROW if narrow else _WITH_RING)[tone] + _HALF_AM
    if vowel and vowel in _BELOW:
        short = _SHORT.get(base, "")
        low = _SMALL[vowel] if short else vowel
        return (short or _NO_FOOT.get(base, base)) + low + _mark(tone, narrow=narrow) + am
    if vowel and tone:
        return base + _mark(vowel, narrow=narrow) + (_SMALL_NARROW if narrow else _SMALL)[tone] + am
    return base + _mark(vowel or tone, narrow=narrow) + am


def _mark(mark: str, *, narrow: bool) -> str:
    return _NARROW[mark] if mark and narrow else mark
