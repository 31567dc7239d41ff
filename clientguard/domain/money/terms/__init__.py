"""The terms language: when an invoice is due, in one line of text (P3.1).

`net 30`, `end of month + 45 days`, `30% net 15, 70% net 45`, `2/10 net 30`, `net 30, next business day`. The grammar is
`terms.lark`; `parse_terms` gives the rule, which says its due dates and its sentence.
"""

from __future__ import annotations

import re
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

_PLAIN = re.compile(r"net (\d{1,3})(?: days?)?", re.ASCII)


def parse_terms(text: str) -> Terms:
    """Return the rule in `text`, in capitals or not; nothing means on receipt. Raises TermsError."""
    found = _parsed(text)
    if isinstance(found, TermsError):
        raise TermsError(found.said, found.at, found.nearest)
    return found


@lru_cache(maxsize=2000)
def _parsed(text: str) -> Terms | TermsError:
    """Return the rule or the error; both are kept, since the terms of one contract are those of all its invoices.

    The commonest phrase is read without the grammar, which takes a tenth of a second to load.
    """
    if plain := _PLAIN.fullmatch(text):
        return Terms((Part(None, When((Net(int(plain[1])),))),))
    from clientguard.domain.money.terms.reading import read_terms  # late, for lark

    try:
        return read_terms(text)
    except TermsError as error:
        return error
