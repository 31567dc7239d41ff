"""What the sheets have in common: whose they are, when and as which version they were made, and in which language."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from clientguard.domain.paper.letterhead import Letterhead, letterhead
from clientguard.domain.paper.printed import Anchor, Party, party
from clientguard.domain.records import Business, Client


@dataclass(frozen=True, slots=True)
class SheetHead:
    """Who a sheet is from and for, and when and as which version it was made."""

    version: int
    made: date
    language: str
    business: Letterhead
    client: Party
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a sheet: when, as which version and in which language it is made, and the journal's anchor.

    `contract` is the one that it follows; 0: the newest in force.
    """

    made: date
    version: int
    language: str
    anchor: Anchor
    contract: int = 0


def sheet_head(business: Business, client: Client, asked: Asked) -> dict[str, Any]:
    """Return the fields of a sheet's head."""
    head = SheetHead(
        asked.version, asked.made, asked.language, letterhead(business), party(client), asked.anchor
    )  # fmt: skip
    return {each.name: getattr(head, each.name) for each in fields(head)}
