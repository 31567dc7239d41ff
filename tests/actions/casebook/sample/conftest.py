"""The sample practice, made once and read as screens read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from clientguard.actions.casebook import sample
from clientguard.domain import clients
from clientguard.domain.leaving.case import LeavingCase
from clientguard.domain.money.lateness import cycles
from clientguard.domain.money.terms import monday_to_friday
from clientguard.domain.next_step import Step
from clientguard.domain.records import KINDS, Client, Instant, Record
from clientguard.domain.today import Figures, figures, queue
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.lookup import find_records
from clientguard.store.views import client as client_view
from clientguard.store.views import today as today_view
from clientguard.store.views.leaving import case as leaving_view
from tests.factories import TODAY, Ticking

NAMES = {
    "new": "Studio Priya",
    "fine": "Baan Suan Café บ้านสวน",
    "silent": "Lumen Studio",
    "controlling": "Voss Interiors",
    "later": "Kestrel Outdoor",
    "stopped": "Harbour & Finch Ltd",
    "leaving": "Casa Verde S.L.",
    "former": "Tidewater Books",
}


@dataclass
class Seen:
    """A sample casebook as it was read on the day it was made for."""

    today: date
    records: list[Record]
    facts: dict[str, clients.ClientFacts]
    cases: dict[str, LeavingCase]
    queue: tuple[Step, ...]
    figures: Figures
    timelines: dict[str, list[tuple[int, str]]]

    def of(self, who: str, kind: str) -> list[Any]:
        """Return the records of a kind that a client has."""
        owner = self.facts[who].client.id
        return [each for each in self.records if each.kind.name == kind and getattr(each, "client", None) == owner]

    def lateness(self, who: str) -> list[int]:
        return [each.days_late for each in cycles(self.facts[who].bills) if each.due]

    def steps(self, who: str) -> list[Step]:
        return [each for each in self.queue if each.client == self.facts[who].client.id]

    def marks(self, who: str) -> list[str]:
        return [each.text.text for each in clients.marks(self.facts[who])]


def look(book: Casebook, today: date) -> Seen:
    with book.read() as db:
        facts = today_view.today(db)
        by_name = {each.name: each.id for each in find_records(db, Client)}
        states = {who: client_view.facts(db, by_name[name], today) for who, name in NAMES.items()}
        return Seen(
            today=today,
            records=[each for kind in KINDS.values() for each in find_records(db, kind.record)],
            facts=states,
            cases={
                who: leaving_view.case(db, each.leaving.id, today, monday_to_friday)
                for who, each in states.items()
                if each.leaving
            },
            queue=queue(facts, today),
            figures=figures(facts, today),
            timelines={who: client_view.timeline(db, each.client.id) for who, each in states.items()},
        )


def day(moment: Instant) -> date:
    return datetime.fromtimestamp(moment.ms / 1000 + moment.offset * 60, UTC).date()


@pytest.fixture(scope="package")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("sample") / "sample.casebook"


@pytest.fixture(scope="package")
def book(place):
    with sample.create_sample(place, TODAY, clock=Ticking()) as made:
        yield made


@pytest.fixture(scope="package")
def seen(book) -> Seen:
    return look(book, TODAY)
