"""The facts of a chronology: what happened day by day, with an exhibit behind it, as small-claims courts ask (P5.2).

It has the records that were marked as evidence, with the passages marked in them, and the invoices, payments, stops,
letters and problems of the span. What the marks are meant to show, and opinions, stay out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientguard.domain.communication.papers.head import Asked, PaperHead, paper_head
from clientguard.domain.communication.papers.history import day_of_record, name_of
from clientguard.domain.communication.papers.quoting import passage, shortened
from clientguard.domain.money.amount import Money
from clientguard.domain.paper.printed import plain_facts
from clientguard.domain.records import (
    Attachment,
    Business,
    Client,
    Evidence,
    Invoice,
    Leaving,
    Message,
    Payment,
    ProblemNote,
    Record,
    Suspension,
)
from clientguard.domain.wording import N_, Said, said

FORMAT = "clientguard chronology 1"  # in the JSON: a reader checks it first
PASSAGE = 400  # characters of a passage at most
NAMED_FILES = 3  # of one exhibit


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that holds the original: its name, and its SHA-256 in hex. A message's original has no name."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day; `exhibit` is the number of what shows it, 0 if there is none."""

    on: date
    what: Said
    exhibit: int


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What shows an event: the record that it is, the passage quoted from it, and where its original is."""

    number: int
    on: date
    what: Said
    passage: str
    record: int
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Chronology(PaperHead):
    """Everything on the paper, in the order of the days; exhibits are numbered in that order."""

    events: tuple[Event, ...]
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class Evident:
    """What a chronology is made from: what happened, what was marked as evidence, and the files of all of these.

    `events` are invoices, payments, problems, stops, leavings and letters of a kind (`Message.template`). `marked` are
    the records that are evidence, which may be among them. `titles` names the records that they link to.
    """

    firm: Business
    client: Client
    events: Sequence[Record]
    evidence: Sequence[Evidence]
    marked: Sequence[Record]
    files: Sequence[Attachment]
    titles: Mapping[int, str]


def chronology(found: Evident, asked: Asked) -> Chronology:
    """Return the chronology of a span, without anything private but the passages that were marked to be shown."""
    passages: dict[int, str] = {}
    for each in found.evidence:
        passages.setdefault(each.about or 0, "")
        passages[each.about or 0] = passages[each.about or 0] or each.passage
    records = {each.id: each for each in (*found.events, *found.marked) if not each.kind.private}
    dated = sorted(
        (day, each.id, each) for each in records.values() if (day := _day(each)) and asked.span.holds(day)
    )  # fmt: skip
    files: dict[int, list[FileLine]] = {}
    for file in found.files:
        files.setdefault(file.of or 0, []).append(FileLine(file.name, file.sha256))
    events: list[Event] = []
    exhibits: list[Exhibit] = []
    for day, number, record in dated:
        what = _what(record, found.titles)
        shown = tuple(_files(record, files.get(number, [])))
        if number in passages or shown:
            words = shortened(passages.get(number) or _words(record), PASSAGE)
            exhibits.append(Exhibit(len(exhibits) + 1, day, what, words, number, shown))
        events.append(Event(day, what, len(exhibits) if number in passages or shown else 0))
    return Chronology(
        **paper_head(found.firm, found.client, asked, own=True), events=tuple(events), exhibits=tuple(exhibits)
    )


def _day(record: Record) -> date | None:
    return record.notice_given if isinstance(record, Leaving) else day_of_record(record)


def _files(record: Record, attached: Sequence[FileLine]) -> Iterator[FileLine]:
    """Yield the files of a record; of a message that was imported, its original first."""
    if isinstance(record, Message) and record.digest:
        yield FileLine("", record.digest)
    yield from attached[:NAMED_FILES]


def _words(record: Record) -> str:
    """Return what is quoted of a record in which no passage was marked."""
    if isinstance(record, Message):
        return passage(record)
    return record.detail if isinstance(record, ProblemNote) else ""


def _what(record: Record, titles: Mapping[int, str]) -> Said:
    """Return what happened, in a sentence without opinions."""
    match record:
        case Message():
            return _message(record)
        case Invoice():
            return _invoice(record)
        case Payment():
            about = titles.get(record.invoice or 0, "")
            amount = Money(record.amount or 0, record.currency)
            if amount.minor < 0:
                return said(N_("Refund of {amount}"), amount=Money(-amount.minor, amount.currency))
            if about:
                return said(N_("Payment of {amount} for invoice {number}"), amount=amount, number=about)
            return said(N_("Payment of {amount}"), amount=amount)
        case Suspension():
            return said(N_("Work was stopped."))
        case Leaving():
            return said(N_("Notice was given."))
        case _:
            name = name_of(record)
            label = said(record.kind.label)
            return said(N_("{kind}: {text}"), kind=label, text=name) if name else label


def _invoice(invoice: Invoice) -> Said:
    values = {"number": invoice.number, "amount": Money(invoice.amount or 0, invoice.currency), "date": invoice.due}
    if invoice.is_credit_note:
        return said(N_("Credit note {number} over {amount}"), number=values["number"], amount=values["amount"])
    if invoice.due:
        return said(N_("Invoice {number} over {amount}, due on {date}"), **values)
    return said(N_("Invoice {number} over {amount}"), number=values["number"], amount=values["amount"])


_MESSAGES = {
    ("mail", "in"): N_("Email from the client: {text}"),
    ("mail", "out"): N_("Email to the client: {text}"),
    ("letter", "in"): N_("Letter from the client: {text}"),
    ("letter", "out"): N_("Letter to the client: {text}"),
    ("chat", "in"): N_("Chat message from the client: {text}"),
    ("chat", "out"): N_("Chat message to the client: {text}"),
    ("call", "in"): N_("Call from the client: {text}"),
    ("call", "out"): N_("Call to the client: {text}"),
    ("missed call", "in"): N_("Missed call from the client: {text}"),
    ("missed call", "out"): N_("Call that the client did not take: {text}"),
    ("meeting", "in"): N_("Meeting: {text}"),
    ("meeting", "out"): N_("Meeting: {text}"),
}


def _message(message: Message) -> Said:
    text = _MESSAGES.get((message.channel, message.direction), N_("Message: {text}"))
    return said(text, text=shortened(message.subject, 200))


def facts_json(found: Chronology) -> dict[str, Any]:
    """Return the chronology's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(found)}
