"""Terms that cannot be read: where reading stopped, and the nearest phrase of the language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from clientguard.domain.money.terms.words import ENGLISH
from clientguard.domain.tongues import latin_digits
from clientguard.domain.wording import N_, Said, said

USUAL = ENGLISH.usual
PHRASES = (
    *USUAL,
    "30 days",
    "net 30 days",
    "net 2 weeks",
    "net 2 months",
    "net 10 business days",
    "30 days after the invoice",
    "end of month + 45 days",
    "end of month + 2 weeks",
    "end of month + 1 month",
    "45 days after the end of the month",
    "net 30 days EOM",
    "end of next month",
    "31st of next month",
    "the 15th",
    "the last day",
    "15th after 31 days",
    "net 30, then 10th of next month",
    "net 30, then end of month",
    "net 2 months, then end of month",
    "net 5, then pay days 5, 20",
    "pay days 5, 20",
    "same day next month",
    "30% net 15, 70% net 45",
    "50% on receipt, rest net 30",
    "70%, 200 EUR, rest",
    "50% pay days 15, 20, then 50% pay days 5, 10",
    '40% on signing, 30% on "Design accepted", rest net 14',
    "14 days after delivery",
    "on delivery",
    "2/10 net 30",
    "net 30, next business day",
    "net 30, previous business day",
    "net 30, modified next business day",
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_NEAR = 0.6  # what a phrase has to have in common with what was written
_LONGEST = 200  # characters that are compared
_SHOWN = 40


class TermsError(ValueError):
    """The text is not a payment rule; `said` says why, `at` is where reading stopped, `nearest` what may be meant."""

    def __init__(self, why: Said, at: int, nearest: str = "") -> None:
        super().__init__(str(why))
        self.said = why
        self.at = at
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Meant:
    """What can be meant in a language: its phrases, the usual ones, and how it says a number of days."""

    phrases: tuple[str, ...]
    usual: tuple[str, ...]
    days: str  # {} is the number
    readable: Callable[[str], bool]


def stopped(text: str, at: int, meant: Meant) -> TermsError:
    """Return the error for a text that cannot be read from a place on."""
    near = nearest_phrase(text, meant)
    rest = text[at:].strip()
    values = {"rest": rest[:_SHOWN] + "…" if len(rest) > _SHOWN else rest, "phrase": near}
    if near:
        told = (
            N_("Reading stopped at “{rest}”. Did you mean “{phrase}”?")
            if rest
            else N_("Something is missing at the end. Did you mean “{phrase}”?")
        )
        return TermsError(said(told, **values), at, near)
    told = (
        N_("Reading stopped at “{rest}”. Enter payment terms such as {first}, {second} or {third}.")
        if rest
        else N_("Something is missing at the end. Enter payment terms such as {first}, {second} or {third}.")
    )
    return TermsError(said(told, **values, first=meant.usual[0], second=meant.usual[2], third=meant.usual[3]), at)


def nearest_phrase(text: str, meant: Meant) -> str:
    """Return the phrase that is most like a text, with the text's own figures; "" if none is near."""
    words = " ".join(latin_digits(text[:_LONGEST]).lower().split())
    figures: list[str] = _FIGURE.findall(words)
    if figures and words == figures[0]:
        phrase = meant.days.format(words)
        return phrase if meant.readable(phrase) else ""
    masked = {_FIGURE.sub("#", each.lower()): each for each in meant.phrases}
    for mask in difflib.get_close_matches(_FIGURE.sub("#", words), masked, n=3, cutoff=_NEAR):
        own = iter(figures)
        phrase = masked[mask]
        if len(_FIGURE.findall(phrase)) == len(figures):
            phrase = _FIGURE.sub(lambda _found, own=own: next(own), phrase)
            return phrase if meant.readable(phrase) and phrase != words else ""
        if meant.readable(phrase):
            return phrase
    return ""
