"""The user's business as it stands at the top of every paper and letter."""

from __future__ import annotations

from dataclasses import dataclass

from clientguard.domain.records.kinds.parties import Business


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The user's business, as it appears at the top of the document."""

    name: str
    owner: str
    address: tuple[str, ...]
    email: str
    phone: str
    tax_number: str


def letterhead(business: Business) -> Letterhead:
    """Return the business as the letterhead shows it."""
    return Letterhead(
        business.name, business.owner, lines_of(business.address), business.email, business.phone, business.tax_number
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, without spaces around them."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
