"""The day that words mean, from the day on which they were written: `by Friday`, `end of the month`, `the 14th`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from clientguard.domain.communication.proposals.day_names import MONTHS, NUMBERS, WEEKDAYS, any_of
from clientguard.domain.records.times import BUDDHIST, SINCE_JANUARY
from clientguard.domain.tongues import latin_digits

_DAY, _MONTH = any_of(WEEKDAYS), any_of(MONTHS)
_COUNT = rf"(?:\d{{1,2}}|{any_of(NUMBERS)})"
_WEEKS = r"(?:(?:weeks?|weken|wiken?|minggu)\b|สัปดาห์|อาทิตย์)"
_DAYS = r"(?:(?:days?|dagen|dag|dei|hari)\b|วัน)"
_WORKING = r"(?:(?:working |work |business |werk|wurk))?"
_YEAR = r"(2[05]\d\d)"  # of the common era, or from the Buddha
_FURTHEST = 10  # years: one that is further away was meant otherwise
_PAST = timedelta(days=31)  # a day of a month that is named without a year may have been this long ago

_NEXT = (  # beside a week or a month
    "(?:next|volgende|komende|aanstaande|folgjende|kommende|oankommende|takommende|takom|nije|oare|depan|hadapan|หน้า|ถัดไป)"
)
_LAST = "last|vorige|afgelopen|lepas|lalu|foarige|ôfrûne|ที่แล้ว|ที่ผ่านมา"

Rule = Callable[[re.Match[str], date], date | None]


def day_in(text: str, on: date, after: date | None = None) -> date | None:
    """Return the day that a text names, if it names one; of several the deadline, or else the first that is not past.

    `text` is in lower case. `after` is a day that was named just before: `a week later` counts from it. A range is its
    last day; a week or month without a day is its last working day.
    """
    text = latin_digits(text)
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
            return _of_year(year, month, day, on)
        here = date(on.year, month, day)
        return here if here >= on - _PAST else date(on.year + 1, month, day)
    except ValueError:
        return None


def _of_year(year: int, month: int, day: int, on: date) -> date | None:
    """Return a day of a year of the common era or from the Buddha, in four figures or two; None for one far away."""
    ways = (
        (year + 2000, year + 2500 - BUDDHIST) if year < 100 else (year - BUDDHIST if year >= SINCE_JANUARY else year,)
    )
    return next((date(each, month, day) for each in ways if abs(each - on.year) <= _FURTHEST), None)


def _iso(found: re.Match[str], _on: date) -> date | None:
    return _in_year(_on, int(found[2]), int(found[3]), int(found[1]))


def _slashed(found: re.Match[str], on: date) -> date | None:
    day, month = int(found[1]), int(found[2])
    if month > 12 >= day:
        day, month = month, day
    return _in_year(on, month, day, int(found[3]) if found[3] else None)


def _day_month(found: re.Match[str], on: date) -> date | None:
    return _in_year(on, MONTHS[found[2]], int(found[1]), int(found[3]) if found[3] else None)


def _month_day(found: re.Match[str], on: date) -> date | None:
    return _in_year(on, MONTHS[found[1]], int(found[2]), int(found[3]) if found[3] else None)


def _ordinal(found: re.Match[str], on: date) -> date | None:
    day = int(next(each for each in found.groups() if each))
    for ahead in range(3):
        month = (on.month - 1 + ahead) % 12 + 1
        year = on.year + (on.month - 1 + ahead) // 12
        if day <= monthrange(year, month)[1] and date(year, month, day) >= on:
            return date(year, month, day)
    return None


def _last_of_month(found: re.Match[str], on: date) -> date | None:
    ahead = 1 if re.search(_NEXT, found[0]) else 0
    month = (on.month - 1 + ahead) % 12 + 1
    if named := re.search(_MONTH, found[0]):
        month = MONTHS[named[0]]
        return _in_year(on, month, monthrange(on.year, month)[1])
    year = on.year + (on.month - 1 + ahead) // 12
    return date(year, month, monthrange(year, month)[1])


def _weekday(found: re.Match[str], on: date) -> date | None:
    ahead = (WEEKDAYS[found[2]] - on.weekday()) % 7 or 7
    day = on + timedelta(days=ahead)
    said = (found[1] or "") + (found[3] or "")
    if re.search(_LAST, said):
        return day - timedelta(days=14 if ahead == 7 else 7)
    is_next = re.search(rf"{_NEXT} (?:week|wike)|minggu (?:depan|hadapan)|หน้า", said)
    return day + timedelta(days=7) if is_next and day.isocalendar().week == on.isocalendar().week else day


def _of_week(found: re.Match[str], on: date) -> date | None:
    weeks = 1 if re.search(_NEXT, found[0]) else 0
    friday = on + timedelta(days=4 - on.weekday() + 7 * weeks)
    return friday if friday >= on else on


def _week_number(found: re.Match[str], on: date) -> date | None:
    try:
        day = date.fromisocalendar(on.year, int(found[1]), 5)
        return day if day >= on - _PAST else date.fromisocalendar(on.year + 1, int(found[1]), 5)
    except ValueError:
        return None


def _in_days(found: re.Match[str], on: date) -> date | None:
    return on + timedelta(days=_number(found[1] or found[2]))


def _in_weeks(found: re.Match[str], on: date) -> date | None:
    return on + timedelta(days=7 * _number(found[1] or found[2]))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _days_on(days: int) -> Rule:
    return lambda _found, on: on + timedelta(days=days)


_HOUR = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|uur|oere|pagi|petang|malam)\b|\bpukul\b"
    r"|\b(?:noon|midnight|middernacht|tengah ?hari|tengah malam)\b|โมง|ทุ่ม|เที่ยง|นาฬิกา|\d ?น\.(?=\s|$)"
)
_HOUR_WORDS = ("pukul", "noon", "midnight", "middernacht", "tengah")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_DIGITS = frozenset(("0-9",))  # a rule that needs a number
_AHEAD = r"(?:\b(?:in|within|over|binnen|dalam(?: (?:masa|tempoh))?|yn|oer) ?|(?:ภายใน|อีก) ?)"
_BEFORE_DAY = (
    "next week|last|next|this|coming|volgende week|volgende|vorige|afgelopen|komende|aanstaande|deze"
    "|(?:kommende|folgjende|takom|oare) wike|oankommende|takommende|kommende|folgjende|foarige|ôfrûne|dizze"
)
_BEHIND_DAY = (
    "next week|volgende week|(?:kommende|folgjende|takom|oare) wike|minggu (?:depan|hadapan)|depan|hadapan|lepas|lalu"
    "|ini|หน้า|ที่แล้ว|ที่ผ่านมา|ที่จะถึง|นี้"
)
_LATER = re.compile(
    rf"\b({_COUNT}) {_WEEKS} (?:(?:later|after(?: that)?|daarna|letter|dêrnei|selepas itu|kemudian)\b|ต่อมา|หลังจากนั้น)"
)
_DEADLINE = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|latest|deadline|due|within|voor|uiterlijk|uterlik|op syn lêst|foar"
    r"|sebelum|selewatnya|selewat-lewatnya|tidak lewat dari)|ภายใน|ก่อน|ไม่เกิน|อย่างช้า)"
    r"(?: (?:on|the|de|end of|this|next|hari|pada|op|\w+day,?)| ?วัน(?:ที่)?)*\s*$"
)
_BY_WHEN = re.compile(
    r"\b(?:by|before|until|till|no later than|deadline|due|within"
    r"|today|this week|next week|tomorrow|asap|voor|uiterlijk"
    r"|deze week|volgende week|vandaag|morgen|sebelum|selewat-lewatnya|minggu (?:ini|depan|hadapan)|esok|hari ini"
    r"|foar|uterlik|op syn lêst|dizze wike|(?:takom|folgjende|kommende) wike|hjoed|moarn)\b"
    r"|ภายใน|ก่อน|ไม่เกิน|วันนี้|คืนนี้|พรุ่งนี้|(?:สัปดาห์|อาทิตย์)(?:นี้|หน้า)"
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|by noon|end of (?:the )?day|eod|cob"
    r"|close of business|vandaag|vanavond|vanmiddag|vanmorgen|vanochtend|eind(?:e van)? de dag|hjoed|jûn|fannejûn"
    r"|(?:hari|malam|petang|pagi|tengah hari) ini)\b|วันนี้|คืนนี้|เย็นนี้|บ่ายนี้|เช้านี้"
)
_SOON_WORDS = frozenset("in within over binnen dalam yn oer lagi".split())
# What a rule needs one of, so that it is tried at all; what it looks for; and the day that this means.
_RULES: tuple[tuple[frozenset[str], re.Pattern[str], Rule], ...] = (
    (_DIGITS, re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b"), _iso),
    (
        _DIGITS,
        re.compile(
            r"(?<![\d.:/£€$-])(?=\d+[/-]|\d+\.\d\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?\b(?![.:/-]?\d)"
            r"(?! ?(?:am|pm|uur|oere|%))"
        ),
        _slashed,
    ),
    (
        _DIGITS,
        re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|e|hb)?(?: of)? ?({_MONTH})(?:[ ,]*(?:พ\.ศ\. ?)?{_YEAR}(?!\d))?"),
        _day_month,
    ),
    (
        _DIGITS,
        re.compile(rf"({_MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? {_YEAR}\b)?"),
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
        frozenset(
            "today tonight this noon end eod cob close vandaag vanavond vanmiddag vanmorgen vanochtend eind einde hjoed"
            " jûn fannejûn ini".split()
        ),
        _TODAY,
        _days_on(0),
    ),
    (
        frozenset("end last eind einde ein hujung akhir".split()),
        re.compile(
            r"\b(?:end|last day|einde?|ein|hujung|akhir) (?:of |van |fan )?(?:the |this |de |'e |deze |dizze )?"
            rf"(?:{_NEXT} )?(?:(?:month|maand|moanne|bulan(?: (?:ini|depan|hadapan))?)\b|{_MONTH})"
            rf"|(?:สิ้น|ปลาย)เดือน ?(?:หน้า|ถัดไป|{_MONTH})?"
        ),
        _last_of_month,
    ),
    (frozenset("later after daarna letter dêrnei selepas kemudian".split()), _LATER, _in_weeks),
    (_DIGITS, re.compile(r"\b(?:week|minggu|wike) (?:number |no\.? |nr\.? )?(\d{1,2})\b"), _week_number),
    (
        _SOON_WORDS,
        re.compile(rf"{_AHEAD}({_COUNT})(?:'s)? ?{_WORKING}{_DAYS}|\b({_COUNT}) hari lagi\b"),
        _in_days,
    ),
    (
        _SOON_WORDS,
        re.compile(rf"{_AHEAD}({_COUNT})(?:'s)? ?{_WEEKS}|\b({_COUNT}) minggu lagi\b"),
        _in_weeks,
    ),
    (
        frozenset(WEEKDAYS),
        re.compile(
            rf"(?:\b({_BEFORE_DAY})(?: on| op)? )?(?!(?<!วัน)อาทิตย์)({_DAY})"  # alone, that one is a week
            rf"(?! ?(?:ที่ ?)?\d{{1,2}}(?:st|nd|rd|th|e)?\b)( ?(?:of )?(?:{_BEHIND_DAY}))?"
        ),
        _weekday,
    ),
    (
        _DIGITS,
        re.compile(
            r"\b(?:the|de|den|tgl|hb|tarikh) ?(\d{1,2})(?:st|nd|rd|th|e|hb|ste|de)?\b(?![:.]\d)"
            r"|\b(\d{1,2})(?:st|nd|rd|th|hb|ste)\b|\b(\d{1,2})e\b|วัน(?:[ก-๎]{2,9})?ที่ ?(\d{1,2})(?!\d)"
        ),
        _ordinal,
    ),
    (
        frozenset("week wike wykein minggu weekend".split()),
        re.compile(
            r"\b(?:(?:end of |by the end of |later |sometime |early )?(?:the |this |next )week"
            r"|(?:einde? (?:van )?)?(?:deze|de|volgende|komende) week"
            r"|(?:ein (?:fan )?)?(?:dizze|de|'e|nije|takomme|takommende|takom|oare|kommende|folgjende) wike"
            r"|minggu (?:ini|depan|hadapan)|hujung minggu(?: (?:ini|depan|hadapan))?|weekend|wykein)\b"
            r"|(?:อาทิตย์|สัปดาห์)(?:นี้|หน้า|ถัดไป)|(?:สิ้น|ปลาย)(?:อาทิตย์|สัปดาห์)"
        ),
        _of_week,
    ),
)
