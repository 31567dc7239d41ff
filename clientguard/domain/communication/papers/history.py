"""The facts of a client's history: everything on record about it in its order, with figures, for the user (P5.2).

What is private stays out of it unless it is asked for; `private` says on the paper which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from clientguard.domain.communication.papers.head import Asked, PaperHead, paper_head
from clientguard.domain.communication.papers.quoting import day_of, passage, shortened
from clientguard.domain.communication.papers.span import Span
from clientguard.domain.money.amount import Money
from clientguard.domain.paper.printed import plain_facts
from clientguard.domain.records import (
    Business,
    Client,
    Document,
    Field,
    Instant,
    Invoice,
    Meeting,
    Message,
    Payment,
    Record,
    Request,
    Type,
    Work,
)
from clientguard.domain.records.kinds.communication import CANCELLED, HELD, MISSED
from clientguard.domain.records.kinds.documents import CHRONOLOGY, HISTORY, WAITING_REPORT
from clientguard.domain.wording import N_, Said, listed, said

FORMAT = "clientguard client history 1"  # in the JSON: a reader checks it first
LONGEST_PRIVATE = 600  # characters of a private text
OWN_PAPERS = (WAITING_REPORT, HISTORY, CHRONOLOGY)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One record: its day, its kind (a key of `KINDS`), its number, what it is called, and what else is on record."""

    on: date
    kind: str
    number: int
    what: str
    detail: Said


@dataclass(frozen=True, slots=True)
class Figures:
    """What the span comes to. `usual_days` is the median of the answer times; times are in days, of requests asked."""

    received: int
    sent: int
    minutes: int
    held: int
    missed_by_client: int
    missed_by_us: int
    cancelled: int
    invoices: int
    credit_notes: int
    payments: int
    invoiced: tuple[Money, ...]
    paid: tuple[Money, ...]
    requests: int
    answered: int
    usual_days: int | None
    longest_days: int | None


@dataclass(frozen=True, slots=True)
class ClientHistory(PaperHead):
    """Everything on the paper; `lines` are in the order of their days."""

    private: bool
    figures: Figures
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a history is made from: the dated records of one client, in any order, and the titles that they link to."""

    firm: Business
    client: Client
    records: Sequence[Record]
    titles: Mapping[int, str]


def client_history(found: Recorded, asked: Asked, *, private: bool = False) -> ClientHistory:
    """Return the history of a client over a span, for the user's own use."""
    within = [
        (day, each)
        for each in found.records
        if _belongs(each, private=private) and (day := day_of_record(each)) and asked.span.holds(day)
    ]
    within.sort(key=lambda each: (each[0], _moment(each[1]), each[1].id))
    return ClientHistory(
        **paper_head(found.firm, found.client, asked, own=True),
        private=private,
        figures=_figures([each for _day, each in within], asked.span),
        lines=tuple(_line(day, each, found.titles, private=private) for day, each in within),
    )


def _belongs(record: Record, *, private: bool) -> bool:
    """Return whether a record is told of; that papers like this one were made is not what happened with the client."""
    if isinstance(record, Document) and record.type in OWN_PAPERS:
        return False
    return private or not record.kind.private


def day_of_record(record: Record) -> date | None:
    """Return the day by which a record is ordered; None if it has none."""
    value: Any = getattr(record, record.kind.date) if record.kind.date else None
    return day_of(value) if isinstance(value, Instant) else value


def _moment(record: Record) -> int:
    value: Any = getattr(record, record.kind.date)
    return value.ms if isinstance(value, Instant) else 0


def _line(day: date, record: Record, titles: Mapping[int, str], *, private: bool) -> HistoryLine:
    kind = record.kind
    title = kind.field(kind.title)
    hidden = title.private and not private
    what = "" if hidden else name_of(record)
    parts = [
        part
        for field in kind.fields
        if field.name not in (kind.client, kind.date, kind.title)
        and (field.column or (private and field.private))
        and (private or not field.private)
        and (part := _part(field, record, titles))
    ]
    if isinstance(record, Message) and (words := passage(record)):
        parts.append(said(N_("“{text}”"), text=words))
    return HistoryLine(day, kind.name, record.id, what, listed(parts, " · "))


def name_of(record: Record) -> str:
    """Return what a record is called, on one line; "" for one whose name is a choice, which its kind says."""
    field = record.kind.field(record.kind.title)
    value: Any = getattr(record, field.name)
    return shortened(value, 300) if isinstance(value, str) and field.type in (Type.TEXT, Type.LONG) else ""


def _part(field: Field, record: Record, titles: Mapping[int, str]) -> Said | None:
    """Return one field in words; None where it says nothing."""
    value: Any = getattr(record, field.name)
    if value in (None, "", False):
        return None
    match field.type:
        case Type.CHOICE:
            choice = field.choice(value)
            return said(choice.label) if choice else said("{text}", text=value)
        case Type.DATE:
            return said(N_("{label}: {date}"), label=said(field.label), date=value)
        case Type.MONEY:
            return said("{amount}", amount=Money(value, getattr(record, "currency", "")))
        case Type.MINUTES:
            return said(N_("{hours}:{minutes} h"), hours=str(value // 60), minutes=f"{value % 60:02}")
        case Type.LINK:
            return said("{text}", text=titles[value]) if titles.get(value) else None
        case Type.NUMBER:
            return said(N_("{label}: {text}"), label=said(field.label), text=str(value))
        case Type.FLAG:
            return said(field.label)
        case Type.TEXT | Type.LONG if field.private:
            text = shortened(value, LONGEST_PRIVATE)
            return said(N_("{label} (private): {text}"), label=said(field.label), text=text)
        case Type.TEXT | Type.LONG:
            return said("{text}", text=shortened(value, 300))
        case _:
            return None


def _figures(records: Sequence[Record], span: Span) -> Figures:
    messages = [each for each in records if isinstance(each, Message)]
    meetings = [each for each in records if isinstance(each, Meeting)]
    invoices = [each for each in records if isinstance(each, Invoice)]
    payments = [each for each in records if isinstance(each, Payment)]
    requests = [each for each in records if isinstance(each, Request)]
    times = [
        (each.answered_on - each.asked_on).days
        for each in requests
        if each.asked_on and each.answered_on and each.answered_on <= span.end
    ]
    return Figures(
        received=sum(each.direction == "in" for each in messages),
        sent=sum(each.direction == "out" for each in messages),
        minutes=sum(each.minutes or 0 for each in records if isinstance(each, Work)),
        held=sum(each.state == HELD for each in meetings),
        missed_by_client=sum(each.state == MISSED and each.missed_by == "client" for each in meetings),
        missed_by_us=sum(each.state == MISSED and each.missed_by == "us" for each in meetings),
        cancelled=sum(each.state == CANCELLED for each in meetings),
        invoices=sum(not each.is_credit_note for each in invoices),
        credit_notes=sum(each.is_credit_note for each in invoices),
        payments=len(payments),
        invoiced=_sums(Money(-(each.amount or 0) if each.is_credit_note else each.amount or 0, each.currency)
                       for each in invoices),
        paid=_sums(Money(each.amount or 0, each.currency) for each in payments),
        requests=len(requests),
        answered=len(times),
        usual_days=int(median(times)) if times else None,
        longest_days=max(times, default=None),
    )  # fmt: skip


def _sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return the sum in each currency, in the order of their codes."""
    found: dict[str, int] = {}
    for each in amounts:
        found[each.currency] = found.get(each.currency, 0) + each.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(found.items()))


def facts_json(history: ClientHistory) -> dict[str, Any]:
    """Return the history's facts in machine-readable form (`printed.plain_facts`)."""
    return {"format": FORMAT, **plain_facts(history)}
