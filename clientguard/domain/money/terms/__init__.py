"""The terms language: when an invoice is due, in one line of text (P3.1).

`net 30`, `end of month + 45 days`, `30% net 15, 70% net 45`, `2/10 net 30`, `net 30, next business day`. The grammar is
`terms.lark`; `parse_terms` gives the rule, which says its due dates and its sentence. Terms are stored in English, and
typed and shown in any language of the screens (`words/`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from clientguard.domain.money.terms.business_days import MOVED_AT_MOST as MOVED_AT_MOST
from clientguard.domain.money.terms.business_days import Calendar as Calendar
from clientguard.domain.money.terms.business_days import monday_to_friday as monday_to_friday
from clientguard.domain.money.terms.example import invoice_of_today as invoice_of_today
from clientguard.domain.money.terms.parts import Discount as Discount
from clientguard.domain.money.terms.parts import Due as Due
from clientguard.domain.money.terms.parts import Event as Event
from clientguard.domain.money.terms.parts import Happened as Happened
from clientguard.domain.money.terms.parts import Part as Part
from clientguard.domain.money.terms.parts import Terms as Terms
from clientguard.domain.money.terms.parts import When as When
from clientguard.domain.money.terms.rules import Net
from clientguard.domain.money.terms.unreadable import USUAL as USUAL
from clientguard.domain.money.terms.unreadable import TermsError as TermsError
from clientguard.domain.money.terms.words import words_of

_PLAIN = re.compile(r"net (\d{1,3})(?: days?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TermsText:
    """Payment terms as they are stored, to be shown in the language of a screen or paper (`shown_terms`)."""

    stored: str

    def __str__(self) -> str:
        return self.stored


def parse_terms(text: str, language: str = "en") -> Terms:
    """Return the rule in `text`, in a language or in English, in capitals or not; nothing means on receipt.

    Raises TermsError.
    """
    found = _parsed(text, language)
    if isinstance(found, TermsError):
        raise TermsError(found.said, found.at, found.nearest)
    return found


def stored_terms(text: str, language: str) -> str:
    """Return terms that were typed in a language as they are stored: in English. Raises TermsError."""
    from clientguard.domain.money.terms.writing import written  # late: a start writes none

    rule = parse_terms(text, language)
    english = _parsed(text, "en")
    return text if english == rule else written(rule, "en")


def shown_terms(stored: str, language: str) -> str:
    """Return stored terms in a language; as they are if it is English, or if they follow no rule."""
    if language in ("en", ""):
        return stored

    from clientguard.domain.money.terms.writing import written

    rule = _parsed(stored, "en")
    return stored if isinstance(rule, TermsError) else written(rule, language)


def usual_terms(language: str) -> tuple[str, ...]:
    """Return the usual phrases, as they are typed in a language."""
    return words_of(language).usual


@lru_cache(maxsize=2000)
def _parsed(text: str, language: str) -> Terms | TermsError:
    """Return the rule or the error; both are kept, since the terms of one contract are those of all its invoices.

    The commonest phrase is read without the grammar, which takes a tenth of a second to load.
    """
    if plain := _PLAIN.fullmatch(text):
        return Terms((Part(None, When((Net(int(plain[1])),))),))
    from clientguard.domain.money.terms.reading import read_terms  # late, for lark

    try:
        return read_terms(text, language)
    except TermsError as error:
        return error
