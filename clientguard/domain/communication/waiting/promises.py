"""What the client promised: open, broken, kept, kept late, or settled in another way (P3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from clientguard.domain.communication.waiting.absences import Away, notice_day
from clientguard.domain.money.terms import Calendar
from clientguard.domain.wording import N_, Said, counted, said

State = Literal["open", "broken", "kept", "kept late", "settled"]
TONES = {"open": "note", "broken": "attention", "kept": "met", "kept late": "neutral", "settled": "neutral"}


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A promise with what it can be judged by.

    `kept_on` is the day that was entered, else the one on which its request was answered or its invoices were paid.
    `settled` says that it is not waited for any more: its request was closed unanswered, a newer promise took its
    place, or what it was about is no longer demanded.
    """

    id: int
    client: int
    client_name: str
    type: str
    words: str
    made_on: date
    due: date
    blocks: str = ""  # the title of the deliverable that its request holds up, or ""
    kept_on: date | None = None
    settled: bool = False
    chased: tuple[date, ...] = ()
    away: tuple[Away, ...] = ()

    def first_notice(self, is_working: Calendar) -> date:
        """Return the first day on which it is broken: an absence excuses it until then."""
        return notice_day(self.due + timedelta(days=1), (), self.away, is_working)

    def next_notice(self, is_working: Calendar) -> date:
        """Return the day on which the client is next to be reminded of it."""
        return notice_day(self.due + timedelta(days=1), self.chased, self.away, is_working)


def promise_state(promise: PromiseMade, on: date, is_working: Calendar) -> State:
    """Return how a promise stands on a day; it is broken by itself once its day has passed (P3.2)."""
    first = promise.first_notice(is_working)
    if promise.kept_on and promise.kept_on <= on:
        return "kept" if promise.kept_on < first else "kept late"
    if promise.settled:
        return "settled"
    return "broken" if on >= first else "open"


def promise_words(promise: PromiseMade, on: date, is_working: Calendar) -> tuple[Said, str]:
    """Return how a promise stands, as a short phrase, and its tone."""
    state = promise_state(promise, on, is_working)
    if state == "kept late" and promise.kept_on:
        late = (promise.kept_on - promise.due).days
        return counted(N_("kept {count} day late"), N_("kept {count} days late"), late), TONES[state]
    if state == "broken":
        late = (on - promise.due).days
        return counted(N_("broken, {count} day late"), N_("broken, {count} days late"), late), TONES[state]
    if state == "open":
        left = (promise.due - on).days
        if left <= 0:
            return said(N_("due today") if not left else N_("excused by an absence")), TONES[state]
        return counted(N_("due in {count} day"), N_("due in {count} days"), left), TONES[state]
    return said(N_("kept", "promise") if state == "kept" else N_("no longer waited for")), TONES[state]
