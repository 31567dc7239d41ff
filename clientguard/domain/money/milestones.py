"""What parts of an invoice wait for: the signing of its contract, the delivery, a deliverable by its title (P3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clientguard.domain.money.terms import Event
from clientguard.domain.records import Contract, Deliverable
from clientguard.domain.records.names import name_key

_ACCEPTED = (" accepted", " approved")
_DELIVERED = (" delivered",)


@dataclass(frozen=True, slots=True)
class Milestones:
    """The days on which a contract was signed and its deliverables were delivered and accepted."""

    signed: date | None = None
    deliverables: tuple[Deliverable, ...] = ()

    def day_of(self, event: Event, on: date = date.max) -> date | None:
        """Return the day on which something happened; None if it had not by the day `on`.

        The delivery is that of all deliverables that were not dropped. A deliverable is named by its title, and its
        day is that of its delivery, or of its acceptance if there is no other; “Design accepted” waits for that of
        “Design”.
        """
        match event.type:
            case "signing":
                found = self.signed
            case "delivery":
                found = self._delivery()
            case "named":
                found = self._named(event.name)
        return found if found is not None and found <= on else None

    def _delivery(self) -> date | None:
        days = [_delivered(each) for each in self.deliverables if each.state != "dropped"]
        known = [each for each in days if each is not None]
        return max(known) if known and len(known) == len(days) else None

    def _named(self, name: str) -> date | None:
        wanted = name_key(name)
        for each in self.deliverables:
            title = name_key(each.title)
            if each.state == "dropped":
                continue
            if wanted in (title, *(title + end for end in _DELIVERED)):
                return _delivered(each)
            if wanted in {title + end for end in _ACCEPTED}:
                return each.settled_on
        return None


NO_MILESTONES = Milestones()


def milestones_of(contract: Contract | None, deliverables: Iterable[Deliverable]) -> Milestones:
    """Return the milestones of a contract; deliverables of no contract count for each of their client's."""
    own = None if contract is None else contract.id
    return Milestones(
        contract.signed if contract else None,
        tuple(each for each in deliverables if each.contract is None or each.contract == own),
    )


def _delivered(found: Deliverable) -> date | None:
    return found.delivered_on or found.settled_on
