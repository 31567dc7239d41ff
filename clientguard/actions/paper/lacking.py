"""What prints as boxes on a paper, said before it is printed."""

from __future__ import annotations


def lacking_on(pdf: bytes) -> str:
    """Return the characters of one of our papers that no typeface prints, with their places in its facts, or ""."""
    from clientguard.reports.paper.scripts.lacking import (
        lacking_in,  # late: a page that shows no paper needs none of it
    )

    return lacking_in(pdf)
