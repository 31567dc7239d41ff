"""The day that words mean, from the day on which they were written: `by Friday`, `end of the month`, `the 14th`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "monday mon maandag isnin moandei จันทร์",
            "tuesday tue tues dinsdag selasa tiisdei อังคาร",
            "wednesday wed woensdag rabu woansdei พุธ",
            "thursday thu thur thurs donderdag khamis tongersdei พฤหัส พฤหัสบดี",
            "friday fri vrijdag jumaat freed ศุกร์",
            "saturday sat zaterdag sabtu sneon saterdei เสาร์",
            "sunday sun zondag ahad snein อาทิตย์",
        )
    )
    for name in names.split()
}
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan januari jannewaris มกราคม ม.ค.",
            "february feb februari febrewaris กุมภาพันธ์ ก.พ.",
            "march mar maart mrt mac มีนาคม มี.ค.",
            "april apr เมษายน เม.ย.",
            "may mei maaie พฤษภาคม พ.ค.",
            "june jun juni มิถุนายน มิ.ย.",
            "july jul juli julai july กรกฎาคม ก.ค.",
            "august aug augustus ogos augustus สิงหาคม ส.ค.",
            "september sep sept septimber กันยายน ก.ย.",
            "october oct oktober okt oktober ตุลาคม ต.ค.",
            "november nov novimber พฤศจิกายน พ.ย.",
            "december dec desember disember desimber ธันวาคม ธ.ค.",
        ),
        1,
    )
    for name in names.split()
}
_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
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
        ),
        1,
    )
    for name in names.split()
}
_DAY = "(?:" + "|".join(sorted((re.escape(each) for each in _WEEKDAYS), key=len, reverse=True)) + ")"
_MONTH = "(?:" + "|".join(sorted((re.escape(each) for each in _MONTHS), key=len, reverse=True)) + ")"
_COUNT = r"(?:\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_WEEKS = r"(?:weeks?|weken|wiken?|minggu|สัปดาห์|อาทิตย์)"
_DAYS = r"(?:days?|dagen|dag|hari|วัน)"
_PAST = timedelta(days=31)  # a day of a month that is named without a year may have been this long ago

Rule = Callable[[re.Match[str], date], date | None]


def day_in(text: str, on: date, after: date | None = None) -> date | None:
    """Return the day that a text names, if it names one; of several the deadline, or else the first that is not past.

    `text` is in lower case. `after` is a day that was named just before: `a week later` counts from it. A range is its
    last day; a week or month without a day is its last working day.
    """
    best: tuple[int, int, date] | None = None
    taken: list[tuple[int, int]] = []
    for pattern, rule in _rules_for(text):
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            day = rule(found, after if after and pattern is _LATER else on)
            taken.append(found.span())
            if day and day >= on:
                sure = 2 if pattern is _TODAY else 0 if _DEADLINE.search(text, 0, found.start()) else 1
                best = min(best or (9, 0, day), (sure, found.start(), day))
    return best[2] if best else None


def names_deadline(text: str) -> bool:
    """Whether a text in lower case says by when: "by Friday", "this week"."""
    return bool(_BY_WHEN.search(text))


def names_time(text: str) -> bool:
    """Whether a text in lower case names a day or an hour at all."""
    if any(pattern.search(text) for pattern, _rule in _rules_for(text)):
        return True
    may = not text.isascii() or _DIGIT.search(text) or any(each in text for each in _HOUR_WORDS)
    return bool(may and _HOUR.search(text))


def _rules_for(text: str) -> Iterator[tuple[re.Pattern[str], Rule]]:
    """Yield the rules that may find something: most texts have none of the words that a rule needs."""
    every = not text.isascii()  # Thai has no words to look at
    digits = _DIGIT.search(text) is not None
    words = set(_WORD.findall(text))
    for needs, pattern, rule in _RULES:
        if every or (digits if needs is _DIGITS else not needs.isdisjoint(words)):
            yield pattern, rule


def _in_year(on: date, month: int, day: int, year: int | None = None) -> date | None:
    try:
        if year is not None:
            return date(year + 2000 if year < 100 else year, month, day)
        here = date(on.year, month, day)
        return here if here >= on - _PAST else date(on.year + 1, month, day)
    except ValueError:
        return None


def _iso(found: re.Match[str], _on: date) -> date | None:
    return _in_year(_on, int(found[2]), int(found[3]), int(found[1]))


def _slashed(found: re.Match[str], on: date) -> date | None:
    day, month = int(found[1]), int(found[2])
    if month > 12 >= day:
        day, month = month, day
    return _in_year(on, month, day, int(found[3]) if found[3] else None)


def _day_month(found: re.Match[str], on: date) -> date | None:
    return _in_year(on, _MONTHS[found[2]], int(found[1]), int(found[3]) if found[3] else None)


def _month_day(found: re.Match[str], on: date) -> date | None:
    return _in_year(on, _MONTHS[found[1]], int(found[2]), int(found[3]) if found[3] else None)


def _ordinal(found: re.Match[str], on: date) -> date | None:
    day = int(next(each for each in found.groups() if each))
    for ahead in range(3):
        month = (on.month - 1 + ahead) % 12 + 1
        year = on.year + (on.month - 1 + ahead) // 12
        if day <= monthrange(year, month)[1] and date(year, month, day) >= on:
            return date(year, month, day)
    return None


def _last_of_month(found: re.Match[str], on: date) -> date | None:
    ahead = 1 if re.search(r"next|volgende|depan|oankommende|หน้า", found[0]) else 0
    month = (on.month - 1 + ahead) % 12 + 1
    if named := re.search(_MONTH + r"\b", found[0]):
        month = _MONTHS[named[0]]
        return _in_year(on, month, monthrange(on.year, month)[1])
    year = on.year + (on.month - 1 + ahead) // 12
    return date(year, month, monthrange(year, month)[1])


def _weekday(found: re.Match[str], on: date) -> date | None:
    ahead = (_WEEKDAYS[found[2]] - on.weekday()) % 7 or 7
    day = on + timedelta(days=ahead)
    said = (found[1] or "") + (found[3] or "")
    if re.search(r"last|vorige|afgelopen|lepas|foarige|ôfrûne|ที่แล้ว", said):
        return day - timedelta(days=14 if ahead == 7 else 7)
    is_next = re.search(r"next week|volgende week|minggu depan|kommende wike|หน้า", said)
    return day + timedelta(days=7) if is_next and day.isocalendar().week == on.isocalendar().week else day


def _of_week(found: re.Match[str], on: date) -> date | None:
    weeks = 1 if re.search(r"next|volgende|komende|depan|nije|oare|takom|หน้า", found[0]) else 0
    friday = on + timedelta(days=4 - on.weekday() + 7 * weeks)
    return friday if friday >= on else on


def _week_number(found: re.Match[str], on: date) -> date | None:
    try:
        day = date.fromisocalendar(on.year, int(found[1]), 5)
        return day if day >= on - _PAST else date.fromisocalendar(on.year + 1, int(found[1]), 5)
    except ValueError:
        return None


def _in_days(found: re.Match[str], on: date) -> date | None:
    return on + timedelta(days=_number(found[1]))


def _in_weeks(found: re.Match[str], on: date) -> date | None:
    return on + timedelta(days=7 * _number(found[1]))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _days_on(days: int) -> Rule:
    return lambda _found, on: on + timedelta(days=days)


_HOUR = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|uur|oere|pagi|petang|malam)\b|\bpukul\b|\b(?:noon|midnight)\b|โมง|ทุ่ม"
)
_HOUR_WORDS = ("pukul", "noon", "midnight")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_DIGITS = frozenset(("0-9",))  # a rule that needs a number
_AHEAD = r"\b(?:in|within|over|binnen|dalam|yn|oer|ภายใน|อีก)\s?"
_BEFORE_DAY = (
    "next week|last|next|this|coming|volgende week|volgende|vorige|afgelopen|komende|deze|oankommende|foarige|dizze"
    "|kommende wike"
)
_BEHIND_DAY = "next week|volgende week|minggu depan|depan|lepas|lalu|ini|หน้า|ที่แล้ว|นี้"
_LATER = re.compile(rf"\b({_COUNT}) {_WEEKS} (?:later|after(?: that)?|daarna|letter|selepas itu)\b")
_DEADLINE = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|latest|deadline|due|within|voor|uiterlijk|sebelum|selewatnya|foar)"
    r"|ภายใน|ก่อน)(?: (?:on|the|de|end of|this|next|hari|\w+day,?))*\s*$"
)
_BY_WHEN = re.compile(
    r"\b(?:by|before|until|till|no later than|deadline|due|within"
    r"|today|this week|next week|tomorrow|asap|voor|uiterlijk"
    r"|deze week|vandaag|morgen|sebelum|minggu ini|esok|hari ini|foar|hjoed)\b|ภายใน|ก่อน|วันนี้|พรุ่งนี้"
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|by noon|end of (?:the )?day|eod|cob"
    r"|close of business|vandaag|vanavond|vanmiddag|hjoed|hari ini|malam ini|petang ini|jûn)\b|วันนี้|คืนนี้|เย็นนี้"
)
_SOON_WORDS = frozenset("in within over binnen dalam yn oer".split())
# What a rule needs one of, so that it is tried at all; what it looks for; and the day that this means.
_RULES: tuple[tuple[frozenset[str], re.Pattern[str], Rule], ...] = (
    (_DIGITS, re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b"), _iso),
    (
        _DIGITS,
        re.compile(
            r"(?<![\d.:/£€$-])(?=\d+[/-]|\d+\.\d\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?\b(?![.:/-]?\d)"
            r"(?! ?(?:am|pm|uur|oere|%))"
        ),
        _slashed,
    ),
    (_DIGITS, re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|e|hb)?(?: of)? ?({_MONTH})\b(?:[ ,]+(20\d\d))?"), _day_month),
    (
        _DIGITS,
        re.compile(rf"\b({_MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? (20\d\d))?"),
        _month_day,
    ),
    (
        frozenset("after overmorgen lusa oaremoarn oermoarn".split()),
        re.compile(r"\b(?:day after tomorrow|overmorgen|lusa|oaremoarn|oermoarn)\b|มะรืน"),
        _days_on(2),
    ),
    (
        frozenset("tomorrow tmrw tmr tomorow morgen moarn esok besok first".split()),
        re.compile(r"\b(?:tomorrow|tmrw|tmr|tomorow|morgen|moarn|esok|besok|first thing)\b|พรุ่งนี้"),
        _days_on(1),
    ),
    (
        frozenset("today tonight this noon end eod cob close vandaag vanavond vanmiddag hjoed ini".split()),
        _TODAY,
        _days_on(0),
    ),
    (
        frozenset("end last eind einde ein hujung akhir".split()),
        re.compile(
            r"\b(?:end|last day|einde?|ein|hujung|akhir) (?:of |van |fan )?"
            r"(?:the |this |next |de |deze |volgende |dizze )?"
            rf"(?:month|maand|moanne|bulan(?: (?:ini|depan))?|{_MONTH})\b|สิ้นเดือน"
        ),
        _last_of_month,
    ),
    (frozenset("later after daarna letter selepas".split()), _LATER, _in_weeks),
    (_DIGITS, re.compile(r"\b(?:week|minggu|wike) (?:number |no\.? |nr\.? )?(\d{1,2})\b"), _week_number),
    (
        _SOON_WORDS,
        re.compile(rf"{_AHEAD}({_COUNT})(?:'s)? ?(?:working |work |business |werk)?{_DAYS}"),
        _in_days,
    ),
    (
        _SOON_WORDS,
        re.compile(rf"{_AHEAD}({_COUNT})(?:'s)? ?{_WEEKS}"),
        _in_weeks,
    ),
    (
        frozenset(_WEEKDAYS),
        re.compile(
            rf"(?:\b({_BEFORE_DAY})(?: on| op)? )?(?:\b|(?<=วัน)|(?<=[ก-๙]))({_DAY})(?:\b|(?=[ก-๙\s]|$))"
            rf"(?! ?\d{{1,2}}(?:st|nd|rd|th|e)?\b)( ?(?:of )?(?:{_BEHIND_DAY}))?"
        ),
        _weekday,
    ),
    (
        _DIGITS,
        re.compile(
            r"\b(?:the|de|den|tgl|hb|tarikh) ?(\d{1,2})(?:st|nd|rd|th|e|hb|ste|de)?\b(?![:.]\d)"
            r"|\b(\d{1,2})(?:st|nd|rd|th|hb|ste)\b|\b(\d{1,2})e\b|วันที่ ?(\d{1,2})"
        ),
        _ordinal,
    ),
    (
        frozenset("week wike minggu weekend".split()),
        re.compile(
            r"\b(?:(?:end of |by the end of |later |sometime |early )?(?:the |this |next )week"
            r"|(?:einde? van )?(?:deze|de|volgende|komende) week|(?:dizze|nije|takomme|oare|kommende) wike"
            r"|minggu (?:ini|depan)|hujung minggu|weekend)\b|(?:อาทิตย์|สัปดาห์)(?:นี้|หน้า)"
        ),
        _of_week,
    ),
)
