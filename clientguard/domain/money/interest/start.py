"""From which day late interest runs, and why (P3.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clientguard.domain.money.interest.facts import Debt, days_after
from clientguard.domain.money.interest.regimes import Regime
from clientguard.domain.wording import N_, Said, said
from clientguard.errors import KnownError

DAYS = 30  # what the laws of Europe give where nothing was agreed
SATURDAY = 5  # as `date.weekday` counts
REASONABLE = 14  # days that a reminder gives a consumer


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of interest and why it is that day; no day where nothing has put the debtor in default."""

    first: date | None
    why: Said
    remarks: tuple[Said, ...] = ()


class StartMissingError(KnownError):
    """No day was agreed, and none of the days is known that would decide instead."""

    def __init__(self, todo: str) -> None:
        super().__init__(N_("No due date was agreed, so it is not known from which day interest runs."), todo=todo)


def start_of(debt: Debt, rules: Regime) -> Start:
    """Return from which day interest runs; StartMissingError if that needs a day which is not known."""
    found = _agreed(debt, rules) if debt.agreed else _RULES[rules.start](debt, rules)
    return replace(found, remarks=(*found.remarks, *_at_weekend(found, debt)))


def _agreed(debt: Debt, rules: Regime) -> Start:
    """Return the day after the agreed day; a public debtor has no longer than the law gives it."""
    first = days_after(debt.due, 1)
    hand = debt.last_in_hand
    if debt.debtor == "public" and rules.public_days and hand:
        latest = days_after(hand, rules.public_days + (0 if rules.start == "receipt-inclusive" else 1))
        if latest < first:
            why = N_("A public body may take {days} days at most, whatever was agreed; interest runs from {day}.")
            return Start(latest, said(why, days=rules.public_days, day=latest))
    return Start(first, said(N_("The due date was agreed; interest runs from the day after it.")))


def _received(debt: Debt, rules: Regime) -> Start:
    """Return the day after 30 days from receipt of the invoice or the end of the work, whichever is later."""
    hand = debt.last_in_hand
    if hand is None:
        raise StartMissingError(N_("Enter when the client received the invoice, or when the work was finished."))
    inclusive = rules.start == "receipt-inclusive"
    first = days_after(hand, DAYS + (0 if inclusive else 1))
    key = (
        N_("No due date was agreed; interest runs after the 30 days that begin with {day}.")
        if inclusive
        else N_("No due date was agreed; interest runs after 30 days from {day}.")
    )
    return Start(first, said(key, day=hand), (*_only_one(debt), *_later_on_invoice(debt, first)))


def _default(debt: Debt, rules: Regime) -> Start:
    """Return the day after a reminder, or after 30 days from due date and receipt: whichever is first."""
    reminded = debt.reminded if debt.reminded and debt.reminded > debt.due else None
    hand = debt.received or debt.performed
    counts = not rules.needs_notice or debt.warned
    by_time = days_after(max(debt.due, hand), DAYS + 1) if hand and counts else None
    by_word = days_after(reminded, 1) if reminded else None
    if by_word and (by_time is None or by_word <= by_time):
        return Start(by_word, said(N_("A reminder arrived after the due date, on {day}."), day=reminded))
    if by_time and hand:
        key = N_("No reminder came first; interest runs after 30 days from the due date and receipt, from {day}.")
        return Start(by_time, said(key, day=by_time), () if debt.received else _only_one(debt))
    if not counts:
        return Start(
            None,
            said(N_("A consumer who got no reminder, and no word of the 30 days on the invoice, is not in default.")),
        )
    raise StartMissingError(
        N_("Enter when a reminder arrived after the due date, or when the client received the invoice.")
    )


def _reminder(debt: Debt, rules: Regime) -> Start:
    """Return the day after a reminder; without one, nothing has put the debtor in default."""
    if debt.reminded is None or debt.reminded < debt.due:
        return Start(
            None, said(N_("No due date was agreed and no reminder came after it, so nobody is in default yet."))
        )
    if rules.start == "reminder-and-time":
        first = days_after(debt.reminded, REASONABLE + 1)
        key = N_("A reminder arrived on {day}; {days} days after it are taken as a reasonable time.")
        return Start(first, said(key, day=debt.reminded, days=REASONABLE))
    return Start(days_after(debt.reminded, 1), said(N_("A reminder arrived on {day}."), day=debt.reminded))


def _at_weekend(found: Start, debt: Debt) -> tuple[Said, ...]:
    """Return a remark if the last day to pay falls on a weekend; a reminder may arrive on any day."""
    last = found.first - timedelta(1) if found.first else None
    if last is None or last.weekday() < SATURDAY or (last == debt.reminded and not debt.agreed):
        return ()
    text = N_("{day} falls on a weekend; if law or contract put it off to the next working day, interest starts later.")
    return (said(text, day=last),)


def _only_one(debt: Debt) -> tuple[Said, ...]:
    """Return a remark if only one of the two days is known, because the later one decides."""
    if debt.received and debt.performed:
        return ()
    if debt.received:
        return (said(N_("If the work was finished after the invoice came, interest starts later.")),)
    return (said(N_("If the invoice came after the work was finished, interest starts later.")),)


def _later_on_invoice(debt: Debt, first: date) -> tuple[Said, ...]:
    if debt.due < first:
        return ()
    return (said(N_("The invoice itself names a later day, {day}; the client may hold you to it."), day=debt.due),)


_RULES: dict[str, Callable[[Debt, Regime], Start]] = {
    "receipt": _received,
    "receipt-inclusive": _received,
    "default": _default,
    "reminder": _reminder,
    "reminder-and-time": _reminder,
}
