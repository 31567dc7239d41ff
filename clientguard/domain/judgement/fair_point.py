"""One thing that the fair look says."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.wording import Said


@dataclass(frozen=True, slots=True)
class FairPoint:
    """One thing that speaks for the other reading: a sentence with its figures, and the records behind it.

    `plain` is what a paper for the client says in its place, where the sentence speaks of what signs count.
    """

    text: Said
    evidence: tuple[int, ...] = ()
    plain: Said | None = None
