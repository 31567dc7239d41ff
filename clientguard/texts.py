"""Every word that a person reads, in a language; and how dates, numbers and money look in that language.

`Words(language)` is one language: a report gets its own as an argument. The screens and the command line share the
one chosen with `use()`, through `_()` and `_n()`. The catalogues are gettext's, under `resources/locale`. Babel formats
values (imported late: it is not needed before the first window).
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from clientguard import paths
from clientguard.domain.wording import N_, Said

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from clientguard.domain.money.amount import Money
    from clientguard.errors import KnownError

PSEUDO = "en_XA"  # accented and 30 % longer: shows text that is cut off, or was never marked
LANGUAGES = {"en": "English"}

__all__ = ["LANGUAGES", "N_", "PSEUDO", "Words", "_", "_n", "current", "use", "words"]


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

    def __call__(self, message: str, /, **values: Any) -> str:  # noqa: ANN401
        """Return `message` in this language, its `{placeholders}` filled with `values`, each formatted by type."""
        if not message:  # gettext would return the catalogue's header
            return ""
        return self._fill(self._catalogue.gettext(message), values)

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

    def _fill(self, text: str, values: Mapping[str, Any]) -> str:
        if not values:
            return text
        return text.format(**{name: self.value(value) for name, value in values.items()})

    def value(self, value: Any) -> str:  # noqa: ANN401
        """Return `value` as people write it in this language, by its type."""
        if isinstance(value, str):
            return value
        # Imported late: the first window shows only plain words.
        from datetime import date, datetime
        from decimal import Decimal

        from clientguard.domain.money.amount import Money

        match value:
            case Said():
                return self.say(value)
            case Money():
                return self.money(value)
            case datetime():
                return self.moment(value)
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
        """Return a date: `short` 15 Nov, `medium` 15 Nov 2026, `long` 15 November 2026, `full` with weekday."""
        from babel.dates import format_date

        return format_date(day, _DATE_PATTERNS[style], locale=self._babel())

    def month(self, day: date) -> str:
        """Return the month's short name: Nov."""
        from babel.dates import format_date

        return format_date(day, "LLL", locale=self._babel())

    def moment(self, when: datetime) -> str:
        """Return an instant in its own offset, as in a timeline: `Fri 20 Nov 2026, 16:12`."""
        from babel.dates import format_date

        return f"{format_date(when.date(), 'EEE d MMM y', locale=self._babel())}, {when:%H:%M}"

    def number(self, number: int | float | Decimal) -> str:
        """Return a number with this language's separators."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._babel())

    def figure(self, number: Decimal) -> str:
        """Return a measured number with this language's separators, and as many decimals as were entered."""
        from babel.numbers import format_decimal

        places = max(0, -int(number.as_tuple().exponent))
        return format_decimal(number, "#,##0" + ("." + "0" * places if places else ""), locale=self._babel())

    def money(self, money: Money, *, code: bool = True) -> str:
        """Return an amount with its currency's sign; without `code`, for a column whose head names the currency."""
        from babel.numbers import format_currency, format_decimal

        from clientguard.domain.money.amount import digits

        places = digits(money.currency)
        if not code:
            return format_decimal(money.decimal, "#,##0" + ("." + "0" * places if places else ""), locale=self._babel())
        pattern = "¤ #,##0" + ("." + "0" * places if places else "")
        return format_currency(
            money.decimal,
            money.currency,
            pattern + ";-" + pattern,  # the minus before the sign: -€ 12.00
            locale=self._babel(),
            currency_digits=False,
        )

    def _babel(self) -> str:
        return self._locale


_DATE_PATTERNS = {"short": "d MMM", "medium": "d MMM y", "long": "d MMMM y", "full": "EEEE d MMMM y"}


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


def _(message: str, /, **values: Any) -> str:  # noqa: ANN401
    """Return `message` in the language of the screens."""
    return current()(message, **values)


def _n(one: str, many: str, count: int, /, **values: Any) -> str:  # noqa: ANN401
    """Return the form of a message for `count` in the language of the screens."""
    return current().several(one, many, count, **values)


def local(milliseconds: int, offset_minutes: int) -> datetime:
    """Return the instant `milliseconds` after 1970 UTC as a datetime in its own offset."""
    from datetime import datetime, timedelta, timezone

    zone = timezone(timedelta(minutes=offset_minutes))
    return datetime.fromtimestamp(milliseconds / 1000, zone)
