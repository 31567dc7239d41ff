"""Which records are exhibits of an evidence bundle, in which order, and by which numbers (P5.2).

The contract comes first, then the money, the letters, what was asked, promised and demanded, problems that can be
shown, what was marked as evidence besides, and last the correspondence; within each, in the order of the days.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.domain.communication.papers.history import day_of_record
from clientguard.domain.records import (
    Attachment,
    Business,
    ChangeOrder,
    Client,
    Contact,
    ContactPoint,
    Contract,
    Demand,
    Document,
    Evidence,
    Invoice,
    InvoiceHold,
    Message,
    Payment,
    ProblemNote,
    Promise,
    Record,
    Request,
    Suspension,
    WriteOff,
)
from clientguard.domain.records.kinds.documents import (
    CERTIFICATE,
    FINAL_REPORT,
    HANDOVER_REQUEST,
    INTEREST_SHEET,
    WAITING_REPORT,
)
from clientguard.domain.wording import N_

CONTRACT, MONEY, LETTERS, REQUESTS, PROMISES, DEMANDS = (
    "contract", "money", "letters", "requests", "promises", "demands"
)  # fmt: skip
STOPS, PROBLEMS, MARKED, MAIL = "stops", "problems", "marked", "correspondence"
SECTIONS = {
    CONTRACT: N_("Contract, and what was agreed later"),
    MONEY: N_("Invoices and payments"),
    LETTERS: N_("Letters, and how they went out"),
    REQUESTS: N_("Requests without an answer"),
    PROMISES: N_("Promises that were not kept"),
    DEMANDS: N_("Demands"),
    STOPS: N_("Stops of work"),
    PROBLEMS: N_("Problems with proof"),
    MARKED: N_("Other evidence"),
    MAIL: N_("Correspondence"),
}
_RANK = {key: number for number, key in enumerate(SECTIONS)}
_LAST = date.max
_GIVEN = frozenset({FINAL_REPORT, HANDOVER_REQUEST, CERTIFICATE, WAITING_REPORT, INTEREST_SHEET})  # to the client


@dataclass(frozen=True, slots=True)
class Material:
    """What is on record of a client: its records of the kinds that may be exhibits, and what is part of them.

    `messages` are without their bodies. `settled` has the day on which an invoice was paid in full, by its id.
    """

    firm: Business
    client: Client
    records: Sequence[Record]
    messages: Sequence[Message]
    parts: Sequence[Record]
    evidence: Sequence[Evidence]
    contacts: Sequence[Contact]
    points: Sequence[ContactPoint]
    settled: Mapping[int, date]

    @property
    def marked(self) -> frozenset[int]:
        """The records that were marked as evidence."""
        return frozenset(each.about or 0 for each in self.evidence)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One exhibit: its number from 1 on, its section, the record, what is part of that, and its files."""

    number: int
    section: str
    record: Record
    on: date | None
    parts: tuple[Record, ...] = ()
    files: tuple[Attachment, ...] = ()

    @property
    def label(self) -> str:
        """How it is referred to: `E12`."""
        return f"E{self.number}"


def exhibits(found: Material, today: date, without: Collection[int] = ()) -> tuple[Exhibit, ...]:
    """Return the exhibits in their order, numbered, without these records and files and what is part of them."""
    parts: dict[int, list[Record]] = {}
    files: dict[int, list[Attachment]] = {}
    for each in found.parts:
        if each.id in without:
            continue
        if isinstance(each, Attachment):
            files.setdefault(each.of or 0, []).append(each)
        else:
            parts.setdefault(owner_of(each), []).append(each)
    chosen = [
        (section, day_of_record(each), each)
        for each in (*found.records, *found.messages)
        if each.id not in without and (section := _section(each, found, today, each.id in files))
    ]
    chosen.sort(key=lambda each: (_RANK[each[0]], each[1] or _LAST, _moment(each[2]), each[2].id))
    return tuple(
        Exhibit(number, section, record, day, tuple(parts.get(record.id, ())), tuple(files.get(record.id, ())))
        for number, (section, day, record) in enumerate(chosen, 1)
    )


def owner_of(part: Record) -> int:
    """Return the id of the record that another is part of; a credit note's share is part of the credit note."""
    found: int | None = getattr(part, part.kind.part_of)
    return found or getattr(part, "credit_note", None) or 0


def _moment(record: Record) -> int:
    return record.at.ms if isinstance(record, Message) and record.at else 0


def _section(record: Record, found: Material, today: date, has_files: bool) -> str:
    """Return the section of a record; "" if it is not an exhibit."""
    if record.kind.private or (isinstance(record, Document) and record.type not in _GIVEN):
        return ""
    judged = _OF_KIND.get(type(record))
    section = judged(record, found, today) if judged else ""
    if isinstance(record, ProblemNote) and has_files:
        section = PROBLEMS
    return section or (MARKED if record.id in found.marked else "")


def _request(record: Record, _found: Material, today: date) -> str:
    is_open = isinstance(record, Request) and not (record.answered_on and record.answered_on <= today)
    return REQUESTS if is_open else ""


def _promise(record: Record, found: Material, today: date) -> str:
    """Return its section if it is broken: its day has passed, and it was neither kept nor paid by then."""
    if not isinstance(record, Promise) or record.due is None or record.due >= today:
        return ""
    settled = found.settled.get(record.invoice or 0) if record.type == "payment" else None
    return "" if any(day and day <= record.due for day in (record.kept_on, settled)) else PROMISES


def _problem(record: Record, _found: Material, _today: date) -> str:
    return PROBLEMS if isinstance(record, ProblemNote) and (record.proof.strip() or record.url.strip()) else ""


def _message(record: Record, found: Material, _today: date) -> str:
    if isinstance(record, Message) and record.template:
        return LETTERS
    return MARKED if record.id in found.marked else MAIL


def _always(section: str) -> Callable[[Record, Material, date], str]:
    return lambda _record, _found, _today: section


_OF_KIND: dict[type[Record], Callable[[Record, Material, date], str]] = {
    Contract: _always(CONTRACT),
    ChangeOrder: _always(CONTRACT),
    Invoice: _always(MONEY),
    Payment: _always(MONEY),
    WriteOff: _always(MONEY),
    InvoiceHold: _always(MONEY),
    Request: _request,
    Promise: _promise,
    Demand: _always(DEMANDS),
    Suspension: _always(STOPS),
    ProblemNote: _problem,
    Message: _message,
}
