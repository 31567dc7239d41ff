"""A history written into a casebook as a user would have recorded it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

from clientguard.actions.records.editing import put_record
from clientguard.domain.records import (
    ChangeOrder,
    Client,
    Evidence,
    Instant,
    Invoice,
    InvoiceHold,
    Meeting,
    Message,
    Payment,
    Promise,
    Record,
    Reference,
    Request,
)
from clientguard.domain.records.describe import Type
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.records.write_path import Write
from tests.domain.judgement.histories import CLIENT, Facts, minor

PARTS = (
    "contracts", "deliverables", "suspensions", "absences", "change_orders", "demands", "advice", "results", "problems",
    "work", "accounts", "plans",
)  # fmt: skip
LATER = ("payments", "rounds", "extensions")  # they point to what is written before them


class Written:
    """Writes one history, and knows which record each of its labels has become."""

    def __init__(self, built: Facts, write: Write) -> None:
        self.built, self.write = built, write
        self.facts = built.facts()
        self.numbers: dict[int, int] = {}
        self.all()

    def put(self, number: int, record: Record) -> int:
        """Write a record with its links as they are in the casebook."""
        if isinstance(record, ChangeOrder) and (record.amount or 0) < 0:  # less work for less money: it has no price
            record = dataclasses.replace(record, amount=None)
        links = [each.name for each in record.kind.fields if each.type is Type.LINK]
        values = {name: self.numbers.get(getattr(record, name) or 0) for name in links}
        found = put_record(self.write, dataclasses.replace(record, id=0, **values)).id
        self.numbers[number] = found
        return found

    def all(self) -> None:
        """Write everything, what is pointed to first."""
        self.put(CLIENT, self.facts.client)
        for part in PARTS:
            for each in getattr(self.facts, part):
                self.put(each.id, each)
        self.money()
        self.requests()
        for part in LATER:
            for each in getattr(self.facts, part):
                self.put(each.id, each)
        self.contact()
        for record, faults in self.facts.explained.items():
            for fault in faults:
                link = Evidence(client=self.numbers[CLIENT], supports=self.numbers[record], about=self.numbers[fault])
                put_record(self.write, link)
        for each in self.facts.others:
            self.other(each)

    def money(self) -> None:
        """Write invoices, holds and promises."""
        for number, event in self.built.of("invoice"):
            values = event.values
            self.put(number, Invoice(client=CLIENT, number=values["number"], issued=event.on, due=values["due"],
                                     due_typed=True, amount=minor(values["amount"]), currency=values["currency"],
                                     sent_on=values.get("sent_on")))  # fmt: skip
        for number, event in self.built.of("invoice_hold"):
            self.put(number, InvoiceHold(client=CLIENT, invoice=self.built.link(event.values["invoice"]),
                                         type=event.values["type"], reason=event.values.get("reason", "agreed"),
                                         starts=event.on, until=event.values.get("until"),
                                         outcome=event.values.get("outcome", "")))  # fmt: skip
        for number, event in self.built.of("promise"):
            self.put(number, Promise(client=CLIENT, type=event.values.get("type", "payment"),
                                     words=event.values["words"], made_on=event.on, due=event.values["due"],
                                     invoice=self.built.link(event.values.get("invoice")),
                                     kept_on=self.built.known(event.values.get("kept_on"))))  # fmt: skip

    def requests(self) -> None:
        """Write the requests."""
        for each in self.facts.requests:
            self.put(each.id, Request(client=CLIENT, title=each.title, ask=each.ask, asked_on=each.asked_on,
                                      needed_by=each.needed_by, blocks=each.deliverable or None,
                                      answered_on=each.answered_on))  # fmt: skip

    def contact(self) -> None:
        """Write messages with what they are about, and meetings."""
        for each in self.facts.talks:
            message = Message(client=CLIENT, at=_at(each.on, each.minute), direction=each.direction,
                              channel=each.channel, subject="About the work", minutes=each.minutes,
                              dunning_step=each.step)  # fmt: skip
            source = self.put(each.id, message)
            chased = [it.id for it in self.facts.requests if each.direction == "out" and each.on in it.chased]
            for about in (*each.about, *chased):
                role = "reminder" if about in each.about else "chase"
                put_record(self.write, Reference(client=self.numbers[CLIENT], source=source, role=role,
                                                 about=self.numbers[about]))  # fmt: skip
        for each in self.facts.meetings:
            self.put(each.id, Meeting(client=CLIENT, subject="Check-in", planned_at=_at(each.on, 14 * 60),
                                      state=each.state, missed_by=each.missed_by, minutes=each.minutes))  # fmt: skip

    def other(self, other: Any) -> None:
        """Write another client: what it paid, and its minutes."""
        client = put_record(self.write, Client(name=other.name, stage="active", since=other.since)).id
        income, day = other.income[0], self.built.today
        put_record(self.write, Payment(client=client, received=day, amount=income.minor, currency=income.currency))
        put_record(self.write, Message(client=client, at=_at(day, 600), subject="Work", minutes=other.minutes))


def _at(day: Any, minute: int) -> Instant:
    """Return a moment of a day by the clock of the tests."""
    at = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=UTC)
    return Instant(round(at.timestamp()) * 1000)


def write_history(book: Casebook, built: Facts) -> dict[int, int]:
    """Write a history into a casebook, and return the record of each number of its facts."""
    return book.write(lambda write: Written(built, write).numbers)
