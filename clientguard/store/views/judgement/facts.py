"""What is on record that the signs read, of some clients or of all, in a fixed number of statements (P6).

What is dated after the day is left out, and what was entered since stands as it stood then. The span is the one that
the user's thresholds name, with what was still open when it began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from clientguard.domain.judgement.facts import Appointment, Other, SignFacts, Talk
from clientguard.domain.judgement.thresholds import Thresholds, with_thresholds
from clientguard.domain.money.amount import Money
from clientguard.domain.money.receivables import Bill, bill
from clientguard.domain.money.terms import Calendar
from clientguard.domain.records import (
    Absence,
    Account,
    Advice,
    ApprovalRound,
    Business,
    ChangeOrder,
    Client,
    Contract,
    Deliverable,
    Demand,
    Extension,
    Instant,
    Payment,
    ProblemNote,
    Record,
    RecoveryPlan,
    Result,
    SignReview,
    Suspension,
    Threshold,
    Work,
    as_of,
)
from clientguard.store.file.sqlite import Connection
from clientguard.store.records import cells
from clientguard.store.records.lookup import find_records
from clientguard.store.views.business import business
from clientguard.store.views.communication.waiting import promises_of_clients, requests_of_clients
from clientguard.store.views.judgement.compared import compared
from clientguard.store.views.money import invoices_since
from clientguard.store.views.portions import portions

Clock = Callable[[Instant], datetime]  # a moment by the user's clock
EPOCH = date(1970, 1, 1)
MINUTE_MS, DAY_MINUTES = 60_000, 1440
DAY_MS = DAY_MINUTES * MINUTE_MS
BEFORE = 183  # days before the span from which an invoice can be settled in it


@dataclass(frozen=True, slots=True)
class Span:
    """The clients and days that are read, and the user's clock."""

    clients: Sequence[int]
    since: date
    today: date
    clock: Clock

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day as the columns write them."""
        return self.since.isoformat(), self.today.isoformat()

    @property
    def moments(self) -> tuple[int, int]:
        """The first and the last millisecond, with a day more on each side: which day it was, the clock says."""
        return _ms(self.since - timedelta(days=1)), _ms(self.today + timedelta(days=2))


def thresholds(db: Connection) -> Thresholds:
    """Return the figures that the signs go by: the user's own, else the defaults."""
    return with_thresholds(find_records(db, Threshold))


def sign_facts(
    db: Connection, clients: Sequence[int], today: date, clock: Clock, is_working: Calendar
) -> tuple[SignFacts, ...]:
    """Return what the signs read of each of these clients on a day, in their order; clients not on record are left out.

    `clock` gives a moment by the user's clock, `is_working` the working days of the user's own business.
    """
    figures, firm = thresholds(db), business(db) or Business()
    span = Span(clients, today - timedelta(days=round(figures.span_days)), today, clock)
    others = compared(db, today - timedelta(days=round(figures.contact_days)), span.since, today)
    places = {each.client: place for place, each in enumerate(others)}
    read = _Read(db, span)
    return tuple(
        read.of(
            each,
            thresholds=figures,
            is_working=is_working,
            rate=Money(firm.rate, firm.currency) if firm.rate else None,
            hours=firm.hours,
            others=_without(others, places.get(each.id)),
        )
        for each in _clients(db, clients)
    )


def _without(others: tuple[Other, ...], place: int | None) -> tuple[Other, ...]:
    """Return the others without the client at that place; a prospect has none."""
    return others if place is None else others[:place] + others[place + 1 :]


def _clients(db: Connection, ids: Sequence[int]) -> list[Client]:
    found = [each for marks, part in portions(ids) for each in find_records(db, Client, f"t.id IN ({marks})", *part)]
    order = {client: place for place, client in enumerate(ids)}
    return sorted(found, key=lambda each: order[each.id])


@dataclass(frozen=True, slots=True)
class _Kind:
    """How records of a kind are read: a condition on the first day `?1` and the last `?2`, as known then, in order."""

    record: type[Record]
    where: str
    order: str
    known: Callable[[Any, date], Any] | None = None


def _dated(record: type[Record], day: str, known: Callable[[Any, date], Any] | None = None) -> _Kind:
    """Return how records are read that are dated within the span."""
    return _Kind(record, f"{day} BETWEEN ?1 AND ?2", day, known)


_REPEATED = (
    "EXISTS (SELECT 1 FROM demand a JOIN record ar ON ar.id = a.id AND ar.removed_seq IS NULL"
    " WHERE a.repeats = t.id AND a.said_on >= ?1)"
)
# By the name of the facts: what is dated within the span, or was still open when it began.
_KINDS: dict[str, _Kind] = {
    "contracts": _Kind(
        Contract, "(t.starts IS NULL OR t.starts <= ?2 OR t.signed <= ?2)", "t.starts", as_of.contract_on
    ),
    "payments": _dated(Payment, "t.received"),
    "suspensions": _Kind(
        Suspension,
        "t.starts <= ?2 AND (t.resumed_on IS NULL OR t.resumed_on >= ?1)",
        "t.starts",
        as_of.suspension_on,
    ),
    "rounds": _Kind(
        ApprovalRound,
        "t.submitted_on <= ?2 AND (t.submitted_on >= ?1 OR t.answered_on IS NULL OR t.answered_on >= ?1)",
        "t.submitted_on",
        as_of.round_on,
    ),
    "absences": _Kind(
        Absence,
        "t.starts <= ?2 AND (t.until IS NULL OR t.until >= ?1) AND coalesce(t.announced_on, t.starts) <= ?2",
        "t.starts",
    ),
    "deliverables": _Kind(
        Deliverable,
        "(t.due >= ?1 OR t.settled_on IS NULL OR t.settled_on >= ?1)",
        "t.due",
        as_of.deliverable_on,
    ),
    "extensions": _dated(Extension, "t.agreed_on"),
    "change_orders": _dated(ChangeOrder, "t.agreed_on"),
    "demands": _Kind(Demand, f"t.said_on <= ?2 AND (t.said_on >= ?1 OR {_REPEATED})", "t.said_on", as_of.demand_on),
    "advice": _dated(Advice, "t.given_on"),
    "results": _dated(Result, "t.measured_on"),
    "problems": _Kind(  # a threat of harm does not lapse (P6.7)
        ProblemNote, 't."on" <= ?2 AND (t."on" >= ?1 OR t.harm)', 't."on"', as_of.problem_on
    ),
    "work": _dated(Work, 't."on"'),
    "accounts": _Kind(Account, "", "t.id", as_of.account_on),
    "reviews": _Kind(SignReview, 't."on" <= ?2', 't."on"'),
    "plans": _Kind(RecoveryPlan, "t.made_on <= ?2", "t.made_on", as_of.plan_on),
}


class _Days:
    """Days and minutes by the user's clock: it is asked twice for each day, not for each message.

    On a day on which it is put forward or back, it is asked each time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offsets: dict[int, int | None] = {}  # minutes from UTC by UTC day; None: they change on it
        self._days: dict[int, date] = {}

    def at(self, ms: int) -> tuple[date, int]:
        """Return the day and the minute of the day of a moment in milliseconds."""
        day = ms // DAY_MS
        if day not in self._offsets:
            first, last = self._offset(day * DAY_MS), self._offset((day + 1) * DAY_MS - 1)
            self._offsets[day] = first if first == last else None
        offset = self._offsets[day]
        if offset is None:
            offset = self._offset(ms)
        number, minute = divmod(ms // MINUTE_MS + offset, DAY_MINUTES)
        if number not in self._days:
            self._days[number] = EPOCH + timedelta(days=number)
        return self._days[number], minute

    def _offset(self, ms: int) -> int:
        return round((self._clock(Instant(ms)).utcoffset() or timedelta()).total_seconds()) // 60


class _Read:
    """The records of the clients, each kind read once."""

    def __init__(self, db: Connection, span: Span) -> None:
        self._db, self._span = db, span
        self._parts: dict[str, Mapping[int, Sequence[Any]]] = {name: self._find(how) for name, how in _KINDS.items()}
        self._parts |= {
            "bills": self._bills(),
            "promises": _by_client(promises_of_clients(db, span.clients, span.since, on=span.today)),
            "talks": self._talks(),
            "requests": _by_client(requests_of_clients(db, span.clients, span.since, on=span.today)),
            "meetings": self._meetings(),
        }
        self._explained = self._faults()
        self._sent = {row[1]: cells.a_day(row[2]) for row in self._of_clients(_SENT)}
        self._proven = frozenset(row[1] for row in self._of_clients(_PROVEN))

    def of(self, client: Client, **given: Any) -> SignFacts:  # noqa: ANN401
        """Return the facts of one client, with those `given` that do not come from its own records."""
        parts = {name: tuple(found.get(client.id, ())) for name, found in self._parts.items()}
        own = {"explained": self._explained.get(client.id, {}), "sent": self._sent, "proven": self._proven}
        return SignFacts(client=client, **own, **parts, **given)

    def _find(self, how: _Kind) -> dict[int, list[Record]]:
        """Return the records of a kind, by client."""
        found: defaultdict[int, list[Record]] = defaultdict(list)
        for marks, part in portions(self._span.clients):  # `?` counts on from the last number, so that both are named
            where = " AND ".join(["?1 <= ?2", *([how.where] if how.where else []), f"t.client IN ({marks})"])
            order = f"{how.order}, t.id"
            for each in find_records(self._db, how.record, where, *self._span.days, *part, order=order):
                found[each.client_id or 0].append(how.known(each, self._span.today) if how.known else each)
        return found

    def _bills(self) -> dict[int, list[Bill]]:
        """Return the invoices that were issued, open or settled in the span."""
        span = self._span
        found: defaultdict[int, list[Bill]] = defaultdict(list)
        for each in invoices_since(self._db, span.clients, span.since - timedelta(days=BEFORE), span.today):
            owed = bill(each, span.today)
            if owed.is_unpaid or each.issued >= span.since or (each.settled and each.settled >= span.since):
                found[each.client].append(owed)
        return found

    def _talks(self) -> dict[int, list[Talk]]:
        about, nothing = self._about(), ()
        found: defaultdict[int, list[Talk]] = defaultdict(list)
        for row, on, minute in self._at(_TALKS):
            number, client, _ms, direction, channel, minutes, template, step, replies_to = row
            refers = tuple(about[number]) if number in about else nothing
            found[client].append(
                Talk(number, on, minute, direction, channel, minutes, template, step, refers, replies_to)
            )
        return found

    def _meetings(self) -> dict[int, list[Appointment]]:
        found: defaultdict[int, list[Appointment]] = defaultdict(list)
        for row, on, _minute in self._at(_MEETINGS):
            found[row[1]].append(Appointment(row[0], on, row[3], row[4], row[5]))
        return found

    def _at(self, sql: str) -> Iterable[tuple[Sequence[Any], date, int]]:
        """Yield what happened within the span, with its day and minute by the user's clock."""
        span, by_clock = self._span, _Days(self._span.clock)
        for marks, part in portions(span.clients):
            for row in self._db.execute(sql.format(marks=marks), (*span.moments, *part)).fetchall():
                on, minute = by_clock.at(row[2])
                if span.since <= on <= span.today:
                    yield row, on, minute

    def _about(self) -> dict[int, list[int]]:
        """Return what each message of the clients is about."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for marks, part in portions(self._span.clients):
            for source, about in self._db.execute(_ABOUT.format(marks=marks), (*self._span.moments, *part)).fetchall():
                found[source].append(about)
        return found

    def _faults(self) -> dict[int, dict[int, tuple[int, ...]]]:
        """Return by client which records a fault of ours explains, each with those faults (P8.1)."""
        found: defaultdict[int, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for client, fault, record in self._of_clients(_FAULTS):
            found[client][record].append(fault)
        return {
            client: {record: tuple(dict.fromkeys(faults)) for record, faults in records.items()}
            for client, records in found.items()
        }

    def _of_clients(self, sql: str) -> list[Sequence[Any]]:
        """Return the rows of a statement about the clients up to the last day `?1`; the first column is the client."""
        last = self._span.days[1]
        return [
            row
            for marks, part in portions(self._span.clients)
            for row in self._db.execute(sql.format(marks=marks), (last, *part)).fetchall()
        ]


_TALKS = """
SELECT t.id, t.client, t.at_ms, t.direction, t.channel, t.minutes, t.template, t.dunning_step,
  iif(t.direction = 'out' AND t.in_reply_to <> '', coalesce((
    SELECT max(q.id) FROM message q WHERE q.message_id = t.in_reply_to AND q.message_id <> '' AND q.client = t.client
  ), 0), 0)
FROM message t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
WHERE t.at_ms BETWEEN ?1 AND ?2 AND t.client IN ({marks}) ORDER BY t.at_ms, t.id
"""
_MEETINGS = """
SELECT t.id, t.client, t.planned_at_ms, t.state, t.missed_by, t.minutes
FROM meeting t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
WHERE t.planned_at_ms BETWEEN ?1 AND ?2 AND t.client IN ({marks}) ORDER BY t.planned_at_ms, t.id
"""
_ABOUT = """
SELECT t.source, t.about FROM reference t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
JOIN message m ON m.id = t.source AND m.at_ms BETWEEN ?1 AND ?2
WHERE t.client IN ({marks}) ORDER BY t.id
"""
_FAULTS = """
SELECT e.client, p.id, iif(p.id = e.supports, e.about, e.supports)
FROM evidence e JOIN record r ON r.id = e.id AND r.removed_seq IS NULL
JOIN problem p ON p.id IN (e.supports, e.about) AND (p.sort = 'ours' OR p.cause = 'us') AND p."on" <= ?1
JOIN record pr ON pr.id = p.id AND pr.removed_seq IS NULL
WHERE e.client IN ({marks}) AND e.supports IS NOT NULL ORDER BY p."on", p.id
"""
# When an invoice went out, if it was not on the day of its date.
_SENT = """
SELECT t.client, t.id, t.sent_on FROM invoice t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
WHERE t.sent_on > t.issued AND t.sent_on <= ?1 AND t.client IN ({marks})
"""
# The problems that have a file or another record behind them.
_PROVEN = """
SELECT t.client, t.id FROM problem t JOIN record r ON r.id = t.id AND r.removed_seq IS NULL
WHERE t."on" <= ?1 AND t.client IN ({marks}) AND (
  EXISTS (SELECT 1 FROM attachment a JOIN record ar ON ar.id = a.id AND ar.removed_seq IS NULL WHERE a."of" = t.id)
  OR EXISTS (SELECT 1 FROM evidence e JOIN record er ON er.id = e.id AND er.removed_seq IS NULL
    WHERE e.supports = t.id))
"""


def _by_client(found: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for each in found:
        grouped[each.client].append(each)
    return grouped


def _ms(on: date) -> int:
    return (on - EPOCH).days * DAY_MS
