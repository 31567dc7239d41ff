"""What lies ahead on a day of its own: due dates, notice dates, promises, meetings (P1.1, P3.2, P4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.waiting import RequestFacts
from clientguard.domain.contracts.deciding import next_notice
from clientguard.domain.leaving.notice import ContractFacts
from clientguard.domain.money.receivables import InvoiceFacts, bill
from clientguard.domain.records import Instant
from clientguard.domain.wording import N_, Said, said


@dataclass(frozen=True, slots=True)
class DatedFacts:
    """A record with a day: a promise that is not kept yet, or a deliverable that is not delivered yet."""

    id: int
    client_name: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A planned meeting; `minutes` is None if nobody said how long it takes."""

    id: int
    client_name: str
    subject: str
    at: Instant
    minutes: int | None


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """The facts that the agenda follows from."""

    invoices: tuple[InvoiceFacts, ...] = ()  # the unpaid ones
    contracts: tuple[ContractFacts, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    promises: tuple[DatedFacts, ...] = ()
    deliverables: tuple[DatedFacts, ...] = ()
    meetings: tuple[MeetingFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its day, or its moment and length in minutes. `key` stays the same when the day moves."""

    key: str
    what: Said
    day: date | None = None
    at: Instant | None = None
    minutes: int = 60


def agenda(facts: AgendaFacts, today: date) -> tuple[Entry, ...]:
    """Return what lies ahead from a day on, in a fixed order: the same facts give the same entries."""
    found = [*_days(facts, today), *_meetings(facts)]
    return tuple(sorted(found, key=lambda each: each.key))


def due_on(entries: tuple[Entry, ...], day: date) -> tuple[Entry, ...]:
    """Return the entries of one day that have no hour; meetings remind by themselves in a calendar."""
    return tuple(each for each in entries if each.day == day)


def _days(facts: AgendaFacts, today: date) -> Iterator[Entry]:
    for invoice in facts.invoices:
        found = bill(invoice, today)
        if found.due and found.due >= today and found.open.minor > 0:
            what = said(N_("{client}: invoice {number} is due, {amount}"), client=invoice.client_name,
                        number=invoice.number, amount=found.open)  # fmt: skip
            yield Entry(f"invoice-{invoice.id}", what, found.due)
    for contract in facts.contracts:
        by, ends = next_notice(contract.agreed, today)
        if by >= today and not (contract.followed and not contract.agreed.renews):
            what = said(N_("{client}: last day for notice that ends “{title}” on {date}"),
                        client=contract.client_name, title=contract.title, date=ends)  # fmt: skip
            yield Entry(f"contract-{contract.id}", what, by)
    for request in facts.requests:
        if request.needed_by and request.needed_by >= today:
            what = said(N_("{client}: answer needed to “{title}”"), client=request.client_name, title=request.title)
            yield Entry(f"request-{request.id}", what, request.needed_by)
    for kind, word, those in (
        ("promise", N_("{client}: promised “{title}”"), facts.promises),
        ("deliverable", N_("{client}: “{title}” is due"), facts.deliverables),
    ):
        for each in those:
            if each.day >= today:
                yield Entry(f"{kind}-{each.id}", said(word, client=each.client_name, title=each.title), each.day)


def _meetings(facts: AgendaFacts) -> Iterator[Entry]:
    for each in facts.meetings:
        what = said(N_("{client}: {subject}"), client=each.client_name, subject=each.subject)
        yield Entry(f"meeting-{each.id}", what, at=each.at, minutes=each.minutes or 60)
