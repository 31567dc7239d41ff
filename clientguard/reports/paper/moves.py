"""A date that late answers moved, as papers say it (P1.3)."""

from __future__ import annotations

from collections.abc import Sequence

from clientguard.domain.communication.waiting.moved import LateMove
from clientguard.domain.wording import N_
from clientguard.texts import Words


def moved_late(moves: Sequence[LateMove] | None, words: Words) -> tuple[str, ...]:
    """Return to which day late answers moved a date, and which they were; nothing where they moved nothing."""
    return tuple(
        words(N_("Moved to {date}: {why}"), date=each.to, why="; ".join(map(words.say, each.because)))
        for each in moves or ()
    )
