"""The reason given to the client: sentences that are filled in from the record and edited by the user (P4.6)."""

from __future__ import annotations

from datetime import date

from clientguard.domain.gates import LeavingCase
from clientguard.domain.queue import RequestFacts
from clientguard.domain.words import N_, Said, counted, said


def suggestions(case: LeavingCase, requests: tuple[RequestFacts, ...], today: date) -> tuple[Said, ...]:
    """Return sentences of the form “we cannot meet your needs because …”, each resting on facts of the record."""
    found: list[Said] = []
    late = [each for each in case.bills if each.status == "overdue"]
    if late:
        worst = max(late, key=lambda each: each.days_late)
        found.append(
            counted(
                N_("We cannot meet your needs because invoice {number} was not paid by {due}, {count} day ago."),
                N_("We cannot meet your needs because invoice {number} was not paid by {due}, {count} days ago."),
                worst.days_late,
                number=worst.facts.number,
                due=worst.due,
            )
        )
    slow = [each for each in case.bills if each.status == "paid" and each.days_late > 0]
    if len(slow) > 1:
        found.append(
            said(
                N_("We cannot meet your needs because {late} of {all} invoices were paid after their due date."),
                late=len(slow),
                all=len(case.bills),
            )
        )
    if requests:
        oldest = min(requests, key=lambda each: each.asked_on)
        found.append(
            counted(
                N_("We cannot meet your needs because “{question}” has had no answer since {date}, {count} day ago."),
                N_("We cannot meet your needs because “{question}” has had no answer since {date}, {count} days ago."),
                (today - oldest.asked_on).days,
                question=oldest.title,
                date=oldest.asked_on,
            )
        )
    found.append(said(N_("We cannot meet your needs because …")))
    return tuple(found)
