"""The terms language, first version: when an invoice is due (P3.1).

`on receipt`, `net 30`, `end of month`, `end of month + 15`, `1st of next month`. Each form is a frozen class with its
pattern, due date and sentence. To add a form, add a class to `FORMS`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self

from clientguard.domain.wording import N_, Said, counted, said


class TermsError(ValueError):
    """The text is not a payment rule; `said` says which ones there are."""

    def __init__(self) -> None:
        self.said = said(
            N_("Enter payment terms: on receipt, net 30, end of month, or 1st of next month."),
        )
        super().__init__(self.said.text)


@dataclass(frozen=True, slots=True)
class OnReceipt:
    """Due on the day of the invoice."""

    pattern: ClassVar = re.compile(r"(?:up)?on receipt|immediate(?:ly)?")

    @classmethod
    def of(cls, _match: re.Match[str]) -> Self:
        """Return the rule from a match."""
        return cls()

    def due(self, issued: date) -> date:
        """Return the due date."""
        return issued

    def say(self) -> Said:
        """Return the rule as a sentence."""
        return said(N_("on receipt"))


@dataclass(frozen=True, slots=True)
class Net:
    """Due a number of days after the invoice."""

    days: int
    pattern: ClassVar = re.compile(r"net ?(\d{1,3})(?: days?)?|(?:in |within )?(\d{1,3}) days?(?: net)?")

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the rule from a match."""
        return cls(int(match[1] or match[2]))

    def due(self, issued: date) -> date:
        """Return the due date."""
        return issued + timedelta(days=self.days)

    def say(self) -> Said:
        """Return the rule as a sentence."""
        if not self.days:
            return OnReceipt().say()
        return counted(N_("{count} day after the invoice"), N_("{count} days after the invoice"), self.days)


@dataclass(frozen=True, slots=True)
class EndOfMonth:
    """Due on the last day of the invoice's month, or a number of days after it."""

    days: int = 0
    pattern: ClassVar = re.compile(
        r"(?:at )?(?:the )?(?:end of (?:the )?month|eom)(?: ?(?:\+|plus) ?(\d{1,3})(?: days?)?)?"
    )

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the rule from a match."""
        return cls(int(match[1] or 0))

    def due(self, issued: date) -> date:
        """Return the due date."""
        last = calendar.monthrange(issued.year, issued.month)[1]
        return issued.replace(day=last) + timedelta(days=self.days)

    def say(self) -> Said:
        """Return the rule as a sentence."""
        if not self.days:
            return said(N_("at the end of the invoice's month"))
        return counted(
            N_("{count} day after the end of the invoice's month"),
            N_("{count} days after the end of the invoice's month"),
            self.days,
        )


@dataclass(frozen=True, slots=True)
class DayOfNextMonth:
    """Due on a day of the month after the invoice's, or on that month's last day if it is shorter."""

    day: int
    pattern: ClassVar = re.compile(
        r"(?:on )?(?:the )?(?:(\d{1,2})(?:st|nd|rd|th)?|first)(?: day)? of (?:the )?(?:next|following) month"
    )

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """Return the rule from a match; TermsError for a day that no month has."""
        day = int(match[1] or 1)
        if not 1 <= day <= 31:
            raise TermsError
        return cls(day)

    def due(self, issued: date) -> date:
        """Return the due date."""
        year, month = (issued.year + 1, 1) if issued.month == 12 else (issued.year, issued.month + 1)
        return date(year, month, min(self.day, calendar.monthrange(year, month)[1]))

    def say(self) -> Said:
        """Return the rule as a sentence."""
        return said(N_("on day {day} of the month after the invoice"), day=self.day)


Terms = OnReceipt | Net | EndOfMonth | DayOfNextMonth
FORMS: tuple[type[Terms], ...] = (OnReceipt, Net, EndOfMonth, DayOfNextMonth)


def parse_terms(text: str) -> Terms:
    """Return the rule in `text`, ignoring case and extra spaces; raises TermsError."""
    words = " ".join(text.lower().split()).rstrip(".").removeprefix("due ")
    for form in FORMS:
        if match := form.pattern.fullmatch(words):
            return form.of(match)
    raise TermsError
