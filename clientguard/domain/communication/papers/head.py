"""What the papers from what was exchanged have in common: whose they are, and the days that they are about."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from clientguard.domain.communication.papers.span import Span
from clientguard.domain.paper.letterhead import Letterhead, letterhead
from clientguard.domain.paper.printed import Anchor, Party, party
from clientguard.domain.records import Business, Client


@dataclass(frozen=True, slots=True)
class PaperHead:
    """Who a paper is from and about, when and as which version it was made, and the span; `start` None: all before."""

    version: int
    made: date
    language: str
    business: Letterhead
    client: Party
    start: date | None
    end: date
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a paper: when and as which version it is made, the span, and the journal's anchor."""

    made: date
    version: int
    span: Span
    anchor: Anchor


def paper_head(business: Business, client: Client, asked: Asked, *, own: bool = False) -> dict[str, Any]:
    """Return the fields of a paper's head, in the client's language; for the user's `own` use in the business's."""
    language = business.language if own else client.language or business.language
    head = PaperHead(
        version=asked.version,
        made=asked.made,
        language=language or "en",
        business=letterhead(business),
        client=party(client),
        start=asked.span.start,
        end=asked.span.end,
        anchor=asked.anchor,
    )
    return {each.name: getattr(head, each.name) for each in fields(head)}
