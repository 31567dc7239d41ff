"""What the record says about a client on a day: the ten signs, the patterns, and the fair look (P6, P8.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from clientguard.actions.communication.waiting.waits import own_calendar
from clientguard.domain.judgement.facts import SignFacts
from clientguard.domain.judgement.fair import FairLook, fair_look
from clientguard.domain.judgement.finding import Finding
from clientguard.domain.judgement.judge import findings
from clientguard.domain.judgement.patterns import Pattern, patterns
from clientguard.domain.records import Client
from clientguard.store.file.sqlite import Connection
from clientguard.store.records.lookup import find_records, gone_error
from clientguard.store.views.judgement.facts import sign_facts
from clientguard.store.views.judgement.only_clients import became_client
from clientguard.texts import local


@dataclass(frozen=True, slots=True)
class Judged:
    """The ten findings of a client in their order, the three kinds, and what speaks for the other reading."""

    client: int
    client_name: str
    findings: tuple[Finding, ...]
    patterns: tuple[Pattern, ...]
    fair: FairLook

    @property
    def raised(self) -> tuple[Finding, ...]:
        """The signs that are raised, a threat of harm first; one to watch is shown on its own row only (P8.1)."""
        found = (each for each in self.findings if each.state == "raised")
        return tuple(sorted(found, key=lambda each: (not each.is_harm, each.sign)))


def judged(db: Connection, client: int, today: date) -> Judged:
    """Return what the record says about a client on a day. KnownError if there is no such client, or it was removed."""
    found = _judged(db, [client], today)
    if not found:
        raise gone_error()
    return found[0]


def judged_all(db: Connection, today: date) -> tuple[Judged, ...]:
    """Return what the record says about every client on a day, in the order of their names; nothing about prospects."""
    return _judged(db, [each.id for each in find_records(db, Client, became_client("t"), order="t.name, t.id")], today)


def facts_of(db: Connection, clients: Sequence[int], today: date) -> tuple[SignFacts, ...]:
    """Return what the signs read of these clients, by the user's clock and working days."""
    # The same days are asked for again and again, of each request of each client.
    return sign_facts(db, clients, today, local, cache(own_calendar(db)))


def _judged(db: Connection, clients: Sequence[int], today: date) -> tuple[Judged, ...]:
    return tuple(_judge(each, today) for each in facts_of(db, clients, today))


def _judge(facts: SignFacts, today: date) -> Judged:
    found = findings(facts, today)
    kinds = patterns(facts, found, today)
    return Judged(facts.client.id, facts.client.name, found, kinds, fair_look(facts, found, today))
