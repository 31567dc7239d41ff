"""The names of weekdays, months and numbers in mail, of all languages at once, since writers mix them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from clientguard.domain.tongues import THAI, TONGUES

_FEWEST = 3  # letters: what is shorter is mostly another word ("so", "mo")
_DUTCH_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT_WEEKDAYS = ("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun")
# Dutch months that have no name in another language here, and what is cut short in any of them.
_MORE_MONTHS = (
    "jan", "feb", "mar", "apr", "", "jun juni", "jul juli", "aug", "sep sept", "oct okt", "nov", "dec des",
)  # fmt: skip
_NUMBERS = (
    "a an one een satu ien หนึ่ง",
    "two twee dua twa สอง",
    "three drie tiga trije สาม",
    "four vier empat fjouwer สี่",
    "five vijf lima fiif ห้า",
    "six zes enam หก",
    "seven zeven tujuh sân เจ็ด",
    "eight acht lapan แปด",
    "nine negen sembilan njoggen เก้า",
    "ten tien sepuluh tsien สิบ",
)
_IS_THAI = re.compile("[ก-๎]")


def _numbered(lists: Iterable[Sequence[str]], first: int) -> dict[str, int]:
    return {
        name: number
        for names in lists
        for number, line in enumerate(names, first)
        for name in line.split()
        if len(name) >= _FEWEST
    }


def _thai_cuts() -> dict[str, int]:
    """Return the Thai months that are cut short, with the points that stand in them: `พ.ย.`."""
    cuts = ((line.split()[1], month) for month, line in enumerate(THAI.months, 1))
    return {f"{cut[:-1]}.{cut[-1]}.": month for cut, month in cuts}


def any_of(names: Iterable[str]) -> str:
    """Return a pattern of names. Latin ones are whole words; Thai has no blanks beside its words."""
    by_length = sorted(names, key=len, reverse=True)
    latin, thai = (
        [re.escape(each) for each in by_length if bool(_IS_THAI.search(each)) is way] for way in (False, True)
    )
    return rf"(?:(?<![^\W\d_])(?:{'|'.join(latin)})(?!\w)|(?:{'|'.join(thai)}))"


WEEKDAYS: Mapping[str, int] = _numbered((*(each.weekdays for each in TONGUES), _DUTCH_WEEKDAYS, _SHORT_WEEKDAYS), 0)
MONTHS: Mapping[str, int] = {**_numbered((*(each.months for each in TONGUES), _MORE_MONTHS), 1), **_thai_cuts()}
NUMBERS: Mapping[str, int] = {name: number for number, line in enumerate(_NUMBERS, 1) for name in line.split()}
