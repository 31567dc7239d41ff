"""The facts of a certificate of return and deletion: what became of the data that was held for a client (P4.4).

Everything on the paper is made from a `Certificate` alone, which has no private fields. It is a draft while anything
is undecided or undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.domain.leaving.final_report import Signature
from clientguard.domain.paper.letterhead import Letterhead, letterhead
from clientguard.domain.paper.printed import Anchor, Party, party, plain_facts
from clientguard.domain.records import Business, Client, DataHolding
from clientguard.domain.wording import N_, Said, said

FORMAT = "clientguard certificate 1"  # in the JSON: a reader checks it first


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """Data that was held. `disposition` is a key of `handover.DISPOSITIONS`, "" while nothing has been chosen."""

    what: str
    personal: bool
    disposition: str
    chosen_on: date | None
    chosen_by: str
    reason: str
    until: date | None
    done_on: date | None
    proof: str

    @property
    def kept(self) -> bool:
        """Whether it is kept for a reason, until a day."""
        return self.disposition == "keep"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything on a certificate of return and deletion; `open_points` is why it is a draft."""

    version: int
    made: date
    draft: bool
    language: str
    business: Letterhead
    client: Party
    holdings: tuple[HoldingLine, ...]
    open_points: tuple[Said, ...]
    signature: Signature
    anchor: Anchor


def certificate(
    business: Business, client: Client, holdings: Iterable[DataHolding], *, made: date, version: int, anchor: Anchor
) -> Certificate:
    """Return the certificate as of the day `made`, with public fields only (P4.4)."""
    lines = tuple(
        HoldingLine(each.what, each.personal, each.disposition, each.chosen_on, each.chosen_by, each.reason, each.until,
                    each.done_on, each.proof)
        for each in holdings
    )  # fmt: skip
    waiting = open_points(lines, made)
    return Certificate(
        version=version,
        made=made,
        draft=bool(waiting),
        language=client.language or business.language or "en",
        business=letterhead(business),
        client=party(client),
        holdings=lines,
        open_points=waiting,
        signature=Signature("us", business.name, business.owner),
        anchor=anchor,
    )


def open_points(lines: Iterable[HoldingLine], today: date) -> tuple[Said, ...]:
    """Return what has to be settled before data can be certified as returned or deleted; nothing if all of it is."""
    lines = tuple(lines)
    if not lines:
        return (said(N_("No data is on record.")),)
    return tuple(found for each in lines if (found := _open_point(each, today)))


def is_settled(line: HoldingLine, today: date) -> bool:
    """Return whether data was returned or deleted as chosen, or is kept until a day that has not passed."""
    return _open_point(line, today) is None


def _open_point(line: HoldingLine, today: date) -> Said | None:
    if not line.disposition:
        return said(N_("Not decided yet: {what}."), what=line.what)
    if line.kept:
        if line.until and line.until < today:
            return said(N_("Kept until {date}, and not deleted yet: {what}."), date=line.until, what=line.what)
        return None
    if line.done_on:
        return None
    text = {
        "return": N_("Not returned yet: {what}."),
        "delete": N_("Not deleted yet: {what}."),
        "both": N_("Not returned and deleted yet: {what}."),
    }
    return said(text.get(line.disposition, N_("Not decided yet: {what}.")), what=line.what)


def facts_json(found: Certificate) -> dict[str, Any]:
    """Return the certificate's facts in machine-readable form, states as keys (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}
