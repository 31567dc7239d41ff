"""Whether a client can be passed on to a peer (P7.3)."""

from __future__ import annotations

from collections.abc import Iterable

from clientguard.domain.judgement.finding import CONDUCT
from clientguard.domain.wording import N_, Said, listed, said

NOT_PASSED_ON = (6, 7)  # says otherwise than the record; personal attacks or threats


def why_not_refer(raised: Iterable[int]) -> Said | None:
    """Return why a client with these raised signs is not passed on to anybody whose opinion matters; None if it can."""
    found = [said(CONDUCT[each]) for each in sorted(set(raised)) if each in NOT_PASSED_ON]
    if not found:
        return None
    text = N_("Raised: {signs}. Do not pass this client on to people whose opinion matters to you.")
    return said(text, signs=listed(found))
