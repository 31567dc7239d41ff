"""Every word that a person reads, in a language; and how dates, numbers and money look in that language.

`Words(language)` is one language: a report gets its own as an argument. The screens and the command line share the
one chosen with `use()`, through `_()` and `_n()`. The catalogues are gettext's, under `resources/locale`.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from clientguard import formats, paths
from clientguard.domain.wording import N_, Message, Said

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo
    from decimal import Decimal

    from clientguard.domain.money.amount import Money
    from clientguard.domain.records import Instant
    from clientguard.errors import KnownError

PSEUDO = "en_XA"  # accented and 30 % longer: shows text that is cut off, or was never marked
LANGUAGES = {"en": "English", "th": "ไทย", "ms": "Bahasa Melayu", "fy": "Frysk"}  # whose catalogues are complete
REVIEWED = {"en"}  # by a native speaker; docs/translations.md lists what was not

_ENDS = re.compile(r"(\{(\w+)\})\.(?=\s|$)")  # a value at the end of a sentence

__all__ = ["LANGUAGES", "N_", "PSEUDO", "REVIEWED", "Words", "_", "_n", "current", "use", "words"]


class Words:
    """One language: translation and formatting."""

    def __init__(self, language: str) -> None:
        self.language = language
        # The keys are the English sentences, so English needs no catalogue.
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("clientguard", paths.resources() / "locale", languages=[language], fallback=True)
        )
        self._locale = language if language in LANGUAGES else "en"

    def __call__(self, message: str, context: str = "", /, **values: Any) -> str:  # noqa: ANN401
        """Return `message` in this language, its `{placeholders}` filled with `values`, each formatted by type.

        `context` is that of a word with two meanings, where the message does not bring it (`N_`).
        """
        if not message:  # gettext would return the catalogue's header
            return ""
        if isinstance(message, Message):
            context, message = context or message.context, str(message)
        said = self._catalogue.pgettext(context, message) if context else self._catalogue.gettext(message)
        return self._fill(said, values)

    def several(self, one: str, many: str, count: int, /, **values: Any) -> str:  # noqa: ANN401
        """Return the form of the message for `count`, which also fills `{count}`."""
        return self._fill(self._catalogue.ngettext(one, many, count), {"count": count, **values})

    def say(self, message: Said) -> str:
        """Return what the domain said, as a sentence."""
        if message.many:
            return self.several(message.text, message.many, message.count, **message.values)
        return self(message.text, **message.values)

    def error(self, error: KnownError) -> str:
        """Return the sentences of a KnownError."""
        parts = (self(part, **error.values) for part in (error.what, error.kept, error.todo))
        return " ".join(part for part in parts if part)

    def reason(self, error: KnownError) -> str:
        """Return only what happened: for a sentence that says itself what was kept."""
        return self(error.what, **error.values)

    def _fill(self, text: str, values: Mapping[str, Any]) -> str:
        if not values:
            return text
        shown = {name: self.value(value) for name, value in values.items()}
        if "}." in text:  # the full stop of a name, as in “S.L.”, is that of the sentence too
            text = _ENDS.sub(lambda end: end[1] if shown.get(end[2], "")[-1:] == "." else end[0], text)
        return text.format(**shown)

    def value(self, value: Any) -> str:  # noqa: ANN401
        """Return `value` as people write it in this language, by its type."""
        if isinstance(value, str):
            return value
        # Imported late: the first window shows only plain words.
        from datetime import date, datetime
        from decimal import Decimal

        from clientguard.domain.money.amount import Money
        from clientguard.domain.money.terms import TermsText, shown_terms

        match value:
            case Said():
                return self.say(value)
            case Money():
                return self.money(value)
            case TermsText():
                return shown_terms(value.stored, self.language)
            case datetime():
                return formats.moment_in(self._locale, value, in_sentence=True)
            case date():
                return self.date(value)
            case None:
                return ""
            case bool():
                return str(value)
            case int() | Decimal() | float():
                return self.number(value)
            case _:
                return str(value)

    def date(self, day: date, style: str = "medium") -> str:
        """Return a date: `short` 15 Nov, `medium` 15 Nov 2026, `long`, `full`, `numeric`, `month`, `year`."""
        return formats.date_in(self._locale, day, style)

    def dated(self, when: str) -> str:
        """Return a day, a month or a year that is given as `2026-11-15`, `2026-11` or `2026`; "" for none."""
        if not when:
            return ""
        from datetime import date

        year, *rest = map(int, when.split("-"))
        style = ("year", "month", "medium")[len(rest)]
        return self.date(date(year, *(*rest, 1, 1)[:2]), style)

    def month(self, day: date) -> str:
        """Return the month's short name: Nov."""
        return formats.date_in(self._locale, day, "month name")

    def moment(self, when: datetime) -> str:
        """Return a moment as its clock shows it (`local`), as in a timeline: `Fri 20 Nov 2026, 16:12`."""
        return formats.moment_in(self._locale, when)

    def number(self, number: int | float | Decimal, places: int | None = None) -> str:
        """Return a number with this language's separators, and with so many decimals; None: as many as it has."""
        return formats.number_in(self._locale, number, places)

    def size(self, count: int) -> str:
        """Return a number of bytes in words, as `1.2 MB`."""
        number: float = count
        for pattern in (N_("{size} KB"), N_("{size} MB")):
            number /= 1000
            if number < 999.5:
                return self(pattern, size=self.number(round(number, 1 if number < 10 else None) or 1))
        return self(N_("{size} GB"), size=self.number(round(number / 1000, 1)))

    def figure(self, number: Decimal) -> str:
        """Return a measured number with this language's separators, and as many decimals as were entered."""
        return formats.number_in(self._locale, number, max(0, -int(number.as_tuple().exponent)))

    def country(self, code: str) -> str:
        """Return a country's name by its two letters; the letters where it has none."""
        from babel import Locale

        return Locale.parse(self._locale).territories.get(code, code)

    @property
    def own_sign(self) -> str:
        """The sign of the currency written next to its amount without a space; "" if there is none."""
        return formats.own_sign(self._locale)

    def money(self, money: Money, *, code: bool = True) -> str:
        """Return an amount with its currency's sign; without `code`, for a column whose head names the currency."""
        from clientguard.domain.money.amount import digits

        places = digits(money.currency)
        if not code:
            return formats.number_in(self._locale, money.decimal, places)
        return formats.money_in(self._locale, money.decimal, money.currency, places)


@cache
def words(language: str) -> Words:
    """Return the words of `language`; an unknown language falls back to English."""
    return Words(language)


_current = "en"


def use(language: str) -> None:
    """Set the language of the screens and of the command line."""
    global _current
    _current = language


def current() -> Words:
    """Return the language of the screens and of the command line."""
    return words(_current)


def _(message: str, context: str = "", /, **values: Any) -> str:  # noqa: ANN401
    """Return `message` in the language of the screens; `context` tells two meanings of a word apart (`N_`)."""
    return current()(message, context, **values)


def _n(one: str, many: str, count: int, /, **values: Any) -> str:  # noqa: ANN401
    """Return the form of a message for `count` in the language of the screens."""
    return current().several(one, many, count, **values)


# --- moments ---

_zone = ""


def use_zone(name: str) -> None:
    """Set the time zone in which the screens and the command line show moments; "" is the system's."""
    global _zone
    _zone = name


def is_zone(name: str) -> bool:
    """Return whether this is the name of a time zone, such as `Europe/Amsterdam`."""
    return _zone_of(name) is not None


def system_zone() -> str:
    """Return the name of the system's time zone; "" where the system does not name one that is known."""
    import os
    from pathlib import Path

    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        try:
            named = str(Path("/etc/localtime").resolve(strict=True)).partition("zoneinfo/")[2]
        except OSError:
            named = ""
    return named if named and is_zone(named) else ""


@cache
def _zone_of(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no name, or one that is a path
        return None


def local(at: Instant, zone: str | None = None) -> datetime:
    """Return a moment by the clock of a time zone: the one in use, or the one named; the system's for "" or no zone.

    A moment outside the calendar gives the nearest end of it. This is the only way from a moment on record to the date
    and time that a person reads.
    """
    from datetime import UTC, datetime, timedelta

    name = _zone if zone is None else zone
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at.ms)
        return moment.astimezone(_zone_of(name) if name else None)
    except (OverflowError, ValueError, OSError):
        return datetime(9998 if at.ms > 0 else 1, 12, 31, tzinfo=UTC)


def week_minute(at: Instant) -> tuple[int, int]:
    """Return on which weekday (Monday is 0) and minute of the day a moment was, in the time zone in use."""
    moment = local(at)
    return moment.weekday(), moment.hour * 60 + moment.minute


def by_the_clock(read: Callable[[int], Instant | None]) -> Instant | None:
    """Return the moment that was typed, in the time zone in use unless it names its offset.

    `read` reads what was typed with an offset from UTC in minutes. A zone has another one in summer, so that of the
    day which was typed counts, not today's.
    """
    plain, other = read(0), read(60)
    if plain is None or other is None or plain.ms == other.ms:
        return plain
    from datetime import UTC, datetime, timedelta

    wall = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=plain.ms)).replace(tzinfo=None)
    found = _zone_of(_zone) if _zone else None
    return read(_minutes(wall.replace(tzinfo=found) if found else wall.astimezone()))


def offset_now() -> int:
    """Return the offset from UTC, in minutes, of the time zone in use at this moment."""
    from datetime import UTC, datetime

    return _minutes(datetime.now(UTC).astimezone(_zone_of(_zone) if _zone else None))


def _minutes(moment: datetime) -> int:
    offset = moment.utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
