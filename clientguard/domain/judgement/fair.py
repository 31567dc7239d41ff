"""The other reading of a record: what speaks for the client, and our own share, before any verdict (P8.1)."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.wording import Said


@dataclass(frozen=True, slots=True)
class FairPoint:
    """One thing that speaks for the other reading: a sentence with its figures, and the records behind it."""

    text: Said
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FairLook:
    """What speaks for a client, such as a hard time, and what was our own doing (P8.1)."""

    for_them: tuple[FairPoint, ...] = ()
    our_share: tuple[FairPoint, ...] = ()
