"""What the record says about a client on a day: the ten signs, the patterns, and the fair look (P6, P8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientguard.domain.judgement.fair import FairLook
from clientguard.domain.judgement.finding import CONDUCT, Finding
from clientguard.domain.records import Client
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, get_record


@dataclass(frozen=True, slots=True)
class Judged:
    """The ten findings of a client in their order, and what speaks for the other reading."""

    client: int
    client_name: str
    findings: tuple[Finding, ...]
    fair: FairLook

    @property
    def raised(self) -> tuple[Finding, ...]:
        """The signs that are raised, a threat of harm first; one to watch is shown on its own row only (P8.1)."""
        found = (each for each in self.findings if each.state == "raised")
        return tuple(sorted(found, key=lambda each: (not each.is_harm, each.sign)))


def judged(db: Connection, client: int, today: date) -> Judged:  # noqa: ARG001 - until the signs are there
    """Return what the record says about a client on a day. KnownError if there is no such client."""
    return _judged(get_record(db, Client, client))


def judged_all(db: Connection, today: date) -> tuple[Judged, ...]:  # noqa: ARG001 - until the signs are there
    """Return what the record says about every client on a day, in the order of their names."""
    return tuple(map(_judged, find_records(db, Client, order="t.name, t.id")))


def _judged(client: Client) -> Judged:
    return Judged(client.id, client.name, tuple(map(Finding, CONDUCT)), FairLook())
