"""How people type dates, durations and numbers in each language of the screens: words, calendars and decimal marks.

English words and ISO dates are understood in all of them; a word of the language's own comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DAY, WEEK, MONTH, YEAR = "d", "w", "m", "y"
UNSURE = "?"  # a unit that may be weeks or months
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language as it is typed. Names are in small letters and without points.

    `last` and `next` are what stands beside a weekday, which is `{}` there. `clock` matches a time with its words, as
    hour, minute and part of the day; `parts` has the hours (0 to 23) of each part. `examples` are what a person is
    shown: a date, a day, a weekday, today, a step, and three moments.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    days: Mapping[str, int]
    units: Mapping[str, str]
    examples: tuple[str, ...]
    last: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    steps: tuple[str, str] = ("", "")  # one week and one month from now, where a unit leaves it open
    durations: Mapping[str, str] = field(default_factory=dict[str, str])
    clock: re.Pattern[str] | None = None
    day_word: str = ""  # "day", which may stand before a weekday
    of_month: str = ""  # what may stand between that weekday and the figure of the day
    parts: Mapping[str, Sequence[int]] = field(default_factory=dict[str, Sequence[int]])
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    percent: tuple[str, ...] = ("%",)
    mark: str = "."  # before decimals; the other one of . and , stands between thousands
    buddhist: bool = False  # years are counted from 543 before the common era, or as in it
    through: str = ""  # between the first and the last of several weekdays
    also: str = ""  # before the last one

    def month(self, word: str) -> int:
        """Return the number of a month by its name, or the letters it begins with; 0 for no month, or several."""
        return _named(word, self.months) or _named(word, ENGLISH.months)

    def weekday(self, word: str) -> int | None:
        """Return the number (Monday is 0) of a weekday by its name, or the letters it begins with."""
        found = _named(word, self.weekdays) or _named(word, ENGLISH.weekdays)
        return found - 1 if found else None

    def unit(self, word: str) -> str:
        """Return the unit of time that a word means, `UNSURE`, or "" for none."""
        return self.units.get(word) or ENGLISH.units.get(word, "")

    def written(self, figure: str) -> str:
        """Return a plain figure (`1234.50`) with this language's decimal mark, as it is typed."""
        return figure.replace(".", self.mark)


def latin_digits(text: str) -> str:
    """Return text with 0–9 in place of Thai digits."""
    return text.translate(_THAI_DIGITS)


def without_percent(text: str, language: str) -> str:
    """Return a figure without the sign or word for per cent beside it, in 0–9."""
    figure = latin_digits(text).strip()
    for each in tongue(language).percent:
        figure = figure.removeprefix(each).removesuffix(each).strip()
    return figure


def tongue(language: str) -> Tongue:
    """Return how a language is typed; English for one that is not known."""
    return _TONGUES.get(language, ENGLISH)


def _named(word: str, names: Sequence[str]) -> int:
    """Return the place, from 1, of the one line of names that has a word, or whose whole name begins with it."""
    bare = word.replace(".", "").rstrip(",")
    for place, line in enumerate(names, 1):
        if bare in line.split():
            return place
    found = [place for place, line in enumerate(names, 1) if any(each.startswith(bare) for each in line.split())]
    return found[0] if len(bare) > 2 and len(found) == 1 else 0


ENGLISH = Tongue(
    months=(
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    days={"today": 0, "tomorrow": 1, "yesterday": -1},
    units={each: each for each in (DAY, WEEK, MONTH, YEAR)},
    examples=("2026-11-22", "22 Nov", "fri", "today", "+2w", "2026-11-22 16:30", "22 Nov 9:00", "fri 14:00"),
    last=("last {}",),
    next=("next {}",),
    yes=frozenset(("yes", "true", "1", "y")),
    no=frozenset(("no", "false", "0", "n", "")),
    through="to",
    also="and",
)
THAI = Tongue(
    months=(
        "มกราคม มค", "กุมภาพันธ์ กพ", "มีนาคม มีค", "เมษายน เมย", "พฤษภาคม พค", "มิถุนายน มิย",
        "กรกฎาคม กค", "สิงหาคม สค", "กันยายน กย", "ตุลาคม ตค", "พฤศจิกายน พย", "ธันวาคม ธค",
    ),
    weekdays=("จันทร์ จ", "อังคาร อ", "พุธ พ", "พฤหัสบดี พฤ พฤหัส", "ศุกร์ ศ", "เสาร์ ส", "อาทิตย์ อา"),
    days={
        "วันนี้": 0, "พรุ่งนี้": 1, "วันพรุ่งนี้": 1, "เมื่อวาน": -1, "เมื่อวานนี้": -1, "มะรืน": 2, "มะรืนนี้": 2, "วันมะรืน": 2,
    },
    units={"วัน": DAY, "สัปดาห์": WEEK, "อาทิตย์": WEEK, "เดือน": MONTH, "ปี": YEAR},
    examples=(
        "22/11/2569", "22 พ.ย.", "ศุกร์", "วันนี้", "+2 สัปดาห์", "22/11/2569 16:30", "22 พ.ย. 9:00", "ศุกร์ 14:00",
    ),
    last=("{}ที่แล้ว", "{}ที่ผ่านมา", "{}ก่อน"),
    next=("{}หน้า", "{}ที่จะถึง"),
    durations={"ชั่วโมง": "h", "ชม.": "h", "ชม": "h", "นาที": "m"},
    day_word="วัน",
    of_month="ที่",
    clock=re.compile(r"(?:เวลา\s*)?(\d{1,2})[.:](\d{2})\s*(?:นาฬิกา|น\.?)()$"),
    yes=frozenset(("ใช่",)),
    no=frozenset(("ไม่ใช่", "ไม่")),
    percent=("%", "ร้อยละ", "เปอร์เซ็นต์"),
    buddhist=True,
    through="ถึง",
    also="และ",
)  # fmt: skip
MALAY = Tongue(
    months=(
        "januari", "februari", "mac", "april", "mei", "jun", "julai", "ogos", "september", "oktober", "november",
        "disember",
    ),
    weekdays=("isnin", "selasa", "rabu", "khamis", "jumaat", "sabtu", "ahad ahd"),
    days={"hari ini": 0, "esok": 1, "besok": 1, "semalam": -1, "lusa": 2},
    units={
        "hari": DAY, "h": DAY, "minggu": WEEK, "bulan": MONTH, "b": MONTH, "tahun": YEAR, "t": YEAR,
        "m": UNSURE,  # minggu, or month in English
    },
    examples=(
        "22/11/2026", "22 Nov", "Jumaat", "hari ini", "+2 minggu", "22/11/2026 16:30", "22 Nov 9:00", "Jumaat 14:00",
    ),
    last=("{} lepas", "{} lalu", "{} yang lalu"),
    next=("{} depan", "{} hadapan"),
    steps=("minggu", "bulan"),
    durations={"jam": "h", "minit": "m"},
    clock=re.compile(
        r"(?:pukul\s*|jam\s*)?(\d{1,2})[.:](\d{2})\s*(pagi|pg|tengah\s?hari|tgh|petang|ptg|malam|mlm)\.?$",
        re.IGNORECASE,
    ),
    parts={
        **dict.fromkeys(("pagi", "pg"), range(12)),
        **dict.fromkeys(("tengahhari", "tgh"), range(11, 15)),
        **dict.fromkeys(("petang", "ptg"), range(12, 20)),
        **dict.fromkeys(("malam", "mlm"), (*range(18, 24), 0)),
    },
    yes=frozenset(("ya",)),
    no=frozenset(("tidak", "tak")),
    percent=("%", "peratus"),
    through="hingga",
    also="dan",
)  # fmt: skip
FRISIAN = Tongue(
    months=(
        "jannewaris jannewaarje jan", "febrewaris febrewaarje februaarje feb", "maart mrt", "april", "maaie mai mei",
        "juny juni", "july juli", "augustus", "septimber", "oktober", "novimber", "desimber",
    ),
    weekdays=(
        "moandei mo", "tiisdei ti", "woansdei wo", "tongersdei to", "freed fr", "sneon so saterdei sat", "snein si",
    ),
    days={"hjoed": 0, "moarn": 1, "juster": -1, "oaremoarn": 2, "earjuster": -2},
    units={
        "dei": DAY, "dagen": DAY, "wike": WEEK, "wiken": WEEK, "moanne": MONTH, "moannen": MONTH, "jier": YEAR,
        "jierren": YEAR, "j": YEAR,
    },
    examples=(
        "22-11-2026", "22 nov", "freed", "hjoed", "+2 wiken", "22-11-2026 16:30", "22 nov 9:00", "freed 14:00",
    ),
    last=("foarige {}", "ôfrûne {}"),
    next=("folgjende {}", "kommende {}"),
    durations={"oeren": "h", "oere": "h", "minuten": "m", "minút": "m"},
    clock=re.compile(r"(?:om\s+)?(\d{1,2})[.:](\d{2})\s*oere()$", re.IGNORECASE),
    yes=frozenset(("ja", "jawis")),
    no=frozenset(("nee",)),
    percent=("%", "persint"),
    mark=",",
    through="oant",
    also="en",
)  # fmt: skip
_TONGUES = {"en": ENGLISH, "th": THAI, "ms": MALAY, "fy": FRISIAN}
LANGUAGES = tuple(_TONGUES)
TONGUES: Sequence[Tongue] = tuple(_TONGUES.values())
