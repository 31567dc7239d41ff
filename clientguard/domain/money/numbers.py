"""The number that a new invoice would have: the last one's, counted on, in the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_DIGITS = 18  # longer ones are no counts


def numbers_after(last: str, issued: int, year: int) -> Iterator[str]:
    """Yield the numbers that can follow `last`, which was issued in the year `issued`, for an invoice of `year`.

    Its last digits are counted on, at their width: `R-009` gives `R-010`. A year in it becomes that of the new invoice,
    and the count begins again with another year: `2026-014` gives `2027-001`. Without digits there is nothing to count.
    """
    parts = _parts(last, str(issued))
    digits = [place for place, part in enumerate(parts) if part.isdigit()]
    years = [place for place in digits if parts[place] == str(issued)]
    counts = [place for place in digits if place not in years] or years[-1:]
    if not counts or len(parts[counts[-1]]) > MOST_DIGITS:
        return
    at = counts[-1]
    years = [place for place in years if place != at]
    width = len(parts[at])
    count = int(parts[at]) + 1 if year == issued or not years else 1
    for place in years:
        parts[place] = str(year)
    while True:
        parts[at] = f"{count:0{width}}"
        yield "".join(parts)
        count += 1


def _parts(number: str, year: str) -> list[str]:
    """Return a number in its runs of digits and of others; a year that stands before a count is a run of its own."""
    found: list[str] = []
    for part in re.split(r"([0-9]+)", number):
        joined = part.startswith(year) and len(part) > len(year) + 1
        found += [year, part[len(year) :]] if joined else [part]
    return found
