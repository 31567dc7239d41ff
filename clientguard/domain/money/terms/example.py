"""What terms come to for an invoice of a day, as the form of a contract says it (P3.1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientguard.domain.money.terms.parts import Due, Part, Terms, When
from clientguard.domain.wording import N_, Said, said


def invoice_of_today(terms: Terms, today: date) -> Said:
    """Return when an invoice of the day `today` is due: its date, its parts, or what it waits for.

    Which days are holidays is not known here: where business days count, that is said.
    """
    dues = terms.dues(today)
    if terms.is_split:
        told = said(N_("An invoice of today is due in parts: {parts}."), parts=_listed(terms.parts, dues))
    elif (event := dues[0].waits_for) is not None:
        told = said(N_("An invoice of today waits for {event}."), event=event.say())
    else:
        told = said(N_("An invoice of today is due on {date}."), date=dues[0].due)
    if terms.by_business_days:
        told = said(N_("{told} Public holidays may move it."), told=told)
    if terms.discount:
        last = terms.discount.last_day(today)
        told = said(N_("{told} Paid by {date}, it costs {percent}% less."), told=told, date=last,
                    percent=terms.discount.percent)  # fmt: skip
    return told


def _listed(parts: tuple[Part, ...], dues: tuple[Due, ...]) -> Said:
    found, *others = (_part(part, due) for part, due in zip(parts, dues, strict=True))
    for each in others:
        found = said(N_("{first}, {second}"), first=found, second=each)
    return found


def _part(part: Part, due: Due) -> Said:
    share = said(N_("the rest")) if part.share is None else part.share
    if isinstance(share, Decimal):
        share = said(N_("{percent}%"), percent=share)
    if due.waits_for is not None:
        when = part.when or When()
        return said(N_("{share} {when}"), share=share, when=when.say_next() if part.follows else when.say())
    return said(N_("{share} on {date}"), share=share, date=due.due)
