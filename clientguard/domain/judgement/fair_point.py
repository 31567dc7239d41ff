"""One thing that the fair look says."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.wording import Said


@dataclass(frozen=True, slots=True)
class FairPoint:
    """One thing that speaks for the other reading: a sentence with its figures, and the records behind it."""

    text: Said
    evidence: tuple[int, ...] = ()
