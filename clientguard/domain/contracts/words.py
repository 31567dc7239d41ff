"""What a contract's fields come to, in words: its term and its notice, with the days that follow from them (P4.2)."""

from __future__ import annotations

import re
from datetime import date

from clientguard.domain.contracts.agreed import Agreed, end_by_notice, term_end
from clientguard.domain.contracts.deciding import next_notice
from clientguard.domain.wording import N_, Said, counted, said

_TO = {
    "month": N_("{period} to the end of a month"),
    "quarter": N_("{period} to the end of a quarter"),
    "year": N_("{period} to the end of a year"),
    "term": N_("{period} to the end of the term"),
}

_NUMBERED = re.compile(
    r"(?<!\w)(?:clause|section|article|art\.|artikel|klausule|fasal|ข้อ|§+)\s*\d+(?:\.\d+)*", re.IGNORECASE
)


def clause_name(clause: str) -> str:
    """Return what a clause is called in its own text, such as `clause 7` or `§ 7.2`; "" if it names no number."""
    found = _NUMBERED.search(clause)
    return found.group() if found else ""


def period(agreed: Agreed) -> Said:
    """Return the notice period: `3 months`."""
    count = agreed.count or 0
    if agreed.unit == "months":
        return counted(N_("{count} month"), N_("{count} months"), count)
    if agreed.unit == "weeks":
        return counted(N_("{count} week"), N_("{count} weeks"), count)
    return counted(N_("{count} day"), N_("{count} days"), count)


def notice(agreed: Agreed) -> Said:
    """Return the notice period, and where it takes effect unless that is any day: `3 months to the end of a quarter`.

    A contract that just ends is not said to end with its term, as it does so anyway.
    """
    to = agreed.takes_effect
    if to not in _TO or (to == "term" and not agreed.renews):
        return period(agreed)
    return said(_TO[to], period=period(agreed))


def term_in_words(agreed: Agreed, today: date) -> Said | None:
    """Return how long a contract runs as it stands; None if nothing is said about it."""
    if agreed.ended_on:
        text = N_("It ended on {date}.") if agreed.ended_on < today else N_("It ends on {date}.")
        return said(text, date=agreed.ended_on)
    ends = term_end(agreed, today)
    if ends is None:
        return said(N_("It runs until one side ends it.")) if agreed.starts or agreed.count else None
    if agreed.renews_months:
        return counted(
            N_("Its term ends on {date}, and it then renews for {count} month unless one side ends it."),
            N_("Its term ends on {date}, and it then renews for {count} months unless one side ends it."),
            agreed.renews_months,
            date=ends,
        )
    return said(N_("Its term ended on {date}.") if ends < today else N_("Its term ends on {date}."), date=ends)


def notice_in_words(agreed: Agreed, today: date) -> Said | None:
    """Return what the notice comes to: by which day it ends the contract when. None without a notice period.

    None as well once the contract was ended, or its term is over.
    """
    if not agreed.count or agreed.ended_on or (agreed.latest and agreed.latest < today):
        return None
    by, ends = next_notice(agreed, today)
    if by < today:
        return said(N_("{notice}: the last day for notice was {by}."), notice=notice(agreed), by=by)
    if agreed.ends is None and agreed.takes_effect == "day":
        ends = end_by_notice(agreed, today)
        return said(N_("{notice}: notice given today ends it on {ends}."), notice=notice(agreed), ends=ends)
    return said(N_("{notice}: notice by {by} ends it on {ends}."), notice=notice(agreed), by=by, ends=ends)
