"""Casebooks and records for tests, with a ticking clock, repeatable entropy, and values for required fields."""

from __future__ import annotations

import functools
import hashlib
import itertools
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from clientguard.actions.records import editing
from clientguard.domain.records import KINDS, Business, Field, Instant, Invoice, Kind, Record, Type
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file import sqlite
from clientguard.store.records import lookup

TODAY = date(2026, 11, 22)
FIRST = 1_795_305_600_000  # 2026-11-22 00:00 UTC in milliseconds


def ago(days: int) -> date:
    """Return the date this many days before the tests' today."""
    return TODAY - timedelta(days=days)


class Ticking:
    """A clock that advances by one second each time it is read."""

    def __init__(self, ms: int = FIRST, offset: int = 60) -> None:
        self.ms = ms
        self.offset = offset

    def __call__(self) -> Instant:
        self.ms += 1000
        return Instant(self.ms, self.offset)


class Repeated:
    """A source of bytes that differ with each call but are the same in each run."""

    def __init__(self, calls: int = 0) -> None:
        self.calls = calls

    def __call__(self, size: int) -> bytes:
        self.calls += 1
        return hashlib.shake_256(str(self.calls - 1).encode()).digest(size)


@functools.cache
def _made() -> tuple[bytes, int, int]:
    """Return a new casebook's file, and how far its clock and its source of bytes were used: all are alike."""
    clock, source = Ticking(), Repeated()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.casebook"
        Casebook.create(path, clock=clock, entropy=source).close()
        return path.read_bytes(), clock.ms, source.calls


def new_book(path: Path, **options: Any) -> Casebook:
    """Make a casebook whose times and salts are the same in each run.

    One that is like all others is copied: taking every step of the schema again would be most of a test's time.
    """
    if options:
        return Casebook.create(path, **{"clock": Ticking(), "entropy": Repeated(), **options})
    content, ms, calls = _made()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
    return Casebook.open(path, clock=Ticking(ms), entropy=Repeated(calls))


def firm_book(path: Path) -> Casebook:
    """Make a casebook that has a business."""
    book = new_book(path)
    save(book, Business(name="Studio North", owner="Ada North", address="1 Mill Lane", currency="EUR"))
    return book


def save(book: Casebook, record: Record) -> int:
    """Save a record as a screen does, and return its id."""
    return editing.save_record(book, record).first or record.id


def add(book: Casebook, kind: str, **values: Any) -> int:
    """Save a new record of a kind, with default values for what the test does not care about, and return its id."""
    given = {**needed(KINDS[kind]), **NEEDED.get(kind, {})}
    if kind == "invoice" and "number" not in values:
        given["number"] = _free_number(book, given["number"])
    return save(book, KINDS[kind].record(**{**given, **values}))


def _free_number(book: Casebook, first: str) -> str:
    """Return the invoice number, or the first one after it that has not been used: they are unique."""
    with book.read() as db:
        used = {each.number for each in lookup.find_records(db, Invoice, removed=True)}
    numbers = itertools.chain([first], (f"{first}-{n}" for n in itertools.count(2)))
    return next(each for each in numbers if each not in used)


def needed(kind: Kind) -> dict[str, Any]:
    """Return a value for each required field of a kind, except links, which the test has to give."""
    record = kind.record()
    return {
        field.name: _SOME[field.type]
        for field in kind.fields
        if field.required and field.type in _SOME and getattr(record, field.name) in (None, "")
    }


_SOME: dict[Type, Any] = {
    Type.TEXT: "Something",
    Type.LONG: "Something, at length",
    Type.DATE: TODAY,
    Type.INSTANT: Instant(FIRST),
    Type.MONEY: 100_00,
    Type.NUMBER: 1,
    Type.MINUTES: 30,
}


NEEDED: dict[str, dict[str, Any]] = {
    "client": {"name": "Harbour Books"},
    "contact": {"name": "Joan Field"},
    "contact_point": {"value": "joan@harbour.example"},
    "contract": {"title": "Shop and ads", "starts": ago(300), "payment_terms": "net 30", "notice_days": 30},
    "invoice": {"number": "R-1", "issued": ago(60), "amount": 480_000},
    "payment": {"received": ago(10), "amount": 480_000},
    "deliverable": {"title": "New shop"},
    "extension": {"agreed_on": ago(30), "new_due": ago(-10), "reason": "Waited for the pictures"},
    "change_order": {"agreed_on": ago(30), "what": "A second language"},
    "decision": {"on": ago(3), "reasons": "Three invoices are unpaid."},
    "data_holding": {"what": "Copy of the customer list"},
    "checklist": {"name": "Booking engine", "steps": "Export\nInvite\nRemove us"},
    "result": {"measure": "Orders a week", "before": "120", "after": "188"},
    "message": {"at": Instant(FIRST), "subject": "About the shop"},
    "request": {"title": "Which colours?", "asked_on": ago(20)},
    "work": {"on": ago(3), "minutes": 90, "detail": "Set up the shop"},
    "problem": {"title": "Paid late again", "on": ago(5)},
    "account": {"name": "Ad account"},
    "approval_round": {"what": "The first draft", "submitted_on": ago(12)},
    "meeting": {"subject": "Kick-off", "planned_at": Instant(FIRST)},
    "absence": {"starts": ago(9), "until": ago(2)},
    "demand": {"words": "Put it on Instagram as well", "said_on": ago(8)},
    "advice": {"what": "Keep the old addresses of the pages", "given_on": ago(40)},
    "sign_review": {"sign": "5", "verdict": "doubt", "reason": "The invoice was late", "on": ago(4)},
    "recovery_plan": {"remedy": "Redo the photos", "made_on": ago(20), "due": ago(-10)},
    "threshold": {"key": "late_days", "value": "30"},
    "intake": {"need": "A shop that sells on Sundays", "held_on": ago(3)},
    "clause": {"key": "notice", "passage": "Either side may end it with 30 days' notice.", "confirmed_on": ago(3)},
    "peer": {"name": "Mira Vale"},
    "do_not_engage": {
        "name": "Quick & Co",
        "reason": "Three invoices were never paid.",
        "noted_on": ago(9),
        "review_on": ago(-300),
    },
    "law_rate": {"base": "uk-bank-rate", "starts": ago(30), "rate": "3.5", "source": "A page", "checked_on": ago(2)},
    "bundle": {"name": "Evidence.zip", "made_on": ago(2)},
    "obligation": {"what": "Refund of the deposit"},
    "release": {"gate": "payments", "reason": "A gesture", "on": ago(1)},
}


def read(book: Casebook, cls: type, record: int) -> Any:
    """Return a record as it is now saved."""
    with book.read() as db:
        return lookup.get_record(db, cls, record)


def tamper(path: Path, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
    """Change a closed casebook behind the program's back, without its triggers and foreign keys."""
    db = sqlite.dbapi.connect(str(path), isolation_level=None)
    try:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            sql, values = statement if isinstance(statement, tuple) else (statement, ())
            db.execute(sql, values)
        for _, sql in triggers:  # otherwise the missing triggers would be found instead
            db.execute(sql)
    finally:
        db.close()


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything in a closed casebook, by table."""
    db = sqlite.connect(path)
    try:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(names)}
    finally:
        db.close()


# --- values for any field, from its description alone ---

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
_LONG = st.one_of(_TEXT, st.builds(lambda part, times: part * times, _TEXT, st.integers(1, 60)))
_WHOLE = st.one_of(st.none(), st.integers(-(10**15), 10**15))
_BY_TYPE: dict[Type, st.SearchStrategy[Any]] = {
    Type.TEXT: _TEXT,
    Type.LONG: _LONG,
    Type.DATE: st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    Type.INSTANT: st.one_of(
        st.none(), st.builds(Instant, st.integers(-(10**12), 7 * 10**12), st.integers(-14 * 60, 14 * 60))
    ),
    Type.MONEY: _WHOLE,
    Type.NUMBER: _WHOLE,
    Type.MINUTES: _WHOLE,
    Type.CURRENCY: st.sampled_from(["", "EUR", "THB", "JPY"]),
    Type.LANGUAGE: st.sampled_from(["", "en", "th", "ms", "fy"]),
    Type.DECIMAL: st.sampled_from(["", "0.0", "188", "-6.10", "100000000"]),
    Type.FLAG: st.booleans(),
    Type.TERMS: st.sampled_from(["", "net 30", "1st of next month"]),
    Type.DIGEST: st.just(""),
}


def values_of(field: Field, links: Mapping[str, list[int]]) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a field; `links` are the ids of one client's records, by kind."""
    if field.type is Type.LINK:
        any_kind = [each for ids in links.values() for each in ids]
        return st.sampled_from([None, *(links.get(field.target, ()) if field.target else any_kind)])
    if field.type is Type.CHOICE:
        return st.sampled_from(["", *(each.key for each in field.choices)])
    return _BY_TYPE[field.type]


def records_of(kind: Kind, links: Mapping[str, list[int]]) -> st.SearchStrategy[Record]:
    """Return a strategy for records of a kind, with any values that its description allows."""
    return st.builds(kind.record, **{field.name: values_of(field, links) for field in kind.fields})
