"""Dates, moments and durations as people type them, each in a language of the screens and in English."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from clientguard.domain.dates import add_months, weekday_after, weekday_before
from clientguard.domain.records.describe import Instant
from clientguard.domain.tongues import ENGLISH, MONTH, UNSURE, WEEK, YEAR, Tongue, latin_digits, tongue
from clientguard.domain.wording import N_, Said, said

FIRST_YEAR, LAST_YEAR = 1900, 2199  # any other year is taken for a typing error
BUDDHIST = 543  # years that the Buddhist calendar is ahead
SINCE_JANUARY = 2484  # before this Buddhist year, years began in April
_STEP = re.compile(r"([+-]\d{1,4})\s*(\D+)")
_IN_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NAME = r"([^\s\d,./+-](?:[^\s\d,/+-]*[^\s\d,./+-])?)\.?"
_DAY_MONTH = re.compile(rf"(\d{{1,2}})\.?\s+{_NAME}(?:\s+(\d{{4}}))?|{_NAME}\s+(\d{{1,2}})(?:,?\s+(\d{{4}}))?")
_TWO_DIGITS = re.compile(rf"\d{{1,2}}[./-]\d{{1,2}}[./-](\d\d)|\d{{1,2}}\.?\s+{_NAME},?\s+(\d\d)")
_ERA = re.compile(r"\b(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s*(?=\d{4}$)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?")
_OFFSET = re.compile(r"(?:([+-])(\d{2}):?(\d{2})|Z)$")


class FieldError(ValueError):
    """The text is not a valid value for its field; `said` says what is."""

    def __init__(self, message: Said) -> None:
        super().__init__(message.text)
        self.said = message


def _no_date(own: Tongue) -> FieldError:
    day, short, weekday, now, step = own.examples[:5]
    return FieldError(
        said(
            N_("Enter a date, such as {date}, {day}, {weekday}, {today} or {step}."),
            date=day, day=short, weekday=weekday, today=now, step=step,
        )
    )  # fmt: skip


def date_examples(language: str) -> Said:
    """Return the sentence that shows how a date can be typed."""
    day, short, weekday, _now, step = tongue(language).examples[:5]
    return said(N_("For example {date}, {day}, {weekday} or {step}."), date=day, day=short, weekday=weekday, step=step)


def moment_examples(language: str) -> Said:
    """Return the sentence that shows how a moment can be typed."""
    full, short, weekday = tongue(language).examples[5:]
    return said(N_("For example {moment}, {day} or {weekday}."), moment=full, day=short, weekday=weekday)


def parse_date(text: str, today: date, *, past: bool = False, language: str = "en") -> date | None:
    """Return the date that `text` means in a language or in English, or None if it is empty.

    Accepts `2026-11-22`, `22.11.2026`, `22/11/2026`, `22-11-2026`, `22 nov [2026]`, `fri 20 nov 2026`, `nov 22`,
    `today`, `+2w`, `-3d`, `+1m`, `last fri`, `next fri`, and `fri`: the last one before today for what is `past`,
    otherwise the next one after today. A day and month without a year mean the date nearest to today, at most half a
    year away. In Thai 2569 and 2026 are the same year; elsewhere a Buddhist year is refused, since it could as well
    be a slip. Raises FieldError.
    """
    own = tongue(language)
    words = " ".join(latin_digits(text).lower().split())
    if not words:
        return None
    for each in (own, ENGLISH):
        if words in each.days:
            return today + timedelta(days=each.days[words])
    try:
        day = _step(words, today, own) or _weekday(words, today, own, past=past) or _written(words, today, own)
    except FieldError:
        raise
    except (ValueError, OverflowError):
        raise _no_date(own) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _no_year()
    return day


def _no_year() -> FieldError:
    return FieldError(
        said(N_("The year must be between {first} and {last}."), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    )


def _step(words: str, today: date, own: Tongue) -> date | None:
    match = _STEP.fullmatch(words)
    if not match:
        return None
    count, unit = int(match[1]), own.unit(match[2])
    if unit == UNSURE:
        weeks, months = (f"{match[1]} {each}" for each in own.steps)
        raise FieldError(
            said(
                N_("“{text}” could mean weeks or months. Enter {weeks} or {months}."),
                text=words,
                weeks=weeks,
                months=months,
            )
        )
    if unit in (MONTH, YEAR):
        return add_months(today, count * (12 if unit == YEAR else 1))
    return today + timedelta(days=count * (7 if unit == WEEK else 1)) if unit else None


def _weekday(words: str, today: date, own: Tongue, *, past: bool) -> date | None:
    ways = [(template, before) for each in (own, ENGLISH) for before in (True, False)
            for template in (each.last if before else each.next)]  # fmt: skip
    for template, before in [*ways, ("{}", past)]:
        start, end = template.split("{}")
        if not (words.startswith(start) and words.endswith(end)):
            continue
        name = words[len(start) : len(words) - len(end)].strip()
        if end and name in own.units:  # "next week" and "next Sunday" are one word in Thai
            return None
        number = own.weekday(name.removeprefix(own.day_word))
        if number is not None:
            return weekday_before(today, number) if before else weekday_after(today, number)
    return None


def _written(words: str, today: date, own: Tongue) -> date:
    if own.of_month:
        words = _spaced(words, own)
    name, _, rest = words.partition(" ")
    number = own.weekday(name.removeprefix(own.day_word))
    if number is None:
        return _calendar_day(words, today, own)
    day = _calendar_day(rest.strip(), today, own)
    if day.weekday() != number:
        raise ValueError(words)
    return day


def _spaced(words: str, own: Tongue) -> str:
    """Return a date that is written without blanks with them, and without the words before the day."""
    words = re.sub(r"(?<=\d)(?=[ก-ฮเ-ไ])|(?<=[ก-๎])(?=\d)|(?<=[ก-๎]\.)(?=\d)", " ", words)
    words = words.removeprefix(own.day_word + own.of_month + " ")
    return re.sub(rf"{own.of_month} (?=\d)", " ", words)


def _calendar_day(words: str, today: date, own: Tongue) -> date:
    era = _ERA.search(words)
    if era:
        words = words[: era.start()] + words[era.end() :]
    if match := _TWO_DIGITS.fullmatch(words):
        raise _two_digits(match[1] or match[3], today, own)
    if match := _IN_FIGURES.fullmatch(words):
        return date(_year(match[3], own, era), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(words):
        return date(_year(match[1], own, era), int(match[2]), int(match[3]))
    match = _DAY_MONTH.fullmatch(words)
    if not match:
        return date.fromisoformat(words)
    day, name, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    month = own.month(name)
    if year:
        return date(_year(year, own, era), month, int(day))
    if (month, int(day)) == (2, 29):
        near = [date(each, 2, 29) for each in range(today.year - 1, today.year + 2) if calendar.isleap(each)]
    else:
        near = [date(each, month, int(day)) for each in (today.year - 1, today.year, today.year + 1)]
    return min(near, key=lambda each: abs(each - today))  # ValueError if there is no such day


def year_of(figures: str, language: str) -> int:
    """Return the year of the common era that four digits mean in a language. Raises FieldError."""
    year = _year(figures, tongue(language), None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _no_year()
    return year


def _year(figures: str, own: Tongue, era: re.Match[str] | None) -> int:
    """Return a year of the common era; `era` is what is written before it, if anything."""
    year = int(figures)
    is_buddhist = FIRST_YEAR + BUDDHIST <= year <= LAST_YEAR + BUDDHIST
    if era and era[1].startswith("พ") != is_buddhist:
        raise ValueError(figures)
    if not is_buddhist:
        return year
    if not own.buddhist:
        raise FieldError(
            said(
                N_("{year} is a year of the Buddhist calendar. If that is meant, enter {common}."),
                year=figures, common=str(year - BUDDHIST),
            )
        )  # fmt: skip
    if year < SINCE_JANUARY:
        raise FieldError(
            said(
                N_("Before {first}, years began in April. Enter the year of the common era, such as {common}."),
                first=str(SINCE_JANUARY), common=str(year - BUDDHIST),
            )
        )  # fmt: skip
    return year - BUDDHIST


def _two_digits(short: str, today: date, own: Tongue) -> FieldError:
    year = str(today.year)
    if own.buddhist:
        return FieldError(
            said(
                N_("“{short}” could be a year of two calendars. Enter it with four digits, such as {own} or {common}."),
                short=short, own=str(today.year + BUDDHIST), common=year,
            )
        )  # fmt: skip
    return FieldError(said(N_("Enter the year with four digits, such as {year}."), year=year))


def parse_minutes(text: str, language: str = "en") -> int | None:
    """Return the minutes in `90`, `45m`, `1:30`, `1h30`, `1h` or `1.5h`; None if empty. Raises FieldError."""
    words = latin_digits(text).strip().lower().replace(",", ".").replace(" ", "")
    for word, letter in tongue(language).durations.items():
        words = words.replace(word, letter)
    if not words:
        return None
    if match := re.fullmatch(r"(\d{1,7})(?:m|min)?", words):
        return int(match[1])
    if match := re.fullmatch(r"(\d{1,6})[:h](\d{1,2})(?:m|min|(?<=:\d\d)h)?", words):
        if int(match[2]) < 60:
            return int(match[1]) * 60 + int(match[2])
    elif match := re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)h", words):
        return round(Decimal(match[1]) * 60)
    raise FieldError(said(N_("Enter a duration, such as 90, 1:30 or 1h30.")))


def parse_instant(
    text: str, today: date, offset: int = 0, *, past: bool = False, language: str = "en"
) -> Instant | None:
    """Return the moment of a date and a time, such as `2026-11-22 16:12`, `fri 9:00` or `2026-11-22T16:12+07:00`.

    A weekday is read as in `parse_date`. The time defaults to noon, and the offset from UTC to `offset`
    minutes. Raises FieldError.
    """
    own = tongue(language)
    words = _with_plain_clock(latin_digits(text).strip(), own)
    if not words:
        return None
    if re.match(r"\d{4}-\d\d-\d\dT", words):
        words = words.replace("T", " ", 1)
    clock = _CLOCK.search(words)
    rest = words[clock.end() :].strip() if clock else ""
    if zone := _OFFSET.fullmatch(rest):
        offset = 0
        if zone[1]:
            offset = (int(zone[2]) * 60 + int(zone[3])) * (1 if zone[1] == "+" else -1)
    elif rest:
        raise _no_date(own)
    day_words = words[: clock.start()].rstrip(" ,") if clock else words
    day = parse_date(day_words, today, past=past, language=language)
    try:
        at = _clock(clock) if clock else time(12)
        moment = datetime.combine(day or today, at, timezone(timedelta(minutes=offset)))
    except ValueError:
        raise _no_date(own) from None
    return Instant(round(moment.timestamp() * 1000), offset)


def _clock(match: re.Match[str]) -> time:
    return time(int(match[1]), int(match[2]), int(match[3] or 0), int((match[4] or "0").ljust(3, "0")) * 1000)


def _with_plain_clock(words: str, own: Tongue) -> str:
    """Return the words of a moment with a time such as `2.05 petang` as `14:05`."""
    match = own.clock.search(words) if own.clock else None
    if not match:
        return words
    hour = int(match[1])
    hours = own.parts.get(match[3].lower().replace(" ", ""), range(24))
    found = next((each for each in (hour, hour + 12, hour % 12) if each in hours), 99)  # 99: no such hour
    return f"{words[: match.start()]}{found}:{match[2]}"
